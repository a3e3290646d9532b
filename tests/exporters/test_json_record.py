"""The record as JSON: every key that docs/record.md promises, and a file that can be verified."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from livemeeting.domain.record_shape import Record
from livemeeting.exporters.json_record import digest, write
from tests.records import DECIDED, OPENED, REDACTED, full_evening, post

PAGE = Path(__file__).parents[2] / "docs" / "record.md"


def read(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write(record))
    return found


def keys(value: object) -> set[str]:
    """Every key at any depth."""
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys(each)}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def test_the_file_is_the_same_whenever_the_record_is() -> None:
    record = full_evening().record("internal", [post(OPENED)])
    assert write(record) == write(record)
    assert list(read(record)) == sorted(read(record))


def test_a_line_says_what_a_machine_wants_to_know() -> None:
    line = read(full_evening().record("public", [post(DECIDED)]))["lines"][3]
    assert line["items"] == [{"id": "3", "number": "12.4", "title": "Library hours"}]
    assert line["tally"] == {"for": 31, "against": 27, "abstained": 2}
    assert {"member": "Cllr Ada Byron", "vote": "for"} in line["votes"]
    assert line["utc"] == "2026-11-22T18:02:00.000Z"
    assert line["corrections"][0]["reason"] == "Misheard"
    assert line["posts"][0]["url"] == "https://x.com/calderbeck/status/4"


def test_the_internal_file_has_the_whole_log_and_states_its_newest_entry() -> None:
    evening = full_evening()
    log = read(evening.record())["log"]
    assert [entry["hash"] for entry in log["entries"]] == [link.hash for link in evening.links]
    assert (log["meeting_id"], log["newest_seq"]) == ("m1", len(evening.entries))
    assert log["newest_hash"] == evening.links[-1].hash
    redacted = log["entries"][REDACTED - 1]
    assert (redacted["payload"], redacted["redacted"]) == (None, True)


def test_the_public_file_has_neither_log_nor_names_of_officers_nor_the_meeting_s_id() -> None:
    document = read(full_evening().record("public", [post(OPENED)]))
    inside = {"log", "actor", "is_private", "in_force", "undone_by", "restricted_reason", "meeting_id"}
    assert not inside - {"is_private"} & keys(document)
    assert set(document["seal"]) == {"seq", "text"}
    assert "Ann" not in json.dumps(document)


def test_every_key_is_described() -> None:
    page = PAGE.read_text("utf-8")
    described = set(re.findall(r"`([a-z_]+)`", page))
    document = read(full_evening().record("internal", [post(OPENED)]))
    assert not keys(document) - described


def test_the_digest_covers_the_whole_file() -> None:
    document = read(full_evening().record("public"))
    assert digest(document) == document["digest"]
    document["meeting"]["chair"] = "Cllr Tom Okafor"
    assert digest(document) != document["digest"]
