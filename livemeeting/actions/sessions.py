"""Being signed in: beginning a session, finding whose it is on every request, ending it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.domain.roles import Role
from livemeeting.store import sessions
from livemeeting.store.people import Person
from livemeeting.store.sessions import SignedIn

#: A session ends after this long without a request, and after a long evening in any case.
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=16)
#: Use is noted at most this often: a panel asks for its state every few seconds.
NOTED_EVERY = timedelta(seconds=60)


@dataclass(frozen=True)
class Visit:
    """A living session: the person, and what their forms must bring back."""

    officer: Officer
    csrf: str = field(repr=False)


def begin_session(house: House, connection: Connection, person_id: str) -> str:
    """Open a session inside the caller's transaction and return its token, which is kept nowhere."""
    at, token = house.clock(), secrets.token_urlsafe(32)
    sessions.forget_expired(connection, at)
    sessions.begin(
        connection, token, person_id=person_id, csrf=secrets.token_urlsafe(32), at=at, expires_at=at + IDLE
    )
    return token


def look_up(house: House, token: str, *, is_use: bool = True) -> Visit | None:
    """Whose session this is at this moment; None for one that ended, expired, or whose person is shut out.

    `is_use=False` only looks, as sockets do: a forgotten tab must not keep a session alive.
    """
    if not token:
        return None
    at = house.clock()
    found = house.database.read(lambda c: sessions.by_token(c, token, at=at))
    if found is None:
        return None
    if is_use and at - found.session.seen_at >= NOTED_EVERY:
        _note_use(house, token, found, at)
    return Visit(officer_of(found.person), found.session.csrf)


def end_session(house: House, token: str) -> None:
    """Sign out. Doing it twice is harmless."""
    house.database.write(lambda c: sessions.end(c, token))


def officer_of(person: Person) -> Officer:
    """A person as actions know them."""
    return Officer(person.id, person.council_id, person.name, Role(person.role))


def _note_use(house: House, token: str, found: SignedIn, at: datetime) -> None:
    until = min(at + IDLE, found.session.created_at + LONGEST)
    house.database.write(lambda c: sessions.touch(c, token, at=at, expires_at=until))
