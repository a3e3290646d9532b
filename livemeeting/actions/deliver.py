"""Delivery: what is next in a lane is claimed, sent or looked up, finished; the network between two transactions."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from livemeeting.actions.deliver_claim import Errand, take
from livemeeting.actions.house import House
from livemeeting.domain.channel import (
    Absent,
    Account,
    AccountTrouble,
    CannotTell,
    Found,
    NotSent,
    Outcome,
    Sent,
    Unknown,
)
from livemeeting.domain.delivery import after_sending
from livemeeting.domain.delivery_lane import Lane, lane_after, next_post
from livemeeting.domain.delivery_look import after_looking
from livemeeting.domain.delivery_thread import is_threaded
from livemeeting.domain.posts import Post, PostState
from livemeeting.store import accounts, lanes, outbox

log = logging.getLogger(__name__)

BROKE = "Something went wrong while sending: it may be there."
RENEWED = "The session of this account was renewed meanwhile."


class LaneName(NamedTuple):
    """One ordered lane: an account's posts. Its rehearsals have one of their own, which no network slows down."""

    account_id: str
    is_rehearsal: bool


def lanes_at_work(house: House) -> list[LaneName]:
    """The lanes with something to do now. Nothing waits for another lane."""

    def work(connection: Connection) -> list[LaneName]:
        found: dict[LaneName, list[Post]] = {}
        for post in outbox.at_work(connection):
            found.setdefault(LaneName(post.account_id, post.is_rehearsal), []).append(post)
        return [name for name, posts in found.items() if _next(house, connection, name, posts) is not None]

    return house.database.read(work)


def step(house: House, name: LaneName) -> PostState | None:
    """Do the next thing in a lane; the state its post ended in, None when there was nothing to do."""

    def work(connection: Connection) -> Post | None:
        posts = outbox.at_work(connection, name.account_id)
        mine = [each for each in posts if each.is_rehearsal == name.is_rehearsal]
        return _next(house, connection, name, mine)

    post = house.database.read(work)
    return deliver_post(house, post.id) if post is not None else None


def _next(house: House, connection: Connection, name: LaneName, posts: list[Post]) -> Post | None:
    lane = Lane(name.account_id) if name.is_rehearsal else lanes.by_account(connection, name.account_id)
    channel = house.channels.get("rehearsal" if name.is_rehearsal else posts[0].channel) if posts else None
    if channel is None:
        return next_post(posts, lane, at=house.clock(), repeats_safely=False)
    is_thread = is_threaded(channel, accounts.facts_of(connection, name.account_id))
    return next_post(
        posts, lane, at=house.clock(), repeats_safely=channel.repeats_safely, is_thread=is_thread
    )


def deliver_post(house: House, post_id: str) -> PostState | None:
    """Take one post a step further; the state it ended in, None when somebody else had it.

    `sending` is on disk before a socket opens. What is in doubt is looked up, and never blindly sent again.
    """
    taken = house.database.write(lambda connection: take(house, connection, post_id))
    if taken is None:
        return None
    after = taken if isinstance(taken, Post) else _run(house, taken)
    house.announce(after.meeting_id)
    return after.state


def _run(house: House, errand: Errand) -> Post:
    return _look(house, errand) if errand.is_look else _send(house, errand)


def _send(house: House, errand: Errand) -> Post:
    kept: list[bool] = []

    def keep(credentials: Mapping[str, str]) -> None:
        errand.account.keep(credentials)
        kept.append(True)

    outcome = _ask_to_send(errand, replace(errand.account, keep=keep))

    def work(connection: Connection) -> Post:
        return _finish(house, connection, errand, outcome, has_kept=bool(kept))

    return house.database.write(work)


def _ask_to_send(errand: Errand, account: Account) -> Outcome:
    try:
        return errand.channel.send(errand.post, account)
    except Exception:
        # A channel promises to translate everything; if it breaks that promise the post may be there.
        log.exception("channel %s broke while sending post %s", errand.channel.name, errand.post.id)
        return Unknown(BROKE)


def _finish(
    house: House, connection: Connection, errand: Errand, outcome: Outcome, *, has_kept: bool
) -> Post:
    """Write down what an attempt made of the post and of its lane."""
    before, at = errand.post, house.clock()
    credentials = lanes.credentials_now(connection, before.account_id)
    if isinstance(outcome, AccountTrouble) and not has_kept and credentials != errand.credentials:
        # Somebody else refreshed the session while we used the old one: nothing is wrong with the account.
        outcome = NotSent(RENEWED)
    after = after_sending(
        before, outcome, at=at, chance=house.chance(), repeats_safely=errand.channel.repeats_safely
    )
    saved = outbox.save(connection, before, after)
    if not saved and isinstance(outcome, Sent):
        # The lease ran out while the answer was on its way, and the post was given up for doubtful.
        saved = outbox.save(connection, replace(before, state=PostState.UNKNOWN), after)
    if not before.is_rehearsal:
        lane = lanes.by_account(connection, before.account_id)
        lanes.save(connection, lane_after(lane, outcome, at=at, credentials=credentials))
    return after if saved else outbox.by_id(connection, before.id) or after


def _look(house: House, errand: Errand) -> Post:
    found = _ask_to_find(errand)

    def work(connection: Connection) -> Post:
        after = after_looking(
            errand.post, found, at=house.clock(), repeats_safely=errand.channel.repeats_safely
        )
        saved = outbox.save(connection, errand.post, after)
        return after if saved else outbox.by_id(connection, errand.post.id) or after

    return house.database.write(work)


def _ask_to_find(errand: Errand) -> Found | Absent | CannotTell:
    post = errand.post
    try:
        return errand.channel.find(post, errand.account, post.known_before, taken=errand.taken)
    except Exception:
        # See _ask_to_send: a look that broke says nothing about the post.
        log.exception("channel %s broke while looking for post %s", errand.channel.name, post.id)
        return CannotTell("The account could not be looked at.")


def sweep(house: House, *, is_only_poster: bool = False) -> int:
    """Posts whose poster died while sending are in doubt, and will be looked up. How many."""

    def work(connection: Connection) -> int:
        return outbox.lost_leases(connection, house.clock(), is_only_poster=is_only_poster)

    return house.database.write(work)
