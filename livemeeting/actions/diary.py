"""The council's public meetings as everybody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import PublicViews, find_meeting
from livemeeting.domain.roles import Right
from livemeeting.domain.views import PublicView
from livemeeting.store import councils, log, meetings

#: How many past meetings the list looks at; older ones keep their addresses.
MOST_PAST = 30
MOST_AHEAD = 30
#: A meeting that did not start stays among those to come this long.
GRACE = timedelta(hours=24)
ON_NOW = ("live", "adjourned", "private")


@dataclass(frozen=True)
class Diary:
    """The public meetings: on now, to come (soonest first) and past (newest first)."""

    now: tuple[PublicView, ...]
    upcoming: tuple[PublicView, ...]
    recent: tuple[PublicView, ...]


def public_meetings(house: House, views: PublicViews) -> Diary:
    """What the front page lists. A meeting without an agenda yet is not listed, a rehearsal never is."""
    today = house.clock() - GRACE
    stored = house.database.read(lambda c: meetings.list_for_council(c, councils.DEFAULT_ID))
    plans = [each.plan for each in stored if not each.plan.is_rehearsal and each.plan.items]
    ahead = [plan for plan in plans if plan.starts_at >= today]
    past = [plan for plan in plans if plan.starts_at < today]
    found = [views.current(plan.slug) for plan in [*ahead[-MOST_AHEAD:], *past[:MOST_PAST]]]
    return Diary(
        now=tuple(each for each in found if each.status in ON_NOW),
        upcoming=tuple(
            each
            for each in reversed(found)
            if each.status in ("scheduled", "postponed", "cancelled") and each.starts_at >= today
        ),
        recent=tuple(each for each in found if each.status == "closed"),
    )


def newest_seq(house: House, meeting_id: str) -> int:
    """The number of a meeting's newest entry, private ones included: for panels only."""
    return house.database.read(lambda c: log.newest_seq(c, meeting_id))


def may_watch(house: House, officer: Officer, meeting_id: str) -> bool:
    """Whether this person may follow the panel of this meeting."""

    def work(connection: Connection) -> bool:
        officer.must(Right.WATCH)
        try:
            find_meeting(connection, officer, meeting_id)
        except NotFound:
            return False
        return True

    return house.database.read(work)
