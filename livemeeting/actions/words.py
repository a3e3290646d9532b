"""Wording the posts of an event for a council's accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer, new_id
from livemeeting.actions.look import find_meeting, public_address, read_entries
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.channel import Channel
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import DEFAULTS, QUIET, Surroundings, fill, words
from livemeeting.store import accounts, councils, outbox
from livemeeting.store.accounts import StoredAccount


@dataclass(frozen=True)
class Worded:
    """One post as it would leave: the account, the exact text, its length as that network counts."""

    account_id: str
    channel: str
    channel_title: str
    account_name: str
    text: str
    count: int
    limit: int


def template_name(event: e.Event) -> str:
    """Which template words an event: its kind, but a return to an item has its own."""
    if isinstance(event, e.ItemStarted) and event.how == "return":
        return "ItemReturned"
    return type(event).__name__


def word(
    house: House, connection: Connection, plan: Plan, entries: Sequence[Entry], *, seq: int
) -> list[Worded]:
    """The posts entry `seq` causes, one an account; none where it is private or has no template.

    The words come from the public's own fold: there is nothing private in it to say.
    """
    ours = fold(plan, entries)
    told = ours.told(seq)
    if told is None or told.is_private:
        return []
    template = _template(connection, plan, told.event)
    if not template:
        return []
    public = public_meeting(plan, entries)
    values = words(public, told.event, Surroundings(public_address(house, plan), clock_time(plan, told.at)))
    said = {(each.account_id, each.text) for each in outbox.of_meeting(connection, plan.meeting_id)}
    return [
        _worded(house.channels[each.channel], each, template, values, said)
        for each in posting_accounts(connection, plan)
        if each.channel in house.channels
    ]


def _template(connection: Connection, plan: Plan, event: e.Event) -> str:
    """The council's own wording, else ours, '' for what is not posted. A correction is posted where its kind is."""
    templates = {**DEFAULTS, **councils.get_templates(connection, plan.council_id)}
    if isinstance(event, e.EntryCorrected) and not templates.get(type(event.replacement).__name__):
        return ""
    return templates.get(template_name(event), "")


def _worded(
    channel: Channel,
    account: StoredAccount,
    template: str,
    values: Mapping[str, str],
    said: Collection[tuple[str, str]],
) -> Worded:
    text = fill(template, values, limit=channel.limit, count=channel.count)
    if (account.id, text) in said and "{time}" not in template:
        # A network refuses the same text twice in a day, and readers could not tell the two apart.
        text = fill(f"{template} {{time}}", values, limit=channel.limit, count=channel.count)
    return Worded(
        account.id, channel.name, channel.title, account.name, text, channel.count(text), channel.limit
    )


def posting_accounts(connection: Connection, plan: Plan) -> list[StoredAccount]:
    """The accounts a meeting posts to. A rehearsal without any shows what X would have said."""
    found = [each for each in accounts.list_for_council(connection, plan.council_id) if each.is_enabled]
    if not found and plan.is_rehearsal:
        return [StoredAccount("rehearsal", plan.council_id, "x", "Rehearsal", "", plan.starts_at)]
    return found


def queue(
    house: House, connection: Connection, plan: Plan, entries: Sequence[Entry], *, at: datetime
) -> list[Post]:
    """Put the posts of the newest entry into the outbox, held for the undo window."""
    entry = entries[-1]
    kind = entry.kind
    due, expires = window(house, plan, at)
    found = [
        Post(
            id=new_id(), meeting_id=plan.meeting_id, seq=entry.seq, account_id=each.account_id,
            channel=each.channel, event_kind=kind, item_id=e.item_of(entry.event), text=each.text,
            state=PostState.HELD if due > at else PostState.QUEUED,
            due_at=due, expires_at=expires, created_at=at,
            quiet=kind in QUIET, is_rehearsal=plan.is_rehearsal,
        )
        for each in word(house, connection, plan, entries, seq=entry.seq)
    ]  # fmt: skip
    outbox.add(connection, found)
    return found


def window(house: House, plan: Plan, at: datetime) -> tuple[datetime, datetime]:
    """When a post made at `at` becomes due, and when it is no longer news.

    Where the officer sends each post by hand the two are one moment: it is then kept back, never sent.
    """
    due = at + timedelta(seconds=plan.hold_seconds)
    expires = due + timedelta(minutes=house.stale_minutes)
    return (expires, expires) if plan.waits_for_send else (due, expires)


def preview(house: House, officer: Officer, meeting_id: str, button: str, form: Form) -> list[Worded]:
    """What a press would post if it were made now; raises Refused as the press would."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> list[Worded]:
        stored = find_meeting(connection, officer, meeting_id)
        entries = read_entries(connection, meeting_id)
        meeting = fold(stored.plan, entries)
        event = _button(button, meeting, form)
        at = house.clock()
        imagined = Entry(meeting.seq + 1, at, type(event).__name__, officer.name, event)
        return word(house, connection, stored.plan, [*entries, imagined], seq=imagined.seq)

    return house.database.read(work)


def _button(name: str, meeting: Meeting, form: Form) -> e.Event:
    if name not in BUTTONS:
        raise Refused("There is no such button.")
    return BUTTONS[name].pressed(meeting, form)


def reword(
    house: House, connection: Connection, plan: Plan, entries: Sequence[Entry], *, seq: int
) -> list[Worded]:
    """The posts of an entry that was corrected before anything of it had left."""
    target = next(each for each in entries if each.seq == seq)
    correction = entries[-1]
    assert isinstance(correction.event, e.EntryCorrected)
    mended = replace(target, event=correction.event.replacement)
    return word(
        house, connection, plan, [mended if each is target else each for each in entries[:-1]], seq=seq
    )
