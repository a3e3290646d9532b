"""Whether the product can work at this moment: its database, its tables, the age of its posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from livemeeting.actions.house import House
from livemeeting.store import migrations, outbox
from livemeeting.store.trouble import StoreTrouble

__all__ = ["Readiness", "StoreTrouble", "readiness"]

#: A due post this old means that nobody sends: the poster is stuck or was never started.
STUCK = timedelta(minutes=2)


@dataclass(frozen=True)
class Readiness:
    """What was found, each in a word or a number for whoever watches the server."""

    database: str
    tables: str
    oldest_due_post_seconds: float
    poster: str

    @property
    def is_ready(self) -> bool:
        """Whether visitors should be sent here. A stuck poster is reported, and no reason to close the page."""
        return self.database == "ok" and self.tables == "ok"


def readiness(house: House) -> Readiness:
    """Ask the database. Never raises for one that is away."""

    def work(connection: Connection) -> Readiness:
        if not migrations.is_newest(connection):
            return Readiness("ok", "of another version", 0.0, "unknown")
        waiting = outbox.oldest_due(connection, house.clock()) or timedelta()
        poster = "stuck" if waiting > STUCK else "ok"
        return Readiness("ok", "ok", max(0.0, waiting.total_seconds()), poster)

    try:
        return house.database.read(work)
    except StoreTrouble:
        return Readiness("away", "unknown", 0.0, "unknown")
