"""Ways to sign in once, and the attempts that are counted against guessing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from livemeeting.store.secrets import token_hash
from livemeeting.store.tables import sign_in_attempts, sign_in_links


def add_link(connection: Connection, token: str, *, person_id: str, expires_at: datetime) -> None:
    """Save a one-time link; of its token only the SHA-256 is kept."""
    row = {"token_hash": token_hash(token), "person_id": person_id, "expires_at": expires_at, "used_at": None}
    connection.execute(insert(sign_in_links).values(row))


def person_of_link(connection: Connection, token: str, *, at: datetime) -> str | None:
    """Whose link this is while it works; looking does not use it up (mail scanners look)."""
    return connection.execute(
        select(sign_in_links.c.person_id).where(*_works(token, at))
    ).scalar_one_or_none()


def use_link(connection: Connection, token: str, *, at: datetime) -> str | None:
    """Use the link up and return the person's id; None for all but the first, and after its time."""
    return connection.execute(
        update(sign_in_links)
        .where(*_works(token, at))
        .values(used_at=at)
        .returning(sign_in_links.c.person_id)
    ).scalar_one_or_none()


def record_attempt(
    connection: Connection, *, account_hash: str, address_hash: str, at: datetime, succeeded: bool
) -> None:
    """Note an attempt under the keyring's fingerprints of the account and of the network address."""
    connection.execute(
        insert(sign_in_attempts).values(
            account_hash=account_hash, address_hash=address_hash, at=at, succeeded=succeeded
        )
    )


def mark_succeeded(connection: Connection, *, account_hash: str, at: datetime) -> None:
    """The attempts on this account noted at that very moment turn out to have been right."""
    connection.execute(
        update(sign_in_attempts)
        .where(sign_in_attempts.c.account_hash == account_hash, sign_in_attempts.c.at == at)
        .values(succeeded=True)
    )


def failures_of_account(connection: Connection, account_hash: str, *, since: datetime) -> int:
    """Failed attempts on this account at or after `since`, from anywhere."""
    return _failures(connection, sign_in_attempts.c.account_hash == account_hash, since)


def failures_from_address(connection: Connection, address_hash: str, *, since: datetime) -> int:
    """Failed attempts from this address at or after `since`, on any account."""
    return _failures(connection, sign_in_attempts.c.address_hash == address_hash, since)


def forget_before(connection: Connection, before: datetime) -> None:
    """Delete attempts and links that no longer matter."""
    connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.at < before))
    over = or_(sign_in_links.c.expires_at < before, sign_in_links.c.used_at < before)
    connection.execute(delete(sign_in_links).where(over))


def _works(token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        sign_in_links.c.token_hash == token_hash(token),
        sign_in_links.c.used_at.is_(None),
        sign_in_links.c.expires_at > at,
    )


def _failures(connection: Connection, whose: ColumnElement[bool], since: datetime) -> int:
    return connection.execute(
        select(func.count())
        .select_from(sign_in_attempts)
        .where(whose, sign_in_attempts.c.at >= since, sign_in_attempts.c.succeeded.is_(False))
    ).scalar_one()
