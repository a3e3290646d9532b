"""Tests of what machines ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from livemeeting.actions.house import House
from livemeeting.store.database import Database
from livemeeting.web.parts import KEY
from tests.houses import Clock, Visitor, new_app, new_house


@pytest.fixture
def broken(house: House, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor while the database is not what it should be: no tables at all."""
    (tmp_path / "other").mkdir()
    empty = Database(f"sqlite:///{tmp_path / 'other' / 'empty.db'}")
    other, _ = new_house(tmp_path / "other")
    other.database.close()
    app = new_app(other)
    app.extensions[KEY] = replace(app.extensions[KEY], house=replace(other, database=empty))
    client = app.test_client()
    assert isinstance(client, Visitor)
    yield client
    empty.close()


def test_the_process_says_that_it_lives(client: Visitor, broken: Visitor) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert broken.get("/healthz").status_code == 200


def test_it_is_ready_when_the_database_answers_with_the_right_tables(client: Visitor) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ready", "database": "ok", "tables": "ok", "oldest_due_post_seconds": 0.0, "poster": "ok",
        "behind_seconds": 0.0,
    }  # fmt: skip


def test_it_is_not_ready_before_the_tables_are_there(broken: Visitor) -> None:
    answer = broken.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["tables"] == "of another version"


def test_it_is_not_ready_with_the_tables_of_another_version(client: Visitor, house: House) -> None:
    def older(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    house.database.write(older)
    assert client.get("/readyz").status_code == 503


def test_security_txt_says_whom_to_tell_and_until_when(client: Visitor, clock: Clock) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"].startswith("http://localhost")
    ahead = datetime.fromisoformat(lines["Expires"]) - clock.now
    assert 178 <= ahead.days <= 180
