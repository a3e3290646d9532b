"""One entry of a log as it lies on disk, for whoever works on it without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain import chain


@dataclass(frozen=True)
class StoredEntry:
    """One entry as it lies on disk: `payload` canonical JSON, "{}" once redacted; `at` in milliseconds."""

    meeting_id: str
    seq: int
    at: datetime
    kind: str
    actor: str
    payload: str
    payload_hash: str
    previous_hash: str
    hash: str
    is_redacted: bool
    boot: str
    monotonic_ms: int

    @property
    def link(self) -> chain.Link:
        """The entry as `chain.first_bad` checks it."""
        return chain.Link(
            seq=self.seq,
            at_text=chain.at_text(self.at),
            kind=self.kind,
            actor=self.actor,
            payload=None if self.is_redacted and self.payload == "{}" else self.payload,
            payload_hash=self.payload_hash,
            previous_hash=self.previous_hash,
            hash=self.hash,
            is_redacted=self.is_redacted,
        )
