"""The hosts a council's agendas may be fetched from, as rows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from livemeeting.store.tables import import_hosts


def list_for_council(connection: Connection, council_id: str) -> tuple[str, ...]:
    """The hosts in the order of the alphabet."""
    rows = connection.execute(
        select(import_hosts.c.host)
        .where(import_hosts.c.council_id == council_id)
        .order_by(import_hosts.c.host)
    )
    return tuple(row.host for row in rows)


def replace_for_council(connection: Connection, council_id: str, hosts: Iterable[str]) -> None:
    """Put these in place of those listed so far."""
    connection.execute(delete(import_hosts).where(import_hosts.c.council_id == council_id))
    wanted = [{"council_id": council_id, "host": host} for host in dict.fromkeys(hosts)]
    if wanted:
        connection.execute(insert(import_hosts), wanted)
