"""A transaction is whole or not at all, never nested, and says in a sentence what went wrong."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, StatementError

from livemeeting.domain.refused import Refused
from livemeeting.store import councils, log, meetings, outbox
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.store.samples import AT, a_meeting, a_post, append, hold_meeting


class Interrupted(BaseException):
    """As when the greenlet of a press is killed."""


def _name(connection: Connection) -> str:
    council = councils.by_id(connection, "ash")
    assert council
    return council.name


def _rename(connection: Connection, name: str) -> None:
    councils.change(connection, Council(id="ash", name=name, created_at=AT))


@pytest.mark.parametrize("end", [ZeroDivisionError, Interrupted])
def test_work_that_fails_leaves_nothing_of_any_table_behind(
    database: Database, end: type[BaseException]
) -> None:
    database.write(hold_meeting)

    def press(connection: Connection) -> None:
        append(connection, 0)
        outbox.add(connection, [a_post()])
        log.remember_command(connection, "m1", "c1", seq=1, at=AT)
        meetings.save_items(connection, "ash", "m1", [])
        raise end

    with pytest.raises(end):
        database.write(press)
    assert database.read(lambda connection: log.read(connection, "m1")) == []
    assert database.read(lambda connection: outbox.of_meeting(connection, "m1")) == []
    assert database.read(lambda connection: log.command(connection, "m1", "c1")) is None
    meeting = database.read(lambda connection: meetings.by_id(connection, "ash", "m1"))
    assert meeting and len(meeting.plan.items) == 4
    assert database.write(lambda connection: append(connection, 0))[0].seq == 1


def test_nobody_sees_a_press_before_it_is_committed(database: Database) -> None:
    seen: list[str] = []

    def press(connection: Connection) -> None:
        _rename(connection, "Oakham")
        reader = threading.Thread(target=lambda: seen.append(database.read(_name)))
        reader.start()
        reader.join()

    database.write(press)
    assert seen == ["Ashford"]
    assert database.read(_name) == "Oakham"


def test_a_reader_sees_one_moment_throughout(database: Database) -> None:
    def read_twice(connection: Connection) -> tuple[str, str]:
        first = _name(connection)
        writer = threading.Thread(target=lambda: database.write(lambda c: _rename(c, "Oakham")))
        writer.start()
        writer.join()
        return first, _name(connection)

    assert database.read(read_twice) == ("Ashford", "Ashford")
    assert database.read(_name) == "Oakham"


def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        database.read(lambda connection: _rename(connection, "Oakham"))
    assert database.read(_name) == "Ashford"


@pytest.mark.parametrize("outer", ["write", "read"])
@pytest.mark.parametrize("inner", ["write", "read"])
def test_a_transaction_inside_another_is_an_error_and_no_deadlock(
    database: Database, outer: str, inner: str
) -> None:
    with pytest.raises(RuntimeError, match="already open here"):
        getattr(database, outer)(lambda connection: getattr(database, inner)(_name))
    assert database.write(_name) == "Ashford"


def test_a_child_without_its_parent_is_refused_by_the_database(database: Database) -> None:
    with pytest.raises(DBAPIError):
        database.write(lambda connection: append(connection, 0, meeting_id="nowhere"))
    assert database.write(_name) == "Ashford"


def test_the_text_of_an_error_names_no_value(database: Database) -> None:
    with pytest.raises(DBAPIError) as error:
        database.write(lambda connection: meetings.add(connection, a_meeting("canary", council_id="nowhere")))
    assert "canary" not in str(error.value)


def test_a_time_without_a_zone_is_never_stored(database: Database) -> None:
    naive = datetime(2026, 11, 26, 19, 30)
    with pytest.raises(StatementError, match="must say its zone"):
        database.write(lambda connection: meetings.add(connection, a_meeting(starts_at=naive)))


def test_broken_characters_are_refused_not_a_fault(database: Database) -> None:
    with pytest.raises(Refused, match="cannot be stored"):
        database.write(lambda connection: _rename(connection, "Ash\ud800ford"))
    assert database.write(_name) == "Ashford"


def test_a_character_that_postgresql_cannot_hold_is_refused(postgresql_database: Database) -> None:
    with pytest.raises(Refused, match="cannot be stored"):
        postgresql_database.read(lambda connection: meetings.by_slug(connection, "a\0b", is_rehearsal=False))


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://somewhere/db", "not a url", "", "postgres:/half"]
)
def test_an_address_the_product_cannot_use_is_named_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="database address"):
        Database(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_spelling_of_a_postgresql_address_works(postgresql_url: str, scheme: str) -> None:
    database = Database(scheme + postgresql_url.removeprefix("postgresql"))
    assert database.read(lambda connection: connection.dialect.driver) == "psycopg2"
    database.close()
