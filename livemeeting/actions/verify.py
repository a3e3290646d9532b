"""Verifying that a log is whole: in the database, in an exported file, and against what was published or signed."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from livemeeting.actions.away import away
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting
from livemeeting.actions.making import LONG
from livemeeting.domain.chain import Fault
from livemeeting.domain.checkpoint import (
    SignedCheckpoint,
    first_broken,
    is_checkpoint,
    key_name,
    read_checkpoint,
)
from livemeeting.domain.record_shape import RecordLog
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.exporters.json_check import Verdict, check, check_log, check_seal, read_log, whole
from livemeeting.store import log, signing

OTHER_KEY = "It was signed with another key ({found}) than the one given ({wanted})."


def verify_file(content: bytes, *, against: bytes | None = None, key: str = "") -> Verdict:
    """Whether an exported internal record (JSON) is whole; also against a public record's seal or a checkpoint.

    Raises Refused where the file is no such record. A checkpoint must be signed with `key`, where one is given.
    """
    if against is None or not is_checkpoint(against):
        return check(content, against=against)
    verdict = check(content)
    if not verdict.ok:
        return verdict
    epoch, found = read_log(content)
    return _with(
        verdict, _against(found, epoch, against, key), f"It is the log that was signed{_by(against)}."
    )


def verify_checkpoint(content: bytes, *, key: str = "") -> Verdict:
    """Whether a checkpoint is what was signed. Raises Refused where the file is none."""
    found = _checkpoint(content)
    if not signing.is_signed(found.key, found.text, found.signature):
        return Verdict(False, found.seq, "The checkpoint is not what was signed: it was changed.")
    fault = _other_key(found, key)
    if fault is not None:
        return Verdict(False, fault.seq, fault.sentence)
    return Verdict(
        True, None,
        f"The checkpoint was signed at {found.at} with the key {key_name(found.key)}. "
        f"It covers the log up to entry {found.seq}: compare it with the internal record by --against.",
    )  # fmt: skip


def verify_database(
    house: House, officer: Officer, meeting_id: str, *, against: bytes | None = None, key: str = ""
) -> Verdict:
    """Whether the log of a meeting is whole in the database, and is what was signed at every checkpoint of it.

    Also against the seal of a public record, or a checkpoint that somebody kept. Raises NotFound, NotAllowed;
    Refused where `against` is neither, or of another meeting.
    """
    officer.must(Right.EXPORT)

    def work(connection: Connection) -> tuple[str, RecordLog, list[SignedCheckpoint]]:
        plan = find_meeting(connection, officer, meeting_id).plan
        links = tuple(each.link for each in log.read(connection, meeting_id))
        signed = signing.checkpoints_of(connection, meeting_id, plan.epoch)
        return plan.epoch, RecordLog(meeting_id, links), signed

    epoch, found, signed = house.database.read(work)
    is_long = len(found.links) > LONG
    checked = away(house.runtime, check_log, found) if is_long else check_log(found)
    fault = checked or first_broken(signed, found, epoch, signing.is_signed)
    if fault is None and against is not None:
        fault = _against(found, epoch, against, key)
    if fault is not None:
        return Verdict(False, fault.seq, fault.sentence)
    is_sealed = against is not None and not is_checkpoint(against)
    said = whole(found, is_sealed=is_sealed)
    if signed:
        said += f" It is the log that was signed {_times(len(signed))}, last at {signed[-1].at}."
    return Verdict(True, None, said)


def _against(found: RecordLog, epoch: str, against: bytes, key: str) -> Fault | None:
    if not is_checkpoint(against):
        return check_seal(found, epoch, against)
    checkpoint = _checkpoint(against)
    return _other_key(checkpoint, key) or first_broken([checkpoint], found, epoch, signing.is_signed)


def _other_key(checkpoint: SignedCheckpoint, key: str) -> Fault | None:
    if not key or key == checkpoint.key:
        return None
    return Fault(checkpoint.seq, OTHER_KEY.format(found=key_name(checkpoint.key), wanted=key_name(key)))


def _checkpoint(content: bytes) -> SignedCheckpoint:
    try:
        return read_checkpoint(json.loads(content))
    except (ValueError, RecursionError):
        raise Refused("This file is not a checkpoint of livemeeting: it cannot be read as JSON.") from None


def _with(verdict: Verdict, fault: Fault | None, sentence: str) -> Verdict:
    if fault is not None:
        return Verdict(False, fault.seq, fault.sentence)
    return Verdict(True, None, f"{verdict.sentence} {sentence}")


def _by(content: bytes) -> str:
    found = _checkpoint(content)
    return f" at {found.at} with the key {key_name(found.key)}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
