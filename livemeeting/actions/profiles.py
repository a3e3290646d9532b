"""A council's posting profiles: which body has which, on which days another is in force, what each says of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer, new_id
from livemeeting.actions.wording import kind_title, networks
from livemeeting.domain.local_time import read_date
from livemeeting.domain.profiles import (
    ABOUT,
    RESULTS,
    TITLES,
    Period,
    Profile,
    Say,
    as_profile,
    chosen,
    usual,
)
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.templates import KINDS
from livemeeting.store import bodies, profiles


@dataclass(frozen=True)
class BodyLine:
    """A body and its own profile."""

    id: str
    name: str
    profile: Profile


@dataclass(frozen=True)
class PeriodLine:
    """Days on which a profile is in force: '22 March 2027 to 6 May 2027', of which body, and whether it is today."""

    id: str
    title: str
    days: str
    body: str
    is_now: bool


@dataclass(frozen=True)
class ProfilesPage:
    """What the page shows."""

    bodies: tuple[BodyLine, ...]
    periods: tuple[PeriodLine, ...]


@dataclass(frozen=True)
class Row:
    """What a profile says of one kind on each network, by its name."""

    kind: str
    title: str
    says: Mapping[str, Say]
    is_usual: bool


def see_profiles(house: House, officer: Officer) -> ProfilesPage:
    """Every body and every period of the council."""
    officer.must(Right.ADMINISTER)

    def work(connection: Connection) -> ProfilesPage:
        found = bodies.list_for_council(connection, officer.council_id)
        names = {each.id: each.name for each in found}
        today = house.clock().date()
        return ProfilesPage(
            tuple(BodyLine(each.id, each.name, as_profile(each.profile)) for each in found),
            tuple(_line(each, names, today) for each in profiles.periods_of(connection, officer.council_id)),
        )

    return house.database.read(work)


def _line(period: Period, names: Mapping[str, str], today: date) -> PeriodLine:
    days = f"{_day(period.first)} to {_day(period.last)}"
    body = names.get(period.body_id, "") if period.body_id else "every body"
    return PeriodLine(period.id, TITLES[period.profile], days, body, period.first <= today <= period.last)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def set_body_profile(house: House, officer: Officer, body_id: str, profile: str) -> None:
    """Give a body its profile, from the next press on. Raises NotFound."""
    officer.must(Right.ADMINISTER)
    wanted = _profile(profile)

    def work(connection: Connection) -> None:
        body = bodies.by_id(connection, officer.council_id, body_id)
        if body is None:
            raise NotFound
        bodies.change(connection, replace(body, profile=wanted.value))

    house.database.write(work)


def add_period(house: House, officer: Officer, *, profile: str, first: str, last: str, body_id: str) -> None:
    """Put a profile in force from one day to another, both counted. Raises Refused for days that cannot be."""
    officer.must(Right.ADMINISTER)
    wanted = _profile(profile)
    if wanted is Profile.NORMAL:
        raise Refused("Choose a profile that holds something back. Normal is in force by itself.")
    begins, ends = read_date(first.strip()), read_date(last.strip())
    if ends < begins:
        raise Refused("The last day is before the first. Check both.")

    def work(connection: Connection) -> None:
        if body_id and bodies.by_id(connection, officer.council_id, body_id) is None:
            raise NotFound
        period = Period(new_id(), wanted, begins, ends, body_id)
        profiles.add_period(connection, officer.council_id, period)

    house.database.write(work)


def end_period(house: House, officer: Officer, period_id: str) -> None:
    """Take a period out. Raises NotFound."""
    officer.must(Right.ADMINISTER)
    if not house.database.write(lambda c: profiles.drop_period(c, officer.council_id, period_id)):
        raise NotFound


def rows_of(house: House, officer: Officer, profile: str) -> list[Row]:
    """What a profile says of every kind on every network. Raises NotFound."""
    officer.must(Right.ADMINISTER)
    wanted = _profile(profile)
    choices = house.database.read(lambda c: profiles.choices_of(c, officer.council_id))
    found = []
    for kind in KINDS:
        says = {name: chosen(choices, wanted, kind, name) for name in networks(house)}
        is_usual = all(say is usual(wanted, kind) for say in says.values())
        found.append(Row(kind, kind_title(kind), says, is_usual))
    return found


def save_rows(house: House, officer: Officer, profile: str, answers: Mapping[tuple[str, str], str]) -> None:
    """Save what a profile says, by kind and network; what is left out is as usual. Raises Refused, NotFound."""
    officer.must(Right.ADMINISTER)
    wanted = _profile(profile)
    kept = {}
    for (kind, channel), said in answers.items():
        if kind not in KINDS or channel not in networks(house) or said not in set(Say):
            raise Refused("That cannot be chosen. Reload the page and choose again.")
        if Say(said) is not usual(wanted, kind):
            kept[kind, channel] = Say(said)
    house.database.write(lambda c: profiles.set_choices(c, officer.council_id, wanted, kept))


def keep_results_on_page(house: House, officer: Officer, profile: str) -> None:
    """Post no result under this profile, on no network: they are on the public page only. Raises NotFound."""
    rows = rows_of(house, officer, profile)
    answers = {(row.kind, name): say.value for row in rows for name, say in row.says.items()}
    answers |= {(kind, name): Say.NEVER.value for kind in RESULTS for name in networks(house)}
    save_rows(house, officer, profile, answers)


def names_of_profiles() -> list[tuple[str, str, str]]:
    """Every profile by its name, with its title and what it is for."""
    return [(each.value, TITLES[each], ABOUT[each]) for each in Profile]


def _profile(name: str) -> Profile:
    if name not in set(Profile):
        raise NotFound
    return Profile(name)
