"""Which notices a council wants, as rows."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, select, update

from livemeeting.domain.notices import USUAL, Notice
from livemeeting.store.insert import insert_new
from livemeeting.store.posting_tables import notices


def get_notices(connection: Connection, council_id: str) -> dict[str, Notice]:
    """Every scheduled notice by its kind; one the council left alone is off."""
    rows = connection.execute(select(notices).where(notices.c.council_id == council_id))
    own = {row.kind: Notice(row.kind, row.is_on, row.clock) for row in rows}
    return {kind: own.get(kind, usual) for kind, usual in USUAL.items()}


def set_notice(connection: Connection, council_id: str, notice: Notice) -> None:
    """Save what the council wants of a notice."""
    row = asdict(notice)
    if not insert_new(connection, notices, {"council_id": council_id, **row}):
        connection.execute(
            update(notices)
            .where(notices.c.council_id == council_id, notices.c.kind == notice.kind)
            .values(is_on=notice.is_on, clock=notice.clock)
        )
