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
_BOLD = re.compile(
    r"(?P<number>\(?(?:\d{1,3}(?:\.\d{1,3})*[A-Za-z]?|[A-Za-z]|[ivxIVX]{1,6})[.):]{0,2}\s*)?"
    r"\*\*(?P<bold>[^*]{2,300})\*\*(?P<rest>.*)",
    re.DOTALL,
)
_ITALIC = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]{0,500}[^\s*])?)\*(?![\w*])")
_NUMBER_FIRST = re.compile(
    r"\s*(?:agenda )?(?:item )?(?:no\.? )?\(?(?:\d[\d./]*[a-z]?|[a-z]|[ivx]{1,6})[.):]*\s", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"<(span|div|p)\b[^<>]{0,300}display ?: ?none[^<>]{0,100}>[^<>]{0,500}</\1>", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_PAGE_COLUMN = re.compile(
    r"(?:\t| {3,}|[ .…]{4,})(?:pages? |pp?\.? ?)?\(?\d{1,4}(?: ?(?:[-–—]|to|&|and) ?\d{1,4})?\)?$",
    re.IGNORECASE,
)
# "4   Headteacher's report    HT    Enc B": what stands in columns of their own behind a title.
_COLUMNS = re.compile(
    r"(?P<title>\(?(?:\d{1,3}(?:\.\d{1,2})*[A-Za-z]?|[A-Za-z])[.):]{0,2}(?:\t| {2,})\S[^\t]{2,200}?)"
    r"(?:\t| {4,})(?P<rest>\S.{0,80})"
)
_WORD = re.compile(r"[^\W\d_]{3}")
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
    """One line of text as printed. `number` is its 1-based place in the source.

    `is_note` marks what follows a bold title on the line of that title.
    """

    number: int
    text: str
    indent: int = 0
    is_marked_heading: bool = False
    is_bullet: bool = False
    is_bold: bool = False
    is_note: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text


def lines_of(text: str) -> list[Line]:
    """Every line of clean text; one source line becomes several where several items share it."""
    return [
        line
        for number, raw in _after_front_matter(text.split("\n"))
        for part in _read(number, raw)
        for line in ([part] if part.is_note else _split(part))
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


def _read(number: int, raw: str) -> list[Line]:
    text = _without_page_column(_without_tags(raw).strip())
    text, behind = _without_columns(text)
    if behind:
        indent = " " * (len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()))
        return [*_read(number, indent + text), *(Line(number, rest, is_note=True) for rest in behind)]
    line = Line(number, text, indent=len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()))
    if "|" in text:
        text = _table_row(text)
    text = text.lstrip("> ") if text.startswith(">") else text
    if heading := _HEADING.match(text):
        line, text = replace(line, is_marked_heading=True), text[heading.end() :].rstrip("# ")
    elif bullet := _BULLET.match(text):
        line, text = replace(line, is_bullet=True), text[bullet.end() :]
    bold = _BOLD.fullmatch(text)
    if bold is None:
        return [replace(line, text=_without_marks(text).strip())]
    title, rest = f"{bold['number'] or ''}{bold['bold']}", bold["rest"].strip()
    if not rest.strip(".: *") or re.fullmatch(r"\W*pages? [\d –-]+\W*", rest, re.IGNORECASE):
        return [replace(line, text=_without_marks(text).strip(), is_bold=True)]
    if not _names_something(bold["bold"]) or not _sets_off(bold["bold"], rest):
        return [replace(line, text=_without_marks(text).strip())]
    title_line = replace(line, text=_without_marks(title).strip(" :–—-"), is_bold=True)
    return [title_line, Line(number, _without_marks(rest).strip(" :–—-"), is_note=True)]


def _without_columns(text: str) -> tuple[str, list[str]]:
    """A numbered line's title, and what stands in columns of their own behind it."""
    behind: list[str] = []
    while len(behind) < 9 and (columns := _COLUMNS.fullmatch(text)):
        text = columns["title"].rstrip()
        behind.insert(0, columns["rest"].strip())
    return (text, behind) if not _COLUMNS.fullmatch(text) else (text.replace("\t", " "), behind)


def _names_something(bold: str) -> bool:
    """Whether bold words hold more than a number: a title, and not "Item 4" before one."""
    return bool(_WORD.search(_NUMBER_FIRST.sub("", bold)))


def _sets_off(bold: str, rest: str) -> bool:
    """Whether a line goes on after its bold words with something new, and not with the rest of the title."""
    if "http" in rest[:12] or (rest[:1].isdigit() and len(rest) < 15):
        return False
    return rest[:1] in "-–—:" or bold.rstrip()[-1:] in ".:–—" or rest[:1].isupper()


def _without_tags(raw: str) -> str:
    """Takes out the tags of a web page that pages written in Markdown hold; any other text between < and > stays."""
    return _TAG.sub(" ", _HIDDEN.sub(" ", raw)) if "<" in raw else raw


def _without_page_column(text: str) -> str:
    """Takes off the page numbers in a column of their own at the end of a line."""
    match = _PAGE_COLUMN.search(text, max(0, len(text) - 120))
    return text[: match.start()] if match and _WORD.search(text[: match.start()]) else text


def _without_marks(text: str) -> str:
    text = _LINK.sub(r"\1 \2", _IMAGE.sub(" ", text)) if "](" in text else text
    text = _UNDERSCORES.sub(r"\1", text.replace("**", "")) if "__" in text else text.replace("**", "")
    if "*" in text:
        text = _ITALIC.sub(r"\1", text)
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
