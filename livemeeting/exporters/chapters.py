"""Chapters of the meeting's videos, by the rules of the places they are for: YouTube, WebVTT, Public-i, programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from livemeeting.domain.record_parts import IndexPoint, RecordVideo
from livemeeting.domain.record_shape import Record
from livemeeting.domain.refused import Refused
from livemeeting.domain.sentences import VIDEO_GONE
from livemeeting.domain.webcast import as_offset
from livemeeting.exporters.csv_record import harmless
from livemeeting.exporters.json_parts import videos

#: YouTube shows no chapters at all unless all are this long, and there are this many (support.google.com 9884579).
LEAST_SECONDS, LEAST_CHAPTERS = 10, 3
MOST_LETTERS = 70
NO_VIDEO = "No video is known for this meeting."
TOO_FEW = "There are fewer than three stretches of ten seconds, so there are no chapters."
UNANCHORED = "Times count from the press of the button that started the webcast."


@dataclass(frozen=True)
class Chapter:
    """From `seconds` to `ends` of a video."""

    seconds: int
    ends: int
    title: str


def why_no_youtube(record: Record) -> str:
    """Why there is nothing to paste into YouTube, "" when there is."""
    if not record.videos:
        return record.say(NO_VIDEO)
    return "" if any(youtube_chapters(record, each) for each in record.videos) else record.say(TOO_FEW)


def why_no_video(record: Record, number: int = 1) -> str:
    """Why there are no chapters of video `number`, "" when there are."""
    return "" if len(record.videos) >= number else record.say(NO_VIDEO)


def write_youtube(record: Record) -> bytes:
    """Lines to paste into the description of the video: UTF-8, "0:00 Title", from 0:00 on. Raises Refused."""
    if why_no_youtube(record):
        raise Refused(why_no_youtube(record))
    blocks = []
    for video in record.videos:
        chapters = youtube_chapters(record, video)
        head = [f"{record.say('Video')} {video.number}: {video.url}"] if len(record.videos) > 1 else []
        note = _notes(record, video)
        lines = [f"{_clock(each.seconds)} {each.title}" for each in chapters] or [record.say(TOO_FEW)]
        blocks.append("\n".join([*head, *note, *lines]))
    return ("\n\n".join(blocks) + "\n").encode()


def youtube_chapters(record: Record, video: RecordVideo) -> tuple[Chapter, ...]:
    """At least three chapters of at least ten seconds, the first at 0:00, or none."""
    found: list[Chapter] = []
    for chapter in chapters_of(record, video):
        if found and chapter.seconds - found[-1].seconds < LEAST_SECONDS:
            found[-1] = _together(record, found[-1], chapter)
        else:
            found.append(chapter)
    if len(found) > 1 and video.length - found[-1].seconds < LEAST_SECONDS:
        found[-2:] = [_together(record, *found[-2:])]
    cut = tuple(replace(each, title=on_a_word(each.title)) for each in found)
    return cut if len(cut) >= LEAST_CHAPTERS else ()


def write_vtt(record: Record, number: int = 1) -> bytes:
    """A WebVTT chapters track of video `number`: cues that follow one another. Raises Refused."""
    if why_no_video(record, number):
        raise Refused(why_no_video(record, number))
    video = record.videos[number - 1]
    notes = ["NOTE", record.head.notice, *_notes(record, video)]
    parts = ["WEBVTT", "\n".join(notes)]
    for each in chapters_of(record, video):
        if each.ends > each.seconds:
            parts.append(f"{_cue_time(each.seconds)} --> {_cue_time(each.ends)}\n{_cue_text(each.title)}")
    return ("\n\n".join(parts) + "\n").encode()


def write_index_csv(record: Record) -> bytes:
    """Index points as Public-i has them: one row a point, with the address of the moment in milliseconds."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["video", "time", "milliseconds", "text", "link"])
    for point in record.index:
        cells = [
            str(point.video),
            as_offset(point.seconds),
            str(point.seconds * 1000),
            point.title,
            point.url,
        ]
        rows.writerow([harmless(each) for each in cells])
    return text.getvalue().encode("utf-8-sig")


def write_index_json(record: Record) -> bytes:
    """Index points for programs; docs/record.md names the keys."""
    document = {
        "format": "livemeeting index points", "version": 1, "notice": record.head.notice,
        "body": record.head.body, "title": record.head.title, "epoch": record.head.epoch,
        "videos": videos(record),
        "points": [
            {"video": each.video, "seconds": each.seconds, "ends": each.ends, "title": each.title,
             "item": each.item_id, "entry": each.seq, "url": each.url}
            for each in record.index
        ],
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _notes(record: Record, video: RecordVideo) -> list[str]:
    gone = [record.say(VIDEO_GONE)] if video.is_gone else []
    return gone if video.is_anchored else [*gone, record.say(UNANCHORED)]


def chapters_of(record: Record, video: RecordVideo) -> tuple[Chapter, ...]:
    """Chapters that cover a video from 0:00 to its end without a gap, each stay at an item in one."""
    points = [each for each in record.index if each.video == video.number]
    starts = [Chapter(each.seconds, 0, _title(record, each)) for each in _once(points)]
    if not starts or starts[0].seconds > 0:
        starts.insert(0, Chapter(0, 0, record.say("Start of the webcast")))
    ends = [each.seconds for each in starts[1:]] + [max(video.length, starts[-1].seconds + 1)]
    return tuple(replace(each, ends=end) for each, end in zip(starts, ends, strict=True))


def on_a_word(title: str, most: int = MOST_LETTERS) -> str:
    """A title cut between words, with … where something is missing."""
    title = " ".join(title.split())
    if len(title) <= most:
        return title
    cut = title[: most - 1]
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:–-')}…"


def _once(points: Sequence[IndexPoint]) -> list[IndexPoint]:
    """Points at the same second become the last of them: the others were over at once."""
    return list({each.seconds: each for each in points}.values())


def _title(record: Record, point: IndexPoint) -> str:
    earlier = any(each.seq == point.seq and (each.video, each.seconds) < (point.video, point.seconds)
                  for each in record.index)  # fmt: skip
    return f"{point.title} ({record.say('continued')})" if earlier else point.title


def _together(record: Record, one: Chapter, other: Chapter) -> Chapter:
    """Two chapters that are too short to stand alone. The start of the webcast gives way to an item."""
    is_start = one.title == record.say("Start of the webcast")
    return Chapter(one.seconds, other.ends, other.title if is_start else f"{one.title} / {other.title}")


def _clock(seconds: int) -> str:
    """4:10, and 1:04:10 from an hour on."""
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02d}"
    return as_offset(seconds)


def _cue_time(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.000"


def _cue_text(title: str) -> str:
    text = " ".join(title.split())
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
