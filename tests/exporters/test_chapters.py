"""Chapters keep the rules of the places they are for, whatever the evening was like."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from itertools import pairwise

import webvtt
from hypothesis import given, settings

from livemeeting.domain.record import record
from livemeeting.domain.record_shape import Record
from livemeeting.exporters import EXPORTERS
from livemeeting.exporters.chapters import on_a_word, youtube_chapters
from tests.domain.test_privacy import evenings
from tests.evening import PLAN, SIX_PM, Evening
from tests.records import RecordedEvening, busy_evening

LINE = re.compile(r"(?:(\d+):)?(\d+):(\d\d) (\S.*)")


def youtube(found: Record) -> list[tuple[int, str]]:
    """The chapters as YouTube reads them: seconds and title of every line that begins with a time."""
    lines = map(LINE.fullmatch, EXPORTERS["youtube.txt"].write(found).decode().splitlines())
    return [(int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3]), m[4]) for m in lines if m]


def long_evening(*, seconds: int = 60, gap: int = 0, **changes: object) -> RecordedEvening:
    """Every public item in turn, this long each; a gap between the press and the start of the video."""
    evening = RecordedEvening(PLAN, **changes)
    evening.press("Start meeting")
    evening.press("Set video time", wall_time="18:01:00", offset=f"{gap // 60}:{gap % 60:02d}")
    for number in ("84", "12.4", "12.5", "18", "20"):
        evening.at_item(number)
        evening.at += timedelta(seconds=seconds)
    evening.press("Close meeting")
    return evening


def test_chapters_begin_at_0_00_with_the_start_of_the_webcast() -> None:
    found = youtube(long_evening(gap=3600).record("public"))
    assert found[0] == (0, "Start of the webcast")
    assert found[1][1] == "Item 84: Declarations of interest"
    assert (
        "1:00:30 Item 84" in EXPORTERS["youtube.txt"].write(long_evening(gap=3600).record("public")).decode()
    )


def test_an_item_under_way_when_the_video_begins_is_its_first_chapter() -> None:
    evening = RecordedEvening(PLAN, webcast_url="")
    evening.at_item("84")
    evening.press("Webcast started", url="https://youtu.be/bbbbbbbbbbb")
    evening.at_item("12.4")
    evening.at_item("12.5")
    evening.at_item("18")
    evening.press("Close meeting")
    found = youtube(evening.record("public"))
    assert [title for _, title in found][:2] == [
        "Item 84: Declarations of interest",
        "Item 12.4: Library hours",
    ]
    text = EXPORTERS["youtube.txt"].write(evening.record("public")).decode()
    assert text.startswith("Times count from the press of the button that started the webcast.\n0:00 ")


def test_short_stays_share_a_chapter_and_too_few_make_none() -> None:
    evening = long_evening(seconds=-25)
    found = (
        youtube(evening.record("public"))
        if not EXPORTERS["youtube.txt"].why_not(evening.record("public"))
        else []
    )
    assert all(after[0] - before[0] >= 10 for before, after in pairwise(found))
    assert EXPORTERS["youtube.txt"].why_not(RecordedEvening(PLAN).at_item("84").record("public"))


def test_titles_are_cut_on_a_word() -> None:
    long = "Item 12.4: " + "A very long title about libraries " * 20
    assert len(on_a_word(long)) <= 70
    assert on_a_word(long) == "Item 12.4: A very long title about libraries A very long title about…"
    assert on_a_word("x" * 100) == "x" * 69 + "…"


@settings(max_examples=60, deadline=None)
@given(evenings())
def test_chapters_of_random_evenings_keep_every_rule(evening: Evening) -> None:
    found = record(evening.plan, evening.entries, (), audience="public", exported_at=SIX_PM)
    for video in found.videos:
        chapters = youtube_chapters(found, video)
        assert not chapters or (len(chapters) >= 3 and chapters[0].seconds == 0)
        assert all(after.seconds - before.seconds >= 10 for before, after in pairwise(chapters))
        assert all(0 < len(each.title) <= 70 and "\n" not in each.title for each in chapters)
        captions = webvtt.from_string(EXPORTERS["vtt"].write(found).decode()).captions
        assert all(one.end == other.start for one, other in pairwise(captions))
    known = {visit.seq for item in found.as_happened for visit in item.visits}
    assert {point.seq for point in found.index} <= known


def test_two_videos_have_chapters_of_their_own() -> None:
    evening = RecordedEvening(PLAN)
    evening.at_item("84")
    evening.at_item("12.4")
    evening.press("Webcast stopped")
    evening.press("Webcast back", url="https://vimeo.com/123")
    evening.press("Set video time", wall_time="18:02:30", offset="0:05")
    evening.at_item("12.5")
    evening.at_item("20")
    evening.press("Close meeting")
    found = evening.record("public")
    assert [(each.number, each.is_anchored) for each in found.videos] == [(1, False), (2, True)]
    second = webvtt.from_string(EXPORTERS["vtt2"].write(found).decode()).captions
    assert (
        second[0].text == "Item 12.4: Library hours (continued)" or second[0].text == "Start of the webcast"
    )
    assert EXPORTERS["vtt3"].why_not(found)
    rows = list(
        csv.DictReader(io.StringIO(EXPORTERS["index.csv"].write(found).decode("utf-8-sig"), newline=""))
    )
    assert [row["video"] for row in rows] == sorted(row["video"] for row in rows)
    assert rows[-1]["link"] == f"https://vimeo.com/123#t={int(rows[-1]['milliseconds']) // 1000}s"
    points = json.loads(EXPORTERS["index.json"].write(found))["points"]
    assert [each["seconds"] * 1000 for each in points] == [int(row["milliseconds"]) for row in rows]


def test_public_i_links_carry_milliseconds() -> None:
    evening = long_evening(
        gap=60, webcast_url="https://calderbeck.public-i.tv/core/portal/webcast_interactive/1"
    )
    rows = list(
        csv.DictReader(
            io.StringIO(EXPORTERS["index.csv"].write(evening.record("public")).decode("utf-8-sig"))
        )
    )
    assert rows[0]["link"].endswith(f"/start_time/{rows[0]['milliseconds']}")
    assert busy_evening().record("public").index[0].url
