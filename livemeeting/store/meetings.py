"""Meetings as planned: the head and the agenda, saved and loaded as the domain's `Plan`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, select, update

from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.refused import Refused
from livemeeting.store.agenda_text import items_from, items_text, names_from, names_text
from livemeeting.store.insert import insert_new
from livemeeting.store.tables import entries, meetings

_LISTS = ("members", "items")
_PLAN = tuple(field.name for field in fields(Plan) if field.name not in ("meeting_id", *_LISTS))
#: What an officer may change; the address and the epoch of a meeting never change.
_HEAD = tuple(
    name for name in _PLAN if name not in ("council_id", "slug", "epoch", "is_rehearsal", "restored")
)


@dataclass(frozen=True)
class StoredMeeting:
    """A plan with what only the store needs to know. Times are aware, UTC."""

    plan: Plan
    created_at: datetime
    created_by: str
    body_id: str | None = None
    rehearsal_of: str | None = None
    next_item_number: int = 1
    archived_at: datetime | None = None


def add(connection: Connection, meeting: StoredMeeting) -> StoredMeeting:
    """Save a new meeting; items without an id are given one. Refuses an address that is taken."""
    items, next_number = _with_ids(meeting.plan.items, meeting.next_item_number)
    saved = replace(meeting, plan=replace(meeting.plan, items=items), next_item_number=next_number)
    if not insert_new(connection, meetings, _row(saved)):
        raise Refused(
            f"The address “{meeting.plan.slug}” belongs to another meeting. Choose another address."
        )
    return saved


def change_head(connection: Connection, plan: Plan, *, body_id: str | None) -> bool:
    """Save all of the plan but its items, address, epoch and kind. False when there is no such meeting."""
    values: dict[str, object] = {name: getattr(plan, name) for name in _HEAD}
    values |= {"members": names_text(plan.members), "body_id": body_id}
    return _change(connection, plan.council_id, plan.meeting_id, values)


def save_items(
    connection: Connection, council_id: str, meeting_id: str, items: Sequence[AgendaItem]
) -> tuple[AgendaItem, ...]:
    """Replace the agenda and return it; items without an id get one never used in this meeting.

    Raises `LookupError` when the council has no such meeting.
    """
    wanted = sum(1 for item in items if not item.id)
    numbered, _ = _with_ids(items, _take_numbers(connection, council_id, meeting_id, wanted))
    _change(connection, council_id, meeting_id, {"items": items_text(numbered)})
    return numbered


def by_id(connection: Connection, council_id: str, meeting_id: str) -> StoredMeeting | None:
    """A meeting of this council; None for another council's."""
    return _one(connection, meetings.c.id == meeting_id, meetings.c.council_id == council_id)


def by_slug(connection: Connection, slug: str, *, is_rehearsal: bool) -> StoredMeeting | None:
    """The meeting at a public address. A rehearsal is only ever found by asking for one."""
    return _one(connection, meetings.c.slug == slug, meetings.c.is_rehearsal.is_(is_rehearsal))


def of_any_council(connection: Connection, meeting_id: str) -> StoredMeeting | None:
    """For the poster and the clock, which act for nobody's session. Never for an officer's request."""
    return _one(connection, meetings.c.id == meeting_id)


def list_for_council(
    connection: Connection, council_id: str, *, is_archived: bool = False
) -> list[StoredMeeting]:
    """The council's meetings and rehearsals, newest first."""
    put_away = meetings.c.archived_at.is_not(None) if is_archived else meetings.c.archived_at.is_(None)
    rows = connection.execute(
        select(meetings)
        .where(meetings.c.council_id == council_id, put_away)
        .order_by(meetings.c.starts_at.desc(), meetings.c.created_at.desc())
    )
    return [_meeting(row._mapping) for row in rows]


def opened_since(connection: Connection, council_id: str, since: datetime) -> list[StoredMeeting]:
    """The council's meetings and rehearsals that were opened at or after `since`, newest first."""
    opened = select(entries.c.meeting_id).where(entries.c.kind == "MeetingOpened", entries.c.at >= since)
    rows = connection.execute(
        select(meetings)
        .where(meetings.c.council_id == council_id, meetings.c.id.in_(opened))
        .order_by(meetings.c.starts_at.desc(), meetings.c.created_at.desc())
    )
    return [_meeting(row._mapping) for row in rows]


def starting_between(connection: Connection, first: datetime, last: datetime) -> list[str]:
    """The ids of meetings, of any council, that are planned to start between two moments. For the clock alone."""
    rows = connection.execute(
        select(meetings.c.id)
        .where(meetings.c.starts_at > first, meetings.c.starts_at <= last, meetings.c.is_rehearsal.is_(False))
        .order_by(meetings.c.starts_at)
    )
    return [row.id for row in rows]


def archive(connection: Connection, council_id: str, meeting_id: str, *, at: datetime | None) -> bool:
    """Take the meeting off the list (`at`), or put it back (None). Its record stays whole."""
    return _change(connection, council_id, meeting_id, {"archived_at": at})


def _one(connection: Connection, *conditions: ColumnElement[bool]) -> StoredMeeting | None:
    row = connection.execute(select(meetings).where(*conditions)).first()
    return _meeting(row._mapping) if row else None


def _change(connection: Connection, council_id: str, meeting_id: str, values: Mapping[str, object]) -> bool:
    changed = connection.execute(
        update(meetings)
        .where(meetings.c.id == meeting_id, meetings.c.council_id == council_id)
        .values(dict(values))
    )
    return changed.rowcount == 1


def _take_numbers(connection: Connection, council_id: str, meeting_id: str, count: int) -> int:
    """The first of `count` fresh item numbers; one statement, so that two officers never share one."""
    after = connection.execute(
        update(meetings)
        .where(meetings.c.id == meeting_id, meetings.c.council_id == council_id)
        .values(next_item_number=meetings.c.next_item_number + count)
        .returning(meetings.c.next_item_number)
    ).scalar_one_or_none()
    if after is None:
        raise LookupError(f"no meeting {meeting_id} in council {council_id}")
    return int(after) - count


def _with_ids(items: Sequence[AgendaItem], first: int) -> tuple[tuple[AgendaItem, ...], int]:
    given = [item.id for item in items if item.id]
    if len(set(given)) != len(given):
        raise ValueError("Two rows of the agenda carry the same id.")
    number, numbered = first, []
    for item in items:
        numbered.append(item if item.id else replace(item, id=_item_id(number)))
        number += 0 if item.id else 1
    return tuple(numbered), number


def _item_id(number: int) -> str:
    return str(number)


def _row(meeting: StoredMeeting) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(meeting.plan, name) for name in _PLAN}
    row |= {field.name: getattr(meeting, field.name) for field in fields(meeting) if field.name != "plan"}
    row |= {"id": meeting.plan.meeting_id, "members": names_text(meeting.plan.members)}
    return row | {"items": items_text(meeting.plan.items)}


def _meeting(row: RowMapping) -> StoredMeeting:
    head = {name: row[name] for name in _PLAN}
    return StoredMeeting(
        plan=Plan(
            meeting_id=row["id"], members=names_from(row["members"]), items=items_from(row["items"]), **head
        ),
        **{field.name: row[field.name] for field in fields(StoredMeeting) if field.name != "plan"},
    )
