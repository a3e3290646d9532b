"""What PostgreSQL adds: open transactions that meet, and a server that goes away and comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Connection

from livemeeting.store import councils, log
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from livemeeting.store.log import StaleSeq
from livemeeting.store.trouble import DatabaseAway, DatabaseBusy
from tests.servers import free_port
from tests.store.samples import AT, append, hold_meeting


def test_the_later_of_two_open_transactions_is_refused_the_number(postgresql_database: Database) -> None:
    postgresql_database.write(hold_meeting)
    both_have_looked, refused = threading.Barrier(2), []

    def press() -> None:
        def work(connection: Connection) -> None:
            assert log.newest_seq(connection, "m1") == 0
            both_have_looked.wait()
            append(connection, 0)

        try:
            postgresql_database.write(work)
        except StaleSeq as stale:
            refused.append(stale.current_seq)

    _both_at_once(press, press)
    assert refused == [1]
    assert len(postgresql_database.read(lambda connection: log.read(connection, "m1"))) == 1


def test_a_server_that_was_never_there_is_a_sentence() -> None:
    database = Database(f"postgresql://test@127.0.0.1:{free_port()}/nowhere")
    with pytest.raises(DatabaseAway, match="cannot be reached: nothing was recorded"):
        database.write(hold_meeting)
    with pytest.raises(DatabaseAway, match="cannot be reached"):
        database.read(lambda connection: log.read(connection, "m1"))


def test_a_server_lost_in_mid_press_records_nothing_and_is_found_again(postgresql_database: Database) -> None:
    postgresql_database.write(hold_meeting)

    def press(connection: Connection) -> None:
        append(connection, 0)
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(DatabaseAway, match="nothing was recorded"):
        postgresql_database.write(press)
    assert postgresql_database.write(lambda connection: append(connection, 0))[0].seq == 1


def test_an_idle_connection_that_died_is_replaced_unnoticed(
    postgresql_database: Database, postgresql_url: str
) -> None:
    other = Database(postgresql_url)
    other.write(_end_every_other_connection)
    other.close()
    postgresql_database.write(hold_meeting)


def test_a_server_lost_in_the_commit_admits_that_it_does_not_know(postgresql_database: Database) -> None:
    postgresql_database.write(hold_meeting)
    # A deferred check runs inside COMMIT: the nearest moment to it that a test can reach.
    postgresql_database.write(_lose_the_server_in_commit)
    with pytest.raises(DatabaseAway, match="may or may not be recorded"):
        postgresql_database.write(lambda connection: append(connection, 0))


def test_two_presses_that_block_each_other_end_in_a_sentence(postgresql_database: Database) -> None:
    for name in ("one", "two"):
        postgresql_database.write(partial(councils.add, council=Council(name, name, AT)))
    both_hold_one, sentences = threading.Barrier(2), []

    def press(first: str, then: str) -> None:
        def work(connection: Connection) -> None:
            councils.change(connection, Council(first, "changed", AT))
            both_hold_one.wait()
            councils.change(connection, Council(then, "changed", AT))

        try:
            postgresql_database.write(work)
        except DatabaseBusy as busy:
            sentences.append(busy.sentence)

    _both_at_once(lambda: press("one", "two"), lambda: press("two", "one"))
    assert sentences == ["Somebody else pressed at the same moment: nothing was recorded. Press again."]


def _both_at_once(*presses: Callable[[], object]) -> None:
    threads = [threading.Thread(target=press) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _end_every_other_connection(connection: Connection) -> None:
    connection.exec_driver_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def _lose_the_server_in_commit(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
    )
    connection.exec_driver_sql(
        "CREATE CONSTRAINT TRIGGER lose AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION lose()"
    )
