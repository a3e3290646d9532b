"""Events that mend the record, and the one that stands for what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from livemeeting.domain.events.event import Event


@dataclass(frozen=True)
class EntryCorrected(Event):
    """Entry `entry` should read `replacement`, an event of the same kind."""

    entry: int
    replacement: Event
    reason: str = ""


@dataclass(frozen=True)
class EntryRedacted(Event):
    """The payload of `entry` was removed; its number, time and hash stay.

    `was_public` says whether a tombstone may be shown: the payload can no longer tell.
    """

    entry: int
    reason: str
    was_public: bool = False


@dataclass(frozen=True)
class EntryUndone(Event):
    entry: int


@dataclass(frozen=True)
class Unreadable(Event):
    """An entry this version cannot read (written by a newer one). Treated as private: unknown means private."""

    kind: str = field(default="")
