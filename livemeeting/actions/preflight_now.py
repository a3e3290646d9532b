"""The checks of a meeting that ask others: the networks, the webcast's address, and their clocks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from livemeeting.actions.accounts import opened
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, see
from livemeeting.actions.money import bills
from livemeeting.actions.preflight import look_ahead
from livemeeting.actions.words import posting_accounts
from livemeeting.channels.probe import Answered, Silent, look
from livemeeting.domain.agenda import Plan
from livemeeting.domain.channel import AccountTrouble, Checked, NotSent, RateLimited
from livemeeting.domain.money import Bill
from livemeeting.domain.preflight import Check, Light
from livemeeting.domain.preflight_now import account_check, clock_check, money_checks, webcast_check
from livemeeting.domain.roles import Right
from livemeeting.store import accounts
from livemeeting.store.accounts import StoredAccount
from livemeeting.store.secrets import WrongKey

log = logging.getLogger(__name__)

Probe = Callable[[str], Answered | Silent]
Said = Checked | AccountTrouble | NotSent | RateLimited
#: A channel answers a check within 20 seconds.
PATIENCE = 25.0
STEP = 0.05


@dataclass(frozen=True)
class Preflight:
    """The page: what is known without asking anybody, and, once asked, what the others said."""

    plan: Plan
    planned: tuple[Check, ...]
    asked: tuple[Check, ...] = ()
    is_asked: bool = False

    @property
    def to_fix(self) -> int:
        """How many things to put right first."""
        return sum(1 for each in (*self.planned, *self.asked) if each.light is Light.FIX)

    @property
    def to_look_at(self) -> int:
        """How many things to look at."""
        return sum(1 for each in (*self.planned, *self.asked) if each.light is Light.LOOK)


def see_preflight(house: House, officer: Officer, meeting_id: str) -> Preflight:
    """What is known without asking anybody. Raises NotFound."""
    officer.must(Right.PREPARE)
    plan = house.database.read(lambda c: find_meeting(c, officer, meeting_id).plan)
    return Preflight(plan, look_ahead(house, officer, meeting_id))


def ask_everybody(house: House, officer: Officer, meeting_id: str, *, probe: Probe = look) -> Preflight:
    """The same, and what the networks and the webcast's site say now. Takes up to 25 seconds. Posts nothing."""
    known = see_preflight(house, officer, meeting_id)
    stored = house.database.read(lambda c: posting_accounts(c, known.plan))
    mine = [] if known.plan.is_rehearsal else [each for each in stored if each.channel in house.channels]
    jobs: list[Callable[[], object]] = [lambda each=each: _ask(house, each) for each in mine]  # type: ignore[misc]
    addresses = [each for each in (known.plan.webcast_url, known.plan.agenda_url) if each]
    jobs += [lambda url=url: probe(url) for url in addresses]  # type: ignore[misc]
    answers = _all_at_once(house, jobs)
    checks = [
        account_check(house.channels[each.channel].title, each.name, said)
        for each, said in zip(mine, answers, strict=False)
    ]
    seen = [each for each in answers[len(mine) :] if isinstance(each, Answered | Silent)]
    if known.plan.webcast_url:
        checks.append(webcast_check(answers[len(mine)]))
    checks.append(clock_check([each for each in seen if isinstance(each, Answered)]))
    checks += money_checks(_bills(house, officer, meeting_id))
    return Preflight(known.plan, known.planned, tuple(checks), is_asked=True)


def _bills(house: House, officer: Officer, meeting_id: str) -> list[Bill]:
    seen = see(house, officer, meeting_id)
    return bills(house, officer, seen.meeting, seen.posts)


def _ask(house: House, stored: StoredAccount) -> Said:
    """What the network says of an account; what it taught us is kept for the evening."""
    try:
        account = opened(house, stored)
    except WrongKey:
        return AccountTrouble("Its keys cannot be read with the secret key of this server. Enter them again.")
    said = house.channels[stored.channel].check(account)
    if isinstance(said, Checked) and said.facts:
        facts = {**said.facts, "handle": said.handle}
        house.database.write(lambda c: accounts.change_facts(c, stored.council_id, stored.id, facts))
    return said


def _all_at_once(house: House, jobs: list[Callable[[], object]]) -> list[object]:
    """The answer of each job, None for one that broke or did not answer in time."""
    answers: list[object] = [None] * len(jobs)
    waiting = set(range(len(jobs)))

    def run(place: int) -> None:
        try:
            answers[place] = jobs[place]()
        except Exception:
            # Whatever breaks inside one check, the others are still worth reading.
            log.exception("a check before the meeting broke")
        finally:
            waiting.discard(place)

    for place in range(len(jobs)):
        house.runtime.spawn(run, place)
    left = PATIENCE
    while waiting and left > 0:
        house.runtime.sleep(STEP)
        left -= STEP
    return list(answers)
