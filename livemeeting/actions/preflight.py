"""The preflight list of a meeting: what is ready, what to look at, what to put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, public_address
from livemeeting.actions.posting import Posting, language_of, posting_of
from livemeeting.actions.wording import kind_title
from livemeeting.actions.words import posting_accounts
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.channel import Channel
from livemeeting.domain.preflight import Check, CutWording, TooLong, preflight
from livemeeting.domain.profiles import Say
from livemeeting.domain.roles import Right
from livemeeting.domain.sample_evening import correction_template, longest, sample_words
from livemeeting.domain.templates import ENGLISH, KINDS, NOTICES
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import Surroundings, fits, words
from livemeeting.store.accounts import StoredAccount

#: Counted against when no account is connected yet.
USUAL_CHANNEL = "x"
#: Worded by an officer on the night, so that an agenda says nothing about their length.
FREE_TEXT = frozenset({"MessagePublished", "EntryCorrected", "ItemAdded", *NOTICES})


@dataclass(frozen=True)
class _Voice:
    """A network and the language spoken there."""

    channel: Channel
    language: str


def look_ahead(house: House, officer: Officer, meeting_id: str) -> tuple[Check, ...]:
    """Every check of the saved meeting. No network is asked. Raises NotFound."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> tuple[Plan, list[StoredAccount], Posting]:
        plan = find_meeting(connection, officer, meeting_id).plan
        return plan, posting_accounts(connection, plan), posting_of(connection, plan, plan.starts_at)

    plan, accounts, posting = house.database.read(work)
    voices = list(_voices(house, accounts))
    return preflight(
        plan,
        at=house.clock(),
        accounts=[_called(house, each) for each in accounts],
        too_long=list(_too_long(house, plan, posting, voices)),
        cut=list(_cut_wordings(house, plan, posting, voices)),
        profile=posting.rule.words,
        embed_hosts=house.embed_hosts,
    )


def _voices(house: House, accounts: list[StoredAccount]) -> Iterator[_Voice]:
    spoken = dict.fromkeys((each.channel, language_of(each)) for each in accounts)
    for name, language in spoken or {(USUAL_CHANNEL, ENGLISH): None}:
        if name in house.channels:
            yield _Voice(house.channels[name], language)


def _called(house: House, account: StoredAccount) -> str:
    channel = house.channels.get(account.channel)
    return f"{channel.title if channel else account.channel}: {account.name}"


def _too_long(house: House, plan: Plan, posting: Posting, voices: list[_Voice]) -> Iterator[TooLong]:
    """The public items whose usual post does not fit whole."""
    public = public_meeting(plan, [])
    for tonight in public.items:
        if tonight.item.is_heading or tonight.item.restricted or tonight.item.withdrawn:
            continue
        for each in voices:
            around = Surroundings(
                public_address(house, plan), clock_time(plan, plan.starts_at), each.language
            )
            template = posting.wordings.text("ItemStarted", each.channel.name, each.language)
            values = words(public, e.ItemStarted(tonight.item.id), around)
            if not fits(template, values, limit=each.channel.limit, count=each.channel.count):
                yield TooLong(tonight.item, each.channel.title)


def _cut_wordings(house: House, plan: Plan, posting: Posting, voices: list[_Voice]) -> Iterator[CutWording]:
    """The wordings that do not fit whole with the longest title of this agenda."""
    item = longest(plan)
    if item is None:
        return
    for kind in KINDS:
        for each in voices:
            channel, language = each.channel, each.language
            template = posting.wordings.text(kind, channel.name, language)
            is_said = posting.rule.ruling((kind,), channel.name).say is not Say.NEVER
            if kind in FREE_TEXT or kind == "ItemStarted" or not template or not is_said:
                continue
            values = sample_words(
                kind, plan, link=public_address(house, plan), language=language,
                correction=correction_template(posting.wordings, channel.name, language),
            )  # fmt: skip
            if not fits(template, values, limit=channel.limit, count=channel.count):
                yield CutWording(kind_title(kind), channel.title, item)
