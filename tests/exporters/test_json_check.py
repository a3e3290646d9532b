"""Verifying an exported record: a whole one passes, and each kind of tampering is named by its entry."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from livemeeting.domain import chain
from livemeeting.domain.refused import Refused
from livemeeting.exporters.json_check import check
from livemeeting.exporters.json_record import digest, write
from tests.records import CORRECTED, DECIDED, REDACTED, RecordedEvening, full_evening

Document = dict[str, Any]


def document(audience: str = "internal") -> Document:
    found: Document = json.loads(
        write(full_evening().record("public" if audience == "public" else "internal"))
    )
    return found


def file(content: Document, *, is_resealed: bool = False) -> bytes:
    """The bytes of a document; a careful forger makes the digest anew."""
    if is_resealed:
        content["digest"] = digest(content)
    return json.dumps(content).encode()


def entries(content: Document) -> list[Document]:
    found: list[Document] = content["log"]["entries"]
    return found


def test_a_whole_record_passes_also_one_with_a_redaction() -> None:
    verdict = check(write(full_evening().record()))
    assert verdict.ok
    assert verdict.sentence.startswith("The log is whole: 16 entries, 1 of them redacted.")


def test_a_record_without_entries_passes() -> None:
    assert check(write(RecordedEvening().record())).ok


def changed_payload(content: Document) -> None:
    entries(content)[3]["payload"] = entries(content)[3]["payload"].replace("31", "13")


def changed_payload_and_its_hash(content: Document) -> None:
    changed_payload(content)
    entries(content)[3]["payload_hash"] = chain.payload_hash(entries(content)[3]["payload"])


def changed_actor(content: Document) -> None:
    entries(content)[3]["actor"] = "Bob"


def changed_time(content: Document) -> None:
    entries(content)[3]["at"] = "2026-11-22T18:02:00.001Z"


def removed_entry(content: Document) -> None:
    del entries(content)[3]


def swapped_entries(content: Document) -> None:
    found = entries(content)
    found[3], found[4] = found[4], found[3]


def doubled_entry(content: Document) -> None:
    entries(content).insert(3, entries(content)[2])


def emptied_entry(content: Document) -> None:
    entries(content)[3]["payload"] = None


def redacted_without_a_word(content: Document) -> None:
    entries(content)[3].update(payload=None, redacted=True)


TAMPERINGS: list[tuple[Callable[[Document], None], int, str]] = [
    (changed_payload, DECIDED, "content of entry 4 was changed"),
    (changed_payload_and_its_hash, DECIDED, "seal of entry 4 was changed"),
    (changed_actor, DECIDED, "person or seal of entry 4 was changed"),
    (changed_time, DECIDED, "The time, kind, person or seal of entry 4"),
    (removed_entry, DECIDED, "Entry 4 is missing"),
    (swapped_entries, DECIDED, "Entry 4 is missing"),
    (doubled_entry, DECIDED - 1, "put in or moved"),
    (emptied_entry, DECIDED, "is gone"),
    (redacted_without_a_word, DECIDED, "no later entry says why"),
]


@pytest.mark.parametrize(
    ("tamper", "seq", "words"), TAMPERINGS, ids=[each[0].__name__ for each in TAMPERINGS]
)
def test_tampering_is_named_by_its_entry(tamper: Callable[[Document], None], seq: int, words: str) -> None:
    content = document()
    tamper(content)
    verdict = check(file(content, is_resealed=True))
    assert (verdict.ok, verdict.seq) == (False, seq)
    assert words in verdict.sentence


def test_the_verifier_in_the_documentation_agrees_with_ours() -> None:
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0], names)
    assert names["first_bad"](document()["log"]) is None
    for tamper, seq, _ in TAMPERINGS:
        content = document()
        tamper(content)
        found = names["first_bad"](content["log"])
        assert found in (seq, DECIDED), tamper.__name__
    content = document()
    del entries(content)[-1]
    assert names["first_bad"](content["log"]) == 16


def test_putting_redacted_words_back_is_noticed() -> None:
    content = document()
    entries(content)[REDACTED - 1]["payload"] = "{}"
    assert check(file(content, is_resealed=True)).seq == REDACTED


def test_entries_cut_off_the_end_are_missed_by_what_the_file_states() -> None:
    content = document()
    del entries(content)[-2:]
    assert check(file(content, is_resealed=True)).seq == 15


def test_an_entry_added_to_the_end_is_more_than_the_file_states() -> None:
    content = document()
    last = entries(content)[-1]
    added = {**last, "seq": 17, "previous_hash": last["hash"]}
    added["hash"] = chain.entry_hash(
        last["hash"], seq=17, at=added["at"], kind=added["kind"], actor=added["actor"],
        payload_hash=added["payload_hash"],
    )  # fmt: skip
    entries(content).append(added)
    verdict = check(file(content, is_resealed=True))
    assert (verdict.ok, verdict.seq) == (False, 17)


def test_a_changed_line_is_named_where_the_log_contradicts_it() -> None:
    content = document()
    content["lines"][3]["actor"] = "Bob"
    verdict = check(file(content))
    assert (verdict.ok, verdict.seq) == (False, DECIDED)


@pytest.mark.parametrize("key", ["sentence", "tally", "posts", "votes"])
def test_any_other_change_of_the_file_is_noticed_too(key: str) -> None:
    content = document()
    content["lines"][3][key] = "something else"
    verdict = check(file(content))
    assert (verdict.ok, verdict.seq) == (False, None)
    assert "something else in the file was changed" in verdict.sentence


def rewritten() -> Document:
    """A forger's whole new log, consistent in itself: only a seal published before can tell."""
    evening = full_evening()
    evening.payloads[DECIDED - 1] = evening.payloads[DECIDED - 1].replace("31", "13")
    content: Document = json.loads(write(evening.record()))
    return content


