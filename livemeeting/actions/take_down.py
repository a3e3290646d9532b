"""Taking a post down at its network: who, when and why stay in the record."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from livemeeting.actions.accounts import opened
from livemeeting.actions.house import House, Officer
from livemeeting.actions.posts import find_post
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.channel import Account, Channel, Retracted, Retraction, Unknown
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import accounts, outbox

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_WHY = 300
NOT_CONNECTED = "This account is no longer connected. Take the post down on the network itself."
UNCLEAR = "It is not clear whether it is gone. Take it down again: that does no harm."


def take_down(house: House, officer: Officer, meeting_id: str, post_id: str, why: str = "") -> str:
    """Delete a sent post on its network. The row stays, with who, when and why; the sentence says what happened.

    It is on disk as `retracting` before the network is asked, so that nothing can send it again afterwards.
    """
    officer.must(Right.DRIVE)
    reason = clean(why)[:MOST_WHY]
    post, account, channel = house.database.write(lambda c: _claim(house, c, officer, meeting_id, post_id))
    outcome = _ask(channel, post, account)

    def finish(connection: Connection) -> str:
        after = _after(post, outcome, officer, reason)
        if isinstance(outcome, Retracted):
            after = replace(after, taken_down_at=house.clock())
        outbox.save(connection, post, after)
        return after.reason

    said = house.database.write(finish)
    house.announce(meeting_id)
    return said


def _claim(
    house: House, connection: Connection, officer: Officer, meeting_id: str, post_id: str
) -> tuple[Post, Account, Channel]:
    post = find_post(connection, officer, meeting_id, post_id)
    channel = house.channels.get("rehearsal" if post.is_rehearsal else post.channel)
    if post.state is not PostState.SENT:
        raise Refused("Only a post that was sent can be taken down.")
    if channel is None:
        raise Refused(NOT_CONNECTED)
    if not channel.can_retract:
        raise Refused(
            f"{channel.title} deletes nothing. Send a correction, and ask whoever received it to disregard it."
        )
    account = Account(post.account_id, officer.council_id, post.channel, "Rehearsal")
    if not post.is_rehearsal:
        stored = accounts.by_id(connection, officer.council_id, post.account_id)
        if stored is None:
            raise Refused(NOT_CONNECTED)
        account = opened(house, stored)
    claimed = replace(post, state=PostState.RETRACTING, lease_until=house.clock() + LEASE)
    if not outbox.save(connection, post, claimed):
        raise Refused("That post has changed meanwhile. Look again.")
    return claimed, account, channel


def _ask(channel: Channel, post: Post, account: Account) -> Retraction:
    try:
        return channel.retract(post, account)
    except Exception:
        # A channel promises to translate everything; if it breaks that promise, asking again does no harm.
        log.exception("channel %s broke while taking post %s down", channel.name, post.id)
        return Unknown(UNCLEAR)


def _after(post: Post, outcome: Retraction, officer: Officer, why: str) -> Post:
    if isinstance(outcome, Retracted):
        reason = f"Taken down by {officer.name}: {why}" if why else f"Taken down by {officer.name}."
        return replace(
            post, state=PostState.RETRACTED, lease_until=None, reason=reason,
            taken_down_by=officer.name, taken_down_why=why,
        )  # fmt: skip
    reason = f"Not taken down: {outcome.reason}"
    return replace(post, state=PostState.SENT, lease_until=None, reason=reason)
