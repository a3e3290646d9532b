"""What a correction means for posts: those not sent yet are mended, for those sent one more is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from livemeeting.actions import words
from livemeeting.actions.house import House, new_id
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.meeting import Entry
from livemeeting.domain.posts import STOPPABLE, Post, PostState
from livemeeting.store import outbox

MENDED = "The correction went into the post before it left."
OFFERED = "A correction is offered under Posts: send it there, or stop it."
BOTH = "The correction went into what had not left; for what had, a correction is offered under Posts."


def correct_posts(
    house: House, connection: Connection, plan: Plan, entries: Sequence[Entry]
) -> tuple[list[Post], str]:
    """The posts of the newest entry, a correction, and a remark for the officer.

    Each account by itself: readers who have seen the first words are told when those were said.
    """
    entry = entries[-1]
    assert isinstance(entry.event, e.EntryCorrected)
    queued = outbox.of_meeting(connection, plan.meeting_id)
    _stop_earlier_offers(connection, queued, entries, entry.event.entry)
    mended = _mend_unsent(house, connection, plan, entries, queued)
    offered = words.queue(house, connection, plan, entries, at=entry.at)
    remark = BOTH if mended and offered else MENDED if mended else OFFERED if offered else ""
    return [*mended, *offered], remark


def _stop_earlier_offers(
    connection: Connection, queued: Sequence[Post], entries: Sequence[Entry], corrected: int
) -> None:
    """A correction that nobody sent is stale once the same entry is corrected anew."""
    same = {
        each.seq
        for each in entries[:-1]
        if isinstance(each.event, e.EntryCorrected) and each.event.entry == corrected
    }
    for post in queued:
        if post.seq in same and post.state in STOPPABLE:
            outbox.stop(connection, post.id, reason="Corrected anew.")


def _mend_unsent(
    house: House, connection: Connection, plan: Plan, entries: Sequence[Entry], queued: Sequence[Post]
) -> list[Post]:
    """Give posts that nobody has seen yet the right words, instead of correcting them in public."""
    correction = entries[-1].event
    assert isinstance(correction, e.EntryCorrected)
    waiting = [each for each in queued if each.seq == correction.entry and each.state in STOPPABLE]
    if not waiting:
        return []
    right = {
        each.account_id: each for each in words.reword(house, connection, plan, entries, seq=correction.entry)
    }
    for each in waiting:
        outbox.stop(connection, each.id, reason="Corrected before it left.")
    fresh = [_with_words(each, right[each.account_id]) for each in waiting if each.account_id in right]
    outbox.add(connection, fresh)
    return fresh


def _with_words(post: Post, right: words.Worded) -> Post:
    """The post with other words; what they must be asked about first is held, however it stood before."""
    due = post.expires_at if right.asks_first else post.due_at
    state = PostState.HELD if right.asks_first else post.state
    # Nothing an attempt at the old words had frozen may go with the new ones.
    return replace(
        post, id=new_id(), text=right.text, reason=right.ruling.why, due_at=due, state=state,
        wire="", reply_to="", tried_at=None, known_before="", attempts=0, is_alone=False,
    )  # fmt: skip
