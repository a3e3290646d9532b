"""The videos of a record, and the stays at items as stretches of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import datetime

from livemeeting.domain import video
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.meeting import Meeting, Segment
from livemeeting.domain.record_parts import IndexPoint, RecordVideo
from livemeeting.domain.record_words import Language, say
from livemeeting.domain.sentences import PRIVATE_ITEM


def link(meeting: Meeting, seq: int) -> video.VideoLink | None:
    """The moment of entry `seq` in the video; None unless the stretch it lies in is anchored."""
    told = meeting.told(seq)
    return video.link(meeting, told.steady) if told else None


def videos(meeting: Meeting) -> tuple[RecordVideo, ...]:
    """Every video, in the order they began."""
    found: dict[str, RecordVideo] = {}
    for segment in meeting.segments:
        last = video.place_in(meeting, segment, _ended(meeting, segment)) if segment.url else None
        if last is None:
            continue
        known = found.get(segment.url) or RecordVideo(len(found) + 1, segment.url, 0, True)
        found[segment.url] = replace(
            known, length=max(known.length, last.seconds), is_anchored=known.is_anchored and last.is_anchored,
            is_gone=last.is_gone,
        )  # fmt: skip
    return tuple(found.values())


def index(meeting: Meeting, language: Language = "en") -> tuple[IndexPoint, ...]:
    """Every public stay at an item that a video shows, in the order of the videos.

    A stay that a break of the webcast cuts in two has a point in each stretch.
    """
    numbers = {each.url: each.number for each in videos(meeting)}
    began = sorted(visit.seq for each in meeting.items for visit in each.visits)
    points: list[IndexPoint] = []
    for tonight in meeting.items:
        title = _title(tonight.item, language)
        for visit in tonight.visits:
            if visit.is_private:
                continue
            after = bisect_right(began, visit.seq)
            stay = _stay(meeting, visit.seq, began[after] if after < len(began) else 0)
            for segment in meeting.segments:
                point = _point(meeting, segment, stay) if segment.url in numbers else None
                if point is not None:
                    points.append(replace(point, video=numbers[segment.url], title=title,
                                          item_id=tonight.item.id, seq=visit.seq))  # fmt: skip
    return tuple(sorted(points, key=lambda each: (each.video, each.seconds, each.seq)))


def _title(item: AgendaItem, language: Language) -> str:
    if not item.title:
        return say(language, PRIVATE_ITEM)
    return f"{say(language, 'Item')} {item.number}: {item.short_title}" if item.number else item.short_title


def _point(meeting: Meeting, segment: Segment, stay: tuple[datetime, datetime]) -> IndexPoint | None:
    """The part of a stay that a segment shows."""
    starts, ends = max(stay[0], segment.started_at), min(stay[1], _ended(meeting, segment))
    if starts > ends or (starts == ends and starts != stay[0]):
        return None
    first, last = video.place_in(meeting, segment, starts), video.place_in(meeting, segment, ends)
    if last is None:
        return None
    if first is None:  # the stay began before the video did
        first = video.Place(segment.url, 0, True, segment.is_gone)
    return IndexPoint(0, first.seconds, max(first.seconds, last.seconds), "", "", 0, first.link)


def _ended(meeting: Meeting, segment: Segment) -> datetime:
    return segment.ended_at or (meeting.timeline[-1].steady if meeting.timeline else segment.started_at)


def _stay(meeting: Meeting, seq: int, after: int) -> tuple[datetime, datetime]:
    """From when to when a stay went: to the next one (begun by entry `after`), the last one to the end."""
    first, last = meeting.told(seq), meeting.told(after) or meeting.timeline[-1]
    return (first or last).steady, last.steady
