"""The pages of a PDF: which belong to the front sheet, and what on them is only the frame of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from livemeeting.importers.source import one_line
from livemeeting.importers.text_numbers import numbered

_REPORT = re.compile(
    r"(?:public )?(?:agenda|report) item(?: no\.?| number)?:? ?\d{1,3}[a-z]?\b(?! [-–] )"
    r"|report (?:to|of|by|from|for|title)\b.{0,80}"
    r"|(?:draft )?minutes of (?:the |a |an )?(?:\w+ ){0,6}(?:meeting|council|committee|cabinet|proceedings).{0,90}"
    r"|staff report|(?:committee|council|officer|cabinet) report|(?:date of )?decision maker\b.{0,60}"
    r"|(?:1\.?0?|i\.)?\s*(?:purpose of (?:the |this )?report|executive summary|summary of report|introduction)"
    r"|appendix [a-z\d]{1,2}\b.{0,80}|(?:application|case) (?:no|number|ref)\.?:? ?\S{4,20}|memorandum"
    r"|(?:subject|title|report title|lead officer|report author|author|wards? affected|classification)\s?:.{0,100}",
    re.IGNORECASE,
)
_MINUTES_OF = re.compile(r"minutes of .{0,60}(?:held|meeting|on)\b.{0,60}|^present\s?:", re.IGNORECASE)
_HEAD_LINES = 8
_EDGE = 3
_DIGITS = re.compile(r"\d+")


def front_sheet(pages: Sequence[str]) -> list[str]:
    """The pages before the first that opens as a report or as minutes do; an agenda must have begun by then."""
    items, last = 0, 0
    for at, page in enumerate(pages):
        numbers = _numbers_on(page)
        goes_on = bool(numbers) and numbers[0] == last + 1
        if items >= 3 and not goes_on and _opens_a_report(page):
            return list(pages[:at])
        items += _items_on(page)
        last = numbers[-1] if numbers else last
    return list(pages)


def _opens_a_report(page: str) -> bool:
    """Whether one of its first lines heads a report or minutes, with no item of an agenda above it."""
    for text in [text for line in page.split("\n") if (text := one_line(line))][:_HEAD_LINES]:
        if _REPORT.fullmatch(text) or _MINUTES_OF.match(text):
            return True
        if numbered(text) is not None:
            return False
    return False


def _items_on(page: str) -> int:
    found = [numbered(line.strip()) for line in page.split("\n")]
    return sum(one is not None and one.style != "letter" for one in found)


def _numbers_on(page: str) -> list[int]:
    """The leading figures of the lines that may be items, without page numbers and the headings of reports."""
    lines = [line.strip() for line in page.split("\n")]
    found = [numbered(line) for line in lines if not _REPORT.fullmatch(one_line(line))]
    return [one.major for one in found if one is not None and one.style != "letter" and one.rest]


def without_page_furniture(pages: Sequence[str]) -> list[str]:
    """The pages without the lines that stand at the edge of several, whatever figures they hold, and page numbers."""
    edges = Counter(key for page in pages for key in {_key(line) for _, line in _edge_lines(page)})
    repeated = {key for key, count in edges.items() if key and count >= max(2, (len(pages) + 1) // 2)}
    kept = []
    for number, page in enumerate(pages):
        lines = page.split("\n")
        for at, line in _edge_lines(page):
            is_repeated = _key(line) in repeated and (number > 0 or not line.strip()[:1].isalpha())
            if is_repeated or re.fullmatch(r"\s*(?:page )?\d{1,3}(?: of \d{1,3})?\s*", line, re.IGNORECASE):
                lines[at] = ""
        kept.append(_shifted(lines))
    return kept


def _edge_lines(page: str) -> list[tuple[int, str]]:
    filled = [(at, line) for at, line in enumerate(page.split("\n")) if line.strip()]
    return filled if len(filled) <= 2 * _EDGE else [*filled[:_EDGE], *filled[-_EDGE:]]


def _key(line: str) -> str:
    """The line without its figures; "" for one that is an item, which may well come again."""
    text = one_line(line)
    found = numbered(text)
    if found is not None and any(char.isalpha() for char in found.rest):
        return ""
    return _DIGITS.sub("0", text).casefold()


def _shifted(lines: list[str]) -> str:
    """The page moved to the left edge, blank lines at its ends gone."""
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:].rstrip() for line in lines).strip("\n")
