"""A press of a button: one transaction from the log as it stood to the posts in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions import checkpoints, words
from livemeeting.actions.corrections import correct_posts
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, read_entries
from livemeeting.actions.notices import stop_notices
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.payloads import encode
from livemeeting.domain.posts import MAY_BE_THERE, STOPPABLE, Post
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.sentences import told as sentence
from livemeeting.domain.sentences import within
from livemeeting.domain.views import clock_time
from livemeeting.store import log, meetings, outbox, turns
from livemeeting.store.log import StaleSeq

logger = logging.getLogger(__name__)

FROZEN = "Frozen when the meeting went into private session. Send it now, or discard it."
#: What the officer types to go on air: a deliberate act, never a hotkey.
ON_AIR = "LIVE"


@dataclass(frozen=True)
class Press:
    """A button pressed by somebody looking at entry `seq`. The same `command_id` acts once, however often it comes.

    Without a `seq` the press means the same whatever others did meanwhile, and is never out of date.
    """

    meeting_id: str
    button: str
    seq: int | None
    command_id: str
    form: Form


@dataclass(frozen=True)
class Acknowledged:
    """What is on disk now. `remark` is a sentence for the officer, '' when there is nothing to add."""

    seq: int
    sentence: str
    posts: tuple[Post, ...] = ()
    remark: str = ""
    is_repeat: bool = False


class Stale(Refused):
    """The meeting has moved on since the officer looked: what changed, and the seq to look at now."""

    def __init__(self, what_changed: str, seq: int) -> None:
        super().__init__(what_changed)
        self.seq = seq


def press(house: House, officer: Officer, pressed: Press) -> Acknowledged:
    """Record what the officer pressed and queue its posts, or raise Refused (Stale when others were first).

    When this returns, the press is on disk; viewers are told after that and never before.
    """
    button = BUTTONS.get(pressed.button)
    officer.must(button.right if button else Right.DRIVE)
    try:
        done = house.database.write(lambda connection: _press(house, connection, officer, pressed))
    except StaleSeq:
        # Only a second process writing at the same moment gets here: look again, and say what changed.
        done = house.database.write(lambda connection: _press(house, connection, officer, pressed))
    if not done.is_repeat:
        # Ids only: what was pressed may be private, and the log is read by others.
        logger.info("meeting %s: entry %d recorded for %s", pressed.meeting_id, done.seq, officer.id)
        house.announce(pressed.meeting_id)
    return done


def _press(house: House, connection: Connection, officer: Officer, pressed: Press) -> Acknowledged:
    stored = find_meeting(connection, officer, pressed.meeting_id)
    entries = read_entries(connection, pressed.meeting_id)
    meeting = fold(stored.plan, entries)
    reached = log.command(connection, pressed.meeting_id, pressed.command_id)
    if reached is not None:
        told = meeting.told(reached)
        return Acknowledged(reached, sentence(meeting, told.event) if told else "", is_repeat=True)
    _refuse_stale(meeting, pressed)
    at = house.clock()
    event = event_of(meeting, officer, pressed.button, pressed.form)
    if isinstance(event, e.MeetingOpened):
        _refuse_careless_start(house, connection, stored.plan, pressed, at=at)
    posts, remark = enter(house, connection, officer, stored.plan, entries, event=event, at=at)
    seq = entries[-1].seq
    log.remember_command(connection, pressed.meeting_id, pressed.command_id, seq=seq, at=at)
    return Acknowledged(seq, sentence(fold(stored.plan, entries), event), tuple(posts), remark)


def event_of(meeting: Meeting, officer: Officer, button: str, form: Form) -> e.Event:
    """The event that a press of this button would make; raises Refused."""
    made = BUTTONS.get(button)
    if made is None:
        raise Refused("There is no such button.")
    answers = {**form.answers, "operator": (officer.name,)}
    return made.pressed(meeting, replace(form, answers=answers))


def enter(
    house: House, connection: Connection, officer: Officer, plan: Plan, entries: list[Entry],
    *, event: e.Event, at: datetime,
) -> tuple[list[Post], str]:  # fmt: skip
    """Write an event behind `entries` (which grow by it) and what it means for the outbox, in this transaction.

    What was queued, and a remark for the officer ("" for none).
    """
    kind, payload = encode(event)
    saved = log.append(
        connection, plan.meeting_id, after_seq=len(entries), actor=officer.name, at=at,
        events=[(kind, payload)], moment=house.moment(),
    )[0]  # fmt: skip
    entries.append(Entry(saved.seq, saved.at, kind, officer.name, event))
    return _consequences(house, connection, plan, entries)


def _refuse_stale(meeting: Meeting, pressed: Press) -> None:
    if pressed.seq is None or pressed.seq == meeting.seq:
        return
    since = [each for each in meeting.timeline if each.seq > pressed.seq and each.in_force]
    if not since or pressed.seq > meeting.seq:
        raise Stale(
            "The panel was out of date and has been refreshed. Look again and press once more.", meeting.seq
        )
    moved = [each for each in since if isinstance(each.event, e.ItemStarted)]
    newest = (moved or since)[-1]
    if moved and meeting.current is not None:
        what = f"Already moved to {within(meeting.current.item.label)}"
    else:
        what = sentence(meeting, newest.event).rstrip(".")
    raise Stale(
        f"{what} ({newest.entry.actor}). Nothing was recorded. Press again if you still want to.", meeting.seq
    )


def _refuse_careless_start(
    house: House, connection: Connection, plan: Plan, pressed: Press, *, at: datetime
) -> None:
    """Going on air is a deliberate act, and one council's accounts serve one live meeting at a time."""
    if plan.is_rehearsal:
        return
    if pressed.form.text("confirm", most=20).upper() != ON_AIR:
        raise Refused(f"Type {ON_AIR} beside Start meeting to go on air. Until then nothing leaves.")
    if not words.posting_accounts(connection, plan):
        return
    turns.take_turn(connection, f"go on air {plan.council_id}")
    for other in meetings.opened_since(connection, plan.council_id, at - timedelta(days=7)):
        same = other.plan.meeting_id == plan.meeting_id
        if same or other.plan.is_rehearsal:
            continue
        standing = fold(other.plan, read_entries(connection, other.plan.meeting_id))
        if standing.opened_at is not None and not standing.is_over:
            raise Refused(
                f"{other.plan.title} is on air and uses the same accounts. Close it before starting this meeting."
            )


