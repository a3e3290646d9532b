"""What the posts column says above the posts: accounts that rest or need a person, and posts that were kept back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain.delivery_lane import STRAIGHT_FAILURES, Lane
from livemeeting.domain.posts import Post, PostState

#: From so many on, posts that were kept back are decided about together.
TOGETHER = 2


@dataclass(frozen=True)
class LaneNotice:
    """An account to which nothing is sent at the moment. `waits_until` is when that ends by itself, if it does."""

    account_id: str
    network: str
    words: str
    waits_until: datetime | None
    seconds: int
    countdown: str
    can_try: bool


@dataclass(frozen=True)
class KeptBack:
    """Posts that wait for one decision. `has_several` is whether *the latest only* is different from *all*."""

    count: int
    words: str
    has_several: bool


def lane_notices(
    posts: Sequence[Post], lanes: Mapping[str, Lane], networks: Mapping[str, str],
    *, at: datetime, may_drive: bool,
) -> tuple[LaneNotice, ...]:  # fmt: skip
    """One for each account of these posts that may not be sent to at `at`."""
    channels = {each.account_id: each.channel for each in posts if not each.is_rehearsal}
    found = []
    for account_id, channel in channels.items():
        lane = lanes.get(account_id, Lane(account_id))
        if lane.may_send(at):
            continue
        network = networks.get(channel, channel)
        until = None if lane.paused_because else lane.rests_until
        seconds = max(0, math.ceil((until - at).total_seconds())) if until else 0
        found.append(
            LaneNotice(
                account_id,
                network,
                _words(lane, network),
                until,
                seconds,
                as_countdown(seconds) if until else "",
                may_drive,
            )
        )
    return tuple(found)


def _words(lane: Lane, network: str) -> str:
    if lane.paused_because:
        return f"{lane.paused_because} Until then posts for {network} wait here; everything else goes on."
    return (
        f"{network} has not answered {_times(max(lane.failures, STRAIGHT_FAILURES))} in a row. "
        "Posts for it wait a minute before the next attempt; everything else goes on."
    )


def _times(count: int) -> str:
    return {3: "three times", 4: "four times", 5: "five times"}.get(count, f"{count} times")


def kept_back(posts: Sequence[Post]) -> KeptBack | None:
    """What is kept back, where it is enough for one decision."""
    kept = [each for each in posts if each.state is PostState.EXPIRED]
    if len(kept) < TOGETHER:
        return None
    has_several = len({each.account_id for each in kept}) < len(kept)
    return KeptBack(len(kept), f"{len(kept)} posts were kept back.", has_several)


def as_countdown(seconds: int) -> str:
    """0:07."""
    return f"{seconds // 60}:{seconds % 60:02d}"
