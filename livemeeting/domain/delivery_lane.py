"""The lane of an account: its posts in order, and how the account has been doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from livemeeting.domain.channel import AccountTrouble, NotSent, Outcome, RateLimited, Rejected, Unknown
from livemeeting.domain.delivery_look import is_repeat_due
from livemeeting.domain.posts import ON_THE_WAY, Post, PostState

#: So many attempts without an answer in a row, and the account is left alone for a while.
STRAIGHT_FAILURES = 3
REST = timedelta(seconds=60)
#: So many refusals in a row, and a person should look at the account before more follow.
STRAIGHT_REFUSALS = 2
#: How much longer than in a thread a post in doubt keeps those behind it: then the officer's turn has long begun.
STANDING_ALONE = timedelta(seconds=90)
REFUSES = "It refused the last two posts. Look at the account, then press Try again."


@dataclass(frozen=True)
class Lane:
    """How an account has been doing. It rests by the clock, and is paused until a person did something.

    `paused_with` names the credentials it was paused with: with others, the pause is over.
    """

    account_id: str
    failures: int = 0
    refusals: int = 0
    rests_until: datetime | None = None
    paused_because: str = ""
    paused_with: str = ""

    def is_resting(self, at: datetime) -> bool:
        """Whether its circuit is open: nothing is sent before `rests_until`."""
        return self.rests_until is not None and self.rests_until > at

    def may_send(self, at: datetime) -> bool:
        """Whether anything may be sent now."""
        return not self.paused_because and not self.is_resting(at)


def lane_after(lane: Lane, outcome: Outcome, *, at: datetime, credentials: str = "") -> Lane:
    """The lane as an attempt leaves it. Any answer that says something closes the circuit."""
    if isinstance(outcome, NotSent | Unknown):
        failures = lane.failures + 1
        rests = at + REST if failures >= STRAIGHT_FAILURES else None
        return replace(lane, failures=failures, rests_until=rests)
    well = Lane(lane.account_id)
    if isinstance(outcome, AccountTrouble):
        return replace(well, paused_because=outcome.reason, paused_with=credentials)
    if isinstance(outcome, Rejected):
        refusals = lane.refusals + 1
        if refusals >= STRAIGHT_REFUSALS:
            return replace(well, paused_because=REFUSES, paused_with=credentials)
        return replace(well, refusals=refusals)
    if isinstance(outcome, RateLimited):
        return replace(well, refusals=lane.refusals)
    return well


def next_post(
    posts: Sequence[Post], lane: Lane, *, at: datetime, repeats_safely: bool, is_thread: bool = False
) -> Post | None:
    """The first post of the lane with something to do now; None while all of them wait.

    `posts` are in the order queued. One that waits or is in doubt keeps those behind it waiting: one in doubt for 30 s
    in a thread, where the next can stand alone, and for two minutes where order is all they have. One inside its
    undo window keeps nobody, and one past its time waits for nobody.
    """
    is_free = True
    for post in posts:
        if post.state in ON_THE_WAY and post.expires_at <= at:
            return post
        if post.state is PostState.UNKNOWN:
            if _has_something_due(post, lane, at, repeats_safely):
                return post
            is_free = is_free and not _holds_lane(post, at, is_thread)
        elif post.state is PostState.SENDING or _waits(post, at):
            is_free = False
        elif not (post.state is PostState.HELD and post.due_at > at) and is_free and lane.may_send(at):
            return post
    return None


def _has_something_due(post: Post, lane: Lane, at: datetime, repeats_safely: bool) -> bool:
    if post.look_at is None or post.look_at > at:
        return False
    return not is_repeat_due(post, repeats_safely=repeats_safely) or lane.may_send(at)


def _holds_lane(post: Post, at: datetime, is_thread: bool) -> bool:
    if post.holds_lane_until is None:
        return False
    return post.holds_lane_until + (timedelta() if is_thread else STANDING_ALONE) > at


def _waits(post: Post, at: datetime) -> bool:
    return post.state is PostState.WAITING and post.not_before is not None and post.not_before > at
