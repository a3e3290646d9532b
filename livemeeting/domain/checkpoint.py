"""A checkpoint: the log of a meeting as it stood at a moment, under the installation's signature."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from livemeeting.domain.chain import Fault, canonical_json
from livemeeting.domain.record import seal_text
from livemeeting.domain.record_shape import RecordLog
from livemeeting.domain.refused import Refused

FORMAT = "livemeeting checkpoint"
VERSION = 1

#: Whether `signature` is the key's own under the text: (key, text, signature), key and signature in base64.
IsSigned = Callable[[str, str, str], bool]

NOT_OURS = "This file is not a checkpoint of livemeeting."
FIELDS = ("epoch", "seal", "at", "key", "signature")


@dataclass(frozen=True)
class SignedCheckpoint:
    """What was signed: the seal (domain/record.py) of the log up to entry `seq`, at `at` (UTC, milliseconds, "Z").

    `key` is the Ed25519 public key, 32 bytes, and `signature` its 64 bytes, both in base64.
    """

    epoch: str
    seq: int
    seal: str
    at: str
    key: str
    signature: str

    @property
    def text(self) -> str:
        """The text under the signature."""
        return signed_text(self.epoch, self.seq, self.seal, self.at)


def signed_text(epoch: str, seq: int, seal: str, at: str) -> str:
    """The JSON list ["livemeeting checkpoint", 1, epoch, seq, seal, at], written as the chain writes JSON.

    It names no meeting id, and a seal cannot be guessed without one, so it may be published.
    """
    return canonical_json([FORMAT, VERSION, epoch, seq, seal, at])


def document(checkpoint: SignedCheckpoint) -> dict[str, object]:
    """The checkpoint as it is published: JSON that anybody may keep, and compare a record with years later."""
    return {
        "format": FORMAT, "version": VERSION, "epoch": checkpoint.epoch, "seq": checkpoint.seq,
        "seal": checkpoint.seal, "at": checkpoint.at, "key": checkpoint.key, "signature": checkpoint.signature,
    }  # fmt: skip


def is_checkpoint(content: bytes) -> bool:
    """Whether a file says of itself that it is a checkpoint."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT


def read_checkpoint(found: object) -> SignedCheckpoint:
    """A published checkpoint read back, not yet believed; raises Refused."""
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused(NOT_OURS)
    if found.get("version") != VERSION:
        raise Refused("This checkpoint was written by a newer livemeeting. Verify it with that version.")
    seq, words = found.get("seq"), [found.get(name) for name in FIELDS]
    if type(seq) is not int or seq < 1 or not all(isinstance(each, str) for each in words):
        raise Refused(NOT_OURS)
    epoch, seal, at, key, signature = (str(each) for each in words)
    return SignedCheckpoint(epoch, seq, seal, at, key, signature)


def key_name(key: str) -> str:
    """A key as people compare it: the first 16 hex digits of the SHA-256 of its base64 text, in fours."""
    digits = sha256(key.encode()).hexdigest()[:16]
    return "-".join(digits[place : place + 4] for place in range(0, 16, 4))


def first_broken(
    checkpoints: Sequence[SignedCheckpoint], log: RecordLog, epoch: str, is_signed: IsSigned
) -> Fault | None:
    """The first checkpoint, oldest first, that its signature or the log does not bear out.

    `log` is whole by itself (chain.first_bad): what shows here is a log rewritten with new hashes, or cut off.
    Raises Refused for a checkpoint of another meeting.
    """
    held = 0
    for each in sorted(checkpoints, key=lambda one: one.seq):
        if each.epoch != epoch:
            raise Refused("The checkpoint and the record are of two different meetings.")
        if not is_signed(each.key, each.text, each.signature):
            return Fault(
                each.seq, f"The checkpoint of entry {each.seq} is not what was signed: it was changed."
            )
        fault = _against(each, log, held)
        if fault is not None:
            return fault
        held = each.seq
    return None


def _against(checkpoint: SignedCheckpoint, log: RecordLog, held: int) -> Fault | None:
    missing = len(log.links) + 1
    if checkpoint.seq >= missing:
        return Fault(missing, f"Entry {missing} is missing: the signed log reaches entry {checkpoint.seq}.")
    if seal_text(log.meeting_id, checkpoint.seq, log.links[checkpoint.seq - 1].hash) == checkpoint.seal:
        return None
    since = f"after entry {held}" if held else "from the start"
    return Fault(
        held + 1,
        f"The log was rewritten {since}, at entry {checkpoint.seq} at the latest: "
        f"that entry is not the one signed at {checkpoint.at}.",
    )
