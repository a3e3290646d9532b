"""Signing the log: a checkpoint at the close, and every hour in which something was recorded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound
from livemeeting.actions.look import read_entries
from livemeeting.domain.agenda import Plan
from livemeeting.domain.checkpoint import SignedCheckpoint
from livemeeting.domain.meeting import Entry
from livemeeting.domain.record import seal_text
from livemeeting.domain.views import public_meeting
from livemeeting.store import log, meetings, signing
from livemeeting.store.secrets import WrongKey

logger = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
#: How far back something unsigned is looked for; a server that was off for a week-end still signs what it had.
LOOK_BACK = timedelta(days=4)


def make_key(house: House) -> None:
    """Have a key from the first day on, so that whoever keeps the public half can keep it before any meeting."""
    try:
        house.database.write(lambda c: signing.signing_key(c, house.keyring, at=house.clock()))
    except WrongKey as problem:
        logger.error("checkpoints cannot be signed: %s", problem.sentence)


def sign(house: House, connection: Connection, plan: Plan, entries: Sequence[Entry], *, at: datetime) -> bool:
    """Sign the log up to the newest entry the public knows of, in the caller's transaction; False where it is signed.

    A key that cannot be opened is logged and stops nothing: the meeting goes before its proof.
    """
    seq = public_meeting(plan, entries).seq
    link = log.hash_of(connection, plan.meeting_id, seq)
    if link is None:
        return False
    try:
        key = signing.signing_key(connection, house.keyring, at=at)
    except WrongKey as problem:
        logger.error("meeting %s was not signed: %s", plan.meeting_id, problem.sentence)
        return False
    seal = seal_text(plan.meeting_id, seq, link)
    return signing.sign_checkpoint(
        connection, plan.meeting_id, plan.epoch, key=key, seq=seq, seal=seal, at=at
    )


def sign_due(house: House) -> int:
    """Sign every meeting in which an hour has passed with something unsigned; how many were signed."""

    def work(connection: Connection) -> int:
        at = house.clock()
        due = signing.unsigned_meetings(connection, since=at - LOOK_BACK, before=at - EVERY)
        return sum(_sign_one(house, connection, each, at) for each in due)

    return house.database.write(work)


def _sign_one(house: House, connection: Connection, meeting_id: str, at: datetime) -> bool:
    stored = meetings.of_any_council(connection, meeting_id)
    if stored is None:
        return False
    return sign(house, connection, stored.plan, read_entries(connection, meeting_id), at=at)


def newest_checkpoint(house: House, slug: str, *, is_rehearsal: bool = False) -> SignedCheckpoint | None:
    """What the public page shows as proof, None before anything was signed. Raises NotFound."""

    def work(connection: Connection) -> SignedCheckpoint | None:
        stored = meetings.by_slug(connection, slug, is_rehearsal=is_rehearsal)
        if stored is None:
            raise NotFound
        found = signing.checkpoints_of(connection, stored.plan.meeting_id, stored.plan.epoch)
        return found[-1] if found else None

    return house.database.read(work)
