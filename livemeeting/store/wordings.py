"""A council's own wordings of its posts, by kind, network and language."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, select, update

from livemeeting.domain.templates import Wordings
from livemeeting.store.insert import insert_new
from livemeeting.store.posting_tables import templates


def get_wordings(connection: Connection, council_id: str) -> Wordings:
    """The council's own wordings; what it left alone is absent."""
    rows = connection.execute(select(templates).where(templates.c.council_id == council_id))
    return Wordings({(row.kind, row.channel, row.language): row.text for row in rows})


def set_wording(
    connection: Connection, council_id: str, kind: str, text: str, *, channel: str = "", language: str = "en"
) -> None:
    """Save a wording in place of an earlier one; `channel` "" is for every network."""
    row = {"council_id": council_id, "kind": kind, "channel": channel, "language": language, "text": text}
    if not insert_new(connection, templates, row):
        which = _which(council_id, kind, channel, language)
        connection.execute(update(templates).where(*which).values(text=text))


def drop_wording(
    connection: Connection, council_id: str, kind: str, *, channel: str = "", language: str = "en"
) -> None:
    """Go back to what stands without it."""
    connection.execute(delete(templates).where(*_which(council_id, kind, channel, language)))


def _which(council_id: str, kind: str, channel: str, language: str) -> list[ColumnElement[bool]]:
    return [
        templates.c.council_id == council_id,
        templates.c.kind == kind,
        templates.c.channel == channel,
        templates.c.language == language,
    ]
