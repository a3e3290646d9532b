"""What an answer makes of a post: sent, tried again, looked up, or left to the officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from livemeeting.domain.channel import (
    AccountTrouble,
    Duplicate,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    ReplyRefused,
    Sent,
)
from livemeeting.domain.posts import Post, PostState

#: Waits between attempts in seconds; the last one repeats until the post expires.
BACK_OFF = (1, 2, 5, 15, 30, 60)
#: Each wait is spread by this share either way, so that many accounts do not come back in step.
SPREAD = 0.2
#: Where a network asks to wait and does not say how long.
RATE_LIMIT_PAUSE = timedelta(seconds=60)
#: A post in doubt keeps those behind it waiting this long and no longer.
HOLDS_LANE = timedelta(seconds=30)
AFTER_A_REST = timedelta(seconds=10)
FIRST_LOOK = timedelta(seconds=2)

LOST = "The poster stopped while sending: it may be there."
IS_THERE = "The network says it has it. Its link is being looked up."
STILL_THERE = "The poster stopped while taking it down. Take it down again: that does no harm."


def back_off(attempts: int, chance: float) -> timedelta:
    """The wait after this many attempts (1 = the first has failed); `chance` in [0, 1) spreads it."""
    seconds = BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]
    spread = 1 + SPREAD * (2 * chance - 1)
    return timedelta(seconds=min(seconds * spread, BACK_OFF[-1]))


def after_sending(
    post: Post, outcome: Outcome, *, at: datetime, chance: float = 0.5, repeats_safely: bool = False
) -> Post:
    """The post as an attempt leaves it. `post` is as it was claimed, this attempt counted."""
    tried = replace(post, lease_until=None, not_before=None, tried_at=at)
    if isinstance(outcome, Sent):
        return replace(
            tried, state=PostState.SENT, sent_at=at, remote_id=outcome.remote_id,
            remote_url=outcome.remote_url, look_at=None, reason="",
        )  # fmt: skip
    if isinstance(outcome, NotSent | RateLimited):
        return _wait(tried, outcome, at, chance)
    if isinstance(outcome, Duplicate):
        return _duplicate(tried, outcome, at)
    if isinstance(outcome, ReplyRefused) and post.reply_to:
        return _alone(tried, at)
    if isinstance(outcome, Rejected | ReplyRefused):
        return replace(tried, state=PostState.FAILED, look_at=None, reason=outcome.reason)
    if isinstance(outcome, AccountTrouble):
        state = PostState.UNKNOWN if post.is_repeating else PostState.FAILED
        return replace(tried, state=state, look_at=None, reason=outcome.reason)
    return in_doubt(tried, outcome.reason, at=at, chance=chance, repeats_safely=repeats_safely)


def in_doubt(
    post: Post, reason: str, *, at: datetime, chance: float = 0.5, repeats_safely: bool = False
) -> Post:
    """A post that may be there: looked up soon, or repeated where that can do no harm."""
    wait = back_off(post.attempts, chance) if repeats_safely else FIRST_LOOK
    return replace(
        post, state=PostState.UNKNOWN, reason=reason, lease_until=None, tried_at=at, look_at=at + wait, looks=0,
        holds_lane_until=post.holds_lane_until or at + HOLDS_LANE,
    )  # fmt: skip


def after_a_rest(post: Post, *, at: datetime) -> Post:
    """A post in doubt whose whole account had to rest: nobody waited for it alone, so its 30 s are not over."""
    if post.holds_lane_until is None:
        return post
    return replace(post, holds_lane_until=max(post.holds_lane_until, at + AFTER_A_REST))


def after_losing(post: Post, *, at: datetime) -> Post:
    """A post whose poster died: what was being sent is in doubt, what was being taken down still stands."""
    if post.state is PostState.RETRACTING:
        return replace(post, state=PostState.SENT, lease_until=None, reason=STILL_THERE)
    return in_doubt(post, LOST, at=at)


def _wait(tried: Post, outcome: NotSent | RateLimited, at: datetime, chance: float) -> Post:
    """Surely not sent this time. A post that was in doubt before stays so, and is looked up once more."""
    if isinstance(outcome, RateLimited):
        until = outcome.until or at + RATE_LIMIT_PAUSE
    else:
        until = at + back_off(tried.attempts, chance)
    if not tried.is_repeating:
        return replace(tried, state=PostState.WAITING, not_before=until, reason=outcome.reason)
    repeats = max(0, tried.repeats - 1)
    return replace(
        tried, state=PostState.UNKNOWN, look_at=until, repeats=repeats, reason=outcome.reason,
        looks=max(0, tried.looks - 1),
    )  # fmt: skip


def _duplicate(tried: Post, outcome: Duplicate, at: datetime) -> Post:
    """On a first attempt the text is somebody else's; after a doubtful one it is this post, and has a link."""
    if not tried.was_in_doubt:
        return replace(tried, state=PostState.FAILED, look_at=None, reason=outcome.reason)
    return replace(tried, state=PostState.UNKNOWN, is_there=True, look_at=at, looks=0, reason=IS_THERE)


def _alone(tried: Post, at: datetime) -> Post:
    """Its answer to another post was refused: once more, standing alone."""
    alone = replace(tried, reply_to="", wire="", is_alone=True, reason="")
    if tried.is_repeating:
        return replace(alone, state=PostState.UNKNOWN, look_at=at, repeats=max(0, tried.repeats - 1))
    return replace(alone, state=PostState.QUEUED)
