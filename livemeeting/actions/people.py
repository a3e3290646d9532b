"""The people of a council: adding them, their roles, shutting them out, their own names and passwords."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer, new_id
from livemeeting.actions.passwords import check_password, hash_password, is_password
from livemeeting.actions.sessions import begin_session
from livemeeting.actions.sign_in import one_time_link
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right, Role
from livemeeting.store import councils, people, sessions
from livemeeting.store.people import Person
from livemeeting.store.turns import take_turn

__all__ = [
    "Listed", "add_officer", "change_password", "change_role", "disable", "enable", "ensure_officer", "invite",
    "link_for", "list_people", "one_time_link", "own", "rename",
]  # fmt: skip

EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]{1,190}")
LAST_ONE = "There must be an administrator left. Make somebody else one first."


@dataclass(frozen=True)
class Listed:
    """A person as the others may see them."""

    id: str
    council_id: str
    name: str
    email: str
    role: Role
    is_disabled: bool
    has_password: bool

    @classmethod
    def of(cls, person: Person) -> Listed:
        """Everything about a person but the password."""
        has = person.password_hash is not None
        return cls(
            person.id,
            person.council_id,
            person.name,
            person.email,
            Role(person.role),
            person.is_disabled,
            has,
        )


def add_officer(house: House, email: str, name: str, role: Role, *, password: str | None = None) -> Listed:
    """Register a person in the installation's council. Without a password only a one-time link signs them in."""
    return _add(house, councils.DEFAULT_ID, email, name, role=role, password=password)


def ensure_officer(house: House, *, email: str, name: str, role: Role) -> Listed:
    """The person with this address as they are; registered in the installation's council if there is none."""
    found = house.database.read(lambda c: people.by_email(c, email))
    return Listed.of(found) if found is not None else add_officer(house, email, name, role)


def invite(house: House, officer: Officer, *, email: str, name: str, role: Role) -> tuple[Listed, str]:
    """Register a person in the officer's council; the person, and a one-time link to hand over."""
    officer.must(Right.ADMINISTER)
    added = _add(house, officer.council_id, email, name, role=role, password=None)
    return added, one_time_link(house, added.id)


def link_for(house: House, officer: Officer, person_id: str) -> tuple[Listed, str]:
    """A new one-time link for somebody who cannot sign in."""
    officer.must(Right.ADMINISTER)
    person = house.database.read(lambda c: _find(c, officer, person_id))
    if person.is_disabled:
        raise Refused(f"{person.name} may not sign in. Let them in again first.")
    return Listed.of(person), one_time_link(house, person.id)


def list_people(house: House, officer: Officer) -> list[Listed]:
    """Everybody of the council by name, those shut out last."""
    officer.must(Right.ADMINISTER)
    found = house.database.read(lambda c: people.list_for_council(c, officer.council_id))
    return sorted((Listed.of(person) for person in found), key=lambda person: person.is_disabled)


def change_role(house: House, officer: Officer, person_id: str, role: Role) -> None:
    """Give a person another role from their next click on. Raises Refused for the last administrator."""

    def work(connection: Connection) -> None:
        if role is not Role.ADMINISTRATOR:
            _refuse_last_one(connection, officer, person_id)
        people.set_role(connection, officer.council_id, person_id, role=role.value)

    _change(house, officer, person_id, work)


def disable(house: House, officer: Officer, person_id: str) -> None:
    """Shut a person out: their sessions end at once. Raises Refused for the last administrator."""

    def work(connection: Connection) -> None:
        _refuse_last_one(connection, officer, person_id)
        people.set_disabled(connection, officer.council_id, person_id, is_disabled=True)
        sessions.end_all_of(connection, person_id)

    _change(house, officer, person_id, work)


def enable(house: House, officer: Officer, person_id: str) -> None:
    """Let a person in again."""

    def work(connection: Connection) -> None:
        people.set_disabled(connection, officer.council_id, person_id, is_disabled=False)

    _change(house, officer, person_id, work)


def own(house: House, officer: Officer) -> Listed:
    """The officer's own entry."""
    return Listed.of(house.database.read(lambda c: _find(c, officer, officer.id)))


def rename(house: House, officer: Officer, name: str) -> None:
    """Change how the officer is named in the record from now on."""
    wanted = _named(name)
    house.database.write(lambda c: people.set_name(c, officer.council_id, officer.id, name=wanted))


def change_password(house: House, officer: Officer, *, old: str, new: str) -> str:
    """Set the officer's own password and return the token of a new session; every other one ends.

    `old` is not asked of somebody who has none yet. Raises Refused.
    """
    person = house.database.read(lambda c: _find(c, officer, officer.id))
    if person.password_hash is not None and not is_password(house, old, person.password_hash):
        raise Refused("That is not your present password.")
    check_password(new, email=person.email)
    kept = hash_password(house, new)

    def work(connection: Connection) -> str:
        people.set_password(connection, officer.council_id, officer.id, password_hash=kept)
        sessions.end_all_of(connection, officer.id)
        return begin_session(house, connection, officer.id)

    return house.database.write(work)


def _add(house: House, council_id: str, email: str, name: str, *, role: Role, password: str | None) -> Listed:
    plain = people.plain_email(clean(email))
    if not EMAIL.fullmatch(plain):
        raise Refused("That is not an e-mail address. It looks like name@example.gov.uk.")
    wanted = _named(name)
    if password is not None:
        check_password(password, email=plain)
    kept = hash_password(house, password) if password is not None else None
    person = Person(new_id(), council_id, plain, wanted, role.value, house.clock(), password_hash=kept)
    return Listed.of(house.database.write(lambda c: people.add(c, person)))


def _named(name: str) -> str:
    wanted = " ".join(clean(name).split())
    if not wanted or len(wanted) > 100:
        raise Refused("A person needs a name of at most 100 characters: it stands in the record.")
    return wanted


def _change(house: House, officer: Officer, person_id: str, work: Callable[[Connection], None]) -> None:
    officer.must(Right.ADMINISTER)

    def found_first(connection: Connection) -> None:
        _find(connection, officer, person_id)
        work(connection)

    house.database.write(found_first)


def _find(connection: Connection, officer: Officer, person_id: str) -> Person:
    person = people.by_id(connection, officer.council_id, person_id)
    if person is None:
        raise NotFound
    return person


def _refuse_last_one(connection: Connection, officer: Officer, person_id: str) -> None:
    take_turn(connection, f"administrators of {officer.council_id}")
    others = (
        each
        for each in people.list_for_council(connection, officer.council_id)
        if each.role == Role.ADMINISTRATOR.value and not each.is_disabled and each.id != person_id
    )
    if not any(others):
        raise Refused(LAST_ONE)
