"""The shape of a finished record: its head, its agenda, its lines, and what proves that they are whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.chain import Checkpoint, Link
from livemeeting.domain.events import NamedVote, Tally
from livemeeting.domain.record_parts import (
    IndexPoint,
    RecordAttendance,
    RecordInterest,
    RecordMotion,
    RecordVideo,
    Stamp,
)
from livemeeting.domain.record_words import Language, say
from livemeeting.domain.video import VideoLink

#: For whom a record is: everybody, or the council's own officers.
Audience = Literal["public", "internal"]
AUDIENCES: tuple[Audience, ...] = ("public", "internal")
NOBODY = RecordAttendance()


@dataclass(frozen=True)
class RecordMinutes:
    """Where the signed minutes are, as entry `seq` says; `signed` says in words when they were signed, or ""."""

    seq: int
    made: Stamp
    url: str
    signed: str


@dataclass(frozen=True)
class RecordHead:
    """What stands above the lines. `notice` says what a record is not.

    `day`, `status_word` and `notice` are in the language of the record. `address` is the public page's, "" where
    it is a secret. `note_due` (2026-11-30) is when the note of a Welsh council is due.
    """

    body: str
    title: str
    day: str
    venue: str
    chair: str
    timezone: str
    epoch: str
    agenda_url: str
    status: str
    status_word: str
    is_rehearsal: bool
    notice: str
    planned: Stamp
    started: Stamp | None
    closed: Stamp | None
    exported: Stamp
    address: str = ""
    note_due: str = ""
    minutes: RecordMinutes | None = None


@dataclass(frozen=True)
class RecordPost:
    """A post on one account. `state` is the outbox's word, `state_words` the same for people.

    `text` is "" where the entry it told of was redacted.
    """

    channel: str
    account: str
    text: str
    state: str
    state_words: str
    sent: Stamp | None
    url: str
    reason: str


@dataclass(frozen=True)
class RecordCorrection:
    """What a line said before and after entry `seq` corrected it. `actor` is "" for the public."""

    seq: int
    made: Stamp
    before: str
    after: str
    reason: str
    actor: str


@dataclass(frozen=True)
class RecordMinute:
    """The number an item has in the minutes, given by entry `seq`, with what was given before."""

    seq: int
    number: str
    corrections: tuple[RecordCorrection, ...] = ()


@dataclass(frozen=True)
class RecordLine:
    """One entry of the log, told. A corrected line tells what it was corrected to.

    `item_ids`, `item_numbers` and `item_titles` run in step; most lines are about one item or none.
    `actor`, `is_private` and lines not in force occur only in the internal record.
    """

    seq: int
    made: Stamp
    kind: str
    item_ids: tuple[str, ...]
    item_numbers: tuple[str, ...]
    item_titles: tuple[str, ...]
    sentence: str
    actor: str
    outcome: str
    tally: Tally | None
    casting_vote: str
    votes: tuple[NamedVote, ...]
    video: VideoLink | None
    is_private: bool
    in_force: bool
    undone_by: int | None
    corrects: int | None
    corrections: tuple[RecordCorrection, ...]
    is_removed: bool
    removed_because: str
    clock_jumped: bool
    posts: tuple[RecordPost, ...]


@dataclass(frozen=True)
class RecordVisit:
    """One stay at an item, begun by entry `seq`; `ended` is None while it lasts, or where it is not public."""

    seq: int
    started: Stamp
    ended: Stamp | None
    video: VideoLink | None
    is_private: bool


@dataclass(frozen=True)
class RecordItem:
    """An item as it went. `lines` are the numbers of the lines about it that still stand, in order."""

    id: str
    number: str
    title: str
    formal_title: str
    is_heading: bool
    is_restricted: bool
    is_urgent: bool
    state: str
    state_word: str
    outcomes: tuple[str, ...]
    visits: tuple[RecordVisit, ...]
    lines: tuple[int, ...]
    minute: RecordMinute | None = None


@dataclass(frozen=True)
class RecordLog:
    """The whole hash chain of the meeting, for verifying the file without the database."""

    meeting_id: str
    links: tuple[Link, ...]

    @property
    def head(self) -> Checkpoint:
        """The newest entry, against which entries taken off the end show."""
        return Checkpoint(self.links[-1].seq, self.links[-1].hash) if self.links else Checkpoint(0, "")


@dataclass(frozen=True)
class Seal:
    """What a public record says of the log up to entry `seq`: enough to catch a rewritten log, no more.

    Entry hashes themselves stay inside: what follows a known hash could be guessed and tried
    (who voted how in private is a short list), and nothing private may leave.
    """

    seq: int
    text: str


@dataclass(frozen=True)
class Record:
    """A finished record, ready for any exporter. `log` is None, and nothing private is in it, for the public.

    Labels are in `language`; sentences, `state`, `outcome` and `vote` are in English, as they were recorded.
    """

    audience: Audience
    head: RecordHead
    as_planned: tuple[AgendaItem, ...]
    as_happened: tuple[RecordItem, ...]
    lines: tuple[RecordLine, ...]
    seal: Seal
    log: RecordLog | None
    language: Language = "en"
    attendance: RecordAttendance = NOBODY
    interests: tuple[RecordInterest, ...] = ()
    motions: tuple[RecordMotion, ...] = ()
    videos: tuple[RecordVideo, ...] = ()
    index: tuple[IndexPoint, ...] = ()

    @property
    def is_public(self) -> bool:
        return self.audience == "public"

    @property
    def decisions(self) -> tuple[RecordLine, ...]:
        """The lines with an outcome that still stand."""
        return tuple(each for each in self.lines if each.outcome and each.in_force)

    @property
    def recorded_votes(self) -> tuple[RecordLine, ...]:
        """The lines with votes by name that still stand."""
        return tuple(each for each in self.lines if each.votes and each.in_force)

    @cached_property
    def by_seq(self) -> dict[int, RecordLine]:
        return {each.seq: each for each in self.lines}

    def lines_of(self, item: RecordItem) -> tuple[RecordLine, ...]:
        """The lines about an item that still stand, in order."""
        return tuple(self.by_seq[seq] for seq in item.lines if seq in self.by_seq)

    def motions_on(self, item: RecordItem) -> tuple[RecordMotion, ...]:
        return tuple(each for each in self.motions if each.item_id == item.id)

    def say(self, english: str) -> str:
        """A label in the language of the record."""
        return say(self.language, english)
