"""The bodies of a council: who sits on them, where they are webcast, how loudly they post."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, RowMapping, select, update

from livemeeting.domain.refused import Refused
from livemeeting.store.agenda_text import names_from, names_text
from livemeeting.store.insert import insert_new
from livemeeting.store.tables import bodies


@dataclass(frozen=True)
class Body:
    """A committee or the full council. `members` are in calling order; `profile` is its posting profile."""

    id: str
    council_id: str
    name: str
    members: tuple[str, ...] = ()
    profile: str = "normal"
    webcast_url: str = ""
    hashtag: str = ""


def add(connection: Connection, body: Body) -> None:
    """Save a new body."""
    if not insert_new(connection, bodies, _row(body)):
        raise Refused("There is a body with this id already.")


def change(connection: Connection, body: Body) -> bool:
    """Save a body as it is now; False when the council has no such body."""
    changed = connection.execute(
        update(bodies)
        .where(bodies.c.id == body.id, bodies.c.council_id == body.council_id)
        .values(_row(body))
    )
    return changed.rowcount == 1


def by_id(connection: Connection, council_id: str, body_id: str) -> Body | None:
    """A body of this council; None for another council's."""
    row = connection.execute(
        select(bodies).where(bodies.c.id == body_id, bodies.c.council_id == council_id)
    ).first()
    return _body(row._mapping) if row else None


def list_for_council(connection: Connection, council_id: str) -> list[Body]:
    """The council's bodies by name."""
    rows = connection.execute(select(bodies).where(bodies.c.council_id == council_id))
    # Sorted here: the two databases do not agree on the order of letters.
    return sorted((_body(row._mapping) for row in rows), key=lambda body: (body.name.casefold(), body.id))


def _row(body: Body) -> dict[str, object]:
    return {**asdict(body), "members": names_text(body.members)}


def _body(row: RowMapping) -> Body:
    return Body(**{**row, "members": names_from(row["members"])})
