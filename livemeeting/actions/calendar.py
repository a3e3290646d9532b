"""The calendar of meetings: what a file offers, and adding the meetings an officer has chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer, new_id
from livemeeting.actions.prepare import add_meeting
from livemeeting.actions.prepare_agenda import fill_head
from livemeeting.domain.agenda import Draft, Plan
from livemeeting.domain.calendar_draft import CalendarMeeting
from livemeeting.domain.form_fault import Faulty
from livemeeting.domain.head_form import DEFAULT_TIMEZONE, Head, read_head
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import meetings

MOST_AT_ONCE = 200
#: The questions asked for each meeting of a calendar.
FIELDS = ("body", "date", "time", "venue", "agenda_url")


@dataclass(frozen=True)
class Offered:
    """A meeting of a calendar as a row of the form. `note` is what to look at; `is_chosen` is the suggestion."""

    id: str
    answers: Mapping[str, str]
    note: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Calendar:
    """What a calendar file offers, and what was left out of it, a sentence each."""

    rows: tuple[Offered, ...]
    left_out: tuple[str, ...] = ()


def load_calendar(house: House, officer: Officer, content: bytes) -> Calendar:
    """The meetings in a calendar file. Saves nothing. Raises Refused."""
    officer.must(Right.PREPARE)
    draft = house.reading_room.read_calendar(content, DEFAULT_TIMEZONE)
    found = house.database.read(lambda c: meetings.list_for_council(c, officer.council_id))
    known = {_key_of(each.plan) for each in found if not each.plan.is_rehearsal}
    rows = tuple(_offered(house, meeting, known) for meeting in draft.meetings[:MOST_AT_ONCE])
    left = len(draft.meetings) - len(rows)
    more = (
        (f"Only the first {MOST_AT_ONCE} meetings are shown; {left} more are in the file.",) if left else ()
    )
    return Calendar(rows, (*draft.left_out, *more))


def _key(body: str, day: str) -> tuple[str, str]:
    return " ".join(body.casefold().split()), day


def _key_of(plan: Plan) -> tuple[str, str]:
    return _key(plan.body, plan.starts_at.astimezone(ZoneInfo(plan.timezone)).date().isoformat())


def _offered(house: House, meeting: CalendarMeeting, known: set[tuple[str, str]]) -> Offered:
    answers = {
        "body": meeting.body,
        "date": meeting.date.isoformat(),
        "time": meeting.start_time.strftime("%H:%M") if meeting.start_time else "",
        "venue": meeting.venue,
        "agenda_url": meeting.agenda_url,
    }
    is_past = meeting.date < house.clock().date()
    note = meeting.note
    if _key(meeting.body, meeting.date.isoformat()) in known:
        note = "Is in the list of meetings already."
    elif meeting.is_cancelled:
        note = "The calendar says that it is cancelled or postponed."
    elif is_past:
        note = "Is over."
    return Offered(new_id(), answers, note, is_chosen=not note or note == meeting.note)


def add_meetings(house: House, officer: Officer, rows: Sequence[Offered]) -> int:
    """Save the chosen rows as meetings, all or none, and return their number.

    A row sent twice makes one meeting. Raises Refused with the name of the row.
    """
    officer.must(Right.PREPARE)
    chosen = [row for row in rows if row.is_chosen]
    if not chosen:
        raise Refused("Choose at least one meeting.")
    heads = [(row.id, _head(house, officer, row)) for row in chosen]

    def work(connection: Connection) -> int:
        added = 0
        for meeting_id, head in heads:
            if meetings.by_id(connection, officer.council_id, meeting_id) is None:
                add_meeting(house, connection, officer, _plan(officer, meeting_id, head))
                added += 1
        return added

    return house.database.write(work)


def _head(house: House, officer: Officer, row: Offered) -> Head:
    usual = fill_head(house, officer, Draft(items=(), body=row.answers["body"])).answers
    given = {name: value for name, value in row.answers.items() if value}
    try:
        return read_head({**usual, **given, "title": given.get("body", "")})
    except Faulty as faulty:
        raise Refused(
            f"{row.answers['body'] or 'A meeting without a name'}: {faulty.faults[0].sentence}"
        ) from faulty


def _plan(officer: Officer, meeting_id: str, head: Head) -> Plan:
    plan = Plan(
        meeting_id=meeting_id, council_id=officer.council_id, slug="", epoch=new_id(), body=head.body,
        title=head.title, starts_at=head.starts_at,
    )  # fmt: skip
    return head.of(plan)
