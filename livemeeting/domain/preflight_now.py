"""What others said before a meeting, as lines of the preflight list: each with the one thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from livemeeting.domain.channel import AccountTrouble, Checked, NotSent, RateLimited
from livemeeting.domain.money import Bill, dollars
from livemeeting.domain.preflight import Check, Light

#: Beyond this the times in the record and in the posts are wrong to the reader.
CLOCK_GIVE = 1.0


class Site(Protocol):
    """A web address that answered; `ahead` seconds its clock is before ours, give or take `give`."""

    @property
    def host(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def ahead(self) -> float | None: ...
    @property
    def give(self) -> float: ...


def account_check(network: str, name: str, said: object) -> Check:
    """Whether an account can post tonight."""
    title = f"{network} {name}"
    if isinstance(said, Checked):
        return Check(Light.READY, title, f"Signed in as {said.handle}.")
    if isinstance(said, AccountTrouble):
        return Check(Light.FIX, title, said.reason, "accounts")
    if isinstance(said, NotSent | RateLimited):
        return Check(Light.LOOK, title, f"{said.reason} Ask again in a minute.")
    return Check(Light.LOOK, title, "The network did not answer. Ask again in a minute.")


def webcast_check(said: object) -> Check:
    """Whether the webcast's address answers."""
    title, status = "Webcast address", getattr(said, "status", 0)
    host = getattr(said, "host", "It")
    if 200 <= status < 400 or status in (401, 403, 429):
        # Players' sites turn programs away that they would show to a person.
        return Check(Light.READY, title, f"{host} answers.")
    if status in (404, 410):
        return Check(Light.FIX, title, f"{host} has nothing there ({status}). Check the address.", "head")
    if status:
        return Check(
            Light.LOOK, title, f"{host} answers with an error ({status}). Look at it yourself.", "head"
        )
    return Check(
        Light.LOOK, title, getattr(said, "reason", "It did not answer.") + " Open it yourself.", "head"
    )


def clock_check(sites: Sequence[Site]) -> Check:
    """Whether our clock agrees with those of the sites that were asked; their header counts whole seconds."""
    told = [(each.ahead, each) for each in sites if each.ahead is not None]
    if not told:
        sentence = (
            "Nobody was there to compare it with. Look whether the server sets its clock by itself (NTP)."
        )
        return Check(Light.LOOK, "Clock", sentence)
    ahead, nearest = min(told, key=lambda each: (each[1].give, each[1].host))
    off = abs(ahead)
    if off <= CLOCK_GIVE:
        return Check(Light.READY, "Clock", f"It agrees with that of {nearest.host} to within a second.")
    by = f"about {off:.0f} seconds {'behind' if ahead > 0 else 'before'} that of {nearest.host}"
    if off - nearest.give <= CLOCK_GIVE:
        return Check(Light.LOOK, "Clock", f"It is perhaps {by}. Ask again; a slow line blurs the answer.")
    return Check(
        Light.FIX, "Clock", f"It is {by}: every time in the record would be. Set the server's clock."
    )


def money_checks(bills: Sequence[Bill]) -> list[Check]:
    """What the evening will cost and whether the day's allowance will last, for each account that has either."""
    found = []
    for each in bills:
        light = Light.LOOK if each.is_short else Light.READY
        found.append(Check(light, f"Posts on {each.network}", f"{each.words} {each.warning}".strip()))
        if each.rest_cost:
            sentence = (
                f"{each.network} is prepaid. See that more than {dollars(each.rest_cost)} of credit is left; "
                "without it the posts stop and the page goes on."
            )
            found.append(Check(Light.READY, f"Credit on {each.network}", sentence))
    return found
