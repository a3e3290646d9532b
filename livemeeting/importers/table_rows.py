"""A row of a table as lines of text: the number and the title of an item first, what else it says below."""

from __future__ import annotations

import re

_NUMBER_CELL = re.compile(
    r"(?:agenda )?(?:item )?(?:no\.? ?)?\(?(?:\d[\w./()-]{0,9}|[A-Za-z]{1,2}\d{0,3}|[ivxIVX]{1,6})\)?[.):]{0,2}"
    r"(?: ?[\[(][^\])]{1,12}[\])])?",
    re.IGNORECASE,
)
_COLUMN_NAMES = re.compile(
    r"#|(?:agenda )?items?(?: (?:no|number|title|description)\.?)?|(?:item )?(?:no|nos|number|ref|reference)\.?|title"
    r"|agenda|subject(?: matter)?|topic|business|description|reports?(?: of| by| title)?|pages?(?: ?(?:no|nos|number"
    r"s?|ref)\.?)?|page\(s\)|lead(?: officer| member)?|times?|timing|presenter|presented by|owner|purpose|action"
    r"(?: required)?|paper|papers?|enclosures?|encl\.?|attachments?|method|duration|officer|wards?(?: affected)?|who",
    re.IGNORECASE,
)
# What the table at the head of a front sheet says of the meeting.
_LABEL = re.compile(
    r"(?:date|time|day|venue|place|location|where|when|date and time|contact)(?: of meeting)?\s?:?|.{2,25}:",
    re.I,
)
_SMALL_CELL = re.compile(
    r"(?:pages?|pp?\.?)? ?\d{1,4} ?(?:(?:-|–|—|to|&|and|,) ?\d{1,4}){0,3}|\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?"
    r"(?: ?[-–] ?\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?)?|\d{1,3} ?(?:min(?:ute)?s?|hours?)|[-–—]|n/?a|verbal|oral"
    r"|to follow|attached|enclosed?|[a-z]{1,2}",
    re.IGNORECASE,
)


def row_lines(cells: list[list[str]]) -> list[str]:
    """The lines of one row from the lines of its cells."""
    filled = [lines for cell in cells if (lines := _without_ends(cell))]
    if not filled:
        return []
    if len(filled) == 1:
        return filled[0]
    if all(len(cell) == 1 and _COLUMN_NAMES.fullmatch(cell[0].strip("*# :")) for cell in filled):
        return [""]
    first, rest = filled[0], filled[1:]
    if len(first) > 1 and not _is_number(first[0]):
        # A table that only lays out the page.
        return [line for cell in filled for line in [*cell, ""]]
    if _is_number(first[0]) and len(first) == 1:
        return _numbered(first[0], rest)
    if len(first) == 1 and _LABEL.fullmatch(first[0].strip("*# ")):
        said = ", ".join(line.strip("*# ") for cell in rest for line in cell if line)
        return [f"{first[0].strip('*# :')}: {said}", ""]
    return [first[0], *first[1:], *_below(rest)]


def _numbered(number: str, rest: list[list[str]]) -> list[str]:
    # Some tables print the sub-number in a column of its own: "4 | (a) | Title".
    if (
        len(rest) > 1
        and len(rest[0]) == 1
        and _is_number(rest[0][0])
        and not _SMALL_CELL.fullmatch(rest[1][0])
    ):
        return [*_numbered(rest[0][0], rest[1:])]
    title = rest[0]
    text = title[0].removeprefix("## ").removeprefix("• ")
    return [f"{number.strip('*# ')}\t{text}", *title[1:], *_below(rest[1:])]


def _below(cells: list[list[str]]) -> list[str]:
    said = [line for cell in cells for line in cell if line and not _SMALL_CELL.fullmatch(line.strip("* "))]
    return ["", *said, ""] if said else [""]


def _is_number(text: str) -> bool:
    return bool(_NUMBER_CELL.fullmatch(text.strip("*# ")))


def _without_ends(cell: list[str]) -> list[str]:
    start = next((at for at, line in enumerate(cell) if line.strip()), len(cell))
    end = next((at for at in range(len(cell), 0, -1) if cell[at - 1].strip()), 0)
    return cell[start:end]
