"""Following a meeting in a real browser: at once, in order, once, and never in the reader's way (V2-V5)."""

from __future__ import annotations

import json
import time

from playwright.sync_api import expect

from tests.browser.gallery import Gallery, Seat
from tests.live.hall import Hall, say

#: Counts what is set in motion; by the time a slow machine looks, the motion may be over.
COUNT_MOVES = """() => {
  window.moves = 0;
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...how) { window.moves += 1; return animate.apply(this, how); };
}"""


def scroll_down(seat: Seat) -> float:
    """Read a line in the middle of the timeline, and where it is on the screen."""
    seat.page.evaluate(
        "scrollTo({ top: document.getElementById('entry-20').offsetTop, behavior: 'instant' })"
    )
    return place(seat)


def place(seat: Seat) -> float:
    top: float = seat.page.evaluate("document.getElementById('entry-20').getBoundingClientRect().top")
    return top


def seconds_to_see(seat: Seat, item: str) -> float:
    """From a press to the page. What only asks would need seconds at each of several presses, on any machine."""
    started = time.monotonic()
    seat.hall.go_to(item)
    seat.sees(seat.hall.view.seq)
    return time.monotonic() - started


def test_v2_a_press_is_on_the_page_within_a_second(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected()
    assert min(seconds_to_see(seat, number) for number in ("84", "12.5", "20", "84", "12.4")) < 1.0
    expect(seat.page.locator(".now__item")).to_have_text("12.4 Library hours")
    assert seat.is_current() and not seat.problems


def test_v2_a_whole_evening_leaves_the_page_a_fresh_load_would_show(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected()
    hall.go_to("84")
    hall.press("record_decision", item=hall.item("84"), outcome="noted")
    hall.press("move_item", item=hall.item("12.5"), before=hall.item("12.4"))
    hall.press("next_item")
    hall.press(
        "add_urgent_item", number="21", title="Flooding", reason="The river is rising", before=hall.item("20")
    )
    hall.press("correct_entry", entry="3", outcome="agreed", reason="misheard")
    hall.press("restrict_item", item=hall.item("12.5"))
    hall.press("webcast_failed")
    hall.press("webcast_restored", url="https://vimeo.com/123456")
    hall.press("Exclude press and public", paragraphs="3")
    hall.go_to("19")
    hall.press("Readmit press and public")
    hall.go_to("21")
    hall.press("undo")
    seat.sees(hall.view.seq)
    assert seat.entries() == seat.expected()
    assert seat.is_current() and not seat.problems


def test_a_page_that_is_open_at_the_close_stays_and_leads_to_the_archive(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected()
    hall.go_to("84")
    hall.press("record_decision", item=hall.item("84"), outcome="noted")
    hall.press("Close meeting")
    archive = seat.page.get_by_role("link", name="See what was decided, item by item")
    expect(archive).to_be_visible(timeout=20_000)
    assert seat.entries() == seat.expected()
    # Asked through a route, the browser does not answer from what it kept a second ago.
    seat.page.route("**/m/*", lambda route: route.continue_())
    archive.click()
    expect(seat.page.get_by_role("heading", name="Decisions")).to_be_visible(timeout=20_000)
    assert not seat.problems


def test_v3_a_scrolled_reader_is_offered_updates_and_moves_nowhere(hall: Hall, seats: Gallery) -> None:
    say(hall, 30)
    seat = seats.connected(height=600)
    before = scroll_down(seat)
    hall.go_to("12.4")
    last = say(hall, 2)
    button = seat.page.get_by_role("button", name="Show 3 new updates")
    expect(button).to_be_visible()
    assert place(seat) == before
    assert f"entry-{last}" not in seat.entries()
    button.click()
    assert seat.entries() == seat.expected() and seat.is_current()
    assert seat.page.evaluate("document.activeElement.id") == "timeline-heading"
    expect(button).to_be_hidden()


def test_v3_coming_back_to_the_top_shows_what_was_held(hall: Hall, seats: Gallery) -> None:
    say(hall, 30)
    seat = seats.connected(height=600)
    scroll_down(seat)
    last = say(hall)
    expect(seat.page.get_by_role("button", name="Show 1 new update")).to_be_visible()
    seat.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    seat.sees(last)


def test_v3_paused_updates_wait_until_resumed(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected()
    seat.page.get_by_role("button", name="Pause updates").click()
    last = say(hall, 2)
    expect(seat.page.get_by_role("button", name="Show 2 new updates")).to_be_visible()
    assert seat.entries() == ["entry-1"] and seat.spoken() == ""
    seat.page.get_by_role("button", name="Resume updates").click()
    seat.sees(last)
    expect(seat.page.get_by_role("button", name="Pause updates")).to_be_visible()


def test_what_is_no_longer_public_leaves_the_screen_of_a_paused_and_scrolled_reader_too(
    hall: Hall, seats: Gallery
) -> None:
    say(hall, 30)
    hall.go_to("12.5")
    seat = seats.connected(height=600)
    before = scroll_down(seat)
    seat.page.get_by_role("button", name="Pause updates").evaluate("each => each.click()")
    hall.press("restrict_item", item=hall.item("12.5"))
    seat.sees(hall.view.seq)
    assert "Bus fares" not in seat.page.locator("body").inner_text()
    assert abs(place(seat) - before) < 1


def test_v4_new_text_is_spoken_politely_and_at_most_every_five_seconds(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected(clock=True)
    seat.stop_the_clock()
    assert seat.spoken() == ""
    hall.press("publish_message", text="First.")
    seat.sees(2)
    seat.page.clock.run_for(100)
    assert seat.spoken() == "First."
    hall.press("publish_message", text="Second.")
    hall.press("publish_message", text="Third.")
    seat.sees(4)
    seat.page.clock.run_for(3_000)
    assert seat.spoken() == "First."
    seat.page.clock.run_for(2_500)
    assert seat.spoken().startswith("Third.")


def test_v5_nothing_moves_for_readers_who_asked_for_less_motion(hall: Hall, seats: Gallery) -> None:
    moving, still = seats.connected(), seats.connected(reduced_motion="reduce")
    for seat in (moving, still):
        seat.page.evaluate(COUNT_MOVES)
    last = say(hall)
    for seat, count in ((moving, 1), (still, 0)):
        seat.sees(last)
        assert seat.page.evaluate("window.moves") == count


def test_another_edition_of_the_page_is_loaded_anew(hall: Hall, seats: Gallery) -> None:
    seat = seats.connected(clock=True)
    seat.page.evaluate("document.body.dataset.old = 'yes'")
    answer = hall.app.test_client().get(f"{hall.address}/updates?after=1").get_json()
    body = json.dumps(answer | {"epoch": "another", "seq": 9})
    seat.page.route("**/updates?*", lambda route: route.fulfill(body=body, content_type="application/json"))
    seat.line.drops = lambda event: "event: step" in event
    say(hall, 2)
    seat.line.drops = lambda event: False
    say(hall)
    with seat.page.expect_navigation():
        seat.page.clock.run_for(4_000)
    assert seat.page.evaluate("document.body.dataset.old") is None


def test_opened_details_and_the_focus_survive_an_update(hall: Hall, seats: Gallery) -> None:
    hall.go_to("12.4")
    seat = seats.connected(height=3000)
    seat.page.locator("#item-3 summary").click()
    seat.page.locator("#item-3 summary").focus()
    hall.press("publish_message", text="Order.")
    seat.sees(3)
    assert seat.page.locator("#item-3 details").get_attribute("open") is not None
    assert seat.page.evaluate("document.activeElement.localName") == "summary"
