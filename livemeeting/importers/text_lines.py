"""The lines of a pasted agenda, freed from Markdown, table rules and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from livemeeting.importers.source import LONGEST_TITLE
from livemeeting.importers.text_split import split_items

_LONGEST_LINE = LONGEST_TITLE + 100
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\((https?://[^\s()]{1,1000})(?: \"[^\"]{0,200}\")?\)", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6} +")
_BULLET = re.compile(r"(?:[-+*•·●▪◦‣∙][ \t]+|[•·●▪◦‣∙])(?=\S)")
_UNDERSCORES = re.compile(r"(?<!\S)__(\S.{0,500}?)__(?!\w)")
_TABLE_RULE = re.compile(r"[\s|:+=_*-]+")
_NUMBER_CELL = re.compile(
    r"(?:item )?\(?(?:\d[\w./()]{0,9}|[a-z]|[ivx]{1,6})\)?[.):]?(?: ?\[[^\]]{1,12}\])?", re.IGNORECASE
)
_COLUMN_NAMES = re.compile(
    r"#|(?:agenda )?items?|(?:item )?(?:no\.?|number)|title|agenda|subject|reports?"
    r"|pages?(?: no\.?)?|page\(s\)|lead|time",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """One line of text as printed. `number` is its 1-based place in the source."""

    number: int
    text: str
    indent: int = 0
    is_marked_heading: bool = False
    is_bullet: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text


def lines_of(text: str) -> list[Line]:
    """Every line of clean text; one source line becomes several where several items share it."""
    return [
        line for number, raw in _after_front_matter(text.split("\n")) for line in _split(_read(number, raw))
    ]


def _after_front_matter(raw: list[str]) -> Iterator[tuple[int, str]]:
    first = next((index for index, line in enumerate(raw) if line.strip()), 0)
    start = 0
    if raw[first].strip() == "---":
        end = next(
            (index for index in range(first + 1, min(first + 60, len(raw))) if raw[index].strip() == "---"),
            None,
        )
        inside = raw[first + 1 : end] if end else []
        if end and all(not line.strip() or ":" in line or line.lstrip().startswith("-") for line in inside):
            start = end + 1
    yield from ((index + 1, raw[index]) for index in range(start, len(raw)))


def _read(number: int, raw: str) -> Line:
    text = raw.strip()
    line = Line(number, text, indent=len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()))
    if "|" in text:
        text = _table_row(text)
    text = text.lstrip("> ") if text.startswith(">") else text
    if heading := _HEADING.match(text):
        line, text = replace(line, is_marked_heading=True), text[heading.end() :].rstrip("# ")
    elif bullet := _BULLET.match(text):
        line, text = replace(line, is_bullet=True), text[bullet.end() :]
    return replace(line, text=_without_marks(text).strip())


def _without_marks(text: str) -> str:
    text = _LINK.sub(r"\1 \2", _IMAGE.sub(" ", text)) if "](" in text else text
    text = _UNDERSCORES.sub(r"\1", text.replace("**", "")) if "__" in text else text.replace("**", "")
    if len(text) > 2 and text[0] == text[-1] == "*":
        text = text[1:-1]
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _table_row(text: str) -> str:
    """A table's row as 'number, tab, title'; its rules and the names of its columns as nothing."""
    if _TABLE_RULE.fullmatch(text):
        return ""
    cells = [cell.strip().replace("**", "") for cell in text.split("|")]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(_COLUMN_NAMES.fullmatch(cell) for cell in filled):
        return ""
    if text.count("|") == 1 and not (len(filled) == 2 and _NUMBER_CELL.fullmatch(filled[0])):
        return text
    if len(filled) > 1 and _NUMBER_CELL.fullmatch(filled[0]):
        links = [cell for cell in filled[2:] if "http" in cell]
        return " ".join([f"{filled[0]}\t{filled[1]}", *links])
    return " ".join(filled)


def _split(line: Line) -> list[Line]:
    parts = split_items(line.text) if len(line.text) > 20 else [line.text]
    return [replace(line, text=part[:_LONGEST_LINE]) for part in parts]
