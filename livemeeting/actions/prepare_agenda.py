"""Loading, checking and saving the agenda of a meeting before it opens."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from livemeeting import importers
from livemeeting.actions.house import House, Officer, new_id
from livemeeting.actions.look import find_meeting, meeting_now
from livemeeting.actions.prepare import CHANGE_THE_ORIGINAL, add_meeting, address_of
from livemeeting.domain.agenda import AgendaItem, Draft, Plan
from livemeeting.domain.agenda_form import Row, items_of_rows
from livemeeting.domain.agenda_news import rows_of_draft
from livemeeting.domain.head_form import DEFAULT_TIMEZONE, answers_of_draft
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import councils, meetings
from livemeeting.store.agenda_text import items_text
from livemeeting.store.meetings import StoredMeeting

log = logging.getLogger(__name__)

HAS_STARTED = "The meeting has started: change items from the panel."
SAVED_BY_ANOTHER = (
    "Somebody saved this agenda while you had it open. Your rows are below and not saved. "
    "Press Save agenda again to put them in place of the saved ones."
)
#: What a meeting starts from when its officer has no agenda yet.
NOTHING = Draft(items=())


@dataclass(frozen=True)
class Editable:
    """A meeting whose agenda may be opened in the editor. `refusal` is "" where it may also be saved."""

    plan: Plan
    fingerprint: str
    refusal: str
    rehearsal_of: str | None = None


def see_agenda(house: House, officer: Officer, meeting_id: str) -> Editable:
    """The saved agenda for the editor. Raises NotFound."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> Editable:
        stored = find_meeting(connection, officer, meeting_id)
        refusal = _refusal(connection, stored)
        return Editable(stored.plan, fingerprint(stored.plan.items), refusal, stored.rehearsal_of)

    return house.database.read(work)


def _refusal(connection: Connection, stored: StoredMeeting) -> str:
    if stored.plan.is_rehearsal:
        return CHANGE_THE_ORIGINAL
    return HAS_STARTED if meeting_now(connection, stored).opened_at is not None else ""


def fingerprint(items: Sequence[AgendaItem]) -> str:
    """Tells a saved agenda from another, to notice that somebody else saved meanwhile."""
    return hashlib.sha256(items_text(items).encode()).hexdigest()[:16]


def save_agenda(
    house: House, officer: Officer, meeting_id: str, rows: Sequence[Row], *, seen: str = ""
) -> tuple[AgendaItem, ...]:
    """Save the rows as the agenda and return it. Only before the meeting has opened.

    `seen` is the fingerprint of the agenda the officer opened; "" saves whatever was saved meanwhile.
    Raises Refused, Faulty naming the rows.
    """
    officer.must(Right.PREPARE)

    def work(connection: Connection) -> tuple[AgendaItem, ...]:
        stored = find_meeting(connection, officer, meeting_id)
        if refusal := _refusal(connection, stored):
            raise Refused(refusal)
        wanted = items_of_rows(rows, [item.id for item in stored.plan.items])
        is_same = [replace(item, id="") for item in wanted] == [
            replace(item, id="") for item in stored.plan.items
        ]
        if is_same:
            return stored.plan.items
        if seen and seen != fingerprint(stored.plan.items):
            raise Refused(SAVED_BY_ANOTHER)
        return meetings.save_items(connection, officer.council_id, meeting_id, wanted)

    saved = house.database.write(work)
    house.announce(meeting_id)
    return saved


def check_rows(rows: Sequence[Row]) -> None:
    """Raise Faulty for rows that could not be saved."""
    items_of_rows(rows)


def plan_before(house: House, officer: Officer, body: str) -> Plan | None:
    """The newest meeting of this body, whose members, venue and hashtag most likely still hold."""
    officer.must(Right.PREPARE)
    found = house.database.read(lambda c: meetings.list_for_council(c, officer.council_id))
    wanted = body.casefold().strip()
    same = (each.plan for each in found if not each.plan.is_rehearsal and each.plan.body.casefold() == wanted)
    return next(same, None) if wanted else None


@dataclass(frozen=True)
class Filled:
    """The head of a new meeting as far as it is known; `is_taken_over` where an earlier meeting helped."""

    answers: dict[str, str]
    is_taken_over: bool


def fill_head(house: House, officer: Officer, draft: Draft) -> Filled:
    """What the draft says, else what held for the last meeting of the body, else the council's own hashtag."""
    before = plan_before(house, officer, draft.body)
    answers = answers_of_draft(draft, before)
    council = house.database.read(lambda c: councils.by_id(c, officer.council_id))
    answers["hashtag"] = answers["hashtag"] or (council.hashtag if council else "")
    return Filled(answers, before is not None)


def known_bodies(house: House, officer: Officer) -> list[str]:
    """The names of the bodies that have met before, for the officer to choose from."""
    officer.must(Right.PREPARE)
    found = house.database.read(lambda c: meetings.list_for_council(c, officer.council_id))
    return sorted({each.plan.body for each in found}, key=str.casefold)


def load_sample(house: House, officer: Officer, path: Path) -> str:
    """The demo's meeting: an agenda file as a meeting today at the next full hour. Its id.

    Repeating it on the same day gives the same meeting.
    """
    officer.must(Right.PREPARE)
    draft = importers.read_upload(path.name, path.read_bytes())
    hour = house.clock().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    said = answers_of_draft(draft)
    body = said["body"] or path.stem.replace("-", " ").replace("_", " ").capitalize()
    plan = Plan(
        meeting_id=new_id(), council_id=officer.council_id, slug="", epoch=new_id(), body=body,
        title=said["title"] or body, starts_at=hour, venue=draft.venue, webcast_url=draft.webcast_url,
        hashtag=draft.hashtag.lstrip("#"), timezone=DEFAULT_TIMEZONE, members=draft.members,
        items=items_of_rows(rows_of_draft(draft)),
    )  # fmt: skip

    def work(connection: Connection) -> str:
        there = meetings.by_slug(connection, address_of(plan), is_rehearsal=False)
        return there.plan.meeting_id if there else add_meeting(house, connection, officer, plan)

    meeting_id = house.database.write(work)
    log.info("The sample agenda %s is loaded as meeting %s.", path.name, meeting_id)
    return meeting_id
