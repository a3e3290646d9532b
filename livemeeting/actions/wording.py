"""A council's own wording of its posts: what stands, how it would read, saving it, going back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.roles import Right
from livemeeting.domain.sample_evening import sample_words
from livemeeting.domain.wording import DEFAULTS, PLACEHOLDERS, check_template, fill
from livemeeting.store import councils


@dataclass(frozen=True)
class Example:
    """How a post would read on one network, and its length as that network counts."""

    channel: str
    text: str
    count: int
    limit: int


@dataclass(frozen=True)
class Wording:
    """The wording of one kind of event, "" to post nothing. `placeholders` are those with something to say there."""

    kind: str
    title: str
    text: str
    usual: str
    placeholders: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]

    @property
    def is_own(self) -> bool:
        """Whether the council changed it."""
        return self.text != self.usual


def list_wordings(house: House, officer: Officer) -> list[Wording]:
    """Every kind that can be posted, in the order of an evening."""
    officer.must(Right.ADMINISTER)
    own = house.database.read(lambda c: councils.get_templates(c, officer.council_id))
    return [_wording(house, officer, kind, own.get(kind, usual)) for kind, usual in DEFAULTS.items()]


def wording_of(house: House, officer: Officer, kind: str) -> Wording:
    """One of them."""
    officer.must(Right.ADMINISTER)
    usual = _usual(kind)
    own = house.database.read(lambda c: councils.get_templates(c, officer.council_id))
    return _wording(house, officer, kind, own.get(kind, usual))


def save_wording(house: House, officer: Officer, kind: str, text: str) -> None:
    """Word posts of this kind so from the next press on; raises Refused for an unknown placeholder."""
    officer.must(Right.ADMINISTER)
    usual = _usual(kind)
    wanted = check_template(clean(text))

    def work(connection: Connection) -> None:
        if wanted == usual:
            councils.drop_template(connection, officer.council_id, kind)
        else:
            councils.set_template(connection, officer.council_id, kind, wanted)

    house.database.write(work)


def restore_wording(house: House, officer: Officer, kind: str) -> None:
    """Go back to the usual wording."""
    officer.must(Right.ADMINISTER)
    _usual(kind)
    house.database.write(lambda c: councils.drop_template(c, officer.council_id, kind))


def try_wording(house: House, officer: Officer, kind: str, text: str) -> tuple[Example, ...]:
    """How a wording would read, saving nothing; raises Refused as saving would."""
    officer.must(Right.ADMINISTER)
    _usual(kind)
    return _examples(house, officer, kind, check_template(clean(text)))


def _usual(kind: str) -> str:
    if kind not in DEFAULTS:
        raise NotFound
    return DEFAULTS[kind]


def _wording(house: House, officer: Officer, kind: str, text: str) -> Wording:
    values = _values(house, officer, kind)
    useful = tuple((name, values[name]) for name in PLACEHOLDERS if values.get(name, "").strip())
    return Wording(kind, _title(kind), text, DEFAULTS[kind], useful, _examples(house, officer, kind, text))


def _examples(house: House, officer: Officer, kind: str, text: str) -> tuple[Example, ...]:
    if not text:
        return ()
    values = _values(house, officer, kind)
    found = []
    for name, channel in house.channels.items():
        if name == "rehearsal":
            continue
        said = fill(text, values, limit=channel.limit, count=channel.count)
        found.append(Example(channel.title, said, channel.count(said), channel.limit))
    return tuple(found)


def _values(house: House, officer: Officer, kind: str) -> dict[str, str]:
    council = house.database.read(lambda c: councils.by_id(c, officer.council_id))
    hashtag = council.hashtag if council is not None else ""
    return sample_words(kind, body="Full Council", hashtag=hashtag or "council")


def _title(kind: str) -> str:
    """'MeetingOpened' in words: 'Meeting opened'."""
    return re.sub(r"(?<=.)([A-Z])", lambda found: f" {found[1].lower()}", kind)
