"""Delivery: each due post claimed, sent, finished; two short transactions with the network between them."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Unpack

from sqlalchemy import Connection

from livemeeting.actions.accounts import opened
from livemeeting.actions.house import House
from livemeeting.actions.look import read_entries
from livemeeting.domain import events as e
from livemeeting.domain.channel import (
    Account,
    AccountTrouble,
    Duplicate,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    ReplyRefused,
    Sent,
    Unknown,
)  # fmt: skip
from livemeeting.domain.fold import fold
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.wording import QUIET
from livemeeting.store import accounts, meetings, outbox
from livemeeting.store.trouble import StoreTrouble

log = logging.getLogger(__name__)

#: A channel answers within 20 seconds; a lease this long is lost only by a poster that died.
LEASE = timedelta(seconds=60)
#: Waits between attempts that surely did not send, in seconds; the last one repeats until the post expires.
BACK_OFF = (1, 2, 5, 15, 30, 60)
RATE_LIMIT_PAUSE = timedelta(seconds=60)
TICK = 0.1
SWEEP = timedelta(seconds=30)

OVERTAKEN = "The meeting has moved on since. Send it all the same, or discard it."
TOO_OLD = "It waited too long to be news. Send it all the same, or discard it."
PRIVATE = "The meeting is in private session. Decide about this post when the public is back."
LOST = "The poster stopped while sending: it may be there. Look at the account, then say which."


def due_lanes(house: House) -> dict[str, list[Post]]:
    """The posts to send now by account, each lane in order. Nothing waits for another lane."""
    lanes: dict[str, list[Post]] = {}
    for post in house.database.read(lambda c: outbox.due(c, house.clock())):
        lanes.setdefault(post.account_id, []).append(post)
    return lanes


def deliver_post(house: House, post_id: str) -> PostState | None:
    """Send one post if it may still go; the state it ended in, None when somebody else had it.

    `sending` is on disk before a socket opens. What is unknown stays unknown: nothing is sent twice.
    """
    claimed = house.database.write(lambda c: _claim(house, c, post_id))
    if not isinstance(claimed, tuple):
        if claimed is not None:
            house.announce(claimed.meeting_id)
        return claimed.state if claimed is not None else None
    post, account = claimed
    outcome = _send(house, post, account)
    state = house.database.write(lambda c: _finish(c, post, outcome, at=house.clock()))
    house.announce(post.meeting_id)
    return state


def _claim(house: House, connection: Connection, post_id: str) -> tuple[Post, Account] | Post | None:
    """The post and its account once claimed; the post as it is now where it may not go; None if gone."""
    post = outbox.by_id(connection, post_id)
    at = house.clock()
    if post is None or post.state not in (PostState.HELD, PostState.QUEUED, PostState.WAITING):
        return None
    reason = _why_not(connection, post, at)
    if reason:
        outbox.finish(
            connection, post.id, from_states=[post.state], to_state=PostState.EXPIRED, reason=reason
        )
        return outbox.by_id(connection, post_id)
    account = _account(house, connection, post)
    if account is None:
        reason = "This account is no longer connected."
        outbox.finish(connection, post.id, from_states=[post.state], to_state=PostState.FAILED, reason=reason)
        return outbox.by_id(connection, post_id)
    if not outbox.claim(connection, post.id, at=at, lease_until=at + LEASE):
        return None
    return post, account


def _why_not(connection: Connection, post: Post, at: datetime) -> str:
    """Why a post must not leave by itself any more, '' when it may."""
    stored = meetings.of_any_council(connection, post.meeting_id)
    if stored is None:
        return TOO_OLD
    meeting = fold(stored.plan, read_entries(connection, post.meeting_id))
    if meeting.is_private and post.event_kind not in QUIET:
        return PRIVATE
    told = meeting.told(post.seq)
    if told is None or not told.in_force or (told.is_private and post.event_kind not in QUIET):
        return OVERTAKEN
    if post.is_released:
        return ""
    if post.expires_at <= at:
        return TOO_OLD
    if isinstance(told.event, e.ItemStarted):
        later = (each for each in meeting.timeline if each.seq > post.seq and each.in_force)
        if any(isinstance(each.event, e.ItemStarted | e.MeetingClosed) for each in later):
            return OVERTAKEN
    return ""


def _account(house: House, connection: Connection, post: Post) -> Account | None:
    if post.is_rehearsal:
        return Account(post.account_id, "", post.channel, "Rehearsal")
    stored = meetings.of_any_council(connection, post.meeting_id)
    if stored is None:
        return None
    account = accounts.by_id(connection, stored.plan.council_id, post.account_id)
    return opened(house, account) if account is not None and account.is_enabled else None


def _send(house: House, post: Post, account: Account) -> Outcome:
    channel = house.channels["rehearsal" if post.is_rehearsal else post.channel]
    try:
        return channel.send(post, account)
    except Exception:
        # A channel promises to translate everything; if it breaks that promise the post may be there.
        log.exception("channel %s broke while sending post %s", post.channel, post.id)
        return Unknown(
            "Something went wrong while sending: it may be there. Look at the account, then say which."
        )


def _finish(connection: Connection, post: Post, outcome: Outcome, *, at: datetime) -> PostState:
    def end(state: PostState, **more: Unpack[outbox.PostFields]) -> PostState:
        fields: outbox.PostFields = {**more, "lease_until": None}
        outbox.finish(connection, post.id, from_states=[PostState.SENDING], to_state=state, **fields)
        return state

    if isinstance(outcome, Sent):
        return end(
            PostState.SENT, sent_at=at, remote_id=outcome.remote_id, remote_url=outcome.remote_url, reason=""
        )
    if isinstance(outcome, NotSent):
        wait = timedelta(seconds=BACK_OFF[min(post.attempts, len(BACK_OFF) - 1)])
        return end(PostState.WAITING, not_before=at + wait, reason=outcome.reason)
    if isinstance(outcome, RateLimited):
        until = outcome.until or at + RATE_LIMIT_PAUSE
        return end(PostState.WAITING, not_before=until, reason=outcome.reason)
    if isinstance(outcome, Rejected | Duplicate | ReplyRefused | AccountTrouble):
        return end(PostState.FAILED, reason=outcome.reason)
    return end(PostState.UNKNOWN, reason=outcome.reason)


def sweep(house: House, *, is_only_poster: bool = False) -> int:
    """Posts whose poster died while sending become unknown. How many."""

    def work(connection: Connection) -> int:
        if is_only_poster:
            return outbox.all_sending_to_unknown(connection, LOST)
        return outbox.lost_leases(connection, house.clock(), LOST)

    return house.database.write(work)


@dataclass
class Poster:
    """The loop that keeps the outbox moving, in the web process or in one of its own.

    Lanes run beside one another, each account's posts in order, so that a dead network delays only itself.
    """

    house: House
    is_only_poster: bool = True
    stopped: threading.Event = field(default_factory=threading.Event)
    busy: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Until `stop`. A database that is away is waited for."""
        swept_at: datetime | None = None
        while not self.stopped.is_set():
            try:
                at = self.house.clock()
                if swept_at is None or at - swept_at > SWEEP:
                    sweep(self.house, is_only_poster=self.is_only_poster and swept_at is None)
                    swept_at = at
                self._start_lanes()
            except StoreTrouble as trouble:
                log.warning("the poster waits for the database: %s", trouble)
                self.house.runtime.sleep(1)
            except Exception:
                # The loop must outlive any surprise: a stopped poster is worse than a logged one.
                log.exception("the poster met something unexpected")
                self.house.runtime.sleep(1)
            self.house.runtime.sleep(TICK)

    def stop(self) -> None:
        """Take no new post; those on their way finish."""
        self.stopped.set()

    def wait(self, seconds: float = 25.0) -> None:
        """Until the posts on their way have their answer, or `seconds` are over."""
        left = seconds
        while self.busy and left > 0:
            self.house.runtime.sleep(TICK)
            left -= TICK

    def _start_lanes(self) -> None:
        for account_id, posts in due_lanes(self.house).items():
            if account_id not in self.busy:
                self.busy.add(account_id)
                self.house.runtime.spawn(self._lane, account_id, [each.id for each in posts])

    def _lane(self, account_id: str, post_ids: list[str]) -> None:
        try:
            for post_id in post_ids:
                if self.stopped.is_set():
                    return
                deliver_post(self.house, post_id)
        except (StoreTrouble, Refused) as trouble:
            log.warning("a lane stopped early: %s", trouble)
        except Exception:
            # See run(): the next tick takes the lane up again.
            log.exception("a lane met something unexpected")
        finally:
            self.busy.discard(account_id)
