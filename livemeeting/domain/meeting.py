"""A meeting as it stands: what the fold of its log produces, and the questions one may ask it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.events import Event, Tally


class MeetingState(StrEnum):
    """Where the sitting is. Private is beside it: a meeting can be adjourned in private."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """What became of an item so far."""

    PENDING = "pending"
    CURRENT = "current"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"


@dataclass(frozen=True)
class Entry:
    """One entry of the log, read: `at` is aware UTC; a redacted entry's event says only its kind.

    `drift` is how far the server's clock was set back since the first entry (less than zero: forward).
    """

    seq: int
    at: datetime
    kind: str
    actor: str
    event: Event
    is_redacted: bool = False
    clock_jumped: bool = False
    drift: timedelta = timedelta()

    @property
    def steady(self) -> datetime:
        """When it happened by a clock that nobody sets: what places in the video are measured by."""
        return self.at + self.drift


@dataclass
class Visit:
    """One stay at an item, begun by entry `seq`; an adjournment may lie inside it."""

    seq: int
    started_at: datetime
    is_private: bool
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Result:
    """An outcome as announced, with the entry that holds it now."""

    seq: int
    outcome: str
    tally: Tally | None
    is_private: bool


@dataclass
class Amendment:
    """An amendment under its motion."""

    id: str
    item: str
    motion: str
    label: str
    mover: str
    seconder: str
    outcome: str = ""


@dataclass
class Motion:
    """A motion under its item."""

    id: str
    item: str
    label: str
    mover: str
    seconder: str
    outcome: str = ""


@dataclass(frozen=True)
class SignedMinutes:
    """Where the signed minutes are, said by entry `seq`; `signed` says in words when they were signed, or ""."""

    seq: int
    url: str
    signed: str


@dataclass(frozen=True)
class MinuteTonight:
    """The number an item has in the minutes, given by entry `seq`."""

    seq: int
    number: str


@dataclass
class ItemTonight:
    """An item and what has happened to it on the night."""

    item: AgendaItem
    state: ItemState = ItemState.PENDING
    visits: list[Visit] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    deferred_to: str = ""
    is_urgent: bool = False
    minute: MinuteTonight | None = None

    @property
    def can_be_taken(self) -> bool:
        """Whether *Next item* may land on it."""
        return self.state is ItemState.PENDING and not self.item.is_heading


@dataclass(frozen=True)
class Anchor:
    """Entry `seq` said that steady time `at` is `seconds` into the video; before it was at `before`, if anywhere."""

    seq: int
    at: datetime
    seconds: int
    before: int | None = None


@dataclass
class Segment:
    """A stretch of video at `url`, in steady time.

    `is_gone` once that video is no longer to be had: times stay, links end. `is_recording` where it was put up
    afterwards. `anchors` is every anchor it had, oldest first; `checks` what was said about its links since the last.
    """

    number: int
    url: str
    started_at: datetime
    ended_at: datetime | None = None
    is_gone: bool = False
    is_recording: bool = False
    anchors: list[Anchor] = field(default_factory=list)
    checks: dict[int, bool] = field(default_factory=dict)

    @property
    def anchor(self) -> Anchor | None:
        """The one that counts: the newest."""
        return self.anchors[-1] if self.anchors else None

    def shows(self, at: datetime) -> bool:
        """Whether it ran at steady time `at`."""
        return self.started_at <= at and (self.ended_at is None or at <= self.ended_at)

    def offset(self, at: datetime) -> int | None:
        """Seconds into the video at steady time `at`; None without an anchor or before the video began."""
        if self.anchor is None:
            return None
        seconds = self.anchor.seconds + int((at - self.anchor.at).total_seconds() // 1)
        return seconds if seconds >= 0 else None


@dataclass
class TimelineEntry:
    """A log entry as the fold understood it.

    `event` is what it says now (a correction's replacement where there is one), `original` what was
    pressed. `is_private` is decided when folded and never becomes false again.
    """

    entry: Entry
    event: Event
    original: Event
    is_private: bool
    in_force: bool = True
    corrected_by: list[int] = field(default_factory=list)
    undone_by: int | None = None
    redacted_by: int | None = None

    @property
    def seq(self) -> int:
        return self.entry.seq

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def steady(self) -> datetime:
        return self.entry.steady


@dataclass
class Meeting:
    """A meeting as it stands after its newest entry (`seq`; 0 before the first)."""

    plan: Plan
    seq: int = 0
    state: MeetingState = MeetingState.SCHEDULED
    is_private: bool = False
    adjourned_until: str = ""
    postponed_to: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    minutes: SignedMinutes | None = None
    chair: str = ""
    operator: str = ""
    speaker: str = ""
    items: list[ItemTonight] = field(default_factory=list)
    current: ItemTonight | None = None
    motions: list[Motion] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    interests: list[tuple[str, str]] = field(default_factory=list)
    members_out: list[str] = field(default_factory=list)
    webcast: str = "off"
    segments: list[Segment] = field(default_factory=list)
    timeline: list[TimelineEntry] = field(default_factory=list)
    by_seq: dict[int, TimelineEntry] = field(default_factory=dict)

    @property
    def is_live(self) -> bool:
        return self.state is MeetingState.LIVE

    @property
    def is_over(self) -> bool:
        return self.state in (MeetingState.CLOSED, MeetingState.CANCELLED)

    @property
    def next_item(self) -> ItemTonight | None:
        """Where *Next item* lands: the first untaken item after the current one, else one left behind."""
        start = self.position(self.current.item.id) + 1 if self.current else 0
        ahead = self.items[start:] + self.items[:start]
        return next((each for each in ahead if each.can_be_taken), None)

    def position(self, item_id: str) -> int:
        """0-based place in the running order; raises KeyError for an unknown item."""
        for place, each in enumerate(self.items):
            if each.item.id == item_id:
                return place
        raise KeyError(item_id)

    def item(self, item_id: str) -> ItemTonight | None:
        return next((each for each in self.items if each.item.id == item_id), None)

    def motion(self, motion_id: str) -> Motion | None:
        return next((each for each in self.motions if each.id == motion_id), None)

    def amendment(self, amendment_id: str) -> Amendment | None:
        return next((each for each in self.amendments if each.id == amendment_id), None)

    def told(self, seq: int) -> TimelineEntry | None:
        """The timeline entry with this number, None where this view of the log has none."""
        return self.by_seq.get(seq)

    def end_segments(self, at: datetime) -> None:
        """No stretch of video goes on after steady time `at`."""
        for each in self.segments:
            each.ended_at = each.ended_at or at

    def segment_at(self, at: datetime) -> Segment | None:
        """The stretch of video for steady time `at`: the newest that is still there.

        A recording put up afterwards counts once it is anchored.
        """
        ready = [each for each in self.segments if each.anchor is not None or not each.is_recording]
        found = [each for each in reversed(ready) if each.shows(at)]
        return next((each for each in found if not each.is_gone), found[0] if found else None)

    def is_restricted(self, item_ids: Sequence[str]) -> bool:
        """Whether any of these items is restricted or unknown: unknown means private."""
        found = [self.item(each) for each in item_ids]
        return any(each is None or each.item.restricted for each in found)


#: What an event does to a meeting: the meeting, the entry, and what the entry says.
Fold = Callable[[Meeting, Entry, Event], None]
