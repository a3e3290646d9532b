"""The hash chain of a meeting's log: each entry sealed to the one before, and a broken link named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from livemeeting.domain.refused import Refused

REDACTION = "EntryRedacted"


@dataclass(frozen=True)
class Link:
    """One entry as the chain sees it. A redacted entry keeps its hashes and has the payload None.

    `at_text` is UTC with milliseconds and "Z"; `payload` is canonical JSON text.
    """

    seq: int
    at_text: str
    kind: str
    actor: str
    payload: str | None
    payload_hash: str
    previous_hash: str
    hash: str
    is_redacted: bool = False


@dataclass(frozen=True)
class Checkpoint:
    """The newest entry of a log as it was published or signed at some moment."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """The first bad entry of a log, and what is wrong with it in plain words."""

    seq: int
    sentence: str


def first_bad(
    entries: Iterable[Link], meeting_id: str, *, checkpoint: Checkpoint | None = None
) -> Fault | None:
    """The first entry that was edited, removed, put in or moved; None when the log is whole.

    Entries taken off the end, or a log rewritten with new hashes, show only against a `checkpoint`.
    """
    links = list(entries)
    explained = _redactions(links)
    previous = genesis(meeting_id)
    for expected, link in enumerate(links, start=1):
        fault = _out_of_place(link, expected, previous) or _altered(link, explained)
        if fault:
            return fault
        previous = link.hash
    return _against(checkpoint, links) if checkpoint else None


def canonical_json(value: Mapping[str, object] | Sequence[object]) -> str:
    """The one way to write a value as JSON: keys sorted, no blanks, letters as they are.

    Refuses text that is not valid Unicode, which no page could show and no database could hold.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    _bytes(text)
    return text


def at_text(at: datetime) -> str:
    """A time as the chain hashes it: UTC, cut to milliseconds, "2026-11-22T19:00:00.000Z"."""
    if at.tzinfo is None:
        raise ValueError("A time in the log must say its zone.")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def payload_hash(text: str) -> str:
    """SHA-256 of a payload's canonical JSON, in hex."""
    return _sha256(text)


def genesis(meeting_id: str) -> str:
    """What the first entry of a meeting follows, so that entries of two meetings cannot be exchanged."""
    return _sha256("livemeeting log " + meeting_id)


def entry_hash(previous_hash: str, *, seq: int, at: str, kind: str, actor: str, payload_hash: str) -> str:
    """SHA-256, in hex, of the JSON list [previous hash, seq, at, kind, actor, payload hash].

    `at` is `at_text`. A JSON list, because joined text would let one field flow into the next.
    """
    return _sha256(canonical_json([previous_hash, seq, at, kind, actor, payload_hash]))


def _out_of_place(link: Link, expected: int, previous: str) -> Fault | None:
    if link.seq > expected:
        return Fault(expected, f"Entry {expected} is missing: entry {link.seq} stands in its place.")
    if link.seq < expected:
        return Fault(
            link.seq, f"Entry {link.seq} stands where entry {expected} belongs: it was put in or moved."
        )
    if link.previous_hash != previous:
        before = "the start of this meeting's log" if link.seq == 1 else f"entry {link.seq - 1}"
        return Fault(
            link.seq, f"Entry {link.seq} does not follow {before}: something was changed or exchanged."
        )
    return None


def _altered(link: Link, explained: Mapping[int, int]) -> Fault | None:
    fault = _redacted_wrongly(link, explained) if link.is_redacted else _changed_content(link)
    if fault:
        return fault
    sealed = entry_hash(
        link.previous_hash,
        seq=link.seq,
        at=link.at_text,
        kind=link.kind,
        actor=link.actor,
        payload_hash=link.payload_hash,
    )
    if sealed != link.hash:
        return Fault(link.seq, f"The time, kind, person or seal of entry {link.seq} was changed.")
    return None


def _changed_content(link: Link) -> Fault | None:
    if link.payload is None:
        return Fault(link.seq, f"The content of entry {link.seq} is gone, and it is not marked as redacted.")
    if payload_hash(link.payload) != link.payload_hash:
        return Fault(link.seq, f"The content of entry {link.seq} was changed.")
    return None


def _redacted_wrongly(link: Link, explained: Mapping[int, int]) -> Fault | None:
    if explained.get(link.seq, 0) <= link.seq:
        return Fault(link.seq, f"Entry {link.seq} is marked as redacted, but no later entry says why.")
    if link.payload is not None:
        return Fault(link.seq, f"Entry {link.seq} is marked as redacted, but it still has content.")
    return None


def _redactions(links: Sequence[Link]) -> dict[int, int]:
    """For each entry that a redaction names: the seq of the last redaction naming it."""
    return {named: link.seq for link in links for named in _named_by(link)}


def _named_by(link: Link) -> Iterator[int]:
    if link.kind != REDACTION or link.payload is None:
        return
    try:
        payload = json.loads(link.payload)
    except ValueError:
        return  # its own hash will not fit: it is reported as changed
    named = payload.get("entry") if isinstance(payload, dict) else None
    if type(named) is int:  # true == 1 in Python, and must not explain entry 1
        yield named


def _against(checkpoint: Checkpoint, links: Sequence[Link]) -> Fault | None:
    if checkpoint.seq > len(links):
        missing = len(links) + 1
        return Fault(
            missing, f"Entry {missing} is missing: the published log reaches entry {checkpoint.seq}."
        )
    if checkpoint.seq > 0 and links[checkpoint.seq - 1].hash != checkpoint.hash:
        return Fault(
            checkpoint.seq,
            f"Entry {checkpoint.seq} is not the one that was published: the log was rewritten.",
        )
    return None


def _sha256(text: str) -> str:
    return sha256(_bytes(text)).hexdigest()


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("The text holds a broken character. Type it again instead of pasting it.") from None
