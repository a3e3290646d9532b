"""Tests of taking turns."""

import threading
from datetime import timedelta

from sqlalchemy import Connection

from livemeeting.store.database import Database
from livemeeting.store.sign_in import failures_of_account, record_attempt
from livemeeting.store.turns import take_turn
from tests.store.samples import AT

MOST = 3


def test_those_who_count_before_they_write_count_one_after_the_other(database: Database) -> None:
    passed: list[bool] = []

    def work(connection: Connection) -> bool:
        take_turn(connection, "count")
        if failures_of_account(connection, "ann", since=AT - timedelta(minutes=1)) >= MOST:
            return False
        record_attempt(connection, account_hash="ann", address_hash="", at=AT, succeeded=False)
        return True

    threads = [threading.Thread(target=lambda: passed.append(database.write(work))) for _ in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(passed) == MOST
