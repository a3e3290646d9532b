"""A council's own things: its name and its look."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import councils
from livemeeting.store.councils import Council

__all__ = ["Council", "council_of", "ensure_council", "look_of", "save_council"]


def ensure_council(house: House, name: str) -> str:
    """The id of the installation's council, founded under this name the first time."""
    at = house.clock()
    return house.database.write(lambda c: councils.get_or_create_default(c, name=name, at=at)).id


def look_of(house: House, council_id: str | None = None) -> Council | None:
    """A council's name and colour, by default the installation's; None before it is founded."""
    return house.database.read(lambda c: councils.by_id(c, council_id or councils.DEFAULT_ID))


def council_of(house: House, officer: Officer) -> Council:
    """The officer's council."""
    found = look_of(house, officer.council_id)
    if found is None:
        raise NotFound
    return found


def save_council(house: House, officer: Officer, *, name: str, colour: str, hashtag: str) -> None:
    """Change the council's name, colour and hashtag; raises Refused for what a page could not show."""
    officer.must(Right.ADMINISTER)
    wanted, tag = clean(name), clean(hashtag).lstrip("#")
    if not wanted or len(wanted) > 100:
        raise Refused("The council needs a name of at most 100 characters.")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise Refused("The colour must be written like #1d4f5f.")
    if _contrast_with_white(colour) < 4.5:
        raise Refused("White words could not be read on that colour. Choose a darker one.")
    if tag and not re.fullmatch(r"\w{1,50}", tag):
        raise Refused("A hashtag has only letters and digits, without spaces.")

    def work(connection: Connection) -> None:
        found = councils.by_id(connection, officer.council_id)
        if found is None:
            raise NotFound
        councils.change(connection, replace(found, name=wanted, colour=colour.lower(), hashtag=tag))

    house.database.write(work)


def _contrast_with_white(colour: str) -> float:
    """WCAG 2.2 relative luminance and contrast ratio."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
