"""A council's own wording of its posts: what stands, how it would read, saving it, going back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import find_meeting, public_address
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.local_time import day_words
from livemeeting.domain.roles import Right
from livemeeting.domain.sample_evening import SAMPLE_LINK, SAMPLE_PLAN, correction_template, sample_words
from livemeeting.domain.templates import ENGLISH, KINDS, Wordings
from livemeeting.domain.tongues import LANGUAGES
from livemeeting.domain.wording import PLACEHOLDERS, check_template, fill, fits
from livemeeting.store import councils, meetings, wordings


@dataclass(frozen=True)
class Where:
    """Which wording is meant: of one network ("" for every one) in one language, tried out on a meeting's agenda."""

    channel: str = ""
    language: str = ENGLISH
    meeting_id: str = ""


@dataclass(frozen=True)
class Example:
    """How a post would read on one network, and its length as that network counts.

    With `is_cut` the longest title does not fit whole.
    """

    channel: str
    text: str
    count: int
    limit: int
    is_cut: bool = False


@dataclass(frozen=True)
class Wording:
    """The wording of one kind of event, "" to post nothing. `placeholders` are those with something to say there."""

    kind: str
    title: str
    text: str
    usual: str
    is_own: bool
    placeholders: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Agenda:
    """A meeting whose agenda a wording can be tried out on."""

    meeting_id: str
    title: str


@dataclass(frozen=True)
class _Desk:
    """What a wording is looked at with: the council's own ones, and the plan it is tried out on."""

    house: House
    where: Where
    wordings: Wordings
    plan: Plan
    link: str


EVERYWHERE = Where()


def list_wordings(house: House, officer: Officer, where: Where = EVERYWHERE) -> list[Wording]:
    """Every kind that can be posted, in the order of an evening. Raises NotFound for a network we do not have."""
    desk = _desk(house, officer, where)
    return [_wording(desk, kind) for kind in KINDS]


def wording_of(house: House, officer: Officer, kind: str, where: Where = EVERYWHERE) -> Wording:
    """One of them."""
    return _wording(_desk(house, officer, where), _known(kind))


def agendas(house: House, officer: Officer) -> list[Agenda]:
    """The meetings a wording can be tried out on, those to come first."""
    officer.must(Right.ADMINISTER)
    found = house.database.read(lambda c: meetings.list_for_council(c, officer.council_id))
    plans = [each.plan for each in found if not each.plan.is_rehearsal]
    plans.sort(key=lambda plan: abs((plan.starts_at - house.clock()).total_seconds()))
    return [
        Agenda(plan.meeting_id, f"{plan.body}, {day_words(plan.starts_at, plan.timezone)}")
        for plan in plans[:20]
    ]


def save_wording(house: House, officer: Officer, kind: str, text: str, where: Where = EVERYWHERE) -> None:
    """Word posts of this kind so from the next press on; raises Refused for an unknown placeholder."""
    officer.must(Right.ADMINISTER)
    _check(house, where)
    wanted = check_template(clean(text))
    named = {"kind": _known(kind), "channel": where.channel, "language": where.language}

    def work(connection: Connection) -> None:
        standing = wordings.get_wordings(connection, officer.council_id)
        if wanted == standing.without(kind, where.channel, where.language):
            wordings.drop_wording(connection, officer.council_id, **named)
        else:
            wordings.set_wording(connection, officer.council_id, text=wanted, **named)

    house.database.write(work)


def restore_wording(house: House, officer: Officer, kind: str, where: Where = EVERYWHERE) -> None:
    """Go back to what stands without it."""
    officer.must(Right.ADMINISTER)
    _check(house, where)
    named = {"kind": _known(kind), "channel": where.channel, "language": where.language}
    house.database.write(lambda c: wordings.drop_wording(c, officer.council_id, **named))


def try_wording(
    house: House, officer: Officer, kind: str, text: str, where: Where = EVERYWHERE
) -> tuple[Example, ...]:
    """How a wording would read, saving nothing; raises Refused as saving would."""
    desk, wanted = _desk(house, officer, where), check_template(clean(text))
    tried = desk.wordings.trying(_known(kind), where.channel, where.language, wanted)
    return _examples(replace(desk, wordings=tried), kind)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound
    return kind


def _check(house: House, where: Where) -> None:
    if where.channel not in ("", *networks(house)) or where.language not in LANGUAGES:
        raise NotFound


def networks(house: House) -> dict[str, str]:
    """The title of every network by its name; the rehearsal is none."""
    return {name: channel.title for name, channel in house.channels.items() if name != "rehearsal"}


def _desk(house: House, officer: Officer, where: Where) -> _Desk:
    officer.must(Right.ADMINISTER)
    _check(house, where)

    def work(connection: Connection) -> _Desk:
        own = wordings.get_wordings(connection, officer.council_id)
        if where.meeting_id:
            plan = find_meeting(connection, officer, where.meeting_id).plan
            return _Desk(house, where, own, plan, public_address(house, plan))
        council = councils.by_id(connection, officer.council_id)
        tag = council.hashtag if council is not None and council.hashtag else "council"
        return _Desk(house, where, own, replace(SAMPLE_PLAN, hashtag=tag), SAMPLE_LINK)

    return house.database.read(work)


def _wording(desk: _Desk, kind: str) -> Wording:
    where = desk.where
    values = _values(desk, kind, where.channel)
    useful = tuple((name, values[name]) for name in PLACEHOLDERS if values.get(name, "").strip())
    return Wording(
        kind, kind_title(kind), desk.wordings.text(kind, where.channel, where.language),
        desk.wordings.without(kind, where.channel, where.language),
        desk.wordings.is_own(kind, where.channel, where.language), useful, _examples(desk, kind),
    )  # fmt: skip


def _examples(desk: _Desk, kind: str) -> tuple[Example, ...]:
    found = []
    for name, channel in desk.house.channels.items():
        text = desk.wordings.text(kind, name, desk.where.language)
        if name == "rehearsal" or desk.where.channel not in ("", name) or not text:
            continue
        values = _values(desk, kind, name)
        said = fill(text, values, limit=channel.limit, count=channel.count)
        whole = fits(text, values, limit=channel.limit, count=channel.count)
        found.append(Example(channel.title, said, channel.count(said), channel.limit, not whole))
    return tuple(found)


def _values(desk: _Desk, kind: str, channel: str) -> dict[str, str]:
    language = desk.where.language
    return sample_words(
        kind, desk.plan, link=desk.link, language=language,
        correction=correction_template(desk.wordings, channel, language),
    )  # fmt: skip


def kind_title(kind: str) -> str:
    """'MeetingOpened' in words: 'Meeting opened'."""
    return re.sub(r"(?<=.)([A-Z])", lambda found: f" {found[1].lower()}", kind)
