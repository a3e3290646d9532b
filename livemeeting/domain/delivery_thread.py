"""A meeting as one thread: which post the next one answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from livemeeting.domain.channel import Channel, Field
from livemeeting.domain.posts import Post, PostState

#: The fact of an account by which an officer chose; without it the network's own habit counts.
CHOICE = "thread"
#: After so many refused answers in one meeting the rest of it stands alone.
REFUSED_ENOUGH = 2
_THERE = frozenset({PostState.SENT, PostState.UNKNOWN})


def thread_field(default: str, hint: str = "") -> Field:
    """The question of an account's settings form whether a meeting is one thread; `default` is "yes" or "no"."""
    choices = (("yes", "Each answers the one before: one thread"), ("no", "Each stands alone"))
    return Field(CHOICE, "Posts of one meeting", hint, is_secret=False, default=default, choices=choices)


def is_threaded(channel: Channel, facts: Mapping[str, str]) -> bool:
    """Whether an account's posts of one meeting answer one another."""
    if not channel.threads:
        return False
    chosen = facts.get(CHOICE, "")
    return chosen == "yes" if chosen else channel.threads_by_default


def answers_to(channel: Channel, facts: Mapping[str, str], before: Sequence[Post]) -> str:
    """What the next post of a meeting on an account answers; '' = it stands alone.

    `before` are the account's earlier posts of the meeting, in order. A post in doubt is answered where its
    reference is known in advance; elsewhere the next one stands alone and does not wait for it any longer.
    """
    if not is_threaded(channel, facts) or sum(each.is_alone for each in before) >= REFUSED_ENOUGH:
        return ""
    there = [each for each in before if each.state in _THERE]
    return channel.as_parent(there[-1], facts) if there else ""
