"""Where a moment of the meeting is in its videos. Every link into a video comes from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain.meeting import Meeting, Segment
from livemeeting.domain.webcast import as_offset, at_moment


@dataclass(frozen=True)
class VideoLink:
    """Where something is in the video: "2:04:11", and the address of that moment, "" once the video is gone."""

    offset: str
    url: str


@dataclass(frozen=True)
class Place:
    """A moment of the video at `url`; not anchored, it counts from the press that started the webcast."""

    url: str
    seconds: int
    is_anchored: bool
    is_gone: bool = False

    @property
    def link(self) -> str:
        """The address of the moment; "" unless the video is anchored and still there."""
        return at_moment(self.url, self.seconds) if self.is_anchored and not self.is_gone else ""


def link(meeting: Meeting, at: datetime) -> VideoLink | None:
    """The moment of the video at steady time `at`; None unless the stretch it lies in is anchored."""
    found = place(meeting, at)
    if found is None or not found.is_anchored:
        return None
    return VideoLink(as_offset(found.seconds), found.link)


def place(meeting: Meeting, at: datetime) -> Place | None:
    """Where steady time `at` is in a video; None while none was running."""
    segment = meeting.segment_at(at)
    return place_in(meeting, segment, at) if segment is not None and segment.url else None


def place_in(meeting: Meeting, segment: Segment, at: datetime) -> Place | None:
    """Where steady time `at` is in the video of a stretch; None when that video begins later."""
    seconds = segment.offset(at)
    if seconds is not None:
        return Place(segment.url, seconds, True, segment.is_gone)
    if segment.anchor is not None:
        return None
    # A video that went on after a break is told from where it began.
    first = next(each for each in meeting.segments if each.url == segment.url)
    counted = first.offset(at)
    if counted is None:
        counted = max(0, int((at - first.started_at).total_seconds()))
    return Place(segment.url, counted, False, segment.is_gone)
