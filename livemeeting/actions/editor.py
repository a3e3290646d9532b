"""The words of a post while they are written: counted as its network counts, with what to look at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.posts import find_post
from livemeeting.actions.words import DAY, Worded
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.channel import Measure, Problem
from livemeeting.domain.money import dollars
from livemeeting.domain.posts import Post
from livemeeting.domain.roles import Right
from livemeeting.domain.ruler import Ruler
from livemeeting.domain.views import clock_time
from livemeeting.store import accounts, meetings, outbox


@dataclass(frozen=True)
class Measured:
    """A text as the account of a post has it. `facts` are those a browser needs to count the same."""

    network: str
    channel: str
    measure: Measure
    facts: dict[str, str]

    @property
    def count_words(self) -> str:
        """'61/280', and the bytes where they are limited too."""
        found = self.measure
        words = f"{found.count}/{found.limit}"
        return f"{words}, {found.bytes}/{found.byte_limit} bytes" if found.byte_limit else words

    @property
    def cost_words(self) -> str:
        """'$0.02', '' where posting is free."""
        return dollars(self.measure.cost) if self.measure.cost else ""


def measure_post(
    house: House, officer: Officer, meeting_id: str, post_id: str, text: str | None = None
) -> Measured | None:
    """A text in place of that of a post (None: its own), None for a network we do not have. Raises NotFound."""
    officer.must(Right.DRIVE)

    def work(connection: Connection) -> Measured | None:
        post = find_post(connection, officer, meeting_id, post_id)
        wanted = post.text if text is None else clean(text)
        channel = house.channels.get(post.channel)
        if channel is None:
            return None
        stored = accounts.by_id(connection, officer.council_id, post.account_id)
        facts = dict(stored.facts) if stored is not None else {}
        found = Ruler(channel, facts).measure(wanted)
        twin = _twin(house, connection, post, wanted)
        problems = (*found.problems, *([twin] if twin else []))
        return Measured(channel.title, channel.name, replace(found, problems=problems), facts)

    return house.database.read(work)


def _twin(house: House, connection: Connection, post: Post, text: str) -> Problem | None:
    at = house.clock()
    if text not in outbox.said_since(connection, post.account_id, at - DAY, besides=post.id):
        return None
    plan = meetings.of_any_council(connection, post.meeting_id)
    mended = f"{text} {clock_time(plan.plan, at)}" if plan else ""
    return Problem(
        "said_before",
        "The account said the same within 24 hours; networks refuse that. Add the time.",
        mended,
    )


def mend_typed(house: House, worded: Worded, typed: str) -> list[Problem]:
    """The problems of a post whose words an officer is typing; `fix` is what to type instead."""
    channel = house.channels.get(worded.channel)
    if channel is None:
        return []
    fixes = {each.kind: each.fix for each in channel.measure(clean(typed), {}).problems} if typed else {}
    return [replace(each, fix=fixes.get(each.kind, "")) for each in worded.measure.problems]
