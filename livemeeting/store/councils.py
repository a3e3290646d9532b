"""Councils as rows: their name, colour and hashtag, and the wording of their posts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from livemeeting.store.insert import insert_new
from livemeeting.store.tables import councils, templates

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


def get_templates(connection: Connection, council_id: str) -> dict[str, str]:
    """The council's own wordings by event kind; kinds it left alone are absent."""
    rows = connection.execute(
        select(templates.c.kind, templates.c.text).where(templates.c.council_id == council_id)
    )
    return {row.kind: row.text for row in rows}


def set_template(connection: Connection, council_id: str, kind: str, text: str) -> None:
    """Save the council's wording for a kind of event, in place of an earlier one."""
    if not insert_new(connection, templates, {"council_id": council_id, "kind": kind, "text": text}):
        connection.execute(
            update(templates)
            .where(templates.c.council_id == council_id, templates.c.kind == kind)
            .values(text=text)
        )


def drop_template(connection: Connection, council_id: str, kind: str) -> None:
    """Go back to the product's own wording."""
    connection.execute(
        delete(templates).where(templates.c.council_id == council_id, templates.c.kind == kind)
    )
