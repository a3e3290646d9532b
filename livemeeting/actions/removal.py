"""Removing a name or a text from everything that is kept of a meeting."""

from __future__ import annotations

import logging
from dataclasses import replace

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, read_entries
from livemeeting.domain.agenda import Plan
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import MeetingState
from livemeeting.domain.payloads import encode
from livemeeting.domain.refused import Refused
from livemeeting.domain.removal import MOVING, Removal, removal_of
from livemeeting.domain.removal_words import Words
from livemeeting.domain.roles import Right
from livemeeting.store import log, meetings, outbox
from livemeeting.store.log import StaleSeq

logger = logging.getLogger(__name__)

MOVED_ON = "The meeting has moved on since you looked. Look again: there may be more to remove."
IN_PRIVATE = (
    "Readmit the press and public first: what was said in public is not changed while nothing may leave."
)
NOTHING = "The words were found nowhere in this meeting."


def plan_of(house: House, officer: Officer, meeting_id: str) -> Plan:
    """The meeting that words are to be removed from. Raises NotFound, NotAllowed."""
    officer.must(Right.DRIVE)
    return house.database.read(lambda connection: find_meeting(connection, officer, meeting_id).plan)


def look_for(house: House, officer: Officer, meeting_id: str, words: Words) -> Removal:
    """Where the words are in one meeting, and what removing them would do; nothing changes.

    Raises NotFound, NotAllowed.
    """
    officer.must(Right.DRIVE)
    return house.database.read(lambda connection: _removal(connection, officer, meeting_id, words))


def remove_words(
    house: House, officer: Officer, meeting_id: str, words: Words, *, seq: int | None = None
) -> Removal:
    """Remove the words from the log, the agenda and the kept posts of one meeting, all in one transaction.

    `seq` is the entry the officer was looking at; None (for a rule of retention) takes the log as it stands.
    Raises Refused (nothing found, the meeting is in private session, it has moved on, a post is just leaving),
    NotFound, NotAllowed. What stands at the networks is in `left`: it is taken down by itself.
    """
    officer.must(Right.DRIVE)
    try:
        done = house.database.write(lambda c: _remove(house, c, officer, meeting_id, words, seq))
    except StaleSeq:
        raise Refused(MOVED_ON) from None
    logger.info(
        "meeting %s: words removed from %d entries for %s", meeting_id, len(done.redacted), officer.id
    )
    house.announce(meeting_id)
    if not house.database.wipe():
        logger.warning("removed words may be in the database's log until the next restart: it was being read")
    return done


def _removal(connection: Connection, officer: Officer, meeting_id: str, words: Words) -> Removal:
    plan = find_meeting(connection, officer, meeting_id).plan
    meeting = fold(plan, read_entries(connection, meeting_id))
    return removal_of(meeting, plan, outbox.of_meeting(connection, meeting_id), words)


def _remove(
    house: House, connection: Connection, officer: Officer, meeting_id: str, words: Words, seq: int | None
) -> Removal:
    stored = find_meeting(connection, officer, meeting_id)
    meeting = fold(stored.plan, read_entries(connection, meeting_id))
    if meeting.is_private and meeting.state is not MeetingState.CLOSED:
        raise Refused(IN_PRIVATE)
    if seq is not None and seq != meeting.seq:
        raise Refused(MOVED_ON)
    found = removal_of(meeting, stored.plan, outbox.of_meeting(connection, meeting_id), words)
    if not found.places:
        raise Refused(NOTHING)
    if any(before.state in MOVING for before, _ in found.posts):
        raise Refused("A post that holds the words is leaving at this moment. Try again in a minute.")
    if found.events:
        log.append(
            connection, meeting_id, after_seq=found.seq, actor=officer.name, at=house.clock(),
            events=[encode(each) for each in found.events], moment=house.moment(),
        )  # fmt: skip
    for each in found.redacted:
        log.redact(connection, meeting_id, each)
    for before, after in found.posts:
        if not outbox.save(connection, before, after):
            raise Refused(MOVED_ON)
    if found.plan != stored.plan:
        meetings.change_head(connection, replace(found.plan, items=()), body_id=stored.body_id)
        meetings.save_items(connection, officer.council_id, meeting_id, found.plan.items)
    return found
