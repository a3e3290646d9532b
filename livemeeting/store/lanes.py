"""The lanes of the accounts as they stand; an account without a row is well."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from livemeeting.domain.delivery_lane import Lane
from livemeeting.store.lane_tables import lanes
from livemeeting.store.tables import accounts


def by_account(connection: Connection, account_id: str) -> Lane:
    """The lane of an account. A pause ends when the account was given other credentials."""
    lane = of_accounts(connection, [account_id]).get(account_id, Lane(account_id))
    is_over = lane.paused_because and credentials_now(connection, account_id) != lane.paused_with
    return Lane(account_id) if is_over else lane


def credentials_now(connection: Connection, account_id: str) -> str:
    """A name for the credentials an account has now; another name means that somebody or something renewed them."""
    found = connection.execute(select(accounts.c.sealed_credentials).where(accounts.c.id == account_id))
    return hashlib.sha256((found.scalar_one_or_none() or "").encode()).hexdigest()[:16]


def of_accounts(connection: Connection, account_ids: Collection[str]) -> dict[str, Lane]:
    """Those of these accounts' lanes that have something to tell."""
    rows = connection.execute(select(lanes).where(lanes.c.account_id.in_(account_ids)))
    return {row.account_id: Lane(**row._mapping) for row in rows}


def save(connection: Connection, lane: Lane) -> None:
    """Keep a lane as it is now. One poster at a time works on a lane."""
    clear(connection, lane.account_id)
    if lane != Lane(lane.account_id):
        connection.execute(insert(lanes).values(asdict(lane)))


def clear(connection: Connection, account_id: str) -> bool:
    """The account is well again, or a person says so. Whether there was anything to forget."""
    return connection.execute(delete(lanes).where(lanes.c.account_id == account_id)).rowcount > 0
