"""Notices: posts about a meeting that leave at a moment of their own, before it begins or long after it closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from livemeeting.domain.agenda import Plan
from livemeeting.domain.local_time import moment, read_time
from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.posts import Post
from livemeeting.domain.refused import Refused

TOMORROW, TODAY, SOON, MINUTES = "NoticeTomorrow", "NoticeToday", "NoticeSoon", "NoticeMinutes"
#: Those that leave by themselves, in the order they do; the minutes are announced by an officer.
SCHEDULED = (TOMORROW, TODAY, SOON)
TITLES = {
    TOMORROW: "The day before",
    TODAY: "On the day",
    SOON: "One hour before",
    MINUTES: "The minutes are published",
}
#: A notice belongs to no entry of the log.
SEQ = 0
#: After its moment a notice is still true for a while, and then it is not said any more.
STILL_TRUE = timedelta(minutes=15)


@dataclass(frozen=True)
class Notice:
    """Whether a council wants a kind of notice, and its time of day ('' where the meeting decides it)."""

    kind: str
    is_on: bool = False
    clock: str = ""


USUAL: Mapping[str, Notice] = {
    TOMORROW: Notice(TOMORROW, clock="12:00"),
    TODAY: Notice(TODAY, clock="09:00"),
    SOON: Notice(SOON),
}


def check_clock(kind: str, clock: str) -> str:
    """A time of day as it is kept, '' where none is needed. Raises Refused."""
    return f"{read_time(clock.strip()):%H:%M}" if USUAL[kind].clock else ""


def moment_of(notice: Notice, plan: Plan) -> datetime | None:
    """When a notice of the meeting leaves (aware, UTC); None where its time of day comes too late to be true."""
    if notice.kind == SOON:
        return plan.starts_at - timedelta(hours=1)
    local = plan.starts_at.astimezone(ZoneInfo(plan.timezone))
    day = local.date() - timedelta(days=1) if notice.kind == TOMORROW else local.date()
    try:
        found = moment(day, time.fromisoformat(notice.clock), plan.timezone)
    except Refused:  # the hour that the clocks skip or show twice: nobody chose it for a notice
        return None
    return found if found < plan.starts_at else None


def last_moment(kind: str, at: datetime, plan: Plan) -> datetime:
    """From when on a notice due at `at` is never said by itself."""
    return at + STILL_TRUE if kind == MINUTES else min(at + STILL_TRUE, plan.starts_at)


def why_not(meeting: Meeting, post: Post, at: datetime) -> str:
    """Why a notice must not leave any more, '' when it may. An officer's word does not make it true again."""
    if post.event_kind == MINUTES:
        return ""
    if meeting.state is MeetingState.CANCELLED:
        return "The meeting is cancelled."
    if meeting.state is MeetingState.POSTPONED:
        return "The meeting is postponed."
    if meeting.state is not MeetingState.SCHEDULED or at >= meeting.plan.starts_at:
        return "The meeting has begun: it would not be true any more."
    return ""
