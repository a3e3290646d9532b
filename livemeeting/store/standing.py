"""The standing agendas of a council, one for each body that has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from livemeeting.domain.agenda import AgendaItem
from livemeeting.store.agenda_text import items_from, items_text
from livemeeting.store.tables import standing_agendas


@dataclass(frozen=True)
class Standing:
    """What every meeting of `body` begins with. The items have no ids. `changed_at` is aware, UTC."""

    council_id: str
    body: str
    items: tuple[AgendaItem, ...]
    changed_at: datetime


def put(connection: Connection, standing: Standing) -> None:
    """Save it in place of the one the body had; without items the body has none any more."""
    remove(connection, standing.council_id, standing.body)
    if standing.items:
        row = {"council_id": standing.council_id, "key": _key(standing.body), "body": standing.body}
        values = {"items": items_text(standing.items), "changed_at": standing.changed_at}
        connection.execute(insert(standing_agendas).values(**row, **values))


def remove(connection: Connection, council_id: str, body: str) -> None:
    """The body has no standing agenda any more."""
    mine = (standing_agendas.c.council_id == council_id, standing_agendas.c.key == _key(body))
    connection.execute(delete(standing_agendas).where(*mine))


def of_body(connection: Connection, council_id: str, body: str) -> Standing | None:
    """The standing agenda of a body, however its name is written."""
    mine = (standing_agendas.c.council_id == council_id, standing_agendas.c.key == _key(body))
    row = connection.execute(select(standing_agendas).where(*mine)).first()
    return _standing(row._mapping) if row else None


def list_for_council(connection: Connection, council_id: str) -> list[Standing]:
    """The council's standing agendas by the name of their body."""
    rows = connection.execute(select(standing_agendas).where(standing_agendas.c.council_id == council_id))
    return sorted((_standing(row._mapping) for row in rows), key=lambda each: _key(each.body))


def _key(body: str) -> str:
    return " ".join(body.split()).casefold()


def _standing(row: RowMapping) -> Standing:
    return Standing(row["council_id"], row["body"], items_from(row["items"]), row["changed_at"])
