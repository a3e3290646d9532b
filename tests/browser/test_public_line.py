"""A bad line to the server in a real browser: lost, dead, blocked, held back, asleep; the page ends up the same.

The short form of drill D15.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.gallery import Gallery, Seat
from tests.live.hall import Hall, say
from tests.patience import eventually


def test_v2_messages_lost_on_the_way_are_fetched_once_and_in_order(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected()
    seat.line.drops = lambda event: True  # the heartbeats too, one of which might fall into this very moment
    say(hall, 5)
    while not seat.line.dropped:
        seat.page.wait_for_timeout(10)
    assert seat.entries() == ["entry-1"]
    seat.line.drops = lambda message: False
    last = say(hall)
    seat.sees(last)
    assert seat.entries() == [f"entry-{number}" for number in range(7, 0, -1)]
    assert seat.is_current()


def test_v2_a_reader_whose_line_is_cut_catches_up_when_it_is_back(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected(clock=True)
    seat.line.cut()
    last = say(hall, 3)
    seat.page.clock.run_for(4_000)
    assert seat.entries() == ["entry-1"]
    seat.line.mend()
    seat.page.clock.run_for(15_000)
    seat.sees(last)
    assert seat.entries() == ["entry-4", "entry-3", "entry-2", "entry-1"]


@pytest.mark.parametrize("how", ["blocks_streams", "buffers"])
def test_v2_with_streams_blocked_or_held_back_the_page_asks_every_five_seconds(
    hall: Hall, seats: Gallery, how: str
) -> None:
    seat = seats.seat(clock=True)
    setattr(seat.line, how, True)
    seat.stop_the_clock()
    seat.page.reload()
    last = say(hall, 2)
    seat.page.clock.run_for(3_000)
    assert not [each for each in seat.requests if "updates" in each]
    seat.page.clock.run_for(2_500)
    seat.sees(last)
    asked = len([each for each in seat.requests if "updates" in each])
    last = say(hall)
    for _ in range(3):
        seat.page.clock.run_for(5_000)
        seat.hears_answers()
    seat.sees(last)
    assert asked + 2 <= len([each for each in seat.requests if "updates" in each]) <= asked + 4
    assert "Connection lost" not in seat.page.locator(".reader-bar").inner_text()


def test_a_lost_connection_is_admitted_after_fifteen_seconds_and_not_before(
    hall: Hall, seats: Gallery
) -> None:
    seat = seats.connected(clock=True)
    seat.stop_the_clock()
    seat.sees(say(hall))
    seat.line.freeze()
    bar = seat.page.locator(".reader-bar__words")
    seat.page.clock.run_for(13_000)
    expect(bar).to_be_hidden()
    seat.page.clock.run_for(3_000)
    expect(bar).to_have_text("Connection lost, last update 18:01. Trying again.")
    seat.page.clock.fast_forward(130_000)
    expect(bar).to_contain_text("This page may be out of date: the last update it has is from 18:01.")
    seat.line.mend()
    last = say(hall)
    seat.page.clock.resume()
    seat.page.clock.run_for(8_000)
    seat.sees(last)
    expect(bar).to_be_hidden()
    assert seat.is_current()


def test_a_reader_asleep_for_ten_minutes_shows_at_once_what_those_who_stayed_see(
    hall: Hall, seats: Gallery
) -> None:
    seat = seats.connected(clock=True)
    seat.line.freeze()
    last = say(hall, 12)
    seat.page.clock.fast_forward(600_000)
    seat.line.mend()
    seat.page.clock.run_for(2_000)
    seat.sees(last)
    assert seat.entries() == seat.expected() and seat.is_current()
    last = say(hall)
    seat.sees(last)
    assert not seat.problems


def test_a_reader_offline_for_a_minute_shows_what_those_who_stayed_see(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected(clock=True)
    seat.line.cut()
    seat.page.context.set_offline(True)
    last = say(hall, 4)
    seat.page.clock.run_for(60_000)
    assert seat.entries() == ["entry-1"]
    seat.line.mend()
    seat.page.context.set_offline(False)
    seat.page.clock.run_for(1_000)
    seat.sees(last)
    assert seat.entries() == seat.expected() and seat.is_current()
    expect(seat.page.locator(".reader-bar__words")).to_be_hidden()


def test_a_hidden_tab_gives_its_line_back_and_takes_it_up_when_looked_at(hall: Hall, seats: Gallery) -> None:
    assert hall.sockets is not None
    seat = seats.connected(clock=True)
    _hide(seat, hidden=True)
    seat.page.clock.run_for(65_000)
    assert _eventually_viewers(seat, 0)
    last = say(hall, 2)
    seat.page.clock.run_for(20_000)
    assert seat.entries() == ["entry-1"]
    _hide(seat, hidden=False)
    seat.sees(last)
    assert seat.is_current() and _eventually_viewers(seat, 1)
    expect(seat.page.locator(".reader-bar__words")).to_be_hidden()


def _hide(seat: Seat, *, hidden: bool) -> None:
    seat.page.evaluate(
        "is => { Object.defineProperty(document, 'hidden', { configurable: true, value: is });"
        " dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def _eventually_viewers(seat: Seat, count: int) -> bool:
    sockets = seat.hall.sockets
    assert sockets is not None
    return eventually(lambda: sockets.viewers("m1") == count)
