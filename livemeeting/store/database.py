"""The database: one door for writing, one for reading, whichever of the two kinds stands behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from livemeeting.domain.refused import Refused
from livemeeting.store import migrations
from livemeeting.store.postgres import PostgresServer
from livemeeting.store.sqlite import OffTheHub, SqliteFile, direct

T = TypeVar("T")


class Database:
    """Takes work as functions of a Connection. One transaction each; they never nest.

    `off_the_hub(fn, *args)` runs one blocking C call outside the async hub and returns its result.
    Raises `StoreTrouble` (DiskRefused, DatabaseAway, DatabaseBusy) with a sentence for the officer.
    """

    def __init__(self, url: str, *, off_the_hub: OffTheHub = direct) -> None:
        address = _address(url)
        self._behind: SqliteFile | PostgresServer
        if address.get_backend_name() == "sqlite":
            self._behind = SqliteFile(address.database or "", off_the_hub=off_the_hub)
        else:
            self._behind = PostgresServer(address)
        # Local to the greenlet when the async library has patched threading, to the thread otherwise.
        self._here = threading.local()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction that is on disk when this returns, and undone whole if it raises.

        `work` must not wait for anything but the database: on SQLite it holds the only writer.
        """
        with self._no_other_transaction(), _storable_text():
            return self._behind.write(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one consistent snapshot; an attempt to write fails."""
        with self._no_other_transaction(), _storable_text():
            return self._behind.read(work)

    def migrate(self) -> None:
        """Bring the tables to this version of the product. Safe to repeat and to run twice at once."""
        self.write(migrations.upgrade)

    def wipe(self) -> bool:
        """After a removal: leave nothing of what was deleted in the file or beside it.

        False where a reader was in the way: what is beside it then goes with the next restart.
        PostgreSQL clears its pages by itself (autovacuum).
        """
        return self._behind.wipe() if isinstance(self._behind, SqliteFile) else True

    def close(self) -> None:
        """Let go of every connection."""
        self._behind.close()

    @contextmanager
    def _no_other_transaction(self) -> Iterator[None]:
        if getattr(self._here, "is_inside", False):
            raise RuntimeError(
                "A transaction is already open here: pass its connection on instead of opening another."
            )
        self._here.is_inside = True
        try:
            yield
        finally:
            self._here.is_inside = False


@contextmanager
def _storable_text() -> Iterator[None]:
    """Turn the drivers' complaints about broken characters into a refusal: anybody can type or post them."""
    try:
        yield
    except ValueError as error:
        if isinstance(error, UnicodeEncodeError) or "NUL" in str(error):
            raise Refused("The text holds a character that cannot be stored. Type it again.") from error
        raise


def _address(url: str) -> URL:
    """The URL with its driver named; the short form `postgres://` is what hosts hand out."""
    long_form = "postgresql://" + url.removeprefix("postgres://") if url.startswith("postgres://") else url
    try:
        address = make_url(long_form)
    except ArgumentError:
        raise ValueError(
            "The database address is not a URL like sqlite:///file or postgresql://..."
        ) from None
    backend = address.get_backend_name()
    if backend == "postgresql":
        return address.set(drivername="postgresql+psycopg2")
    if backend == "sqlite" and address.database not in (None, "", ":memory:"):
        return address
    raise ValueError("The database address must be sqlite:/// with a file, or postgresql://.")
