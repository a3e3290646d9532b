"""How a council posts at a moment: its wordings, and the rule of the profiles in force for a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting
from livemeeting.domain.agenda import Plan
from livemeeting.domain.profiles import Rule
from livemeeting.domain.roles import Right
from livemeeting.domain.templates import ENGLISH, Wordings
from livemeeting.domain.tongues import LANGUAGES
from livemeeting.store import profiles, wordings
from livemeeting.store.accounts import StoredAccount


@dataclass(frozen=True)
class Posting:
    """What decides about the words and the leave of a post, read in one transaction."""

    wordings: Wordings
    rule: Rule


def posting_of(connection: Connection, plan: Plan, at: datetime) -> Posting:
    """How the meeting posts on the day of `at`, as its own time zone has it."""
    day = at.astimezone(ZoneInfo(plan.timezone)).date()
    in_force = profiles.profiles_on(connection, plan.council_id, plan.meeting_id, day)
    rule = Rule(tuple(in_force), profiles.choices_of(connection, plan.council_id))
    return Posting(wordings.get_wordings(connection, plan.council_id), rule)


def profile_words(house: House, officer: Officer, meeting_id: str) -> str:
    """The profiles in force for a meeting today, '' when it posts as usual. Raises NotFound."""
    officer.must(Right.WATCH)

    def work(connection: Connection) -> str:
        plan = find_meeting(connection, officer, meeting_id).plan
        return posting_of(connection, plan, house.clock()).rule.words

    return house.database.read(work)


def language_of(account: StoredAccount) -> str:
    """The language an account posts in."""
    wanted = account.facts.get("language", ENGLISH)
    return wanted if wanted in LANGUAGES else ENGLISH
