"""Looking a post up that may be there: when, how often, and what is made of what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from livemeeting.domain.channel import Absent, CannotTell, Found
from livemeeting.domain.posts import Post, PostState

#: Seconds after an attempt at which the account is looked at: a network may show what it took a while later.
LOOKS = (2, 5, 15)
#: After the one repeat: shorter, so that all is decided while the lane still waits for it.
LOOKS_AFTER_REPEAT = (2, 5)
#: How many times a post in doubt is sent again by itself, once the looks agree that it is not there.
REPEATS = 1
#: A look that failed is made again at this pace while it is fresh, then at the slower one, then by the officer.
LOOK_AGAIN = timedelta(seconds=1.5)
FRESH = timedelta(seconds=20)
LOOK_SLOWLY = timedelta(seconds=15)
ALMOST = timedelta(seconds=1)
GIVE_UP = timedelta(minutes=10)

FOUND = "Its answer went missing; found on the account."
LINKLESS = "The network says it has it, and gave no link to it."
NOT_SEEN = "It was not seen on the account. Look there yourself, then say which."
NEVER_SEEN = "It may be there, and the account could not be looked at. Look there yourself, then say which."
NOT_THERE = "It did not arrive in time. Send it all the same, or discard it."


def is_repeat_due(post: Post, *, repeats_safely: bool) -> bool:
    """Whether what comes next for a post in doubt is an attempt, and not another look."""
    if post.is_there:
        return False
    return repeats_safely or (post.looks >= len(LOOKS) and post.repeats < REPEATS)


def after_looking(
    post: Post, found: Found | Absent | CannotTell, *, at: datetime, repeats_safely: bool = False
) -> Post:
    """The post as a look at the account leaves it."""
    if isinstance(found, Found):
        sent = found.sent
        return replace(
            post, state=PostState.SENT, sent_at=post.tried_at or at, remote_id=sent.remote_id,
            remote_url=sent.remote_url, look_at=None, reason=FOUND,
        )  # fmt: skip
    if isinstance(found, CannotTell):
        return _not_told(post, at)
    if repeats_safely:
        # Only asked where it must not be repeated any more: what is not there under its own key never was.
        return replace(post, state=PostState.EXPIRED, look_at=None, reason=NOT_THERE)
    return _not_seen(post, at)


def left_to_officer(post: Post, reason: str) -> Post:
    """In doubt, and nothing more happens by itself."""
    return replace(post, look_at=None, reason=reason)


def _not_seen(post: Post, at: datetime) -> Post:
    """Look again at the next of the times; a look that came late, for others had failed, counts for theirs."""
    looks = LOOKS_AFTER_REPEAT if post.repeats else LOOKS
    tried = post.tried_at or at
    left = [each for each in looks if tried + timedelta(seconds=each) > at + ALMOST]
    post = replace(post, looks=len(looks) - len(left))
    if left:
        return replace(post, look_at=tried + timedelta(seconds=left[0]))
    if post.is_there:
        return _linkless(post, at)
    if is_repeat_due(post, repeats_safely=False):
        return replace(post, look_at=at)
    return left_to_officer(post, NOT_SEEN)


def _not_told(post: Post, at: datetime) -> Post:
    age = at - (post.tried_at or at)
    if age < FRESH:
        return replace(post, look_at=at + LOOK_AGAIN)
    if age < GIVE_UP:
        return replace(post, look_at=at + LOOK_SLOWLY)
    return _linkless(post, at) if post.is_there else left_to_officer(post, NEVER_SEEN)


def _linkless(post: Post, at: datetime) -> Post:
    return replace(post, state=PostState.SENT, sent_at=post.tried_at or at, look_at=None, reason=LINKLESS)
