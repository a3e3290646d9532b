"""Bringing a newer agenda into a meeting that is under way, as presses of its buttons."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from livemeeting.actions import words
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, read_entries
from livemeeting.actions.press import Acknowledged, enter, event_of
from livemeeting.actions.words import Worded
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.agenda_form import Row
from livemeeting.domain.agenda_tonight import Steps, steps_of_rows
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, ItemState, Meeting
from livemeeting.domain.panel_timeline import entry_sentence
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import log
from livemeeting.store.meetings import StoredMeeting

logger = logging.getLogger(__name__)

NOT_STARTED = "The meeting has not started: load the newer agenda into its agenda."
IS_OVER = "The meeting is over: its record stays as it is."
NOTHING_NEW = "Nothing in these rows changes the meeting as it stands."
MOVED_ON = (
    "The meeting has moved on since you looked. Nothing was recorded: look again, then press once more."
)
MOST_REASON = 400


@dataclass(frozen=True)
class Tonight:
    """A meeting under way as the editor needs it: the plan with the items of this moment.

    `settled` are the ids of the items that something has happened to, which stay whatever is loaded. `refusal` is
    "" where a newer agenda may come in.
    """

    plan: Plan
    seq: int
    settled: frozenset[str]
    refusal: str


@dataclass(frozen=True)
class Line:
    """One entry that would be made: its sentence, whether the public sees it, and the posts it would queue."""

    sentence: str
    is_private: bool
    posts: tuple[Worded, ...]


@dataclass(frozen=True)
class Review:
    """Everything that recording would do, looked at from entry `seq`."""

    seq: int
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]


def see_tonight(house: House, officer: Officer, meeting_id: str) -> Tonight:
    """The meeting as it stands, for its editor. Raises NotFound."""
    officer.must(Right.DRIVE)

    def work(connection: Connection) -> Tonight:
        stored = find_meeting(connection, officer, meeting_id)
        meeting = fold(stored.plan, read_entries(connection, meeting_id))
        return Tonight(
            plan=replace(stored.plan, items=tuple(_as_it_stands(meeting))), seq=meeting.seq,
            settled=frozenset(each.item.id for each in meeting.items if each.visits or each.results),
            refusal=_refusal(meeting),
        )  # fmt: skip

    return house.database.read(work)


def _as_it_stands(meeting: Meeting) -> list[AgendaItem]:
    return [replace(each.item, withdrawn=each.state is ItemState.WITHDRAWN) for each in meeting.items]


def _refusal(meeting: Meeting) -> str:
    if meeting.is_over:
        return IS_OVER
    return NOT_STARTED if meeting.opened_at is None else ""


def review_rows(
    house: House, officer: Officer, meeting_id: str, rows: Sequence[Row], *, reason: str
) -> Review:
    """What recording these rows would do now. Records nothing. Raises Refused as recording would, Faulty for rows."""
    officer.must(Right.DRIVE)

    def work(connection: Connection) -> Review:
        stored = find_meeting(connection, officer, meeting_id)
        entries = read_entries(connection, meeting_id)
        seq, lines = len(entries), []
        steps = _steps(fold(stored.plan, entries), rows, reason)
        for step in steps.presses:
            event = event_of(fold(stored.plan, entries), officer, step.button, step.form)
            entries.append(Entry(len(entries) + 1, house.clock(), type(event).__name__, officer.name, event))
            lines.append(_line(house, connection, stored, entries))
        return Review(seq, tuple(lines), tuple(steps.left_out))

    return house.database.read(work)


def _line(house: House, connection: Connection, stored: StoredMeeting, entries: Sequence[Entry]) -> Line:
    meeting = fold(stored.plan, entries)
    told = meeting.timeline[-1]
    posts = words.word(house, connection, stored.plan, entries, seq=told.seq)
    return Line(entry_sentence(meeting, told), told.is_private, tuple(posts))


def _steps(meeting: Meeting, rows: Sequence[Row], reason: str) -> Steps:
    if refusal := _refusal(meeting):
        raise Refused(refusal)
    said = " ".join(clean(reason).split())
    if len(said) > MOST_REASON:
        raise Refused(f"The reason has {len(said)} characters; the most is {MOST_REASON}. Shorten it.")
    steps = steps_of_rows(meeting, rows, reason=said)
    if not steps.presses:
        raise Refused(" ".join([NOTHING_NEW, *steps.left_out]))
    return steps


def record_rows(
    house: House,
    officer: Officer,
    meeting_id: str,
    rows: Sequence[Row],
    *,
    reason: str,
    seq: int,
    command_id: str,
) -> Acknowledged:
    """Record what the rows change, all of it or nothing, and queue its posts.

    `seq` is the entry the officer reviewed: when others were quicker it is refused. The same `command_id` acts once.
    """
    officer.must(Right.DRIVE)

    def work(connection: Connection) -> Acknowledged:
        stored = find_meeting(connection, officer, meeting_id)
        reached = log.command(connection, meeting_id, command_id)
        if reached is not None:
            return Acknowledged(reached, "", is_repeat=True)
        entries, at = read_entries(connection, meeting_id), house.clock()
        meeting = fold(stored.plan, entries)
        if meeting.seq != seq:
            raise Refused(MOVED_ON)
        posts = []
        for step in _steps(meeting, rows, reason).presses:
            event = event_of(fold(stored.plan, entries), officer, step.button, step.form)
            queued, _ = enter(house, connection, officer, stored.plan, entries, event=event, at=at)
            posts += queued
        log.remember_command(connection, meeting_id, command_id, seq=entries[-1].seq, at=at)
        return Acknowledged(entries[-1].seq, f"{len(entries) - seq} entries recorded.", tuple(posts))

    done = house.database.write(work)
    if not done.is_repeat:
        logger.info(
            "meeting %s: a newer agenda recorded up to entry %d for %s", meeting_id, done.seq, officer.id
        )
        house.announce(meeting_id)
    return done
