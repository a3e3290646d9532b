"""The bill of an evening: what each account has posted and spent, and what the rest of the agenda will cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, public_address
from livemeeting.actions.posting import Posting, language_of, posting_of
from livemeeting.actions.words import posting_accounts
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.channel import Channel
from livemeeting.domain.meeting import ItemState, Meeting
from livemeeting.domain.money import Bill, allowance, total
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.privacy import public_plan
from livemeeting.domain.profiles import Say
from livemeeting.domain.ruler import Ruler
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import Surroundings, fill, words
from livemeeting.store import outbox
from livemeeting.store.accounts import StoredAccount

DAY = timedelta(hours=24)
#: What was paid for: a post that was taken down was posted, and one that may be there may have been.
PAID = frozenset({PostState.SENT, PostState.UNKNOWN, PostState.RETRACTING, PostState.RETRACTED})


@dataclass(frozen=True)
class _Desk:
    """What the bill is reckoned with, read in one transaction."""

    plan: Plan
    posting: Posting
    accounts: tuple[StoredAccount, ...]
    today: Mapping[str, int]


def bills(house: House, officer: Officer, meeting: Meeting, posts: tuple[Post, ...]) -> list[Bill]:
    """One for each account that has a price or an allowance, as the meeting stands."""

    def work(connection: Connection) -> _Desk:
        plan = find_meeting(connection, officer, meeting.plan.meeting_id).plan
        found = tuple(posting_accounts(connection, plan))
        at = house.clock()
        today = {each.id: outbox.sent_since(connection, each.id, at - DAY) for each in found}
        return _Desk(plan, posting_of(connection, plan, at), found, today)

    desk = house.database.read(work)
    rest = [] if meeting.is_over else _rest(meeting)
    lines = [
        _bill(house, desk, each, posts, rest) for each in desk.accounts if each.channel in house.channels
    ]
    return [each for each in lines if each.is_told]


def _bill(
    house: House, desk: _Desk, account: StoredAccount, posts: tuple[Post, ...], rest: list[e.Event]
) -> Bill:
    channel, facts = house.channels[account.channel], tuple(sorted(account.facts.items()))
    paid = [each for each in posts if each.account_id == account.id and each.state in PAID]
    costs = [_cost(_Known(channel), facts, each.text) for each in paid if not each.is_rehearsal]
    to_come = [_cost(_Known(channel), facts, text) for text in _texts(house, desk, account, rest)]
    return Bill(
        channel.title, account.name, len(paid), total(costs), len(to_come), total(to_come),
        desk.today[account.id], allowance(account.channel, account.facts),
    )  # fmt: skip


class _Known:
    """A channel by its identity, so that what it said once can be kept: the panel asks at every change."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def __hash__(self) -> int:
        return id(self.channel)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.channel is self.channel


Facts = tuple[tuple[str, str], ...]


@lru_cache(maxsize=8_192)
def _cost(known: _Known, facts: Facts, text: str) -> Decimal:
    return known.channel.measure(text, dict(facts)).cost


def _rest(meeting: Meeting) -> list[e.Event]:
    """What the rest of the agenda brings when all goes as printed: each item, its decision, the close."""
    to_take = [
        each.item.id
        for each in meeting.items
        if each.state is ItemState.PENDING and not each.item.is_heading and not each.item.restricted
    ]
    opening: list[e.Event] = [] if meeting.opened_at else [e.MeetingOpened(())]
    found = [event for item in to_take for event in (e.ItemStarted(item), e.DecisionRecorded(item, "agreed"))]
    return [*opening, *found, e.MeetingClosed()]


def _texts(house: House, desk: _Desk, account: StoredAccount, rest: list[e.Event]) -> Iterator[str]:
    channel, language = house.channels[account.channel], language_of(account)
    for event in rest:
        kind = type(event).__name__
        template = desk.posting.wordings.text(kind, channel.name, language)
        if template and desk.posting.rule.ruling((kind,), channel.name).say is not Say.NEVER:
            facts = tuple(sorted(account.facts.items()))
            yield _text(
                _Known(channel),
                facts,
                template,
                public_plan(desk.plan),
                event,
                public_address(house, desk.plan),
            )


@lru_cache(maxsize=8_192)
def _text(known: _Known, facts: Facts, template: str, plan: Plan, event: e.Event, link: str) -> str:
    """The post as it would be worded; kept, for nothing of it changes from one look at the panel to the next."""
    ruler, public = Ruler(known.channel, dict(facts)), public_meeting(plan, [])
    values = words(public, event, Surroundings(link, clock_time(plan, plan.starts_at)))
    return fill(template, values, limit=ruler.limit, count=ruler.count)
