"""What the SQLite file promises: one writer, nothing slow on the hub, and a full or failing disk survived."""

from __future__ import annotations

import resource
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import BuiltinMethodType

import pytest
from sqlalchemy import Connection

from livemeeting.store import councils, log, wordings
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from livemeeting.store.trouble import DatabaseBusy, DiskRefused, StoreTrouble
from tests.store.samples import AT, append, hold_meeting


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _pragma(connection: Connection, *names: str) -> list[object]:
    return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]


def _a_megabyte(connection: Connection) -> None:
    wordings.set_wording(connection, "ash", "ItemStarted", "x" * 1_000_000)


def test_the_writer_is_durable_and_the_readers_cannot_write(sqlite_database: Database) -> None:
    writer = sqlite_database.write(
        lambda c: _pragma(c, "journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    )
    assert writer == ["wal", 2, 1, 3000]  # 2 is FULL
    reader = sqlite_database.read(lambda c: _pragma(c, "query_only", "wal_autocheckpoint"))
    assert reader == [1, 0]


def test_only_two_plain_c_calls_of_a_press_leave_the_hub(sqlite_url: str) -> None:
    calls: list[object] = []

    def off_the_hub(fn, *args):  # type: ignore[no-untyped-def]  # as loosely typed as the async libraries'
        calls.append((type(fn), fn.__name__, args))
        return fn(*args)

    database = Database(sqlite_url, off_the_hub=off_the_hub)
    database.write(lambda connection: councils.add(connection, Council(id="ash", name="Ash", created_at=AT)))
    database.read(lambda connection: councils.by_id(connection, "ash"))
    database.close()
    assert calls == [
        (BuiltinMethodType, "execute", ("BEGIN IMMEDIATE",)),
        (BuiltinMethodType, "commit", ()),
    ]


def test_a_press_cut_off_while_it_was_committing_does_not_block_the_next(sqlite_url: str) -> None:
    class CutOff(BaseException):
        """As when the greenlet is killed while the commit runs in a native thread."""

    cut_off: list[str] = []

    def off_the_hub(fn, *args):  # type: ignore[no-untyped-def]  # as loosely typed as the async libraries'
        if fn.__name__ in cut_off:
            cut_off.remove(fn.__name__)
            if fn.__name__ == "execute":
                fn(*args)
            raise CutOff
        return fn(*args)

    database = Database(sqlite_url, off_the_hub=off_the_hub)
    for call in ("execute", "commit"):
        cut_off.append(call)
        with pytest.raises(CutOff):
            database.write(lambda connection: councils.add(connection, Council("ash", "Ash", AT)))
        assert database.read(lambda connection: councils.by_id(connection, "ash")) is None
        assert database.write(lambda connection: _pragma(connection, "journal_mode")) == ["wal"]
    database.close()


def test_a_full_disk_is_a_sentence_and_passes_without_a_restart(sqlite_database: Database) -> None:
    sqlite_database.write(hold_meeting)
    sqlite_database.write(lambda connection: append(connection, 0))
    pages = sqlite_database.read(lambda connection: _pragma(connection, "page_count"))[0]

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        append(connection, 1)
        _a_megabyte(connection)

    with pytest.raises(DiskRefused, match=r"full: nothing was recorded\. .*press again"):
        sqlite_database.write(fill)
    assert sqlite_database.read(lambda connection: log.newest_seq(connection, "m1")) == 1
    sqlite_database.write(lambda connection: _pragma(connection, "max_page_count=1000000"))
    assert sqlite_database.write(lambda connection: append(connection, 1))[0].seq == 2


def test_a_failing_disk_is_a_sentence_and_passes_without_a_restart(
    sqlite_database: Database, sqlite_url: str
) -> None:
    sqlite_database.write(hold_meeting)
    with (
        _no_file_may_grow_beyond(_file(sqlite_url + "-wal").stat().st_size),
        pytest.raises(DiskRefused) as failed,
    ):
        sqlite_database.write(_a_megabyte)
    assert "nothing was recorded" in failed.value.sentence
    assert sqlite_database.read(lambda connection: wordings.get_wordings(connection, "ash").own) == {}
    sqlite_database.write(_a_megabyte)
    assert sqlite_database.write(lambda connection: append(connection, 0))[0].seq == 1
    assert sqlite_database.read(lambda connection: _pragma(connection, "integrity_check")) == ["ok"]


def test_a_file_held_by_another_program_is_a_sentence(sqlite_database: Database, sqlite_url: str) -> None:
    other = sqlite3.connect(_file(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="Another program holds the database: nothing was recorded"):
        sqlite_database.write(hold_meeting)
    assert sqlite_database.read(lambda connection: councils.by_id(connection, "ash")) is not None
    other.close()
    sqlite_database.write(hold_meeting)


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"These are the minutes of the meeting held on 4 May.\n" * 100)
    with pytest.raises(StoreTrouble, match="cannot be opened"):
        Database(f"sqlite:///{tmp_path}/a.db")
    with pytest.raises(StoreTrouble, match="cannot be opened"):
        Database(f"sqlite:///{tmp_path}/no/such/folder/a.db")


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    database.migrate()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    database.close()
    assert modes == {0o600}


def test_a_redacted_text_is_gone_from_the_file(sqlite_database: Database, sqlite_url: str) -> None:
    sqlite_database.write(hold_meeting)

    def note(connection: Connection) -> None:
        event = [("NoteMade", '{"text":"' + "canary-4711 " * 2000 + '"}')]
        moment = log.Moment("b", 1)
        log.append(connection, "m1", after_seq=0, actor="p1", at=AT, events=event, moment=moment)

    def files() -> list[bytes]:
        return [path.read_bytes() for path in _file(sqlite_url).parent.iterdir()]

    sqlite_database.write(note)
    sqlite_database.close()  # folds the text into the file itself
    assert any(b"canary-4711" in content for content in files())
    database = Database(sqlite_url)
    database.write(lambda connection: log.redact(connection, "m1", 1))
    database.close()
    assert not any(b"canary-4711" in content for content in files())


@contextmanager
def _no_file_may_grow_beyond(size: int) -> Iterator[None]:
    """The nearest thing to a disk that fails: the kernel refuses the write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
