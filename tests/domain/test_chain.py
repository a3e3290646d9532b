"""Whatever is done to a log behind the product's back, the first bad entry is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livemeeting.domain import chain
from livemeeting.domain.chain import Checkpoint, Fault, Link, first_bad
from livemeeting.domain.refused import Refused

AT = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)


def sealed(previous_hash: str, seq: int, kind: str, payload: str, *, is_redacted: bool = False) -> Link:
    """One honest entry."""
    at, content = chain.at_text(AT + timedelta(seconds=seq)), chain.payload_hash(payload)
    own = chain.entry_hash(previous_hash, seq=seq, at=at, kind=kind, actor="p1", payload_hash=content)
    return Link(
        seq, at, kind, "p1", None if is_redacted else payload, content, previous_hash, own, is_redacted
    )


def a_log(length: int, redacted: Sequence[int] = (), *, meeting_id: str = "m1") -> list[Link]:
    """An honest log of `length` entries; those redacted are explained by more entries at its end."""
    links: list[Link] = []
    for seq in range(1, length + len(redacted) + 1):
        previous = links[-1].hash if links else chain.genesis(meeting_id)
        kind, payload = "ItemStarted", chain.canonical_json({"item": f"i{seq}"})
        if seq > length:
            kind, payload = chain.REDACTION, chain.canonical_json({"entry": redacted[seq - length - 1]})
        links.append(sealed(previous, seq, kind, payload, is_redacted=seq in redacted))
    return links


def resealed(links: Sequence[Link], start: int) -> list[Link]:
    """The log as an intruder leaves it who changes entry `start` and computes every later hash anew."""
    forged = list(links[: start - 1])
    for link in links[start - 1 :]:
        previous = forged[-1].hash if forged else chain.genesis("m1")
        payload = '{"item":"forged"}' if link.seq == start else link.payload or "{}"
        forged.append(sealed(previous, link.seq, link.kind, payload))
    return forged


LOG = a_log(5, redacted=[2])

FAULTS: dict[str, tuple[list[Link], Fault]] = {
    "content changed": (
        [*LOG[:2], replace(LOG[2], payload='{"item":"i9"}'), *LOG[3:]],
        Fault(3, "The content of entry 3 was changed."),
    ),
    "time changed": (
        [*LOG[:2], replace(LOG[2], at_text="2026-11-26T19:00:00.000Z"), *LOG[3:]],
        Fault(3, "The time, kind, person or seal of entry 3 was changed."),
    ),
    "kind changed": (
        [*LOG[:2], replace(LOG[2], kind="ItemWithdrawn"), *LOG[3:]],
        Fault(3, "The time, kind, person or seal of entry 3 was changed."),
    ),
    "person changed": (
        [*LOG[:2], replace(LOG[2], actor="p2"), *LOG[3:]],
        Fault(3, "The time, kind, person or seal of entry 3 was changed."),
    ),
    "content emptied": (
        [*LOG[:2], replace(LOG[2], payload=None), *LOG[3:]],
        Fault(3, "The content of entry 3 is gone, and it is not marked as redacted."),
    ),
    "removed": (
        [*LOG[:2], *LOG[3:]],
        Fault(3, "Entry 3 is missing: entry 4 stands in its place."),
    ),
    "removed in front": (
        LOG[2:],
        Fault(1, "Entry 1 is missing: entry 3 stands in its place."),
    ),
    "put in": (
        [*LOG[:3], sealed(LOG[2].hash, 4, "DecisionRecorded", "{}"), *LOG[3:]],
        Fault(4, "Entry 4 stands where entry 5 belongs: it was put in or moved."),
    ),
    "swapped": (
        [*LOG[:2], LOG[3], LOG[2], *LOG[4:]],
        Fault(3, "Entry 3 is missing: entry 4 stands in its place."),
    ),
    "another meeting's log": (
        a_log(3, meeting_id="m2"),
        Fault(
            1, "Entry 1 does not follow the start of this meeting's log: something was changed or exchanged."
        ),
    ),
    "changed with its own hashes": (
        [*LOG[:2], sealed(LOG[1].hash, 3, "ItemStarted", '{"item":"i9"}'), *LOG[3:]],
        Fault(4, "Entry 4 does not follow entry 3: something was changed or exchanged."),
    ),
    "redaction without a reason": (
        LOG[:5],
        Fault(2, "Entry 2 is marked as redacted, but no later entry says why."),
    ),
    "redacted but readable": (
        [LOG[0], replace(LOG[1], payload='{"item":"i2"}'), *LOG[2:]],
        Fault(2, "Entry 2 is marked as redacted, but it still has content."),
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_in_plain_words(case: str) -> None:
    links, fault = FAULTS[case]
    assert first_bad(links, "m1") == fault


@pytest.mark.parametrize("links", [[], a_log(1), a_log(7), LOG, a_log(4, redacted=[1, 4, 4])])
def test_an_honest_log_is_whole(links: list[Link]) -> None:
    assert first_bad(links, "m1") is None
    head = Checkpoint(len(links), links[-1].hash) if links else Checkpoint(0, chain.genesis("m1"))
    assert first_bad(links, "m1", checkpoint=head) is None


def test_entries_taken_off_the_end_show_against_the_published_head() -> None:
    head = Checkpoint(5, LOG[4].hash)
    honest = a_log(5)
    assert first_bad(honest[:3], "m1") is None
    assert first_bad(honest[:3], "m1", checkpoint=head) == Fault(
        4, "Entry 4 is missing: the published log reaches entry 5."
    )


def test_a_log_rewritten_with_new_hashes_shows_against_the_published_head() -> None:
    honest = a_log(5)
    forged = resealed(honest, 2)
    assert first_bad(forged, "m1") is None
    assert first_bad(forged, "m1", checkpoint=Checkpoint(5, honest[4].hash)) == Fault(
        5, "Entry 5 is not the one that was published: the log was rewritten."
    )


@pytest.mark.parametrize(
    "payload", ["{}", "[2]", "not json", '{"entry":"2"}', '{"entry":true}', '{"entry":2.0}', '{"entry":3}']
)
def test_only_an_entry_that_names_the_number_explains_a_redaction(payload: str) -> None:
    links = [*LOG[:5], sealed(LOG[4].hash, 6, chain.REDACTION, payload)]
    fault = first_bad(links, "m1")
    assert fault and fault.seq == 2


def test_an_entry_cannot_explain_a_later_redaction() -> None:
    first = sealed(chain.genesis("m1"), 1, chain.REDACTION, '{"entry":2}')
    links = [first, sealed(first.hash, 2, "NoteMade", "{}", is_redacted=True)]
    assert first_bad(links, "m1") == Fault(2, "Entry 2 is marked as redacted, but no later entry says why.")


def _edit(field: str, value: object) -> Callable[[list[Link], int], list[Link]]:
    def change(links: list[Link], place: int) -> list[Link]:
        return [*links[:place], replace(links[place], **{field: value}), *links[place + 1 :]]  # type: ignore[arg-type]

    return change


EDITS = [
    _edit("seq", 77),
    _edit("seq", 0),
    _edit("at_text", "2026-11-26T18:30:00.001Z"),
    _edit("kind", "Forged"),
    _edit("actor", ""),
    _edit("payload", '{"item":"forged"}'),
    _edit("payload_hash", "0" * 64),
    _edit("previous_hash", "0" * 64),
    _edit("hash", "0" * 64),
]
MOVES: list[Callable[[list[Link], int], list[Link]]] = [
    lambda links, place: [*links[:place], *links[place + 1 :]],  # removed
    lambda links, place: links[place + 1 :],  # truncated in front
    lambda links, place: [*links[: place + 1], links[place], *links[place + 1 :]],  # put in twice
    lambda links, place: [*links[:place], links[place + 1], links[place], *links[place + 2 :]],  # swapped
    lambda links, place: [*links[:place], replace(links[place + 1], seq=place + 1), *links[place + 2 :]],
    lambda links, place: [*links[:place], links[-1], *links[place:-1]],  # the end moved forward
    lambda links, place: _edit("is_redacted", not links[place].is_redacted)(links, place),
]


@given(data=st.data(), length=st.integers(2, 12))
def test_any_single_change_is_found_at_or_before_its_place(data: st.DataObject, length: int) -> None:
    redacted = data.draw(st.lists(st.integers(1, length), max_size=2, unique=True))
    links = a_log(length, redacted)
    place = data.draw(st.integers(0, len(links) - 2))  # the last entry can be taken off unseen
    changed = data.draw(st.sampled_from(EDITS + MOVES))(links, place)
    fault = first_bad(changed, "m1")
    assert fault is not None
    assert fault.seq <= place + 1
    assert str(fault.seq) in fault.sentence


@given(data=st.data(), length=st.integers(1, 12))
def test_against_the_published_head_no_rewriting_passes(data: st.DataObject, length: int) -> None:
    links = a_log(length)
    head = Checkpoint(length, links[-1].hash)
    place = data.draw(st.integers(1, length))
    assert first_bad(resealed(links, place), "m1", checkpoint=head) is not None
    assert first_bad(links[: place - 1], "m1", checkpoint=head) is not None


def test_canonical_json_is_the_same_for_the_same_value() -> None:
    text = chain.canonical_json({"b": ["Ŵyn", 1, None], "a": {"y": True, "x": 0.5}})
    assert text == '{"a":{"x":0.5,"y":true},"b":["Ŵyn",1,null]}'
    assert chain.canonical_json(json.loads(text)) == text


def test_broken_characters_are_refused_before_they_are_sealed() -> None:
    with pytest.raises(Refused, match="broken character"):
        chain.canonical_json({"a": "\ud800"})
    with pytest.raises(Refused, match="broken character"):
        chain.payload_hash("\ud800")
    with pytest.raises(ValueError, match="JSON compliant"):
        chain.canonical_json({"a": float("nan")})


def test_a_time_is_sealed_as_utc_with_milliseconds() -> None:
    summer = timezone(timedelta(hours=1))
    assert (
        chain.at_text(datetime(2026, 6, 1, 19, 30, 5, 999_999, tzinfo=summer)) == "2026-06-01T18:30:05.999Z"
    )
    assert chain.at_text(datetime(2026, 6, 1, tzinfo=UTC)) == "2026-06-01T00:00:00.000Z"
    with pytest.raises(ValueError, match="zone"):
        chain.at_text(datetime(2026, 6, 1))


def test_the_hash_of_an_entry_never_changes() -> None:
    """Pinned: a log written by an earlier release must verify for ever."""
    assert chain.genesis("m1") == "c526e0e2ba90cf36c4a977902cf810d6b289afd391287d2ae00dec364bed0f60"
    assert a_log(1)[0].hash == "df791af264d3b559b24b003fac3db082168e15715602f641b0bcc30e9a62e4ab"
