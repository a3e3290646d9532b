"""Parts of a finished record beside its lines: who was there, what was moved, and where it is in the video."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from livemeeting.domain.meeting import Meeting


@dataclass(frozen=True)
class Stamp:
    """A moment: `at` aware UTC; in the meeting's own time `date` (2026-11-22), `time` (18:00:30) and `zone` (GMT)."""

    at: datetime
    date: str
    time: str
    zone: str = ""


def stamp(meeting: Meeting, at: datetime) -> Stamp:
    """A moment in UTC and in the meeting's own time."""
    local = at.astimezone(ZoneInfo(meeting.plan.timezone))
    return Stamp(at, local.strftime("%Y-%m-%d"), local.strftime("%H:%M:%S"), local.strftime("%Z"))


@dataclass(frozen=True)
class RecordMove:
    """A member left the room, or came back (`left` is false), at entry `seq`."""

    seq: int
    made: Stamp
    member: str
    left: bool


@dataclass(frozen=True)
class RecordAttendance:
    """Names as they were recorded, each once, in that order."""

    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()
    moves: tuple[RecordMove, ...] = ()


@dataclass(frozen=True)
class RecordInterest:
    """A declaration at entry `seq`. `interest` is the kind in the council's words; `item_id` "" where none is named."""

    seq: int
    made: Stamp
    member: str
    interest: str
    item_id: str
    leaves: bool


@dataclass(frozen=True)
class RecordAmendment:
    """An amendment moved at entry `seq`; `decided` is the entry that decided it, None while it is open."""

    id: str
    seq: int
    label: str
    mover: str
    seconder: str
    outcome: str
    decided: int | None


@dataclass(frozen=True)
class RecordMotion:
    """A motion with its amendments. One that was never moved, but whose amendments were, has `seq` 0."""

    id: str
    seq: int
    item_id: str
    label: str
    mover: str
    seconder: str
    outcome: str
    decided: int | None
    amendments: tuple[RecordAmendment, ...]


@dataclass(frozen=True)
class RecordVideo:
    """A video of the meeting, numbered from 1. `length` is its seconds as far as the record knows.

    Unless it `is_anchored`, places in it count from the press of the button that started it. Once it `is_gone`
    nothing leads there any more.
    """

    number: int
    url: str
    length: int
    is_anchored: bool
    is_gone: bool = False


@dataclass(frozen=True)
class IndexPoint:
    """A stay at an item as a stretch of a video: `seconds` to `ends`, both from the start of video `video`.

    `seq` is the entry that began the stay. `url` leads to that moment, "" unless the video is anchored and still there.
    """

    video: int
    seconds: int
    ends: int
    title: str
    item_id: str
    seq: int
    url: str
