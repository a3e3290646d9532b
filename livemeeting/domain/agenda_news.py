"""A newer agenda as a difference against the saved one: the editor's rows, each saying what is new about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from livemeeting.domain.agenda import AgendaItem, Draft, DraftItem, Plan
from livemeeting.domain.agenda_form import MOST_ROWS, TOO_MANY_ROWS, Row, levels, papers_text, row_of_item
from livemeeting.domain.agenda_match import moved, same_items, words_of
from livemeeting.domain.refused import Refused

STILL_RESTRICTED = "It was restricted in the saved agenda, so it still is: confirm."
STILL_WITHDRAWN = "It was withdrawn in the saved agenda, so it still is: confirm."
PART_OF_RESTRICTED = "It is a part of a restricted item, so it is marked restricted too: confirm."
#: How importers ask for what a new meeting needs.
UNSAID = re.compile(r"The agenda does not say .*|The \w+ is not given\.")
NOT_READ = "It is in the saved agenda, but not in what was read."


@dataclass(frozen=True)
class News:
    """The rows of a newer agenda beside the saved one.

    `is_addition` where so little of the saved agenda was in it that it can only be an addition to it, such as an
    addendum: then the saved rows that it does not name stay.
    """

    rows: tuple[Row, ...]
    is_addition: bool = False


def rows_of_draft(draft: Draft, saved: Sequence[AgendaItem] = ()) -> tuple[Row, ...]:
    """The editor's rows of what an importer read."""
    return news_of_draft(draft, saved).rows


def news_of_draft(draft: Draft, saved: Sequence[AgendaItem] = ()) -> News:
    """What an importer read, as rows. Raises Refused for more than the editor holds.

    A row that is a saved item keeps its id, its plain title and its papers where the draft has none, and stays
    restricted or withdrawn if it was: loading a corrected agenda must not open anything. A saved item that was not
    read becomes a deleted row, or stays where the draft is but an addition.
    """
    if len(draft.items) > MOST_ROWS:
        raise Refused(f"This agenda has {len(draft.items)} rows. {TOO_MANY_ROWS}")
    same = same_items(saved, draft.items)
    rows = [_row(draft, place, saved, same) for place in range(len(draft.items))]
    _say_moved(rows, same)
    is_addition = bool(saved) and 2 * len(same) < len(saved)
    gone = [place for place in range(len(saved)) if place not in same.values()]
    for place in gone:
        _insert_gone(rows, saved, place, is_deleted=not is_addition)
    return News(_closed_parts(rows), is_addition)


def _row(draft: Draft, place: int, saved: Sequence[AgendaItem], same: dict[int, int]) -> Row:
    item = draft.items[place]
    said = tuple(doubt.sentence for doubt in draft.doubts if doubt.row == place)
    row = _drafted(f"r{place + 1}", item, said)
    if place in same:
        return _same_item(row, saved[same[place]])
    return replace(row, news="new") if saved else row


def _drafted(key: str, item: DraftItem, doubts: tuple[str, ...]) -> Row:
    return Row(
        key=key, number=item.number, title=item.title, plain_title=item.plain_title,
        papers=papers_text(item.papers), restricted_reason=item.restricted_reason,
        is_heading=item.is_heading, restricted=item.restricted, withdrawn=item.withdrawn,
        line=str(item.line or ""), doubts=doubts, level=item.level, external_id=item.external_id,
    )  # fmt: skip


def _same_item(row: Row, item: AgendaItem) -> Row:
    """The row as the saved item it is. What a paste cannot hold (a link, a plain title) is not taken for deleted."""
    kept = replace(
        row, id=item.id, number=row.number or item.number, plain_title=row.plain_title or item.plain_title,
        papers=row.papers or papers_text(item.papers), external_id=row.external_id or item.external_id,
    )  # fmt: skip
    if item.restricted and not row.restricted:
        reason = row.restricted_reason or item.restricted_reason
        kept = replace(
            kept, restricted=True, restricted_reason=reason, doubts=(*kept.doubts, STILL_RESTRICTED)
        )
    if item.withdrawn and not row.withdrawn:
        kept = replace(kept, withdrawn=True, doubts=(*kept.doubts, STILL_WITHDRAWN))
    changes = tuple(_changes(kept, item))
    return replace(kept, news="changed" if changes else "", changes=changes)


