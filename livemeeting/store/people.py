"""The people of a council who may sign in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from livemeeting.domain.refused import Refused
from livemeeting.store.insert import insert_new
from livemeeting.store.tables import people


@dataclass(frozen=True)
class Person:
    """Someone with an account here. `email` is lower case; without a password only a link signs them in."""

    id: str
    council_id: str
    email: str
    name: str
    role: str
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    is_disabled: bool = False


def add(connection: Connection, person: Person) -> Person:
    """Save a new person, the address in lower case. Refuses an address that is taken."""
    saved = replace(person, email=plain_email(person.email))
    if not insert_new(connection, people, asdict(saved)):
        raise Refused(f"Somebody with the address {saved.email} is registered already.")
    return saved


def by_email(connection: Connection, email: str) -> Person | None:
    """Whoever signs in with this address, in any council, disabled or not."""
    return _one(connection, people.c.email == plain_email(email))


def by_id(connection: Connection, council_id: str, person_id: str) -> Person | None:
    """A person of this council; None for another council's."""
    return _one(connection, people.c.id == person_id, people.c.council_id == council_id)


def of_any_council(connection: Connection, person_id: str) -> Person | None:
    """A person by id alone, for what proves itself otherwise, such as a one-time link."""
    return _one(connection, people.c.id == person_id)


def list_for_council(connection: Connection, council_id: str) -> list[Person]:
    """Everybody of the council by name, disabled ones too."""
    rows = connection.execute(select(people).where(people.c.council_id == council_id))
    # Sorted here: the two databases do not agree on the order of letters.
    return sorted(
        (Person(**row._mapping) for row in rows), key=lambda person: (person.name.casefold(), person.email)
    )


def set_password(connection: Connection, council_id: str, person_id: str, *, password_hash: str) -> bool:
    """Save the hash of a new password; False when the council has no such person."""
    return _change(connection, council_id, person_id, password_hash=password_hash)


def set_role(connection: Connection, council_id: str, person_id: str, *, role: str) -> bool:
    """Give a person another role."""
    return _change(connection, council_id, person_id, role=role)


def set_name(connection: Connection, council_id: str, person_id: str, *, name: str) -> bool:
    """Change how a person is named in the record from now on."""
    return _change(connection, council_id, person_id, name=name)


def set_disabled(connection: Connection, council_id: str, person_id: str, *, is_disabled: bool) -> bool:
    """Shut a person out, or let them in again. Their sessions are found dead from this moment."""
    return _change(connection, council_id, person_id, is_disabled=is_disabled)


def plain_email(email: str) -> str:
    """An address as it is kept and compared."""
    return email.strip().lower()


def _one(connection: Connection, *conditions: ColumnElement[bool]) -> Person | None:
    row = connection.execute(select(people).where(*conditions)).first()
    return Person(**row._mapping) if row else None


def _change(connection: Connection, council_id: str, person_id: str, **values: object) -> bool:
    changed = connection.execute(
        update(people).where(people.c.id == person_id, people.c.council_id == council_id).values(values)
    )
    return changed.rowcount == 1
