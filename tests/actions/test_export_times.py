"""Midnight, the end of summer time and a clock that is set: order, times and places in the video stay right."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from livemeeting.actions.export import export, record_of
from livemeeting.actions.house import House
from livemeeting.domain.chain import at_text
from livemeeting.exporters import EXPORTERS, csv_read, json_read
from tests.actions.conftest import Chamber

#: British Summer Time ends at 01:00 UTC on 25 October 2026: 01:59 is followed by 01:00 again.
BEFORE_THE_CHANGE = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk&t={}s"


def held(chamber: Chamber, *, at: datetime, clock_set: float = 0) -> Chamber:
    """Three items twenty minutes apart, the video a minute ahead of the start; the clock set before the second."""
    chamber.at = at
    chamber.begin()
    chamber.press("Go to item", item="1")
    local = at.astimezone(LONDON)
    chamber.press("Set video time", wall_time=f"{local:%H:%M:%S}", offset="1:00")
    chamber.move(1200)
    chamber.set_clock(clock_set)
    chamber.press("Go to item", item="3")
    chamber.move(1200)
    chamber.press("Go to item", item="4")
    chamber.press("Close meeting")
    return chamber


def links(chamber: Chamber) -> list[str]:
    found = record_of(chamber.house, chamber.officer, "m1", "public")
    return [item.visits[0].video.url for item in found.as_happened if item.visits and item.visits[0].video]


def test_a_meeting_over_midnight_is_in_order_and_says_on_which_day_it_closed(chamber: Chamber) -> None:
    held(chamber, at=datetime(2026, 11, 22, 23, 50, tzinfo=UTC))
    found = record_of(chamber.house, chamber.officer, "m1", "public")
    assert [(line.made.date, line.made.time) for line in found.lines if line.kind == "ItemStarted"] == [
        ("2026-11-22", "23:50:00"), ("2026-11-23", "00:10:00"), ("2026-11-23", "00:30:00"),
    ]  # fmt: skip
    assert links(chamber) == [VIDEO.format(60), VIDEO.format(1260), VIDEO.format(2460)]
    page = EXPORTERS["html"].write(found).decode()
    assert "00:30:00 on 2026-11-23" in page
    assert found.head.note_due == "2026-11-30"


def test_at_the_end_of_summer_time_no_time_comes_twice_and_nothing_is_flagged(chamber: Chamber) -> None:
    held(chamber, at=BEFORE_THE_CHANGE)
    found = record_of(chamber.house, chamber.officer, "m1", "public")
    started = [line.made for line in found.lines if line.kind == "ItemStarted"]
    assert [(each.time, each.zone) for each in started] == [
        ("01:50:00", "BST"), ("01:10:00", "GMT"), ("01:30:00", "GMT"),
    ]  # fmt: skip
    assert [each.at for each in started] == sorted(each.at for each in started)
    assert links(chamber) == [VIDEO.format(60), VIDEO.format(1260), VIDEO.format(2460)]
    assert not [line for line in found.lines if line.clock_jumped]
    page = EXPORTERS["html"].write(found).decode()
    assert "01:50:00 BST" in page
    assert "01:10:00 GMT" in page


@pytest.mark.parametrize("clock_set", [-3600, 3600])
def test_a_clock_set_by_an_hour_is_flagged_and_the_video_goes_on(chamber: Chamber, clock_set: float) -> None:
    held(chamber, at=datetime(2026, 11, 22, 19, 0, tzinfo=UTC), clock_set=clock_set)
    found = record_of(chamber.house, chamber.officer, "m1", "public")
    assert [line.seq for line in found.lines] == sorted(line.seq for line in found.lines)
    assert [line.kind for line in found.lines if line.clock_jumped] == ["ItemStarted"]
    times = [line.made.time for line in found.lines if line.kind == "ItemStarted"]
    assert times == (
        ["19:00:00", "18:20:00", "18:40:00"] if clock_set < 0 else ["19:00:00", "20:20:00", "20:40:00"]
    )
    assert links(chamber) == [VIDEO.format(60), VIDEO.format(1260), VIDEO.format(2460)]
    assert [point.seconds for point in found.index] == [60, 1260, 2460]
    page = EXPORTERS["html"].write(found).decode()
    assert page.count("clock jumped before this entry") == 1


def test_a_video_time_set_after_the_clock_was_set_back_means_the_clock_as_it_was_then(
    chamber: Chamber,
) -> None:
    chamber.begin()
    chamber.press("Go to item", item="1")
    chamber.move(1800)
    chamber.set_clock(-3600)
    chamber.press("Go to item", item="3")
    chamber.press("Set video time", wall_time="18:10:00", offset="20:00")  # before the clock was set
    assert links(chamber) == [VIDEO.format(600), VIDEO.format(2400)]


@pytest.mark.parametrize("at", [BEFORE_THE_CHANGE, datetime(2026, 11, 22, 23, 50, tzinfo=UTC)])
def test_files_read_back_have_the_same_moments(chamber: Chamber, at: datetime) -> None:
    held(chamber, at=at, clock_set=-3600)
    house: House = chamber.house
    found = record_of(house, chamber.officer, "m1", "internal")
    rows = csv_read.read(export(house, chamber.officer, "m1", "csv", "internal").content)
    again = json_read.read(export(house, chamber.officer, "m1", "json", "internal").content)
    wanted = [at_text(line.made.at) for line in found.lines]
    assert [at_text(row.at) for row in rows] == wanted == [at_text(line.made.at) for line in again.lines]
    assert [line.clock_jumped for line in again.lines].count(True) == 1
