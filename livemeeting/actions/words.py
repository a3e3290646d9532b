"""Wording the posts of an event for a council's accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer, new_id
from livemeeting.actions.look import find_meeting, public_address, read_entries
from livemeeting.actions.posting import Posting, language_of, posting_of
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.channel import Channel, Measure
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.posts import MAY_BE_THERE, Post, PostState
from livemeeting.domain.profiles import POSTED, Ruling, Say
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.ruler import Ruler
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import NAMES, QUIET, Surroundings, fill, words
from livemeeting.store import accounts, outbox
from livemeeting.store.accounts import StoredAccount

CORRECTION = "A correction of what was posted: send it, or stop it."
#: Networks refuse an equal text of the same account for about as long.
DAY = timedelta(hours=24)


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
    measure: Measure
    ruling: Ruling = POSTED

    @property
    def asks_first(self) -> bool:
        """Whether it is held until an officer sends it."""
        return self.ruling.say is Say.ASK


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
    public = public_meeting(plan, entries)
    around = Surroundings(public_address(house, plan), clock_time(plan, told.at))
    posting = posting_of(connection, plan, told.at)
    queued = outbox.of_meeting(connection, plan.meeting_id)
    ours_said = {(each.account_id, each.text) for each in queued}
    found = []
    for account in posting_accounts(connection, plan):
        today = outbox.said_since(connection, account.id, told.at - DAY)
        said = ours_said | {(account.id, text) for text in today}
        if account.channel in house.channels and _has_readers(told.event, account, queued):
            channel = house.channels[account.channel]
            kinds = _kinds(told.event)
            worded = _worded(posting, channel, account, public, told.event, around, said)
            ruling = posting.rule.ruling(kinds, channel.name)
            if worded is not None and ruling.say is not Say.NEVER:
                names = (*plan.members, *_names(ours, told.event))
                found.append(replace(worded, ruling=posting.rule.of_text(ruling, worded.text, names)))
    return found


def _has_readers(event: e.Event, account: StoredAccount, queued: Sequence[Post]) -> bool:
    """Whether there is anybody to tell: a correction is for those who may have seen what it corrects."""
    if not isinstance(event, e.EntryCorrected):
        return True
    return any(
        each.seq == event.entry and each.account_id == account.id and each.state in MAY_BE_THERE
        for each in queued
    )


def _kinds(event: e.Event) -> tuple[str, ...]:
    """The kinds that decide about a post: a correction is posted where what it corrects is."""
    if isinstance(event, e.EntryCorrected):
        return (template_name(event), type(event.replacement).__name__)
    return (template_name(event),)


def _names(ours: Meeting, event: e.Event) -> tuple[str, ...]:
    return (ours.chair, *(str(getattr(event, name, "")) for name in ("mover", "seconder", "name", "chair")))


def _worded(
    posting: Posting,
    channel: Channel,
    account: StoredAccount,
    public: Meeting,
    event: e.Event,
    around: Surroundings,
    said: Collection[tuple[str, str]],
) -> Worded | None:
    """The post of an account in its own language; None where one of its kinds has no words there."""
    language = language_of(account)
    texts = [posting.wordings.text(kind, channel.name, language) for kind in _kinds(event)]
    if not all(texts):
        return None
    values = words(public, event, replace(around, language=language, correction=texts[-1]))
    if posting.rule.is_nameless:
        values |= dict.fromkeys(NAMES, "")
    ruler = Ruler(channel, account.facts)
    text = fill(texts[0], values, limit=ruler.limit, count=ruler.count)
    if (account.id, text) in said and "{time}" not in texts[0]:
        # A network refuses the same text twice in a day, and readers could not tell the two apart.
        text = fill(f"{texts[0]} {{time}}", values, limit=ruler.limit, count=ruler.count)
    measure = ruler.measure(text)
    return Worded(
        account.id, channel.name, channel.title, account.name, text, measure.count, measure.limit, measure
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
    found = []
    for each in word(house, connection, plan, entries, seq=entry.seq):
        is_offer = isinstance(entry.event, e.EntryCorrected)
        why = each.ruling.why or (CORRECTION if is_offer else "")
        due, expires = window(house, plan, at, asks_first=each.asks_first or is_offer)
        found.append(Post(
            id=new_id(), meeting_id=plan.meeting_id, seq=entry.seq, account_id=each.account_id,
            channel=each.channel, event_kind=kind, item_id=e.item_of(entry.event), text=each.text,
            state=PostState.HELD if due > at else PostState.QUEUED,
            due_at=due, expires_at=expires, created_at=at,
            quiet=kind in QUIET, is_rehearsal=plan.is_rehearsal, reason=why,
        ))  # fmt: skip
    outbox.add(connection, found)
    return found


def window(house: House, plan: Plan, at: datetime, *, asks_first: bool = False) -> tuple[datetime, datetime]:
    """When a post made at `at` becomes due, and when it is no longer news.

    Where an officer sends the post by hand the two are one moment: it is then kept back, never sent.
    """
    due = at + timedelta(seconds=plan.hold_seconds)
    expires = due + timedelta(minutes=house.stale_minutes)
    return (expires, expires) if plan.waits_for_send or asks_first else (due, expires)


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
