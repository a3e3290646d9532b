"""Who is signed in: one row per session, found by its token, of which only the SHA-256 is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from livemeeting.store.people import Person
from livemeeting.store.secrets import token_hash
from livemeeting.store.tables import people, sessions


@dataclass(frozen=True)
class Session:
    """One sign-in on one browser. `csrf` is what its forms must bring back."""

    token_hash: str = field(repr=False)
    person_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    csrf: str = field(repr=False)


@dataclass(frozen=True)
class SignedIn:
    """A living session and whose it is."""

    session: Session
    person: Person


def begin(
    connection: Connection, token: str, *, person_id: str, csrf: str, at: datetime, expires_at: datetime
) -> None:
    """Open a session for a token that was never used before."""
    session = Session(token_hash(token), person_id, at, at, expires_at, csrf)
    connection.execute(insert(sessions).values(asdict(session)))


def by_token(connection: Connection, token: str, *, at: datetime) -> SignedIn | None:
    """The session of this token, unless it has expired, was ended, or its person is disabled."""
    row = connection.execute(
        select(sessions)
        .join(people, people.c.id == sessions.c.person_id)
        .where(
            sessions.c.token_hash == token_hash(token),
            sessions.c.expires_at > at,
            people.c.is_disabled.is_(False),
        )
    ).first()
    if row is None:
        return None
    person = connection.execute(select(people).where(people.c.id == row.person_id)).one()
    return SignedIn(Session(**row._mapping), Person(**person._mapping))


def touch(connection: Connection, token: str, *, at: datetime, expires_at: datetime) -> bool:
    """Note that the session was used, and let it live until `expires_at`. False when it has died."""
    touched = connection.execute(
        update(sessions)
        .where(sessions.c.token_hash == token_hash(token), sessions.c.expires_at > at)
        .values(seen_at=at, expires_at=expires_at)
    )
    return touched.rowcount == 1


def end(connection: Connection, token: str) -> bool:
    """Sign out."""
    return (
        connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash(token))).rowcount == 1
    )


def end_all_of(connection: Connection, person_id: str) -> int:
    """Sign a person out everywhere; how many sessions that were."""
    return connection.execute(delete(sessions).where(sessions.c.person_id == person_id)).rowcount


def forget_expired(connection: Connection, at: datetime) -> int:
    """Delete dead sessions; how many."""
    return connection.execute(delete(sessions).where(sessions.c.expires_at <= at)).rowcount
