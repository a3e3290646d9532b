"""Where a moment is in the video: anchored by clock or by entry, moved by another anchor, gone when the video is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from livemeeting.domain import video
from livemeeting.domain.refused import Refused
from livemeeting.domain.webcast import at_moment, webcast
from livemeeting.exporters import EXPORTERS
from tests.evening import PLAN
from tests.records import RecordedEvening

GONE = "The video is no longer available."


@pytest.fixture
def evening() -> RecordedEvening:
    """Entries 1 to 4: opened, item 84 at 18:01:00, webcast stopped, back on Vimeo; then item 12.4."""
    evening = RecordedEvening(PLAN)
    evening.at_item("84")
    evening.press("Webcast stopped")
    evening.press("Webcast back", url="https://vimeo.com/123")
    evening.at_item("12.4")
    return evening


def links(evening: RecordedEvening) -> list[tuple[str, str]]:
    """The place of each entry in a video and its address, ("", "") where there is none."""
    found = [video.link(evening.meeting, each.steady) for each in evening.meeting.timeline]
    return [(each.offset, each.url) if each else ("", "") for each in found]


def test_an_entry_anchors_the_stretch_it_lies_in(evening: RecordedEvening) -> None:
    evening.press("Set video time", entry="5", offset="1:00:00")
    assert links(evening)[3:5] == [
        ("0:59:30", "https://vimeo.com/123#t=3570s"), ("1:00:00", "https://vimeo.com/123#t=3600s"),
    ]  # fmt: skip
    assert links(evening)[:2] == [("", ""), ("", "")]


def test_another_anchor_moves_every_link_of_its_stretch_and_of_no_other(evening: RecordedEvening) -> None:
    evening.press("Set video time", entry="2", offset="2:00")
    evening.press("Set video time", entry="5", offset="1:00:00")
    first = links(evening)
    evening.press("Set video time", entry="2", offset="5:00")
    assert [offset for offset, _ in first[:2]] == ["0:01:30", "0:02:00"]
    assert [offset for offset, _ in links(evening)[:2]] == ["0:04:30", "0:05:00"]
    assert links(evening)[3:5] == first[3:5]


def test_an_entry_without_video_is_refused_with_what_to_do(evening: RecordedEvening) -> None:
    evening.press("Webcast stopped")
    evening.press("Note", text="Nobody filmed this")
    with pytest.raises(Refused, match="No video was running at entry 7"):
        evening.press("Set video time", entry="7", offset="5:00")
    with pytest.raises(Refused, match="No video was running at entry 99"):
        evening.press("Set video time", entry="99", offset="5:00")


def test_in_the_hour_that_comes_twice_an_entry_is_never_in_doubt() -> None:
    evening = RecordedEvening(replace(PLAN, starts_at=datetime(2026, 10, 25, 0, 0, tzinfo=UTC)))
    evening.at = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)  # 01:10 in London, and again an hour later
    evening.at_item("84")
    evening.at += timedelta(hours=1)
    evening.at_item("12.4")
    assert [line.made.time for line in evening.record().lines] == ["01:10:30", "01:11:00", "01:11:30"]
    evening.press("Set video time", entry="3", offset="1:02:00")
    assert [offset for offset, _ in links(evening)[:3]] == ["0:01:00", "0:01:30", "1:02:00"]


def test_a_video_that_is_gone_keeps_its_times_and_ends_its_links(evening: RecordedEvening) -> None:
    evening.press("Set video time", entry="2", offset="2:00")
    evening.press("Set video time", entry="5", offset="1:00:00")
    evening.press("Video gone", segment="1")
    assert links(evening)[1] == ("0:02:00", "")
    assert links(evening)[4] == ("1:00:00", "https://vimeo.com/123#t=3600s")
    evening.press("Video gone")
    assert links(evening)[4] == ("1:00:00", "")
    assert (evening.public.webcast_url, evening.public.webcast_sentence) == ("", GONE)
    assert "The video" not in " ".join(evening.sentences)
    with pytest.raises(Refused, match="already"):
        evening.press("Video gone")


def test_a_new_address_brings_the_links_of_its_stretch_back(evening: RecordedEvening) -> None:
    evening.press("Set video time", entry="5", offset="1:00:00")
    evening.press("Video gone")
    evening.press("Set video time", entry="5", offset="30:00")
    assert links(evening)[4] == ("0:30:00", "")
    evening.press("Set video time", entry="5", offset="30:00", url="https://video.example/archive.mp4")
    assert links(evening)[4] == ("0:30:00", "https://video.example/archive.mp4#t=1800")


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_no_export_leads_to_a_video_that_is_gone(evening: RecordedEvening, audience: str) -> None:
    evening.press("Set video time", entry="2", offset="2:00")
    evening.press("Close meeting")
    evening.press("Video gone")
    record = evening.record(audience)  # type: ignore[arg-type]
    assert [each.is_gone for each in record.videos] == [True, True]
    texts = {
        name: each.write(record).decode("utf-8", "replace")
        for name, each in EXPORTERS.items()
        if not each.why_not(record) and not name.endswith(("pdf", "docx", "xlsx"))
    }
    assert {name for name, text in texts.items() if "t=120s" in text or "#t=" in text} == set()
    assert GONE in texts["html"]
    assert GONE in texts["vtt"]
    assert "0:02:00" in texts["html"]


@pytest.mark.parametrize(
    ("url", "moment"),
    [
        ("https://youtu.be/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk&t=90s"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=90s"),
        ("https://x.public-i.tv/core/portal/a/1/", "https://x.public-i.tv/core/portal/a/1/start_time/90000"),
        ("https://video.example/live/master.m3u8", "https://video.example/live/master.m3u8#t=90"),
        ("https://video.example/council.mp4#t=1", "https://video.example/council.mp4#t=90"),
        ("https://council.example/webcast", "https://council.example/webcast"),
    ],
)
def test_each_provider_has_its_own_link_to_a_moment(url: str, moment: str) -> None:
    assert at_moment(url, 90) == moment


def test_a_stream_of_the_council_s_own_is_played_in_the_page() -> None:
    assert webcast("https://video.example/a.m3u8", ["video.example"]).kind == "video"
    assert webcast("https://video.example/a.m3u8").kind == "link"
