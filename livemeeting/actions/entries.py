"""The entries of a log that was read: decoded, with jumps of the wall clock flagged.

Nothing here needs the database, so that a child process that makes a record starts small and at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from livemeeting.domain.events import Unreadable
from livemeeting.domain.meeting import Entry
from livemeeting.domain.payloads import decode
from livemeeting.store.stored_entry import StoredEntry

#: The wall clock and the monotonic clock may drift apart by this much before an entry is flagged.
JUMP = timedelta(seconds=2)


def entries_of(rows: Iterable[StoredEntry]) -> list[Entry]:
    """A whole log, in order."""
    found: list[Entry] = []
    previous: StoredEntry | None = None
    drift = timedelta()
    for stored in rows:
        event = Unreadable(stored.kind) if stored.is_redacted else decode(stored.kind, stored.payload)
        jump = _jump(previous, stored) if previous is not None else timedelta()
        drift -= jump
        found.append(
            Entry(
                stored.seq, stored.at, stored.kind, stored.actor, event, stored.is_redacted, jump != timedelta(), drift
            )
        )  # fmt: skip
        previous = stored
    return found


def _jump(before: StoredEntry, after: StoredEntry) -> timedelta:
    """By how much the wall clock was set between two entries, less than zero for back; zero where it was not."""
    passed = after.at - before.at
    if after.boot != before.boot:
        return min(passed, timedelta())  # a new process: that time does not run backwards is all we know
    lived = timedelta(milliseconds=after.monotonic_ms - before.monotonic_ms)
    return passed - lived if abs(passed - lived) > JUMP or passed < timedelta() else timedelta()
