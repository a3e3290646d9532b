"""The list of meetings an officer starts from: on now, upcoming, past, each with its rehearsals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import meeting_now, public_address
from livemeeting.domain.local_time import day_words
from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.roles import Right, may
from livemeeting.domain.views import STATUS_WORDS, clock_time, status_of
from livemeeting.store import meetings
from livemeeting.store.meetings import StoredMeeting

#: Past meetings shown until the officer asks for all of them: each costs the reading of its log.
FEW = 10
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)
ON = (MeetingState.LIVE, MeetingState.ADJOURNED)


@dataclass(frozen=True)
class Listed:
    """A meeting as the list shows it. `day` and `time` are local; `is_over` and `is_on` decide its place."""

    id: str
    body: str
    title: str
    day: str
    time: str
    venue: str
    status: str
    status_word: str
    items: int
    restricted: int
    public_url: str
    starts_at: datetime
    is_rehearsal: bool
    is_on: bool
    is_over: bool
    has_begun: bool
    can_prepare: bool
    can_export: bool
    rehearsals: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class MeetingList:
    """The council's meetings: on now, upcoming soonest first, past newest first; `left_out` past ones not shown."""

    on_now: tuple[Listed, ...]
    upcoming: tuple[Listed, ...]
    past: tuple[Listed, ...]
    left_out: int
    can_prepare: bool

    @property
    def is_empty(self) -> bool:
        return not (self.on_now or self.upcoming or self.past)


def list_meetings(
    house: House, officer: Officer, *, most_past: int = FEW, is_archived: bool = False
) -> MeetingList:
    """The list for this officer; with `is_archived`, the meetings that were put away."""
    officer.must(Right.WATCH)
    at = house.clock()

    def work(connection: Connection) -> tuple[list[tuple[StoredMeeting, Meeting]], int]:
        found = meetings.list_for_council(connection, officer.council_id, is_archived=is_archived)
        shown, left_out = _few(found, at, most_past)
        return [(each, meeting_now(connection, each)) for each in shown], left_out

    pairs, left_out = house.database.read(work)
    can_prepare = may(officer.role, Right.PREPARE)
    found = _with_rehearsals(
        [(stored, _listed(house, officer, stored, meeting, at)) for stored, meeting in pairs]
    )
    return MeetingList(
        on_now=tuple(each for each in found if each.is_on),
        upcoming=tuple(sorted((each for each in found if not each.is_on and not each.is_over), key=_start)),
        past=tuple(sorted((each for each in found if each.is_over), key=_start, reverse=True)),
        left_out=left_out,
        can_prepare=can_prepare,
    )


def _start(listed: Listed) -> datetime:
    return listed.starts_at


def _few(found: Sequence[StoredMeeting], at: datetime, most_past: int) -> tuple[list[StoredMeeting], int]:
    """The upcoming and recent ones and the newest few of the others, with their rehearsals."""
    recent = at - timedelta(days=7)
    real = [each for each in found if not each.plan.is_rehearsal]
    old = [each for each in real if each.plan.starts_at < recent]
    left_out = {each.plan.meeting_id for each in old[most_past:]}
    shown = [
        each for each in found if each.plan.meeting_id not in left_out and each.rehearsal_of not in left_out
    ]
    return shown, len(left_out)


def _listed(house: House, officer: Officer, stored: StoredMeeting, meeting: Meeting, at: datetime) -> Listed:
    plan, status = stored.plan, status_of(meeting)
    has_begun = meeting.opened_at is not None
    is_on = meeting.state in ON
    is_missed = not has_begun and plan.starts_at < at - timedelta(hours=12)
    return Listed(
        id=plan.meeting_id, body=plan.body, title=plan.title, day=day_words(plan.starts_at, plan.timezone),
        time=clock_time(plan, plan.starts_at), venue=plan.venue, status=status,
        status_word=STATUS_WORDS[status],
        items=sum(1 for each in meeting.items if not each.item.is_heading),
        restricted=sum(1 for each in meeting.items if each.item.restricted),
        public_url=public_address(house, plan), starts_at=plan.starts_at, is_rehearsal=plan.is_rehearsal,
        is_on=is_on, is_over=not is_on and (meeting.state in OVER or is_missed), has_begun=has_begun,
        can_prepare=may(officer.role, Right.PREPARE),
        can_export=may(officer.role, Right.EXPORT) and meeting.seq > 0,
    )  # fmt: skip


def _with_rehearsals(found: list[tuple[StoredMeeting, Listed]]) -> list[Listed]:
    """Rehearsals under their meeting; one whose meeting is not on this list stands by itself."""
    real = {listed.id for stored, listed in found if not listed.is_rehearsal}
    under: dict[str, list[Listed]] = {}
    alone = []
    for stored, listed in found:
        if listed.is_rehearsal and stored.rehearsal_of in real:
            under.setdefault(str(stored.rehearsal_of), []).append(listed)
        elif listed.is_rehearsal:
            alone.append(listed)
    whole = [
        replace(each, rehearsals=tuple(under.get(each.id, ()))) for _, each in found if not each.is_rehearsal
    ]
    return whole + alone
