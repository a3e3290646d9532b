"""Insert a row unless its key is taken, in one statement on both databases."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """True when inserted, False when a primary or unique key is taken.

    An insert that fails would end the whole transaction on PostgreSQL; this one does not. There it
    also waits for a transaction that holds the same key, and answers by how that one ended.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return connection.execute(insert(table).values(dict(row)).on_conflict_do_nothing()).rowcount == 1