def _changes(row: Row, item: AgendaItem) -> list[str]:
    """What the officer should see changed; spaces, stops and capitals are not worth a sentence."""
    found = []
    if row.number.strip() != item.number.strip():
        found.append(f"The number was {item.number}." if item.number else "It had no number.")
    if words_of(row.title) != words_of(item.title):
        found.append(f"The title was “{item.title}”.")
    if row.papers != papers_text(item.papers):
        found.append("The papers have changed.")
    if row.restricted and not item.restricted:
        found.append("It was not restricted.")
    if row.withdrawn and not item.withdrawn:
        found.append("It was not withdrawn.")
    if row.level != item.level:
        found.append("It was a part of another item." if item.level else "It was an item by itself.")
    return found


def _say_moved(rows: list[Row], same: dict[int, int]) -> None:
    known = sorted(same)
    for at in moved([same[place] for place in known]):
        row = rows[known[at]]
        rows[known[at]] = replace(row, news="changed", changes=(*row.changes, "It stood in another place."))


def _insert_gone(rows: list[Row], saved: Sequence[AgendaItem], place: int, *, is_deleted: bool) -> None:
    """Put a saved item that was not read where it stood: behind the item before it and that item's parts."""
    item = saved[place]
    row = row_of_item(f"r{len(rows) + 1}", item)
    row = replace(row, news="gone", changes=(NOT_READ,), is_deleted=is_deleted)
    before = saved[place - 1].id if place else ""
    at = next((at for at, each in enumerate(rows) if each.id and each.id == before), None)
    if at is None:
        rows.insert(0, row)
        return
    level = max(rows[at].level, item.level)
    at += 1
    while at < len(rows) and rows[at].level > level:
        at += 1
    rows.insert(at, row)


def _closed_parts(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with every part of a restricted item restricted as well."""
    closed: list[Row] = []
    open_levels = {row.key: level for row, level in zip(rows, levels(rows), strict=True)}
    private: tuple[int, str] | None = None  # the level and the reason of the restricted item we are under
    for row in rows:
        level = open_levels[row.key]
        if private is not None and level <= private[0]:
            private = None
        if private is not None and not row.restricted:
            row = replace(
                row, restricted=True, restricted_reason=row.restricted_reason or private[1],
                doubts=(*row.doubts, PART_OF_RESTRICTED),
            )  # fmt: skip
        if private is None and row.restricted and not row.is_heading:
            private = (level, row.restricted_reason)
        closed.append(row)
    return tuple(closed)


def head_doubts(draft: Draft) -> tuple[str, ...]:
    """What is doubtful about the whole of a newer agenda: what it leaves unsaid, the saved meeting says."""
    said = (doubt.sentence for doubt in draft.doubts if doubt.row is None)
    return tuple(sentence for sentence in said if not UNSAID.fullmatch(sentence))


def head_news(draft: Draft, plan: Plan) -> tuple[str, ...]:
    """Where a newer agenda says something else of the meeting than what is saved."""
    starts = plan.starts_at.astimezone(ZoneInfo(plan.timezone))
    found = []
    if draft.date is not None and draft.date != starts.date():
        found.append(
            f"This agenda is for {draft.date:%-d %B %Y}; the meeting is saved as {starts:%-d %B %Y}."
        )
    if draft.start_time is not None and draft.start_time.replace(second=0) != starts.time().replace(second=0):
        found.append(f"This agenda says {draft.start_time:%H:%M}; the meeting is saved as {starts:%H:%M}.")
    if draft.body and words_of(draft.body) not in (words_of(plan.body), words_of(plan.title)):
        found.append(f"This agenda is of “{draft.body}”; the meeting is of {plan.body}.")
    if draft.venue and plan.venue and words_of(draft.venue) != words_of(plan.venue):
        found.append(f"This agenda names the venue “{draft.venue}”; the meeting is saved at {plan.venue}.")
    return tuple(found)
