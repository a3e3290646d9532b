"""Preparing meetings: a new one, its head, its rehearsals, and putting it away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer, new_id
from livemeeting.actions.look import find_meeting, meeting_now
from livemeeting.actions.notices import keep_in_step
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.agenda_form import Row, items_of_rows
from livemeeting.domain.head_form import Head
from livemeeting.domain.meeting import MeetingState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import bodies, log, meetings
from livemeeting.store.meetings import StoredMeeting

_OUR_ID = re.compile(r"[a-z2-7]{26}")
FIXED_ONCE_STARTED = (
    "The meeting has started: its body, title and date are in the record and stay as they are."
)
CHANGE_THE_ORIGINAL = "This is a rehearsal. Change the meeting itself, then rehearse it again."


def new_meeting(
    house: House, officer: Officer, head: Head, *, rows: Sequence[Row] = (), meeting_id: str = ""
) -> str:
    """Save a new meeting with its agenda and return its id.

    `meeting_id` is the id of the form (`new_id()`): the same form sent twice makes one meeting. Raises
    Refused, or Faulty for the rows.
    """
    officer.must(Right.PREPARE)
    items = items_of_rows(rows)
    chosen = meeting_id if _OUR_ID.fullmatch(meeting_id) else new_id()

    def work(connection: Connection) -> str:
        if meetings.by_id(connection, officer.council_id, chosen) is not None:
            return chosen
        return add_meeting(house, connection, officer, _first_plan(officer, head, chosen, items))

    return house.database.write(work)


def _first_plan(officer: Officer, head: Head, meeting_id: str, items: tuple[AgendaItem, ...]) -> Plan:
    plan = Plan(
        meeting_id=meeting_id, council_id=officer.council_id, slug="", epoch=new_id(), body=head.body,
        title=head.title, starts_at=head.starts_at, items=items,
    )  # fmt: skip
    return head.of(plan)


def add_meeting(house: House, connection: Connection, officer: Officer, plan: Plan) -> str:
    """Save a public meeting at the first free address made from its body and its date."""
    address = address_of(plan)
    tried, number = address, 1
    while meetings.by_slug(connection, tried, is_rehearsal=False) is not None:
        number += 1
        tried = f"{address}-{number}"
    stored = StoredMeeting(
        plan=replace(plan, slug=tried),
        created_at=house.clock(),
        created_by=officer.id,
        body_id=_body_id(connection, plan),
    )
    meetings.add(connection, stored)
    return plan.meeting_id


def address_of(plan: Plan) -> str:
    """'full-council-2026-11-26': what the public address of a meeting begins with."""
    plain = unicodedata.normalize("NFKD", plan.body.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return f"{words or 'meeting'}-{plan.starts_at.astimezone(ZoneInfo(plan.timezone)):%Y-%m-%d}"


def _body_id(connection: Connection, plan: Plan) -> str | None:
    known = bodies.list_for_council(connection, plan.council_id)
    return next((each.id for each in known if each.name.casefold() == plan.body.casefold()), None)


def change_head(house: House, officer: Officer, meeting_id: str, head: Head) -> None:
    """Save the head of a meeting. Its public address stays what it was, whatever changes here.

    Once the meeting has opened, its body, title and date are refused; the rest may still be mended.
    """
    officer.must(Right.PREPARE)

    def work(connection: Connection) -> None:
        stored = find_meeting(connection, officer, meeting_id)
        before = stored.plan
        if before.is_rehearsal:
            raise Refused(CHANGE_THE_ORIGINAL)
        fixed = (before.body, before.title, before.starts_at)
        has_begun = meeting_now(connection, stored).opened_at is not None
        if has_begun and fixed != (head.body, head.title, head.starts_at):
            raise Refused(FIXED_ONCE_STARTED)
        after = head.of(before)
        meetings.change_head(connection, after, body_id=_body_id(connection, after))
        keep_in_step(house, connection, meeting_id)

    house.database.write(work)
    house.announce(meeting_id)


def rehearse(house: House, officer: Officer, meeting_id: str) -> str:
    """A rehearsal of the meeting, for its panel: the same items under an address nobody can guess.

    One that was made earlier and never begun is used again when its agenda is still the same; every
    other earlier one is put away, its record whole.
    """
    officer.must(Right.PREPARE)

    def work(connection: Connection) -> str:
        original = _original(connection, officer, find_meeting(connection, officer, meeting_id))
        ready = ""
        for each in _rehearsals(connection, original):
            if not ready and _is_fresh(connection, each, original):
                ready = each.plan.meeting_id
                meetings.change_head(
                    connection, _as_rehearsal(original.plan, each.plan), body_id=original.body_id
                )
            else:
                meetings.archive(connection, officer.council_id, each.plan.meeting_id, at=house.clock())
        return ready or _new_rehearsal(house, connection, officer, original)

    return house.database.write(work)


def _original(connection: Connection, officer: Officer, stored: StoredMeeting) -> StoredMeeting:
    if not stored.plan.is_rehearsal:
        return stored
    if stored.rehearsal_of is None:
        raise NotFound
    return find_meeting(connection, officer, stored.rehearsal_of)


def _rehearsals(connection: Connection, original: StoredMeeting) -> list[StoredMeeting]:
    found = meetings.list_for_council(connection, original.plan.council_id)
    return [each for each in found if each.rehearsal_of == original.plan.meeting_id]


def _is_fresh(connection: Connection, rehearsal: StoredMeeting, original: StoredMeeting) -> bool:
    if rehearsal.plan.items != original.plan.items:
        return False
    return log.newest_seq(connection, rehearsal.plan.meeting_id) == 0


def _as_rehearsal(plan: Plan, rehearsal: Plan) -> Plan:
    """The meeting's newest words at the rehearsal's own address."""
    return replace(
        plan, meeting_id=rehearsal.meeting_id, slug=rehearsal.slug, epoch=rehearsal.epoch, is_rehearsal=True
    )


def _new_rehearsal(house: House, connection: Connection, officer: Officer, original: StoredMeeting) -> str:
    plan = replace(original.plan, meeting_id=new_id(), slug=new_id(), epoch=new_id(), is_rehearsal=True)
    copied = replace(
        original, plan=plan, created_at=house.clock(), created_by=officer.id,
        rehearsal_of=original.plan.meeting_id, archived_at=None,
    )  # fmt: skip
    meetings.add(connection, copied)
    return plan.meeting_id


def archive(house: House, officer: Officer, meeting_id: str) -> None:
    """Take a meeting off the list; its record and its public page stay. Nothing is ever deleted."""
    officer.must(Right.PREPARE)

    def work(connection: Connection) -> None:
        stored = find_meeting(connection, officer, meeting_id)
        state = meeting_now(connection, stored).state
        is_on = state in (MeetingState.LIVE, MeetingState.ADJOURNED)
        if is_on and not stored.plan.is_rehearsal:
            raise Refused("The meeting is on air. Close it before putting it away.")
        meetings.archive(connection, officer.council_id, meeting_id, at=house.clock())
        keep_in_step(house, connection, meeting_id)

    house.database.write(work)


def put_back(house: House, officer: Officer, meeting_id: str) -> None:
    """Put an archived meeting back on the list."""
    officer.must(Right.PREPARE)

    def work(connection: Connection) -> None:
        find_meeting(connection, officer, meeting_id)
        meetings.archive(connection, officer.council_id, meeting_id, at=None)

    house.database.write(work)
