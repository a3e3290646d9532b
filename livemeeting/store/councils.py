"""Councils as rows: their name, colour and hashtag."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from livemeeting.store.insert import insert_new
from livemeeting.store.tables import councils

DEFAULT_ID = "council"
DEFAULT_COLOUR = "#1d4f5f"


@dataclass(frozen=True)
class Council:
    """A council. `colour` is "#rrggbb", `hashtag` has no "#"."""

    id: str
    name: str
    created_at: datetime
    colour: str = DEFAULT_COLOUR
    hashtag: str = ""


def get_or_create_default(connection: Connection, *, name: str, at: datetime) -> Council:
    """The council of an installation that serves one. `name` counts only the first time."""
    add(connection, Council(id=DEFAULT_ID, name=name, created_at=at))
    council = by_id(connection, DEFAULT_ID)
    assert council is not None
    return council


def add(connection: Connection, council: Council) -> bool:
    """Save a new council; False when there is one of that id already."""
    return insert_new(connection, councils, asdict(council))


def by_id(connection: Connection, council_id: str) -> Council | None:
    """One council."""
    row = connection.execute(select(councils).where(councils.c.id == council_id)).first()
    return Council(**row._mapping) if row else None


def change(connection: Connection, council: Council) -> bool:
    """Save its public settings."""
    changed = connection.execute(
        update(councils)
        .where(councils.c.id == council.id)
        .values(name=council.name, colour=council.colour, hashtag=council.hashtag)
    )
    return changed.rowcount == 1
