"""Signing in by password or by a one-time link, with guessing held back."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House
from livemeeting.actions.passwords import LONGEST, check_password, hash_password, is_outdated, is_password
from livemeeting.actions.sessions import begin_session
from livemeeting.domain.refused import Refused
from livemeeting.store import people, sessions, sign_in
from livemeeting.store.people import Person
from livemeeting.store.turns import take_turn

#: Failed attempts are counted over this long, and a link works for as long.
WINDOW = timedelta(minutes=15)
LINK_WORKS = timedelta(minutes=15)
#: On one account from one address; from one address; on one account from everywhere.
#: The first two hold a guesser back without keeping the officer out, who comes from elsewhere.
FROM_HERE, FROM_ADDRESS, FROM_EVERYWHERE = 5, 20, 100

WRONG = "The e-mail address or the password is not right."
LINK_OVER = "This link has been used or is too old. Ask an administrator for a new one."


@dataclass(frozen=True)
class _Counted:
    """The fingerprints an attempt is counted under; neither an address nor a name can be read from them."""

    here: str
    address: str
    everywhere: str

    @classmethod
    def of(cls, house: House, email: str, address: str) -> _Counted:
        mark = house.keyring.fingerprint
        return cls(mark(f"here {email} {address}"), mark(f"address {address}"), mark(f"everywhere {email}"))


def sign_in_by_password(house: House, email: str, password: str, *, address: str) -> str:
    """The token of a new session. Raises Refused: one sentence for a wrong address and a wrong password alike.

    `address` is where the request came from; only its fingerprint is kept.
    """
    wanted, at = people.plain_email(email)[:254], house.clock()
    counted = _Counted.of(house, wanted, address)
    # Counted as failed before it is looked at: a thousand guesses at once must not pass together.
    person = house.database.write(lambda c: _count(c, wanted, counted, at))
    kept = person.password_hash if person is not None and not person.is_disabled else None
    if not is_password(house, password[: LONGEST + 1], kept) or person is None or kept is None:
        raise Refused(WRONG)
    newer = hash_password(house, password) if is_outdated(kept) else None
    return house.database.write(lambda c: _let_in(house, c, person, counted=counted, at=at, newer=newer))


def one_time_link(house: House, person_id: str) -> str:
    """An address that signs this person in once, for the next quarter of an hour."""
    token, at = secrets.token_urlsafe(32), house.clock()
    house.database.write(
        lambda c: sign_in.add_link(c, token, person_id=person_id, expires_at=at + LINK_WORKS)
    )
    return f"{house.public_url}/sign-in/link/{token}"


def link_works(house: House, token: str) -> bool:
    """Whether a link still signs somebody in. Looking does not use it up: mail scanners look."""
    return house.database.read(lambda c: sign_in.person_of_link(c, token, at=house.clock())) is not None


def sign_in_by_link(house: House, token: str, *, new_password: str = "") -> str:
    """Use a link up for the token of a new session; raises Refused for all but the first use.

    Whoever holds the link may choose a password with it, which is how a forgotten one is replaced.
    """
    person = house.database.read(lambda c: _person_of_link(c, token, at=house.clock()))
    if new_password:
        check_password(new_password, email=person.email)
    kept = hash_password(house, new_password) if new_password else None

    def work(connection: Connection) -> str:
        at = house.clock()
        _person_of_link(connection, token, at=at)
        if sign_in.use_link(connection, token, at=at) is None:
            raise Refused(LINK_OVER)
        if kept is not None:
            people.set_password(connection, person.council_id, person.id, password_hash=kept)
            sessions.end_all_of(connection, person.id)
        return begin_session(house, connection, person.id)

    return house.database.write(work)


def _person_of_link(connection: Connection, token: str, *, at: datetime) -> Person:
    person_id = sign_in.person_of_link(connection, token, at=at)
    person = people.of_any_council(connection, person_id) if person_id is not None else None
    if person is None or person.is_disabled:
        raise Refused(LINK_OVER)
    return person


def _count(connection: Connection, email: str, counted: _Counted, at: datetime) -> Person | None:
    """Note an attempt as failed and return whose account it is on; raises Refused when there were too many."""
    take_turn(connection, "sign in")
    sign_in.forget_before(connection, at - timedelta(days=1))
    wait = max(
        _wait(connection, counted.here, at, most=FROM_HERE),
        _wait(connection, counted.everywhere, at, most=FROM_EVERYWHERE),
        _wait(connection, counted.address, at, most=FROM_ADDRESS, is_address=True),
    )
    if wait:
        minutes = "a minute" if wait == 1 else f"{wait} minutes"
        raise Refused(
            f"Too many attempts. Try again in {minutes}, or ask an administrator for a sign-in link."
        )
    for account_hash, address_hash in ((counted.here, counted.address), (counted.everywhere, "")):
        sign_in.record_attempt(
            connection, account_hash=account_hash, address_hash=address_hash, at=at, succeeded=False
        )
    return people.by_email(connection, email)


def _wait(connection: Connection, mark: str, at: datetime, *, most: int, is_address: bool = False) -> int:
    """How many minutes until another attempt is allowed; 0 for now."""
    failures = sign_in.failures_from_address if is_address else sign_in.failures_of_account
    # A failure stops counting at the very moment the sentence promises, so the window's first moment is out.
    opens = at - WINDOW + timedelta(milliseconds=1)
    whole = math.ceil(WINDOW / timedelta(minutes=1))
    return next(
        (
            minutes
            for minutes in range(whole)
            if failures(connection, mark, since=opens + timedelta(minutes=minutes)) < most
        ),
        whole,
    )


def _let_in(
    house: House,
    connection: Connection,
    person: Person,
    *,
    counted: _Counted,
    at: datetime,
    newer: str | None,
) -> str:
    for mark in (counted.here, counted.everywhere):
        sign_in.mark_succeeded(connection, account_hash=mark, at=at)
    if newer is not None:
        people.set_password(connection, person.council_id, person.id, password_hash=newer)
    return begin_session(house, connection, person.id)
