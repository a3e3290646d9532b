"""The numbers Word prints before paragraphs, which are not in their text: numbering.xml and the chain of styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from livemeeting.importers.word_counting import counted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_CHAIN = 12
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = "%1."
    restarts_after: int | None = None
    is_legal: bool = False


@dataclass
class _List:
    """A w:num: its levels, the abstract list that counts for it, and where this one starts counting anew."""

    abstract: str
    levels: dict[int, _Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document, paragraph by paragraph, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in _all(styles, "style")}
        self._default_style = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )
        self._abstract = {each.get(f"{W}abstractNumId", ""): each for each in _all(numbering, "abstractNum")}
        self._lists = {each.get(f"{W}numId", ""): self._list(each) for each in _all(numbering, "num")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Element) -> str:
        """What is printed before this paragraph ("4.1", "(a)", "•"), or "". Call once for each, in order."""
        num_id, depth = self._numbered(paragraph)
        found = self._lists.get(num_id)
        if found is None or depth not in found.levels:
            return ""
        counts = self._count(num_id, found, depth)
        level = found.levels[depth]
        if level.style == "bullet":
            return "•"
        return _PLACE.sub(
            lambda match: self._printed(found, counts, level, int(match[1]) - 1), level.text
        ).strip()

    def outline(self, paragraph: Element) -> bool:
        """Whether the paragraph is a heading by its style."""
        for style in self._chain(_value(paragraph, "pPr/pStyle")):
            name = _value(style, "name").lower()
            if name.startswith("heading") or name == "title":
                return True
            if _find(style, "pPr/outlineLvl") is not None and _value(style, "pPr/outlineLvl") != "9":
                return True
        return False

    def _printed(self, found: _List, counts: dict[int, int], level: _Level, depth: int) -> str:
        style = found.levels[depth].style if depth in found.levels else "decimal"
        if level.is_legal and style not in ("bullet", "none"):
            style = "decimal"
        start = found.levels[depth].start if depth in found.levels else 1
        return counted(counts.get(depth, start), style)

    def _count(self, num_id: str, found: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        if depth in found.overrides and (num_id, depth) not in self._begun:
            counts[depth] = found.overrides[depth] - 1
        self._begun.add((num_id, depth))
        counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            after = found.levels[deeper].restarts_after if deeper in found.levels else None
            if after is None or (after and depth < after):
                del counts[deeper]
        return counts

    def _numbered(self, paragraph: Element) -> tuple[str, int]:
        """The list and the depth in it: said by the paragraph, else by its style or one that style builds on."""
        num_id, depth = _value(paragraph, "pPr/numPr/numId"), _value(paragraph, "pPr/numPr/ilvl")
        if num_id == "0":
            return "", 0
        style_id = _value(paragraph, "pPr/pStyle") or self._default_style
        for style in self._chain(style_id):
            if num_id and depth:
                break
            said = _value(style, "pPr/numPr/numId")
            if not num_id and said == "0":
                return "", 0
            if said and not num_id:
                num_id = said
                depth = depth or self._depth_of_style(said, style.get(f"{W}styleId", ""))
            depth = depth or _value(style, "pPr/numPr/ilvl")
        return num_id, int(depth) if re.fullmatch(r"[0-8]", depth) else 0

    def _depth_of_style(self, num_id: str, style_id: str) -> str:
        found = self._lists.get(num_id)
        abstract = self._abstract.get(found.abstract) if found else None
        for level in _all(abstract, "lvl"):
            if _value(level, "pStyle") == style_id:
                return level.get(f"{W}ilvl", "")
        return ""

    def _chain(self, style_id: str) -> list[Element]:
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < _DEEPEST_CHAIN:
            chain.append(self._styles[style_id])
            style_id = _value(chain[-1], "basedOn")
        return chain

    def _list(self, num: Element) -> _List:
        abstract_id = _value(num, "abstractNumId")
        abstract = self._linked(self._abstract.get(abstract_id))
        levels = {
            depth: _level(each) for each in _all(abstract, "lvl") if (depth := _depth(each)) is not None
        }
        overrides = {}
        for each in _all(num, "lvlOverride"):
            depth = _depth(each)
            if depth is None:
                continue
            start = _value(each, "startOverride")
            if re.fullmatch(r"\d{1,5}", start):
                overrides[depth] = int(start)
            own = _find(each, "lvl")
            if own is not None:
                levels[depth] = _level(own)
        return _List(abstract_id, levels, overrides)

    def _linked(self, abstract: Element | None) -> Element | None:
        """The list itself, where this one only names the style of another (numStyleLink)."""
        link = _value(abstract, "numStyleLink") if abstract is not None else ""
        if not link:
            return abstract
        return next((each for each in self._abstract.values() if _value(each, "styleLink") == link), abstract)


def _level(level: Element) -> _Level:
    start, restart = _value(level, "start"), _value(level, "lvlRestart")
    text = _find(level, "lvlText")
    return _Level(
        start=int(start) if re.fullmatch(r"\d{1,5}", start) else 1,
        style=_value(level, "numFmt") or "decimal",
        text=text.get(f"{W}val", "") if text is not None else "",
        restarts_after=int(restart) if re.fullmatch(r"\d", restart) else None,
        is_legal=_find(level, "isLgl") is not None,
    )


def _depth(level: Element) -> int | None:
    said = level.get(f"{W}ilvl", "")
    return int(said) if re.fullmatch(r"[0-8]", said) else None


def _all(parent: Element | None, name: str) -> list[Element]:
    return [] if parent is None else parent.findall(f"{W}{name}")


def _find(parent: Element, path: str) -> Element | None:
    return parent.find("/".join(f"{W}{part}" for part in path.split("/")))


def _value(parent: Element, path: str) -> str:
    found = _find(parent, path)
    return found.get(f"{W}val", "") if found is not None else ""
