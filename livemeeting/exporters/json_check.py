"""Reading an exported JSON record back: is its log whole, and does the rest of the file still say the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from livemeeting.domain.chain import Checkpoint, Fault, Link, first_bad
from livemeeting.domain.record import seal_text
from livemeeting.domain.record_shape import RecordLog, Seal
from livemeeting.domain.refused import Refused
from livemeeting.exporters.json_record import FORMAT, VERSION, digest

Shape = dict[str, object]

NOT_OURS = "This file is not a record of livemeeting in JSON."
PUBLIC = (
    "This is a public record: it has a seal, but not the log. "
    "Verify the internal record, and compare it with this one by --against."
)


@dataclass(frozen=True)
class Verdict:
    """Whether a log is whole; `seq` is the first bad entry, None where none can be named."""

    ok: bool
    seq: int | None
    sentence: str


@dataclass(frozen=True)
class ReadBack:
    """An internal record as the file has it, not yet believed. `stated` is what it says its newest entry is."""

    document: Shape
    epoch: str
    log: RecordLog
    stated: Checkpoint


def check(content: bytes, *, against: bytes | None = None) -> Verdict:
    """The verdict on an exported internal record; with the bytes of a public one, also against its seal.

    Raises Refused with a sentence where there is no such record to be read.
    """
    found = _read_back(content)
    fault = check_log(found.log, found.stated) or _put_in_later(found)
    if fault is None and digest(found.document) != found.document.get("digest"):
        fault = _altered_line(found)
    if fault is None and against is not None:
        fault = check_seal(found.log, found.epoch, against)
    if fault is not None:
        return Verdict(False, fault.seq or None, fault.sentence)
    return Verdict(True, None, whole(found.log, is_sealed=against is not None))


def check_seal(log: RecordLog, epoch: str, public: bytes) -> Fault | None:
    """Whether a log is the one that a public record (its bytes) was sealed with; raises Refused."""
    its_epoch, seal = _seal_of(public)
    if its_epoch != epoch:
        raise Refused("The two records are of two different meetings.")
    missing = len(log.links) + 1
    if seal.seq >= missing:
        return Fault(missing, f"Entry {missing} is missing: the sealed log reaches entry {seal.seq}.")
    if seal_text(log.meeting_id, seal.seq, log.links[seal.seq - 1].hash) != seal.text:
        return Fault(
            seal.seq, f"The log up to entry {seal.seq} is not the one that was sealed: it was rewritten."
        )
    return None


def read_log(content: bytes) -> tuple[str, RecordLog]:
    """The meeting's epoch and the log an exported internal record holds, not yet believed; raises Refused."""
    found = _read_back(content)
    return found.epoch, found.log


def check_log(log: RecordLog, stated: Checkpoint | None = None) -> Fault | None:
    """The first bad entry of a log."""
    return first_bad(log.links, log.meeting_id, checkpoint=stated)


def whole(log: RecordLog, *, is_sealed: bool = False) -> str:
    """The sentence for a log without a fault."""
    count, redacted = len(log.links), sum(1 for each in log.links if each.is_redacted)
    if count == 0:
        return "The log is whole: it has no entries."
    entries = f"{count} {'entry' if count == 1 else 'entries'}"
    removed = f", {redacted} of them redacted" if redacted else ""
    sealed = " It is the log that the public record was sealed with." if is_sealed else ""
    return f"The log is whole: {entries}{removed}. The hash of the newest is {log.head.hash}.{sealed}"


def _read_back(content: bytes) -> ReadBack:
    document = document_of(content)
    if document.get("audience") == "public":
        raise Refused(PUBLIC)
    log = _part(document, "log")
    entries = log.get("entries")
    if not isinstance(entries, list):
        raise Refused(NOT_OURS)
    links = tuple(link_of(each) for each in entries)
    stated = Checkpoint(_number(log, "newest_seq"), _text(log, "newest_hash"))
    return ReadBack(document, _epoch(document), RecordLog(_text(log, "meeting_id"), links), stated)


def document_of(content: bytes) -> Shape:
    """The JSON of a record of ours, not yet believed. Raises Refused."""
    try:
        found = json.loads(content, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        raise Refused(f"{NOT_OURS} It cannot be read as JSON.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused(NOT_OURS)
    if found.get("version") != VERSION:
        raise Refused("This record was written by a newer livemeeting. Verify it with that version.")
    return found


def _no_key_twice(pairs: Sequence[tuple[str, object]]) -> Shape:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice, and readers would not agree which one counts")
    return found


def link_of(entry: object) -> Link:
    """One entry of the log. Raises Refused."""
    if not isinstance(entry, dict):
        raise Refused(NOT_OURS)
    payload, is_redacted = entry.get("payload"), entry.get("redacted")
    if not isinstance(payload, str | None) or not isinstance(is_redacted, bool):
        raise Refused(NOT_OURS)
    return Link(
        seq=_number(entry, "seq"), at_text=_text(entry, "at"), kind=_text(entry, "kind"),
        actor=_text(entry, "actor"), payload=payload, payload_hash=_text(entry, "payload_hash"),
        previous_hash=_text(entry, "previous_hash"), hash=_text(entry, "hash"), is_redacted=is_redacted,
    )  # fmt: skip


def _put_in_later(found: ReadBack) -> Fault | None:
    after = found.stated.seq + 1
    if len(found.log.links) < after:
        return None
    return Fault(after, f"Entry {after} was put in after the export: the file says that it ends before it.")


def _altered_line(found: ReadBack) -> Fault:
    """Where the file tells of entries other than the log does; else that something in it was changed."""
    told = found.document.get("lines")
    lines = [each if isinstance(each, dict) else {} for each in told] if isinstance(told, list) else []
    for place, link in enumerate(found.log.links):
        line = lines[place] if place < len(lines) else {}
        facts = (line.get("seq"), line.get("utc"), line.get("kind"), line.get("actor"))
        if facts != (link.seq, link.at_text, link.kind, link.actor):
            return Fault(link.seq, f"The line of entry {link.seq} was changed: the log says something else.")
    return Fault(0, "The log is whole, but something else in the file was changed after the export.")


def _seal_of(content: bytes) -> tuple[str, Seal]:
    document = document_of(content)
    if "seal" not in document:
        raise Refused("The file to compare with has no seal: nothing had been recorded when it was exported.")
    if digest(document) != document.get("digest"):
        raise Refused("The file to compare with was changed after its export.")
    part = _part(document, "seal")
    seal = Seal(_number(part, "seq"), _text(part, "text"))
    if seal.seq < 1:
        raise Refused("The file to compare with was changed after its export.")
    return _epoch(document), seal


def _epoch(document: Shape) -> str:
    return _text(_part(document, "meeting"), "epoch")


def _part(shape: Shape, name: str) -> Shape:
    found = shape.get(name)
    if not isinstance(found, dict):
        raise Refused(NOT_OURS)
    return found


def _text(shape: Shape, name: str) -> str:
    found = shape.get(name)
    if not isinstance(found, str):
        raise Refused(NOT_OURS)
    return found


def _number(shape: Shape, name: str) -> int:
    found = shape.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise Refused(NOT_OURS)
    return found
