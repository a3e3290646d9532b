"""The log takes each number once, acts once on a command, and keeps the chain whole."""

from __future__ import annotations

import json
import threading
from datetime import timedelta, timezone
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from livemeeting.domain.chain import canonical_json, first_bad
from livemeeting.store import log
from livemeeting.store.database import Database
from livemeeting.store.log import StaleSeq
from livemeeting.store.stored_entry import StoredEntry
from tests.store.samples import AT, MOMENT, append, hold_meeting


@pytest.fixture(autouse=True)
def _meeting(database: Database) -> None:
    database.write(hold_meeting)


def _fault(database: Database) -> object:
    entries = database.read(lambda connection: log.read(connection, "m1"))
    return first_bad([entry.link for entry in entries], "m1")


def test_entries_come_back_as_they_were_appended(database: Database) -> None:
    appended = database.write(lambda connection: append(connection, 0, ["MeetingOpened", "ItemStarted"]))
    assert [(entry.seq, entry.kind) for entry in appended] == [(1, "MeetingOpened"), (2, "ItemStarted")]
    assert database.read(lambda connection: log.read(connection, "m1")) == appended
    assert database.read(lambda connection: log.read(connection, "m1", after_seq=1)) == appended[1:]
    assert appended[0].monotonic_ms == MOMENT.monotonic_ms
    assert _fault(database) is None


def test_a_long_log_is_read_in_turns_with_others(database: Database) -> None:
    appended = database.write(lambda connection: append(connection, 0, ["ItemStarted"] * (2 * log.PART + 5)))
    turns: list[str] = []

    def work(connection: Connection) -> tuple[StoredEntry, ...]:
        return log.read_in_turns(connection, "m1", len(appended) - 1, lambda: turns.append("others"))

    assert list(database.read(work)) == appended[:-1]
    assert len(turns) == 2


def test_a_time_is_cut_to_milliseconds_in_utc_before_it_is_sealed(database: Database) -> None:
    summer = timezone(timedelta(hours=1))
    odd = AT.replace(microsecond=999_999).astimezone(summer)
    (entry,) = database.write(lambda connection: append(connection, 0, at=odd))
    assert entry.at == AT.replace(microsecond=999_000)
    (loaded,) = database.read(lambda connection: log.read(connection, "m1"))
    assert loaded.at.isoformat() == "2026-11-26T18:30:00.999000+00:00"
    assert _fault(database) is None


def test_an_officer_who_looked_at_an_older_entry_is_told_where_the_log_is(database: Database) -> None:
    database.write(lambda connection: append(connection, 0, ["MeetingOpened", "ItemStarted"]))
    for seen in (0, 1, 3):
        with pytest.raises(StaleSeq) as stale:
            database.write(partial(append, after_seq=seen))
        assert stale.value.current_seq == 2
    assert database.read(lambda connection: log.newest_seq(connection, "m1")) == 2


def test_two_meetings_number_their_entries_apart(database: Database) -> None:
    database.write(lambda connection: hold_meeting(connection, "m2"))
    for meeting_id in ("m1", "m2"):
        (entry,) = database.write(partial(append, after_seq=0, meeting_id=meeting_id))
        assert entry.seq == 1
    assert _fault(database) is None


def test_two_officers_at_once_never_get_the_same_number(database: Database) -> None:
    mine: dict[str, list[int]] = {"first": [], "second": []}
    together = threading.Barrier(2)

    def press(officer: str) -> None:
        together.wait()
        while len(mine[officer]) < 60:
            seen = database.read(lambda connection: log.newest_seq(connection, "m1"))
            try:
                mine[officer] += [entry.seq for entry in database.write(partial(append, after_seq=seen))]
            except StaleSeq as stale:
                assert stale.current_seq > seen

    officers = [threading.Thread(target=press, args=(name,)) for name in mine]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert sorted(mine["first"] + mine["second"]) == list(range(1, 121))
    assert _fault(database) is None


def test_a_command_is_known_once_it_was_acted_on(database: Database) -> None:
    assert database.read(lambda connection: log.command(connection, "m1", "c1")) is None
    database.write(lambda connection: log.remember_command(connection, "m1", "c1", seq=4, at=AT))
    assert database.read(lambda connection: log.command(connection, "m1", "c1")) == 4
    assert database.read(lambda connection: log.command(connection, "m2", "c1")) is None


def test_a_command_is_not_remembered_twice(database: Database) -> None:
    database.write(lambda connection: log.remember_command(connection, "m1", "c1", seq=4, at=AT))
    with pytest.raises(StaleSeq):
        database.write(lambda connection: log.remember_command(connection, "m1", "c1", seq=5, at=AT))
    assert database.read(lambda connection: log.command(connection, "m1", "c1")) == 4


def test_a_redacted_entry_loses_its_content_and_keeps_its_place(database: Database) -> None:
    def redact(connection: Connection) -> bool:
        event = [("EntryRedacted", canonical_json({"entry": 2, "reason": "a name of the public"}))]
        log.append(connection, "m1", after_seq=3, actor="p1", at=AT, events=event, moment=MOMENT)
        return log.redact(connection, "m1", 2)

    before = database.write(
        lambda connection: append(connection, 0, ["MeetingOpened", "NoteMade", "MeetingClosed"])
    )
    assert database.write(redact)
    after = database.read(lambda connection: log.read(connection, "m1"))
    assert (after[1].payload, after[1].is_redacted) == ("{}", True)
    assert (after[1].hash, after[1].payload_hash, after[1].at) == (before[1].hash, before[1].payload_hash, AT)
    assert _fault(database) is None
    assert not database.write(lambda connection: log.redact(connection, "m1", 99))


def test_a_redaction_without_its_reason_in_the_log_is_a_fault(database: Database) -> None:
    database.write(lambda connection: append(connection, 0, ["MeetingOpened", "NoteMade"]))
    database.write(lambda connection: log.redact(connection, "m1", 2))
    assert "no later entry says why" in str(_fault(database))


def test_an_entry_changed_behind_the_product_is_found(database: Database) -> None:
    database.write(
        lambda connection: append(connection, 0, ["MeetingOpened", "ItemStarted", "MeetingClosed"])
    )
    database.write(lambda c: c.exec_driver_sql("UPDATE entries SET actor = 'somebody' WHERE seq = 2"))
    assert "Fault(seq=2" in str(_fault(database))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_survives_in_a_payload(database: Database, text: str) -> None:
    seen = database.read(lambda connection: log.newest_seq(connection, "m1"))
    event = [("NoteMade", canonical_json({"text": text}))]
    database.write(
        lambda c: log.append(c, "m1", after_seq=seen, actor="p1", at=AT, events=event, moment=MOMENT)
    )
    (entry,) = database.read(lambda connection: log.read(connection, "m1", after_seq=seen))
    assert json.loads(entry.payload) == {"text": text}
    assert _fault(database) is None
