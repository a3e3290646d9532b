"""The rows of the agenda editor as typed, and the items they become."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from livemeeting.domain.agenda import DEEPEST, AgendaItem, Paper
from livemeeting.domain.buttons.form import clean, web_address
from livemeeting.domain.form_fault import Faults, one_line
from livemeeting.domain.refused import Refused

MOST_ROWS = 400
MOST_PAPERS = 40
LONGEST_TITLE = 600
TOO_MANY_ROWS = f"An agenda has at most {MOST_ROWS} rows."
NEWS = ("new", "changed", "gone")
_KEY = re.compile(r"r[0-9]{1,6}")


@dataclass(frozen=True)
class Row:
    """One row as typed, unchecked. `key` is its name in this form; `id` is "" until it has been saved.

    `papers` holds one paper a line: an address, or "Title | address". `line` is its 1-based line in the
    source, "" for none. A deleted row stays in the form, so that it can be put back until the agenda is saved.
    `level` is as in `AgendaItem`; a row deeper than its neighbour above allows counts as deep as that does.
    `news` says how it differs from the agenda saved so far: "new", "changed", "gone" (saved, but not in what was
    read) or ""; `changes` are the sentences that say it.
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
    level: int = 0
    external_id: str = ""
    news: str = ""
    changes: tuple[str, ...] = ()

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
        doubts=tuple(answers.get(f"doubt.{key}", ())), level=_level(text("level")),
        external_id=text("external_id"), news=text("news") if text("news") in NEWS else "",
        changes=tuple(answers.get(f"change.{key}", ())),
    )  # fmt: skip


def _level(text: str) -> int:
    return min(int(text), DEEPEST) if text.isascii() and text.isdecimal() and len(text) < 3 else 0


def rows_of_items(items: Sequence[AgendaItem]) -> tuple[Row, ...]:
    """The editor's rows of a saved agenda."""
    return tuple(row_of_item(f"r{place}", item) for place, item in enumerate(items, 1))


def row_of_item(key: str, item: AgendaItem) -> Row:
    """A saved item as a row."""
    return Row(
        key=key, id=item.id, number=item.number, title=item.title, plain_title=item.plain_title,
        papers=papers_text(item.papers), restricted_reason=item.restricted_reason,
        is_heading=item.is_heading, restricted=item.restricted, withdrawn=item.withdrawn,
        level=item.level, external_id=item.external_id,
    )  # fmt: skip


def papers_text(papers: Sequence[Paper]) -> str:
    """Papers as they are typed, one a line."""
    return "\n".join(f"{paper.title} | {paper.url}" if paper.title else paper.url for paper in papers)


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
    items: list[AgendaItem] = []
    for place, (row, level) in enumerate(zip(kept, levels(kept), strict=True), 1):
        item_id = row.id if row.id in free else ""
        free.discard(row.id)
        items.append(replace(_item(faults, row, f"Row {place}", item_id), level=level))
        _refuse_open_part(faults, row, items)
    faults.refuse()
    return tuple(items)


def levels(rows: Sequence[Row]) -> list[int]:
    """The level of each row as it counts: headings have no parts, and no step down is left out."""
    found: list[int] = []
    deepest = 0
    for row in rows:
        found.append(0 if row.is_heading else min(row.level, deepest))
        deepest = 0 if row.is_heading else min(found[-1] + 1, DEEPEST)
    return found


def _refuse_open_part(faults: Faults, row: Row, items: Sequence[AgendaItem]) -> None:
    """What an item says, its parts say in full: a part is never more public than the item it is of."""
    place = len(items) - 1
    whole = next((at for at in range(place - 1, -1, -1) if items[at].level < items[place].level), None)
    if whole is not None and items[whole].restricted and not items[place].restricted:
        faults.add(
            f"restricted.{row.key}",
            f"Row {place + 1} is a part of row {whole + 1}, which is restricted. "
            "Mark it restricted too, or move it out of that item.",
        )


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
        external_id=one_line(row.external_id)[:80],
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
