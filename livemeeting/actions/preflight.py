"""The preflight list of a meeting: what is ready, what to look at, what to put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, public_address
from livemeeting.actions.words import posting_accounts
from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.channel import Channel
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.preflight import Check, TooLong, preflight
from livemeeting.domain.roles import Right
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import DEFAULTS, MOST, Surroundings, fill, words
from livemeeting.store import councils
from livemeeting.store.accounts import StoredAccount

#: Counted against when no account is connected yet.
USUAL_CHANNEL = "x"
UNLIMITED = 1_000_000


def look_ahead(house: House, officer: Officer, meeting_id: str) -> tuple[Check, ...]:
    """Every check of the saved meeting. No network is asked. Raises NotFound."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> tuple[Plan, list[StoredAccount], Mapping[str, str]]:
        plan = find_meeting(connection, officer, meeting_id).plan
        templates = councils.get_templates(connection, officer.council_id)
        return plan, posting_accounts(connection, plan), templates

    plan, accounts, templates = house.database.read(work)
    channels = list(dict.fromkeys(each.channel for each in accounts)) or [USUAL_CHANNEL]
    known = [house.channels[name] for name in channels if name in house.channels]
    template = {**DEFAULTS, **templates}.get("ItemStarted", "")
    return preflight(
        plan,
        at=house.clock(),
        accounts=[_called(house, each) for each in accounts],
        too_long=list(_too_long(house, plan, template, known)),
        embed_hosts=house.embed_hosts,
    )


def _called(house: House, account: StoredAccount) -> str:
    channel = house.channels.get(account.channel)
    return f"{channel.title if channel else account.channel}: {account.name}"


def _too_long(house: House, plan: Plan, template: str, channels: list[Channel]) -> Iterator[TooLong]:
    """The public items whose usual post does not fit whole."""
    public = public_meeting(plan, [])
    around = Surroundings(public_address(house, plan), clock_time(plan, plan.starts_at))
    for tonight in public.items:
        if tonight.item.is_heading or tonight.item.restricted or tonight.item.withdrawn:
            continue
        for channel in channels:
            if not _fits(public, tonight.item.id, template, around=around, channel=channel):
                yield TooLong(tonight.item, channel.title)


def _fits(public: Meeting, item_id: str, template: str, *, around: Surroundings, channel: Channel) -> bool:
    values = words(public, e.ItemStarted(item_id), around)
    if any(len(value) > MOST for name, value in values.items() if f"{{{name}}}" in template):
        return False
    whole = fill(template, values, limit=UNLIMITED, count=len)
    return channel.count(whole) <= channel.limit
