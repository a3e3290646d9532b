"""The public page in a real browser: complete without script, private, readable by everybody (V1, V6-V8, V10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from livemeeting.domain.agenda import AgendaItem
from tests.browser.gallery import Gallery, Seat
from tests.browser.looks import axe_faults
from tests.evening import AGENDA
from tests.live.hall import Hall, open_doors

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</li></ol><iframe src=javascript:alert(1)>",
    "{{7*7}}",
    "{% raw %}",
    "{a.__class__}",
    "${7*7}",
    "javascript:alert(1)",
    "<!-- comment",
    "]]>",
    "&lt;b&gt;",
    "‮evil‬ ‏right",
    "zero​width‍joiner",
    "Cyfarfod y Cyngor — ŵŷ",
    "🏛️👩‍👩‍👧‍👦",
    "x" * 500,
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with open_doors(tmp_path) as opened:
        opened.press("Start meeting", chair="Cllr Ada Byron")
        opened.go_to("12.4")
        opened.press("anchor_webcast", wall_time="18:01:00", offset="4:10")
        yield opened


def busy(hall: Hall) -> None:
    """Everything a page can show at once."""
    item = hall.item("12.4")
    hall.press("move_motion", item=item, mover="Cllr Ada Byron", seconder="Cllr Siân Rhys")
    votes = ["for:Cllr Ada Byron", "against:Cllr Siân Rhys", "abstained:Cllr Tom Okafor"]
    hall.press("record_decision", item=item, outcome="carried", votes=votes)
    hall.press("correct_entry", entry=str(hall.seq), outcome="lost", reason="misheard")
    hall.press("publish_message", text="A name that must go.")
    hall.press("redact_entry", entry=str(hall.seq), reason="Personal data")
    hall.go_to("12.5")


def no_sideways_scroll(seat: Seat) -> bool:
    inside: bool = seat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return inside


def faults(seat: Seat) -> list[str]:
    return axe_faults(seat.page)


def test_v1_without_script_the_page_is_complete_and_nothing_on_it_is_dead(hall: Hall, seats: Gallery) -> None:
    busy(hall)
    seat = seats.seat(java_script_enabled=False)
    text = seat.page.locator("main").inner_text()
    for words in ("Live now.", "Bus fares", "Library hours", "Timeline", "Agenda", "Reload this page to see"):
        assert words in text
    assert seat.page.locator("button, input, [role=button]").count() == 0
    assert seat.page.locator("#entries > li").count() == len(hall.view.timeline)
    expect(seat.page.get_by_role("link", name="Watch the webcast on YouTube")).to_be_visible()


def test_v6_headings_landmarks_times_and_anchors_and_a_link_to_copy(hall: Hall, seats: Gallery) -> None:
    seat = seats.seat(permissions=["clipboard-read", "clipboard-write"])
    assert seat.page.get_by_role("heading", level=1).all_inner_texts() == ["Full Council"]
    levels = seat.page.eval_on_selector_all("h1, h2, h3", "all => all.map(each => Number(each.localName[1]))")
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert seat.page.locator("body > header").count() == 1
    assert seat.page.get_by_role("main").count() == 1
    assert seat.page.get_by_role("contentinfo").count() == 1
    zones = seat.page.eval_on_selector_all("time", "all => all.map(each => each.getAttribute('datetime'))")
    assert zones and all(each.endswith("+00:00") for each in zones)
    seat.page.get_by_role("button", name="Copy link").click()
    expect(seat.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = seat.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{seat.line.url}{hall.address}#item-3"


def test_v6_an_anchor_leads_to_its_item_whatever_happened_since(hall: Hall, seats: Gallery) -> None:
    busy(hall)
    hall.press("move_item", item=hall.item("84"), before="")
    seat = seats.seat(height=400, address=f"{hall.address}#item-1")
    expect(seat.page.locator("#item-1")).to_be_in_viewport()
    assert "Declarations of interest" in seat.page.locator("#item-1").inner_text()


def test_v8_nothing_is_asked_of_the_provider_before_the_click(hall: Hall, seats: Gallery) -> None:
    seat = seats.seat()
    seat.page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    seat.page.wait_for_load_state("networkidle")
    assert all(each.startswith(seat.line.url) for each in seat.requests)
    with seat.page.expect_request("https://www.youtube-nocookie.com/**"):
        seat.page.get_by_role("button", name="Show the webcast here (from YouTube)").click()
    frame = seat.page.locator("iframe")
    expect(frame).to_have_attribute("title", "Webcast of Full Council")
    expect(frame).to_have_attribute("src", "https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0")
    assert "allow-same-origin" in (frame.get_attribute("sandbox") or "")
    seat.page.wait_for_timeout(50)
    foreign = [each for each in seat.requests if not each.startswith(seat.line.url)]
    assert foreign == ["https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0"]
    expect(seat.page.get_by_role("link", name="Watch the webcast on YouTube")).to_be_visible()
    assert not seat.problems and seat.page.context.cookies() == []


def test_v8_a_running_player_plays_on_through_steps_and_goes_when_the_meeting_is_private(
    hall: Hall, seats: Gallery
) -> None:
    seat = seats.connected(height=3000)
    seat.page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    seat.page.get_by_role("button", name="Show the webcast here (from YouTube)").click()
    seat.page.locator("iframe").evaluate("each => { each.dataset.same = 'yes'; }")
    hall.go_to("12.5")
    seat.sees(hall.view.seq)
    expect(seat.page.locator("iframe")).to_have_attribute("data-same", "yes")
    hall.press("Exclude press and public", paragraphs="3")
    expect(seat.page.get_by_text("The webcast is paused during private business.")).to_be_visible()
    assert seat.page.locator("iframe").count() == 0
    expect(seat.page.locator(".status__word")).to_have_text("Private session")


@pytest.mark.parametrize("state", ["live", "private", "closed"])
@pytest.mark.parametrize("how", ["phone", "laptop", "dark"])
def test_v10_axe_finds_nothing(hall: Hall, seats: Gallery, state: str, how: str) -> None:
    busy(hall)
    if state == "private":
        hall.press("Exclude press and public", paragraphs="3")
    if state == "closed":
        hall.press("Close meeting")
    seat = seats.seat(
        width=320 if how == "phone" else 1280, color_scheme="dark" if how == "dark" else "light"
    )
    seat.page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")
    assert faults(seat) == []
    assert no_sideways_scroll(seat)


def test_v10_axe_finds_nothing_on_the_list_of_meetings_nor_while_updates_wait(
    hall: Hall, seats: Gallery
) -> None:
    front = seats.browser.new_page()
    front.goto(f"{hall.house.public_url}/")
    assert axe_faults(front) == []
    seat = seats.connected(width=320)
    seat.page.get_by_role("button", name="Pause updates").click()
    hall.press("publish_message", text="Order.")
    expect(seat.page.get_by_role("button", name="Show 1 new update")).to_be_visible()
    assert faults(seat) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_v10_the_longest_words_do_not_push_the_page_sideways(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    long = tuple(
        AgendaItem(str(number), "12.4(b)(iii)" * number, text)
        for number, text in enumerate(
            ("x" * 10_000, "Report of the Director " * 26, "مرحبا " * 60, "🏛️" * 200), start=1
        )
    )
    with open_doors(tmp_path, items=long, title="y" * 300, is_rehearsal=True, venue="z" * 200) as hall:
        hall.press("Start meeting", chair="w" * 120)
        hall.press("next_item")
        seat = Gallery(chromium, hall).seat(width=width)
        expect(seat.page.get_by_text("This is practice.")).to_be_visible()
        assert no_sideways_scroll(seat)
        assert seat.page.title().startswith("REHEARSAL: ")
        assert faults(seat) == []
        seat.page.context.close()


def test_v10_on_paper_everything_is_there_with_its_addresses_and_without_controls(
    hall: Hall, seats: Gallery
) -> None:
    busy(hall)
    seat = seats.seat(width=794)
    seat.page.emulate_media(media="print")
    for control in (".pause", ".copy", ".player", ".jump-region", ".reader-bar"):
        expect(seat.page.locator(control)).to_be_hidden()
    assert seat.page.get_by_role("table").first.is_visible()
    after = "link => getComputedStyle(link, '::after').content"
    paper = seat.page.locator("#item-3 .papers a")
    assert "https://calderbeck.example/r/12.4" in paper.evaluate(after)


def test_v10_with_forced_colours_and_at_400_per_cent_the_page_still_reads(hall: Hall, seats: Gallery) -> None:
    busy(hall)
    seat = seats.seat(width=320, height=256, forced_colors="active")
    assert no_sideways_scroll(seat)
    expect(seat.page.locator(".status__word")).to_be_visible()
    assert faults(seat) == []


def test_hostile_strings_are_shown_as_text(chromium: Browser, tmp_path: Path) -> None:
    items = tuple(replace(AGENDA[0], id=str(place), title=text) for place, text in enumerate(HOSTILE))
    with open_doors(tmp_path, items=items, title=HOSTILE[0], venue=HOSTILE[1], body=HOSTILE[2]) as hall:
        hall.press("Start meeting", chair=HOSTILE[3])
        seat = Gallery(chromium, hall).connected(height=8000)
        for text in HOSTILE:
            hall.press("take_note", text=text, audience="public")
        hall.press("next_item")
        seat.sees(hall.view.seq)
        texts = "all => all.map(each => each.textContent)"
        shown = seat.page.eval_on_selector_all("#entries .entry__words p:first-child", texts)
        assert [each for each in reversed(shown) if each in HOSTILE] == list(HOSTILE)
        titles = seat.page.eval_on_selector_all("#items .item__title bdi", texts)
        assert titles == list(HOSTILE)
        assert seat.is_current()
        assert seat.problems == []
        seat.page.context.close()
