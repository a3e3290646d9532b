"""A SQLite file with exactly one writing connection and any number of reading ones."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from livemeeting.store.trouble import DatabaseBusy, DiskRefused, StoreTrouble

T = TypeVar("T")

BUSY_SECONDS = 3.0
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class OffTheHub(Protocol):
    """Runs one blocking call outside the async hub, and returns or raises what it did."""

    def __call__(self, fn: Callable[..., T], /, *args: object) -> T: ...


def direct(fn: Callable[..., T], /, *args: object) -> T:
    """Run it here: for threads, tests and the command line, where nothing waits for a hub."""
    return fn(*args)


class SqliteFile:
    """WAL with synchronous=FULL: what `write` returned from survives the loss of power.

    One writer, because SQLite before 3.51.3 can corrupt the file when two connections write and
    checkpoint at once (https://sqlite.org/wal.html), and because it makes the order of presses plain.
    """

    def __init__(self, path: str, *, off_the_hub: OffTheHub) -> None:
        self._path = path
        self._one_at_a_time = threading.Lock()
        # Errors keep quiet about values: a traceback in the log must not name an exempt item.
        self._writing = create_engine(
            "sqlite://",
            creator=lambda: _open_writer(path, off_the_hub),
            poolclass=StaticPool,
            hide_parameters=True,
        )
        self._reading = create_engine(
            "sqlite://",
            creator=lambda: _open_reader(path),
            poolclass=QueuePool,
            pool_size=5,
            max_overflow=20,
            hide_parameters=True,
        )
        event.listen(self._writing, "begin", _begin_immediate)
        event.listen(self._reading, "begin", _begin_snapshot)
        try:
            self._writer = self._writing.connect()
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise DiskRefused(f"The database file {path} cannot be opened.") from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """One transaction on the only writer; others wait their turn."""
        with self._one_at_a_time:
            try:
                with self._writer.begin():
                    return work(self._writer)
            except (DBAPIError, sqlite3.Error) as error:
                trouble = _in_words(error, was_writing=True)
                if trouble is None:
                    raise
                raise trouble from error

    def read(self, work: Callable[[Connection], T]) -> T:
        """One snapshot on a connection of its own; never waits for the writer."""
        try:
            with self._reading.connect() as connection:
                return work(connection)
        except (DBAPIError, sqlite3.Error) as error:
            trouble = _in_words(error, was_writing=False)
            if trouble is None:
                raise
            raise trouble from error

    def wipe(self) -> bool:
        """Write the file anew and empty the WAL, so that no old page of either holds what was deleted."""
        with self._one_at_a_time:
            raw = self._writer.connection.driver_connection
            assert isinstance(raw, _Writer)
            try:
                return raw.wipe()
            except sqlite3.Error as error:
                raise _in_words(error, was_writing=True) or error from error

    def close(self) -> None:
        """Readers first: the last connection to close folds the WAL into the file, and must be the writer."""
        self._reading.dispose()
        self._writer.close()
        self._writing.dispose()


class _Writer(sqlite3.Connection):
    """The calls that may block for long, one C function each: waiting for the lock, and the fsync.

    Nothing else may go off the hub: a native thread that touches a Python lock patched by the
    async library never comes back.
    """

    off_the_hub: OffTheHub

    def begin_immediate(self) -> None:
        if self.in_transaction:  # its greenlet was killed between two calls: nobody else will end it
            self.rollback()
        self.off_the_hub(super().execute, "BEGIN IMMEDIATE")

    def wipe(self) -> bool:
        self.off_the_hub(super().execute, "VACUUM")
        cursor: sqlite3.Cursor = self.off_the_hub(super().execute, "PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)

    def commit(self) -> None:
        self.off_the_hub(super().commit)


def _open_writer(path: str, off_the_hub: OffTheHub) -> _Writer:
    Path(path).touch(mode=0o600)  # names and drafts are in it: not for other users of the machine
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=_Writer
    )
    connection.off_the_hub = off_the_hub
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # a redacted text must not stay in free pages
    return connection


def _open_reader(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection


def _begin_immediate(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, _Writer)
    raw.begin_immediate()


def _begin_snapshot(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _in_words(error: DBAPIError | sqlite3.Error, *, was_writing: bool) -> StoreTrouble | None:
    raw = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(raw, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest its variant
    outcome = "nothing was recorded" if was_writing else "nothing was changed"
    if code == sqlite3.SQLITE_READONLY and not was_writing:
        return None  # our own mistake, not the disk's: a read that tried to write
    if code == sqlite3.SQLITE_FULL:
        return DiskRefused(f"The disk of the server is full: {outcome}. Ask for space, then press again.")
    if code in _DISK:
        return DiskRefused(f"The disk of the server failed: {outcome}. Tell the person who runs the server.")
    if code in _DAMAGED:
        return DiskRefused(f"The database file is damaged: {outcome}. Tell the person who runs the server.")
    if code in _BUSY:
        return DatabaseBusy(f"Another program holds the database: {outcome}. Press again.")
    return None
