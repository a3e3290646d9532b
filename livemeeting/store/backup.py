"""The whole database as one file of lines, from either kind of database and into either kind."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import IO

from sqlalchemy import (
    Connection,
    DateTime,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from livemeeting.domain.chain import at_text, canonical_json
from livemeeting.domain.posts import STOPPABLE, PostState
from livemeeting.domain.refused import Refused
from livemeeting.store import migrations
from livemeeting.store.tables import meetings, metadata, outbox, people

FORMAT = "livemeeting backup"
VERSION = 1
#: Who is signed in, and who tried, is nobody's after a restore.
LEFT_OUT = frozenset({"sessions", "sign_in_links", "sign_in_attempts"})
ROWS_AT_ONCE = 500

NOT_OURS = "This file is not a backup of livemeeting."
CUT_OFF = "The backup is not whole: it ends too early or was changed. Use another one."
NOT_EMPTY = "This installation already holds meetings or people. Restore into an empty one."
MAY_HAVE_LEFT = "Restored from a backup: it may have been sent since. Look at the account, then decide."
IN_DOUBT = "It was being sent when the backup was made. Look at the account, then say whether it is there."

Pause = Callable[[float], None]


def write_backup(connection: Connection, file: IO[bytes], *, at: datetime, pause: Pause) -> int:
    """Write every row, as one snapshot has them, into `file` (gzip); how many rows.

    `pause(0)` is called between some hundreds of rows, so that a server that backs itself up goes on serving.
    Secrets stay sealed as they lie in the database: the key is not in the backup.
    """
    digest, count = sha256(), 0
    head = {
        "format": FORMAT,
        "version": VERSION,
        "made": at_text(at),
        "tables": migrations.revision(connection),
    }
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        for line in _lines(connection, head, pause):
            digest.update(line)
            count += 1
            packed.write(line)
        packed.write(_line({"end": True, "rows": count - 1, "sha256": digest.hexdigest()}))
    return count - 1


def restore_backup(connection: Connection, file: IO[bytes]) -> int:
    """Fill an empty installation from a backup, in the caller's transaction; how many rows.

    Nothing is sent because of it: posts that had not left wait for an officer. Raises Refused for a file that is
    no whole backup, one made by a newer version, or an installation that is not empty.
    """
    for _ in _checked(file):  # the whole file first: nothing of a damaged one is looked at
        pass
    file.seek(0)
    rows = _checked(file)
    head = next(rows, {})
    if head.get("format") != FORMAT:
        raise Refused(NOT_OURS)
    if head.get("version") != VERSION or not migrations.is_known(str(head.get("tables"))):
        raise Refused("This backup was made by a newer livemeeting. Restore it with that version.")
    _refuse_unless_empty(connection)
    migrations.start_anew(connection, str(head["tables"]))
    count = _fill(connection, rows)
    migrations.upgrade(connection)
    _hold_back(connection)
    return count


def _lines(connection: Connection, head: Mapping[str, object], pause: Pause) -> Iterator[bytes]:
    yield _line(head)
    for table in metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        own = [each for each in table.c if any(key.column.table is table for key in each.foreign_keys)]
        order = [
            *(each.is_not(None) for each in own),
            *table.primary_key.columns,
        ]  # pointed at before pointing
        rows = connection.execution_options(stream_results=True).execute(select(table).order_by(*order))
        for batch in rows.partitions(ROWS_AT_ONCE):
            for row in batch:
                yield _line([table.name, {name: _plain(value) for name, value in row._mapping.items()}])
            pause(0)


def _plain(value: object) -> object:
    return at_text(value) if isinstance(value, datetime) else value


def _line(value: Mapping[str, object] | list[object]) -> bytes:
    return canonical_json(value).encode() + b"\n"


def _checked(file: IO[bytes]) -> Iterator[dict[str, object]]:
    """The head, then each row as {"table": ..., "row": ...}; raises Refused at the end of one that is not whole."""
    digest, count, is_whole = sha256(), -1, False
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as packed:
            for line in packed:
                found = json.loads(line)
                if isinstance(found, dict) and found.get("end") is True:
                    is_whole = found.get("rows") == count and found.get("sha256") == digest.hexdigest()
                    break
                digest.update(line)
                count += 1
                yield found if isinstance(found, dict) else {"table": found[0], "row": found[1]}
    except gzip.BadGzipFile:
        raise Refused(NOT_OURS if count < 0 else CUT_OFF) from None
    except (EOFError, ValueError, IndexError, KeyError):
        raise Refused(CUT_OFF) from None
    if not is_whole:
        raise Refused(CUT_OFF)


def _refuse_unless_empty(connection: Connection) -> None:
    if not inspect(connection).has_table(meetings.name):
        return
    for table in (meetings, people):
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise Refused(NOT_EMPTY)


def _fill(connection: Connection, rows: Iterable[Mapping[str, object]]) -> int:
    then = MetaData()
    then.reflect(connection)  # the tables as they were when the backup was made
    count = 0
    for each in rows:
        table, row = then.tables.get(str(each.get("table"))), each.get("row")
        if table is None or not isinstance(row, dict) or not set(row) <= set(table.c.keys()):
            raise Refused(CUT_OFF)
        connection.execute(insert(table).values({name: _typed(table, name, row[name]) for name in row}))
        count += 1
    _move_counters_on(connection, then)
    return count


def _typed(table: Table, name: str, value: object) -> object:
    if isinstance(table.c[name].type, DateTime) and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


def _move_counters_on(connection: Connection, then: MetaData) -> None:
    """PostgreSQL counts on from where its own counter stands, whatever was put in by hand."""
    if connection.dialect.name != "postgresql":
        return
    for table in then.tables.values():
        for column in table.primary_key.columns:
            if isinstance(column.type, Integer) and column.server_default is not None:
                counter = text("SELECT setval(pg_get_serial_sequence(:t, :c), :n)")
                newest = connection.execute(select(func.max(column))).scalar_one()
                if newest:
                    connection.execute(counter, {"t": table.name, "c": column.name, "n": newest})


def _hold_back(connection: Connection) -> None:
    """Nobody knows what left after the backup was made: an officer decides about every post under way."""
    ends = (
        ([each.value for each in STOPPABLE], PostState.EXPIRED, MAY_HAVE_LEFT),
        ([PostState.SENDING.value], PostState.UNKNOWN, IN_DOUBT),
        ([PostState.RETRACTING.value], PostState.SENT, ""),
    )
    for states, state, reason in ends:
        values = {"state": state.value, "reason": reason, "lease_until": None, "not_before": None}
        connection.execute(
            update(outbox).where(outbox.c.state.in_(states)).values(values | {"is_released": False})
        )
    # Posts in doubt too: what is looked up and not found would be sent once more.
    connection.execute(update(outbox).values(look_at=None))
    # Pages that are open hold numbers this log may use again: they load anew.
    connection.execute(update(meetings).values(restored=meetings.c.restored + 1))
