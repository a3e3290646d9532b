"""The append-only log of each meeting: entries by number, and the commands already acted on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from livemeeting.domain import chain
from livemeeting.store.insert import insert_new
from livemeeting.store.stored_entry import StoredEntry
from livemeeting.store.tables import commands, entries
from livemeeting.store.utc_time import to_milliseconds

#: As many entries are read in a few milliseconds.
PART = 250


@dataclass(frozen=True)
class Moment:
    """The machine's own clock beside the wall clock, by which a jump of the latter is noticed.

    `monotonic_ms` counts from the boot named `boot`. Neither is part of the chain.
    """

    boot: str
    monotonic_ms: int


class StaleSeq(Exception):
    """Somebody else was first: the log has moved on to `current_seq`. Nothing was appended."""

    def __init__(self, current_seq: int) -> None:
        super().__init__(f"The log has moved on to entry {current_seq}.")
        self.current_seq = current_seq


def append(
    connection: Connection,
    meeting_id: str,
    *,
    after_seq: int,
    actor: str,
    at: datetime,
    events: Sequence[tuple[str, str]],
    moment: Moment,
) -> list[StoredEntry]:
    """Add events (kind, canonical JSON) after the entry the person was looking at.

    Raises `StaleSeq` when that is not the newest, also when another transaction wins the number.
    """
    newest, previous_hash = _head(connection, meeting_id)
    if newest != after_seq:
        raise StaleSeq(newest)
    moment_at = to_milliseconds(at)
    added: list[StoredEntry] = []
    for seq, (kind, payload) in enumerate(events, start=after_seq + 1):
        content = chain.payload_hash(payload)
        sealed = chain.entry_hash(
            previous_hash, seq=seq, at=chain.at_text(moment_at), kind=kind, actor=actor, payload_hash=content
        )
        entry = StoredEntry(
            meeting_id=meeting_id,
            seq=seq,
            at=moment_at,
            kind=kind,
            actor=actor,
            payload=payload,
            payload_hash=content,
            previous_hash=previous_hash,
            hash=sealed,
            is_redacted=False,
            boot=moment.boot,
            monotonic_ms=moment.monotonic_ms,
        )
        if not insert_new(connection, entries, asdict(entry)):
            raise StaleSeq(newest_seq(connection, meeting_id))
        added.append(entry)
        previous_hash = sealed
    return added


def read(connection: Connection, meeting_id: str, after_seq: int = 0) -> list[StoredEntry]:
    """The entries after `after_seq`, in order."""
    rows = connection.execute(
        select(entries)
        .where(entries.c.meeting_id == meeting_id, entries.c.seq > after_seq)
        .order_by(entries.c.seq)
    )
    return [StoredEntry(**row._mapping) for row in rows]


def read_in_turns(
    connection: Connection, meeting_id: str, up_to: int, pause: Callable[[], None]
) -> tuple[StoredEntry, ...]:
    """The entries up to that one, in order, with a pause between parts in which others take their turn."""
    chosen = select(entries).where(entries.c.meeting_id == meeting_id, entries.c.seq <= up_to)
    found: list[StoredEntry] = []
    for part in connection.execute(chosen.order_by(entries.c.seq)).partitions(PART):
        if found:
            pause()
        found += [StoredEntry(**row._mapping) for row in part]
    return tuple(found)


def newest_seq(connection: Connection, meeting_id: str) -> int:
    """The number of the newest entry, 0 for an empty log."""
    return _head(connection, meeting_id)[0]


def hash_of(connection: Connection, meeting_id: str, seq: int) -> str | None:
    """The hash of one entry, None where there is none."""
    return connection.execute(
        select(entries.c.hash).where(entries.c.meeting_id == meeting_id, entries.c.seq == seq)
    ).scalar_one_or_none()


def redact(connection: Connection, meeting_id: str, seq: int) -> bool:
    """Remove the content of an entry for good; number, time, kind and hashes stay. Repeatable.

    The caller appends the entry that says why in the same transaction, or the chain is broken.
    """
    changed = connection.execute(
        update(entries)
        .where(entries.c.meeting_id == meeting_id, entries.c.seq == seq)
        .values(payload="{}", is_redacted=True)
    )
    return changed.rowcount == 1


def command(connection: Connection, meeting_id: str, command_id: str) -> int | None:
    """The seq that this command reached when it was acted on; None when it is new."""
    return connection.execute(
        select(commands.c.seq).where(commands.c.meeting_id == meeting_id, commands.c.command_id == command_id)
    ).scalar_one_or_none()


def remember_command(
    connection: Connection, meeting_id: str, command_id: str, *, seq: int, at: datetime
) -> None:
    """Note that the command was acted on and reached `seq`.

    Raises `StaleSeq` when another transaction acted on it meanwhile: look at `command` again.
    """
    row = {"meeting_id": meeting_id, "command_id": command_id, "seq": seq, "at": at}
    if not insert_new(connection, commands, row):
        raise StaleSeq(newest_seq(connection, meeting_id))


def _head(connection: Connection, meeting_id: str) -> tuple[int, str]:
    newest = connection.execute(
        select(entries.c.seq, entries.c.hash)
        .where(entries.c.meeting_id == meeting_id)
        .order_by(entries.c.seq.desc())
        .limit(1)
    ).first()
    return (newest.seq, newest.hash) if newest else (0, chain.genesis(meeting_id))
