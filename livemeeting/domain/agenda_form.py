"""The rows of the agenda editor as typed, what its buttons do to them, and the items they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from livemeeting.domain.agenda import AgendaItem, Draft, DraftItem, Paper
from livemeeting.domain.buttons.form import clean, web_address
from livemeeting.domain.form_fault import Faults, one_line
from livemeeting.domain.refused import Refused

MOST_ROWS = 400
MOST_PAPERS = 40
LONGEST_TITLE = 600
TOO_MANY_ROWS = f"An agenda has at most {MOST_ROWS} rows."
_KEY = re.compile(r"r[0-9]{1,6}")


@dataclass(frozen=True)
class Row:
    """One row as typed, unchecked. `key` is its name in this form; `id` is "" until it has been saved.

    `papers` holds one paper a line: an address, or "Title | address". `line` is its 1-based line in the
    source, "" for none. A deleted row stays in the form, so that it can be put back until the agenda is saved.
    """

    key: str
    id: str = ""
    number: str = ""
    title: str = ""
    plain_title: str = ""
    papers: str = ""
    restricted_reason: str = ""
    is_heading: bool = False
    restricted: bool = False
    withdrawn: bool = False
    is_deleted: bool = False
    line: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was typed into it."""
        typed = (self.number, self.title, self.plain_title, self.papers, self.restricted_reason)
        return not any(one_line(text) for text in typed)

    @property
    def name(self) -> str:
        """What to call it when a sentence is about it."""
        return " ".join(one_line(f"{self.number} {self.title}")[:60].split()) or "the empty row"


