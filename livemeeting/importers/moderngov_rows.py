"""What ModernGov says of one agenda item, in whatever way it came: its web service, its page, its page as text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from livemeeting.domain.agenda import Doubt, DraftItem, Paper
from livemeeting.importers.assembled import assembled
from livemeeting.importers.private_words import private_word
from livemeeting.importers.restricted import Found
from livemeeting.importers.source import one_line, shortened
from livemeeting.importers.text_titles import tidy

_TAGS = re.compile(r"<(?:/?[a-z][^<>]{0,500}|!--.{0,500}?--)>", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_ZERO = re.compile(r"0+\.?|")


@dataclass
class ModernGovRow:
    """One row of the agenda. `number` as printed; `papers` pairs each document with whether it is restricted."""

    number: str
    title: str
    notes: list[str] = field(default_factory=list)
    papers: list[tuple[Paper, bool]] = field(default_factory=list)
    restricted: bool = False
    hidden: bool = False
    line: int | None = None
    external_id: str = ""


def plain(text: str) -> str:
    """ModernGov's text, which is escaped once more than its format asks for, on one line and without tags."""
    return one_line(_TAGS.sub(" ", _unescaped(text)))


def plain_lines(text: str) -> list[str]:
    """The same, one line a paragraph."""
    broken = _BREAKS.sub("\n", _unescaped(text))
    return [line for part in _TAGS.sub(" ", broken).split("\n") if (line := one_line(part))]


def _unescaped(text: str) -> str:
    for _ in range(3):
        once = html.unescape(text)
        if once == text:
            break
        text = once
    return text


def items_of(rows: Sequence[ModernGovRow]) -> tuple[tuple[DraftItem, ...], tuple[Doubt, ...]]:
    """The rows as items. A row whose number is 0 or empty is a heading, unless no row has a number."""
    numbered = any(not _ZERO.fullmatch(row.number.strip()) for row in rows)
    doubts: list[Doubt] = []
    found = []
    for place, row in enumerate(rows):
        found.append(_found(row, is_heading=numbered and bool(_ZERO.fullmatch(row.number.strip()))))
        doubts += [Doubt(place, sentence) for sentence in _doubts(row)]
    return assembled(found, doubts)


def _found(row: ModernGovRow, *, is_heading: bool) -> Found:
    number = one_line(row.number).strip().rstrip(".)").lstrip("(") if not is_heading else ""
    number = "" if _ZERO.fullmatch(number) else number
    tidied = tidy([row.title], row.notes)
    title, _ = shortened(tidied.text)
    restricted = row.restricted or row.hidden
    reason = ""
    if restricted:
        reason = "Marked restricted in ModernGov" if row.restricted else "Not displayed in ModernGov"
        title = title or "Restricted item"
    papers = tuple(dict.fromkeys(paper for paper, kept_back in row.papers if not kept_back))
    item = DraftItem(
        number=number, title=title, is_heading=is_heading, restricted=restricted and not is_heading,
        restricted_reason=reason if not is_heading else "", withdrawn=tidied.withdrawn,
        papers=(*papers, *tidied.papers), line=row.line, external_id=row.external_id,
    )  # fmt: skip
    return Found(item, tuple(row.notes))


def _doubts(row: ModernGovRow) -> list[str]:
    _, long = shortened(row.title)
    kept_back = sum(restricted for _, restricted in row.papers)
    several = "is a restricted document" if kept_back == 1 else f"are {kept_back} restricted documents"
    return [
        sentence
        for sentence in (
            long,
            "ModernGov does not display this row, so it is marked restricted: confirm." if row.hidden else "",
            f"There {several} under it, left out of the agenda." if kept_back else "",
            "It has no title: write one or delete the row." if not row.title else "",
        )
        if sentence
    ]


def is_private_paper(title: str) -> bool:
    """Whether a document's own title says that it is private."""
    return bool(private_word(title))