def _consequences(
    house: House, connection: Connection, plan: Plan, entries: Sequence[Entry]
) -> tuple[list[Post], str]:
    """What the newest entry means for the outbox, in the same transaction."""
    entry, event = entries[-1], entries[-1].event
    if isinstance(event, e.EntryUndone):
        return [], _stop_posts(connection, plan, event.entry, reason="Undone.")
    if isinstance(event, e.EntryRedacted):
        log.redact(connection, plan.meeting_id, event.entry)
        said = _stop_posts(connection, plan, event.entry, reason="Redacted.")
        outbox.redact_seq(connection, plan.meeting_id, event.entry)
        return [], said
    if isinstance(event, e.MeetingOpened | e.MeetingCancelled | e.MeetingPostponed):
        stop_notices(connection, plan.meeting_id)
    if isinstance(event, e.PublicExcluded):
        outbox.freeze_meeting(connection, plan.meeting_id, FROZEN)
    if isinstance(event, e.ItemRestricted):
        _stop_item(connection, plan, event.item)
    if isinstance(event, e.MeetingClosed):
        checkpoints.sign(house, connection, plan, entries, at=entry.at)
    if isinstance(event, e.EntryCorrected):
        return correct_posts(house, connection, plan, entries)
    return words.queue(house, connection, plan, entries, at=entry.at), ""


def _stop_posts(connection: Connection, plan: Plan, seq: int, *, reason: str) -> str:
    outbox.stop_all_of_seq(connection, plan.meeting_id, seq, reason=reason)
    gone = [
        each for each in outbox.of_meeting(connection, plan.meeting_id) if each.seq == seq and _has_left(each)
    ]
    if not gone:
        return "Nothing was sent." if plan.is_rehearsal is False else ""
    first = gone[0]
    when = f" at {clock_time(plan, first.sent_at)}" if first.sent_at else ""
    return f"Already sent{when}. The post stays there until you take it down under Posts."


def _has_left(post: Post) -> bool:
    return post.state in MAY_BE_THERE


def _stop_item(connection: Connection, plan: Plan, item_id: str) -> None:
    for each in outbox.of_meeting(connection, plan.meeting_id):
        if each.item_id == item_id and each.state in STOPPABLE:
            outbox.stop(connection, each.id, reason="The item was marked restricted.")
