"""The number or bullet a browser draws before an entry of a list."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from livemeeting.importers.word_counting import counted

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_STYLES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal": "decimal",
    "decimal-leading-zero": "decimalZero", "none": "none", "disc": "bullet", "circle": "bullet", "square": "bullet",
}  # fmt: skip
_TYPED = re.compile(r"\s*\(?(?:\d{1,3}[A-Za-z]?(?:\.\d+)*|[A-Za-z]|[ivxIVX]{1,5})[.):]")


def mark_of(entry: HtmlElement) -> str:
    """ "3.<tab>" or "• " for an entry of a list; "" where nothing is drawn, or the number is typed."""
    above = entry.getparent()
    style = _style(entry, above)
    if style == "none" or (
        above is not None and above.tag == "ol" and _TYPED.match(entry.text_content()[:12])
    ):
        return ""
    if above is None or above.tag != "ol" or style == "bullet":
        return "• "
    return f"{counted(_place(entry, above), style or 'decimal')}.\t"


def _style(entry: HtmlElement, above: HtmlElement | None) -> str:
    for element in (entry, above):
        if element is None:
            continue
        named = _STYLE.search(element.get("style") or "")
        word = (named[1].lower() if named else "") or (element.get("type") or "")
        if word in _STYLES:
            return _STYLES[word]
    return ""


def _place(entry: HtmlElement, above: HtmlElement) -> int:
    place = _whole(above.get("start"), 1) - 1
    for other in above:
        if other.tag == "li":
            place = _whole(other.get("value"), place + 1)
        if other is entry:
            break
    return place


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"\d{1,5}", text) else otherwise