def rows_of_answers(answers: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    """The rows as the editor's form sends them: "row" holds the keys in order, "title.r3" a field of row r3."""
    keys = dict.fromkeys(key for key in answers.get("row", ()) if _KEY.fullmatch(key))
    return tuple(_answered(answers, key) for key in keys)


def _answered(answers: Mapping[str, Sequence[str]], key: str) -> Row:
    def text(name: str) -> str:
        return next(iter(answers.get(f"{name}.{key}", ())), "")

    return Row(
        key=key, id=text("id"), number=text("number"), title=text("title"), plain_title=text("plain_title"),
        papers=text("papers"), restricted_reason=text("restricted_reason"), line=text("line"),
        is_heading=bool(text("heading")), restricted=bool(text("restricted")),
        withdrawn=bool(text("withdrawn")), is_deleted=bool(text("deleted")),
        doubts=tuple(answers.get(f"doubt.{key}", ())),
    )  # fmt: skip


def rows_of_items(items: Sequence[AgendaItem]) -> tuple[Row, ...]:
    """The editor's rows of a saved agenda."""
    return tuple(
        Row(
            key=f"r{place}", id=item.id, number=item.number, title=item.title, plain_title=item.plain_title,
            papers=_papers_text(item.papers), restricted_reason=item.restricted_reason,
            is_heading=item.is_heading, restricted=item.restricted, withdrawn=item.withdrawn,
        )
        for place, item in enumerate(items, 1)
    )  # fmt: skip


def rows_of_draft(draft: Draft, saved: Sequence[AgendaItem] = ()) -> tuple[Row, ...]:
    """The editor's rows of what an importer read. Raises Refused for more than the editor holds.

    A row whose number and title are those of a saved item is that item: it keeps its id and its plain
    title, and it stays restricted if it was, for loading a corrected agenda must not open anything.
    """
    if len(draft.items) > MOST_ROWS:
        raise Refused(f"This agenda has {len(draft.items)} rows. {TOO_MANY_ROWS}")
    left = list(saved)
    rows = []
    for place, item in enumerate(draft.items):
        said = tuple(doubt.sentence for doubt in draft.doubts if doubt.row == place)
        row = _drafted(f"r{place + 1}", item, said)
        same = next((each for each in left if (each.number, each.title) == (item.number, item.title)), None)
        if same is not None:
            left.remove(same)
            row = _same_item(row, same)
        rows.append(row)
    return tuple(rows)


def _drafted(key: str, item: DraftItem, doubts: tuple[str, ...]) -> Row:
    return Row(
        key=key, number=item.number, title=item.title, plain_title=item.plain_title,
        papers=_papers_text(item.papers), restricted_reason=item.restricted_reason,
        is_heading=item.is_heading, restricted=item.restricted, withdrawn=item.withdrawn,
        line=str(item.line or ""), doubts=doubts,
    )  # fmt: skip


def _same_item(row: Row, item: AgendaItem) -> Row:
    kept = replace(row, id=item.id, plain_title=row.plain_title or item.plain_title)
    if item.restricted and not row.restricted:
        sentence = "It was restricted in the saved agenda, so it still is: confirm."
        reason = row.restricted_reason or item.restricted_reason
        kept = replace(kept, restricted=True, restricted_reason=reason, doubts=(*row.doubts, sentence))
    return kept


def _papers_text(papers: Sequence[Paper]) -> str:
    return "\n".join(f"{paper.title} | {paper.url}" if paper.title else paper.url for paper in papers)


def act_on(rows: Sequence[Row], act: str) -> tuple[Row, ...]:
    """The rows after one of the editor's own buttons: "up:r3", "down:r3", "delete:r3", "restore:r3",
    "settle:r3" (its doubts are dealt with), "add:r3" (a new row after it) or "add" (at the end).

    An act that does not apply changes nothing.
    """
    verb, _, key = act.partition(":")
    if verb == "add":
        return _with_new(rows, key)
    place = next((at for at, row in enumerate(rows) if row.key == key), None)
    if place is None or verb not in ACTS:
        return tuple(rows)
    return ACTS[verb](tuple(rows), place)


def _with_new(rows: Sequence[Row], after: str) -> tuple[Row, ...]:
    if len(rows) >= MOST_ROWS:
        raise Refused(f"{TOO_MANY_ROWS} Delete a row first.")
    place = next((at + 1 for at, row in enumerate(rows) if row.key == after), len(rows))
    return (*rows[:place], Row(key=new_key(rows)), *rows[place:])


def new_key(rows: Sequence[Row]) -> str:
    """A key no row has."""
    used = [int(row.key[1:]) for row in rows if row.key[1:].isdecimal()]
    return f"r{max(used, default=0) + 1}"


def _moved(rows: tuple[Row, ...], place: int, *, by: int) -> tuple[Row, ...]:
    """One step past the nearest row that is not deleted."""
    other = place + by
    while 0 <= other < len(rows) and rows[other].is_deleted:
        other += by
    if not 0 <= other < len(rows):
        return rows
    rest = (*rows[:place], *rows[place + 1 :])
    return (*rest[:other], rows[place], *rest[other:])


def _changed(rows: tuple[Row, ...], place: int, row: Row) -> tuple[Row, ...]:
    return (*rows[:place], row, *rows[place + 1 :])


ACTS: Mapping[str, Callable[[tuple[Row, ...], int], tuple[Row, ...]]] = {
    "up": lambda rows, place: _moved(rows, place, by=-1),
    "down": lambda rows, place: _moved(rows, place, by=1),
    "delete": lambda rows, place: _changed(rows, place, replace(rows[place], is_deleted=True)),
    "restore": lambda rows, place: _changed(rows, place, replace(rows[place], is_deleted=False)),
    "settle": lambda rows, place: _changed(rows, place, replace(rows[place], doubts=())),
}


def items_of_rows(rows: Sequence[Row], known_ids: Sequence[str] = ()) -> tuple[AgendaItem, ...]:
    """The agenda the rows make. Raises Faulty naming each row and field that cannot be kept as it is.

    Deleted rows and new rows left blank are dropped. An id counts only when it is one of `known_ids`,
    once; every other row is a new item and gets its id from the store.
    """
    kept = [row for row in rows if not row.is_deleted and (row.id or not row.is_blank)]
    faults = Faults()
    if len(kept) > MOST_ROWS:
        faults.add("rows", f"This agenda has {len(kept)} rows. {TOO_MANY_ROWS}")
    free = set(known_ids)
    items = []
    for place, row in enumerate(kept, 1):
        item_id = row.id if row.id in free else ""
        free.discard(row.id)
        items.append(_item(faults, row, f"Row {place}", item_id))
    faults.refuse()
    return tuple(items)


def _item(faults: Faults, row: Row, place: str, item_id: str) -> AgendaItem:
    key = row.key
    needed = f"{place} has no title. Write one, or delete the row."
    item = AgendaItem(
        id=item_id,
        number=faults.line(f"number.{key}", row.number, most=40, called=f"{place}: the number"),
        title=faults.line(
            f"title.{key}", row.title, most=LONGEST_TITLE, called=f"{place}: the title", needed=needed
        ),
        plain_title=faults.line(
            f"plain_title.{key}",
            row.plain_title,
            most=LONGEST_TITLE,
            called=f"{place}: the plain-English title",
        ),
        is_heading=row.is_heading,
        restricted=row.restricted,
        restricted_reason=faults.line(
            f"restricted_reason.{key}", row.restricted_reason, most=200, called=f"{place}: the reason"
        ),
        withdrawn=row.withdrawn,
        papers=_papers(faults, row, place),
    )
    if item.restricted_reason and not item.restricted:
        # Fail safe: somebody who typed a reason may have meant the row to be private.
        faults.add(
            f"restricted.{key}",
            f"{place} gives a reason to be private but is not marked restricted. Mark it, or clear the reason.",
        )
    return item


def _papers(faults: Faults, row: Row, place: str) -> tuple[Paper, ...]:
    name = f"papers.{row.key}"
    lines = [line for each in clean(row.papers).split("\n") if (line := one_line(each))]
    if len(lines) > MOST_PAPERS:
        faults.add(name, f"{place} has {len(lines)} papers; the most is {MOST_PAPERS}.")
    found = []
    for line in lines:
        title, _, url = (part.strip() for part in line.rpartition("|"))
        try:
            found.append(Paper(title, web_address(url)))
        except Refused as refused:
            faults.add(name, f"{place}: {refused.sentence}")
        if len(title) > 300:
            faults.add(
                name, f"{place}: a paper's title has {len(title):,} characters; the most is 300. Shorten it."
            )
    return tuple(found)
