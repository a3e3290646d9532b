"""After the meeting: where the signed minutes are, and the number of each item in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, read_entries
from livemeeting.actions.press import enter
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right

MOVED_ON = (
    "Somebody else has saved something since you opened this page. Look at it again and save once more."
)


@dataclass(frozen=True)
class Numbered:
    """An item with its number in the minutes, "" for none yet. A restricted one is shown to officers alone."""

    item_id: str
    label: str
    number: str
    is_restricted: bool


@dataclass(frozen=True)
class Minutes:
    """What is said of the minutes of a meeting as of entry `seq`."""

    plan: Plan
    seq: int
    is_closed: bool
    url: str
    signed: str
    items: tuple[Numbered, ...]


def see_minutes(house: House, officer: Officer, meeting_id: str) -> Minutes:
    """What is said so far. Raises NotFound, NotAllowed."""
    officer.must(Right.MINUTES)

    def work(connection: Connection) -> Minutes:
        stored = find_meeting(connection, officer, meeting_id)
        meeting = fold(stored.plan, read_entries(connection, meeting_id))
        return Minutes(
            plan=meeting.plan, seq=meeting.seq, is_closed=meeting.state.value == "closed",
            url=meeting.minutes.url if meeting.minutes else "",
            signed=meeting.minutes.signed if meeting.minutes else "",
            items=tuple(
                Numbered(each.item.id, each.item.label, each.minute.number if each.minute else "",
                         each.item.restricted)
                for each in meeting.items if not each.item.is_heading
            ),
        )  # fmt: skip

    return house.database.read(work)


def save_minutes(
    house: House, officer: Officer, meeting_id: str, *, seq: int, url: str, signed: str, numbers: Mapping[str, str]
) -> int:  # fmt: skip
    """Record what is different from what was said, as looked at at entry `seq`; how many entries that took.

    All or nothing. What was said before is corrected, and what is said no more is undone. Nothing is posted.
    Raises NotFound, NotAllowed, Refused.
    """
    officer.must(Right.MINUTES)

    def work(connection: Connection) -> int:
        stored = find_meeting(connection, officer, meeting_id)
        entries = read_entries(connection, meeting_id)
        before, at = len(entries), house.clock()
        meeting = fold(stored.plan, entries)
        changes = list(_changes(meeting, url, signed, numbers))
        if changes and seq != meeting.seq:
            raise Refused(MOVED_ON)
        for button, form in changes:
            event = BUTTONS[button].pressed(meeting, form)
            enter(house, connection, officer, stored.plan, entries, event=event, at=at)
        return len(entries) - before

    done = house.database.write(work)
    if done:
        house.announce(meeting_id)
    return done


def _changes(
    meeting: Meeting, url: str, signed: str, numbers: Mapping[str, str]
) -> Iterator[tuple[str, Form]]:
    """The buttons to press. No two are about the same thing, so each may look at the meeting as it was before."""
    known = (meeting.minutes.url, meeting.minutes.signed) if meeting.minutes else ("", "")
    given = (url.strip(), signed.strip())
    if given != known:
        yield "sign_minutes", Form({"url": (given[0],), "signed": (given[1],)})
    for each in meeting.items:
        number = numbers.get(each.item.id)
        if number is not None and number.strip() != (each.minute.number if each.minute else ""):
            yield "number_minute", Form({"item": (each.item.id,), "number": (number,)})