def test_a_log_rewritten_with_new_hashes_shows_only_against_a_published_seal() -> None:
    forged, published = file(rewritten()), file(document("public"))
    assert check(forged).ok
    verdict = check(forged, against=published)
    assert not verdict.ok
    assert "it was rewritten" in verdict.sentence
    whole = check(file(document()), against=published)
    assert whole.ok
    assert "sealed with" in whole.sentence


def test_a_log_cut_short_with_everything_made_anew_shows_against_a_published_seal() -> None:
    evening = full_evening()
    evening.entries, evening.payloads = evening.entries[:-1], evening.payloads[:-1]
    verdict = check(write(evening.record()), against=file(document("public")))
    assert (verdict.ok, verdict.seq) == (False, 16)


def test_seals_of_other_meetings_and_changed_ones_are_refused() -> None:
    other = document("public")
    other["meeting"]["epoch"] = "e2"
    with pytest.raises(Refused, match="two different meetings"):
        check(file(document()), against=file(other, is_resealed=True))
    with pytest.raises(Refused, match="was changed after its export"):
        check(file(document()), against=file({**other, "agenda": []}))
    with pytest.raises(Refused, match="has no seal"):
        check(file(document()), against=write(RecordedEvening().record("public")))


UNREADABLE = [
    b"", b"\xff\xfe\x00", b"[]", b"null", b"{}", b'{"format": "livemeeting record"}', b"[" * 100_000,
    b'{"format": "livemeeting record", "version": 1}',
    b'{"format": "livemeeting record", "version": 1, "log": {"entries": [1]}}',
    b'{"format": "livemeeting record", "version": 1, "version": 1}',
]  # fmt: skip


@pytest.mark.parametrize("content", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_file_that_is_no_record_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused):
        check(content)


@pytest.mark.parametrize("key", ["seq", "at", "kind", "actor", "payload", "payload_hash", "hash", "redacted"])
def test_a_log_entry_of_the_wrong_shape_is_refused(key: str) -> None:
    content = document()
    entries(content)[CORRECTED - 1][key] = ["a", "list"]
    with pytest.raises(Refused):
        check(file(content, is_resealed=True))


def test_a_public_record_is_sent_back_with_the_way_to_verify_it() -> None:
    with pytest.raises(Refused, match="--against"):
        check(file(document("public")))


def test_a_record_of_a_newer_version_is_not_judged() -> None:
    with pytest.raises(Refused, match="newer livemeeting"):
        check(file({**document(), "version": 2}))
