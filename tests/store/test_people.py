"""People, their sessions and their ways in: tokens are kept as hashes, and act once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from livemeeting.domain.refused import Refused
from livemeeting.store import councils, people, sessions, sign_in
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from livemeeting.store.people import Person
from tests.store.samples import AT

ANN = Person("p1", "ash", "ann@ash.example", "Ann", "officer", AT, password_hash="$argon2id$x")
HOUR = timedelta(hours=1)


def _ann(connection: Connection) -> Person:
    return people.add(connection, ANN)


def _begin(connection: Connection, token: str = "t1") -> None:
    sessions.begin(connection, token, person_id="p1", csrf="c1", at=AT, expires_at=AT + HOUR)


def test_an_address_is_one_person_however_it_is_written(database: Database) -> None:
    written = Person("p1", "ash", " Ann@ASH.example ", "Ann", "officer", AT)
    assert database.write(lambda c: people.add(c, written)).email == "ann@ash.example"
    found = database.read(lambda c: people.by_email(c, "ANN@ash.example"))
    assert found and (found.id, found.password_hash) == ("p1", None)
    with pytest.raises(Refused, match="registered already"):
        database.write(lambda c: people.add(c, Person("p2", "ash", "ANN@ash.example", "Ann", "clerk", AT)))


def test_people_are_changed_only_within_their_council(database: Database) -> None:
    database.write(_ann)
    database.write(lambda c: councils.add(c, Council("oak", "Oakham", AT)))
    assert database.read(lambda c: people.by_id(c, "ash", "p1")) == ANN
    assert database.read(lambda c: people.by_id(c, "oak", "p1")) is None
    assert database.read(lambda c: people.list_for_council(c, "oak")) == []
    assert not database.write(lambda c: people.set_role(c, "oak", "p1", role="administrator"))
    assert not database.write(lambda c: people.set_password(c, "oak", "p1", password_hash="x"))
    assert not database.write(lambda c: people.set_disabled(c, "oak", "p1", is_disabled=True))
    assert database.write(lambda c: people.set_role(c, "ash", "p1", role="clerk"))
    assert database.write(lambda c: people.set_name(c, "ash", "p1", name="Ann B"))
    assert database.write(lambda c: people.set_password(c, "ash", "p1", password_hash="y"))
    (person,) = database.read(lambda c: people.list_for_council(c, "ash"))
    assert (person.role, person.name, person.password_hash) == ("clerk", "Ann B", "y")


def test_a_password_hash_is_not_shown_when_a_person_is_printed() -> None:
    assert "argon2" not in repr(ANN)


def test_a_session_lives_until_its_hour(database: Database) -> None:
    database.write(_ann)
    database.write(_begin)
    found = database.read(lambda c: sessions.by_token(c, "t1", at=AT))
    assert found and (found.person, found.session.csrf) == (ANN, "c1")
    assert database.read(lambda c: sessions.by_token(c, "t2", at=AT)) is None
    assert database.read(lambda c: sessions.by_token(c, "t1", at=AT + HOUR)) is None
    assert database.write(lambda c: sessions.touch(c, "t1", at=AT, expires_at=AT + 2 * HOUR))
    assert database.read(lambda c: sessions.by_token(c, "t1", at=AT + HOUR)) is not None
    assert not database.write(lambda c: sessions.touch(c, "t1", at=AT + 2 * HOUR, expires_at=AT + 3 * HOUR))


def test_disabling_a_person_ends_their_session_at_once(database: Database) -> None:
    database.write(_ann)
    database.write(_begin)
    database.write(lambda c: people.set_disabled(c, "ash", "p1", is_disabled=True))
    assert database.read(lambda c: sessions.by_token(c, "t1", at=AT)) is None


def test_signing_out_ends_one_session_or_all(database: Database) -> None:
    database.write(_ann)
    for token in ("t1", "t2", "t3"):
        database.write(partial(_begin, token=token))
    assert database.write(lambda c: sessions.end(c, "t1"))
    assert not database.write(lambda c: sessions.end(c, "t1"))
    assert database.read(lambda c: sessions.by_token(c, "t2", at=AT)) is not None
    assert database.write(lambda c: sessions.end_all_of(c, "p1")) == 2
    assert database.read(lambda c: sessions.by_token(c, "t2", at=AT)) is None


def test_expired_sessions_are_forgotten(database: Database) -> None:
    database.write(_ann)
    database.write(_begin)
    assert database.write(lambda c: sessions.forget_expired(c, AT)) == 0
    assert database.write(lambda c: sessions.forget_expired(c, AT + HOUR)) == 1


def test_a_link_signs_in_once_before_its_time_is_over(database: Database) -> None:
    database.write(_ann)
    for token in ("l1", "l2"):
        database.write(partial(sign_in.add_link, token=token, person_id="p1", expires_at=AT + HOUR))
    assert database.read(lambda c: sign_in.person_of_link(c, "l1", at=AT)) == "p1"
    assert database.write(lambda c: sign_in.use_link(c, "l1", at=AT)) == "p1"
    assert database.write(lambda c: sign_in.use_link(c, "l1", at=AT)) is None
    assert database.read(lambda c: sign_in.person_of_link(c, "l1", at=AT)) is None
    assert database.write(lambda c: sign_in.use_link(c, "l2", at=AT + HOUR)) is None
    assert database.write(lambda c: sign_in.use_link(c, "unknown", at=AT)) is None


def test_a_link_opened_in_four_tabs_at_once_signs_in_once(database: Database) -> None:
    database.write(_ann)
    database.write(lambda c: sign_in.add_link(c, "l1", person_id="p1", expires_at=AT + HOUR))
    together = threading.Barrier(4)

    def open_tab(_: int) -> str | None:
        together.wait()
        return database.write(lambda c: sign_in.use_link(c, "l1", at=AT))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(open_tab, range(4)), key=str) == [None, None, None, "p1"]


def test_failures_are_counted_by_account_and_by_address(database: Database) -> None:
    for account, address, minutes, succeeded in (
        ("ann", "here", 0, False),
        ("ann", "here", 10, False),
        ("ann", "here", 11, True),
        ("ann", "there", 12, False),
        ("bob", "there", 13, False),
    ):
        at = AT + timedelta(minutes=minutes)
        database.write(
            partial(
                sign_in.record_attempt, account_hash=account, address_hash=address, at=at, succeeded=succeeded
            )
        )
    since = AT + timedelta(minutes=10)
    assert database.read(lambda c: sign_in.failures_of_account(c, "ann", since=since)) == 2
    assert database.read(lambda c: sign_in.failures_from_address(c, "there", since=since)) == 2
    assert database.read(lambda c: sign_in.failures_from_address(c, "here", since=AT)) == 2
    database.write(lambda c: sign_in.forget_before(c, since))
    assert database.read(lambda c: sign_in.failures_of_account(c, "ann", since=AT)) == 2


def test_no_token_lies_readable_in_any_file_of_the_database(
    sqlite_database: Database, tmp_path: Path
) -> None:
    sqlite_database.write(_ann)
    sqlite_database.write(lambda c: _begin(c, "canary-session"))
    sqlite_database.write(lambda c: sign_in.add_link(c, "canary-link", person_id="p1", expires_at=AT))
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert any(b"ann@ash.example" in content for content in files)
    assert not any(b"canary" in content for content in files)
