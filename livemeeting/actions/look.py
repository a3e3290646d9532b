"""Reading a meeting: its log folded, its public view, and what a press would say."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from livemeeting.actions.entries import entries_of
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.domain.agenda import Plan
from livemeeting.domain.delivery_lane import Lane
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.posts import Post
from livemeeting.domain.roles import Right
from livemeeting.domain.views import PublicView, public_view
from livemeeting.store import lanes, log, meetings, outbox
from livemeeting.store.meetings import StoredMeeting

#: For how long a view may be shown again without asking whether anything changed.
RECENT_SECONDS = 1.0


def read_entries(connection: Connection, meeting_id: str) -> list[Entry]:
    """The log of a meeting, decoded, with jumps of the wall clock flagged."""
    return entries_of(log.read(connection, meeting_id))


def find_meeting(connection: Connection, officer: Officer, meeting_id: str) -> StoredMeeting:
    """The officer's own council's meeting; raises NotFound for any other."""
    stored = meetings.by_id(connection, officer.council_id, meeting_id)
    if stored is None:
        raise NotFound
    return stored


def meeting_now(connection: Connection, stored: StoredMeeting) -> Meeting:
    """The meeting as it stands in this transaction."""
    return fold(stored.plan, read_entries(connection, stored.plan.meeting_id))


@dataclass(frozen=True)
class Seen:
    """What a panel shows, read at one moment: the meeting folded, and its posts in order queued."""

    stored: StoredMeeting
    meeting: Meeting
    entries: tuple[Entry, ...]
    posts: tuple[Post, ...]
    lanes: Mapping[str, Lane]


def see(house: House, officer: Officer, meeting_id: str) -> Seen:
    """The meeting for the panel of an officer, clerk or watcher. Raises NotFound, NotAllowed."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> Seen:
        stored = find_meeting(connection, officer, meeting_id)
        entries = read_entries(connection, meeting_id)
        posts = outbox.of_meeting(connection, meeting_id)
        lanes_of = {each.account_id for each in posts if not each.is_rehearsal}
        doing = {each: lanes.by_account(connection, each) for each in lanes_of}
        return Seen(stored, fold(stored.plan, entries), tuple(entries), tuple(posts), doing)

    return house.database.read(work)


class PublicViews:
    """The public views of meetings, kept while nothing changes, so that a thousand readers cost one fold."""

    def __init__(self, house: House, most: int = 64) -> None:
        self._house = house
        self._most = most
        self._kept: dict[tuple[str, int], tuple[Plan, PublicView]] = {}
        self._recent: dict[tuple[str, bool], tuple[float, PublicView]] = {}

    def current(self, slug: str, *, is_rehearsal: bool = False) -> PublicView:
        """The view at a public address now; raises NotFound."""
        stored, seq = self._house.database.read(lambda c: _address(c, slug, is_rehearsal))
        return self._at(stored.plan, seq)

    def recent(self, slug: str, *, is_rehearsal: bool = False) -> PublicView:
        """The same from memory, a second old at most, and no older than the last forget(); raises NotFound."""
        until, view = self._recent.get((slug, is_rehearsal), (0.0, None))
        now = time.monotonic()
        if view is not None and now < until:
            return view
        recent = self._recent
        view = self.current(slug, is_rehearsal=is_rehearsal)
        if len(recent) >= self._most:
            recent.clear()
        recent[slug, is_rehearsal] = (now + RECENT_SECONDS, view)
        return view

    def forget(self) -> None:
        """Something changed: whoever asks next is told what is so now."""
        # A new one, so that somebody who looked before the change does not put it back into this one.
        self._recent = {}

    def of_meeting(self, meeting_id: str) -> PublicView:
        """The view of a meeting by its id, for announcing; raises NotFound."""
        stored, seq = self._house.database.read(lambda c: _by_id(c, meeting_id))
        return self._at(stored.plan, seq)

    def before(self, view: PublicView, after: int) -> PublicView:
        """The view as it was at entry `after`, with today's plan: what a viewer at that seq has on screen."""
        stored, _ = self._house.database.read(lambda c: _address(c, view.slug, view.is_rehearsal))
        return self._at(stored.plan, max(0, after))

    def _at(self, plan: Plan, seq: int) -> PublicView:
        kept = self._find(plan, seq)
        if kept is not None:
            return kept
        entries = self._house.database.read(lambda c: read_entries(c, plan.meeting_id))[:seq]
        view = public_view(plan, entries)
        view = replace(view, seq=self._number(plan, entries, view))
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[plan.meeting_id, seq] = (plan, view)
        return view

    def _find(self, plan: Plan, seq: int) -> PublicView | None:
        kept = self._kept.get((plan.meeting_id, seq))
        return kept[1] if kept is not None and kept[0] == plan else None

    def _number(self, plan: Plan, entries: Sequence[Entry], view: PublicView) -> int:
        """The newest entry that changed anything the public can see.

        An entry about a restricted item is private and yet may move *Next* past it: viewers need a new
        number then. What is pressed in private changes nothing they see, and so gives no number away.
        """
        for seq in range(len(entries), 0, -1):
            kept = self._find(plan, seq - 1)
            if not _looks_like(kept or public_view(plan, entries[: seq - 1]), view):
                return seq
            if kept is not None:
                return kept.seq
        return 0


def _looks_like(one: PublicView, other: PublicView) -> bool:
    return replace(one, seq=0) == replace(other, seq=0)


def _address(connection: Connection, slug: str, is_rehearsal: bool) -> tuple[StoredMeeting, int]:
    stored = meetings.by_slug(connection, slug, is_rehearsal=is_rehearsal)
    if stored is None:
        raise NotFound
    return stored, log.newest_seq(connection, stored.plan.meeting_id)


def _by_id(connection: Connection, meeting_id: str) -> tuple[StoredMeeting, int]:
    stored = meetings.of_any_council(connection, meeting_id)
    if stored is None:
        raise NotFound
    return stored, log.newest_seq(connection, meeting_id)


def public_address(house: House, plan: Plan) -> str:
    """Where the public page is; a rehearsal has an address of its own that nobody can guess."""
    return f"{house.public_url}/{'rehearsal' if plan.is_rehearsal else 'm'}/{plan.slug}"


def list_meetings(house: House, officer: Officer) -> list[tuple[StoredMeeting, Meeting]]:
    """The council's meetings, newest first, each as it stands."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> Sequence[tuple[StoredMeeting, Meeting]]:
        found = meetings.list_for_council(connection, officer.council_id)
        return [(each, meeting_now(connection, each)) for each in found]

    return list(house.database.read(work))
