"""A PostgreSQL server behind a pool of connections that are tried before they are used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from livemeeting.store.trouble import DatabaseAway, DatabaseBusy, DiskRefused, StoreTrouble

T = TypeVar("T")

#: A server that vanished without a word is noticed within ten seconds, not after the kernel's hours.
_NOTICE_LOSS = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_DISK = {"53100", "58030"}
_BUSY = {"40001", "40P01", "55P03"}


class PostgresServer:
    """Connects at the first use, and again by itself after the server was away."""

    def __init__(self, address: URL) -> None:
        self._writing = create_engine(
            address,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=20,
            pool_timeout=5,
            connect_args=_NOTICE_LOSS,
            hide_parameters=True,  # a traceback in the log must not name an exempt item
        )
        self._reading = self._writing.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def write(self, work: Callable[[Connection], T]) -> T:
        """One transaction; presses on the same meeting meet at the primary key of the log."""
        is_committing = False
        try:
            with self._writing.connect() as connection:
                result = work(connection)
                is_committing = True
                connection.commit()
                return result
        except (DBAPIError, PoolExhausted) as error:
            outcome = "nothing was recorded"
            if is_committing:
                outcome = "the last press may or may not be recorded, so look at the record first"
            trouble = _in_words(error, outcome)
            if trouble is None:
                raise
            raise trouble from error

    def read(self, work: Callable[[Connection], T]) -> T:
        """One read-only snapshot."""
        try:
            with self._reading.connect() as connection:
                return work(connection)
        except (DBAPIError, PoolExhausted) as error:
            trouble = _in_words(error, "nothing was changed")
            if trouble is None:
                raise
            raise trouble from error

    def close(self) -> None:
        """Close the idle connections."""
        self._writing.dispose()


def _in_words(error: DBAPIError | PoolExhausted, outcome: str) -> StoreTrouble | None:
    if isinstance(error, PoolExhausted):
        return DatabaseBusy(f"The database is too busy: {outcome}. Press again.")
    code = getattr(error.orig, "pgcode", None)
    if code in _DISK:
        return DiskRefused(f"The disk of the database server is full or failing: {outcome}.")
    if code in _BUSY:
        return DatabaseBusy(f"Somebody else pressed at the same moment: {outcome}. Press again.")
    if error.connection_invalidated or (
        isinstance(error, OperationalError | InterfaceError) and _is_away(code)
    ):
        return DatabaseAway(
            f"The database cannot be reached: {outcome}. It is tried again at the next press."
        )
    return None


def _is_away(code: str | None) -> bool:
    """No code at all (never connected), a connection fault (08), too many (53300) or shutting down (57P)."""
    return code is None or code.startswith(("08", "57P")) or code == "53300"
