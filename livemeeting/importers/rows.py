"""The rows of our own agenda files, whatever file they came in: named values to draft items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from livemeeting.domain.agenda import Doubt, DraftItem, Paper
from livemeeting.domain.refused import Refused
from livemeeting.importers.levels import in_sections
from livemeeting.importers.links import is_web_address
from livemeeting.importers.restricted import Found, mark_restricted
from livemeeting.importers.source import one_line, shortened

COLUMNS = (
    *("number", "title", "plain_title", "heading", "level", "restricted", "reason", "withdrawn"),
    *("paper_url", "paper_title"),
)

# English and Welsh, spreadsheets and people.
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "on", "ie"})
_NO = frozenset({"no", "n", "false", "f", "0", "-", "off", "na"})
_NOTHING = frozenset({"", "~", "null", "none"})


class Answer(Enum):
    """What a yes-or-no cell says."""

    YES = "yes"
    NO = "no"
    BLANK = "blank"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class SourceRow:
    """One item as its file names it, with its papers when the file lists them.

    `line` is 1-based. `level` is 0, or n for a part of the nearest row above of level n-1. `notes` are the
    lines printed under it, which may say that it is private.
    """

    values: Mapping[str, object]
    line: int | None = None
    papers: tuple[object, ...] = ()
    level: int = 0
    external_id: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class _RowReader:
    """Reads one row and notes what is doubtful about it."""

    row: int
    source: SourceRow
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        self.doubts.append(Doubt(self.row, sentence))

    def text(self, name: str) -> str:
        value = self.source.values.get(name)
        if isinstance(value, list | tuple | Mapping):
            self.doubt(f"The value of '{name}' is a list, not text, and was left out.")
            return ""
        return plain_text(value)

    def title(self, name: str, *, has_shorter: bool = False) -> str:
        said = self.text(name)
        title, sentence = shortened(said)
        if sentence and not (has_shorter and title == said):
            self.doubt(sentence)
        return title

    def level(self) -> int:
        said = self.text("level")
        if said in ("", "0"):
            return self.source.level
        if said in ("1", "2", "3"):
            return int(said)
        self.doubt(f"'{said[:40]}' under 'level' is none of 0, 1, 2 and 3: it was taken as 0.")
        return 0

    def answer(self, name: str) -> Answer:
        value = self.source.values.get(name)
        return Answer.UNCLEAR if isinstance(value, list | tuple | Mapping) else yes_or_no(plain_text(value))

    def flag(self, name: str) -> bool:
        answer = self.answer(name)
        if answer is Answer.UNCLEAR:
            self.doubt(f"'{self.shown(name)}' under '{name}' is neither yes nor no: it was taken as no.")
        return answer is Answer.YES

    def shown(self, name: str) -> str:
        return one_line(str(self.source.values.get(name)))[:60]


def read_rows(sources: Sequence[SourceRow]) -> tuple[tuple[DraftItem, ...], tuple[Doubt, ...]]:
    """Every row as an item, restricted ones marked, with the doubts in the order of the rows."""
    if not sources:
        raise Refused(
            "There are no items in this file. Give each agenda item an entry of its own, with a title."
        )
    found: list[Found] = []
    doubts: list[Doubt] = []
    for row, source in enumerate(sources):
        reader = _RowReader(row, source)
        found.append(_found(reader))
        doubts += reader.doubts
    items, more = mark_restricted(found)
    return in_sections(items), tuple(sorted((*doubts, *more), key=lambda doubt: doubt.row or 0))


def _found(reader: _RowReader) -> Found:
    restricted = reader.answer("restricted")
    if restricted is Answer.UNCLEAR:
        shown = reader.shown("restricted")
        reader.doubt(
            f"'{shown}' under 'restricted' is neither yes nor no, so the item is marked restricted: confirm."
        )
    plain_title = reader.title("plain_title")
    item = DraftItem(
        number=reader.text("number"),
        title=reader.title("title", has_shorter=bool(plain_title)),
        plain_title=plain_title,
        is_heading=reader.flag("heading"),
        restricted=restricted in (Answer.YES, Answer.UNCLEAR),
        restricted_reason=reader.text("reason"),
        withdrawn=reader.flag("withdrawn"),
        papers=_papers(reader),
        line=reader.source.line,
        level=reader.level(),
        external_id=reader.source.external_id,
    )
    if not item.title:
        reader.doubt("This row has no title: write one or delete the row.")
    unused = [name for name in reader.source.values if name not in COLUMNS]
    if unused:
        reader.doubt(f"Not used: {', '.join(repr(name[:40]) for name in unused[:5])}.")
    return Found(item, reader.source.notes, said_public=restricted is Answer.NO)


def _papers(reader: _RowReader) -> tuple[Paper, ...]:
    urls = reader.text("paper_url").split()
    titles = [part.strip() for part in reader.text("paper_title").split("|")]
    papers = [Paper(title, url) for url, title in zip(urls, titles + [""] * len(urls), strict=False)]
    for entry in reader.source.papers:
        if isinstance(entry, Mapping):
            papers.append(Paper(plain_text(entry.get("title")), plain_text(entry.get("url"))))
        else:
            papers.append(Paper("", plain_text(entry)))
    for paper in papers:
        if not is_web_address(paper.url):
            reader.doubt(f"The paper '{paper.url[:80]}' is not a web address and was left out.")
    return tuple(paper for paper in papers if is_web_address(paper.url))


def plain_text(value: object) -> str:
    """A single value as text on one line; nothing at all is the empty text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, list | tuple | Mapping):
        return ""
    return one_line(str(value))


def yes_or_no(text: str) -> Answer:
    """What a cell such as "Yes", "x", "0" or "" says."""
    word = text.casefold()
    if word in _NOTHING:
        return Answer.BLANK
    if word in _YES:
        return Answer.YES
    return Answer.NO if word in _NO else Answer.UNCLEAR
