"""Taking turns: transactions that count before they write must not count at the same moment."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, text


def take_turn(connection: Connection, what: str) -> None:
    """Wait until no other transaction has this turn; it is given back when this one ends.

    SQLite has one writer, whose turn it is already.
    """
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(sha256(f"livemeeting turn {what}".encode()).digest()[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
