"""What the control panel looks like in a browser: its state bar, its largest control, its sizes and its colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import FloatRect, Page

from livemeeting.domain.agenda import AgendaItem
from tests.browser.panel_stage import SIZES, Stage, stage

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("panel")) as opened:
        opened.account()
        yield opened
        assert opened.problems == []


@pytest.fixture(scope="module")
def meetings(shared: Stage) -> dict[str, str]:
    """A meeting in each state that has a colour of its own."""
    found = {name: shared.meeting() for name in ("disarmed",)}
    found["rehearsal"] = shared.meeting(is_rehearsal=True)
    shared.start(found["rehearsal"])
    shared.press(found["rehearsal"], "next_item")
    for name in ("closed", "private"):  # one meeting at a time may be on air
        found[name] = shared.meeting()
        shared.start(found[name])
        shared.press(found[name], "next_item")
        shared.press(found[name], "take_note", text="Point of order")
        shared.press(found[name], "close" if name == "closed" else "exclude")
    return found


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


WORDS = {"disarmed": "DISARMED", "rehearsal": "REHEARSAL", "private": "PRIVATE", "closed": "CLOSED"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", WORDS)
def test_p1_the_state_bar_is_a_word_an_icon_and_a_colour_at_every_size(
    shared: Stage, meetings: dict[str, str], name: str, size: str, tmp_path: Path
) -> None:
    page = shared.screen(meetings[name], size=size)
    picture = tmp_path / f"{name}-{size}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
    assert page.locator(".bar__word").inner_text() == WORDS[name]
    assert page.locator(".bar__state svg").is_visible()
    assert page.title().startswith(WORDS[name])
    bar = box(page, ".bar")
    assert bar["y"] >= 0 and bar["y"] + bar["height"] <= SIZES[size][1] / 3
    assert page.locator("main > *").first.get_attribute("class") == "bar"
    page.evaluate(
        "document.querySelectorAll('.column').forEach(e => { e.scrollTop = 9999 }); scrollTo(0, 9999)"
    )
    assert box(page, ".bar")["y"] >= -1
    page.context.close()


def test_p1_each_state_has_a_colour_of_its_own(shared: Stage, meetings: dict[str, str]) -> None:
    colours = set()
    for meeting_id in meetings.values():
        page = shared.screen(meeting_id)
        colours.add(page.locator(".bar").evaluate("bar => getComputedStyle(bar).backgroundColor"))
        page.context.close()
    assert len(colours) == len(meetings)


@pytest.mark.parametrize("size", SIZES)
def test_p4_next_is_the_largest_control_and_pinned_at_the_bottom(
    shared: Stage, meetings: dict[str, str], size: str
) -> None:
    page = shared.screen(meetings["rehearsal"], size=size)
    following = box(page, "[data-next]")
    width, height = SIZES[size]
    assert following["height"] >= 88
    assert abs(following["y"] + following["height"] - height) < 20
    if width < 900:
        assert following["width"] >= width - 32
    others = page.locator(
        "main :is(button, summary, a.button, input:not([type=hidden])):visible:not([data-next])"
    )
    areas = others.evaluate_all("all => all.map(e => e.getBoundingClientRect()).map(r => r.width * r.height)")
    assert max(areas) < following["width"] * following["height"]
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_p4_every_target_is_large_enough_for_a_thumb(
    shared: Stage, meetings: dict[str, str], size: str
) -> None:
    page = shared.screen(meetings["private"], size=size)
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    small = page.locator(
        ":is(button, summary, a.button, select, textarea, input.input):visible"
    ).evaluate_all(
        "all => all.filter(e => { const r = e.getBoundingClientRect(); return r.height < 43.5 || r.width < 24 })"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert small == []
    page.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("name", WORDS)
def test_p18_axe_finds_nothing(
    shared: Stage, meetings: dict[str, str], name: str, size: str, dark: bool
) -> None:
    page = shared.screen(meetings[name], size=size, dark=dark)
    page.evaluate(
        "document.querySelectorAll('#open-record_decision, #open-more, #menu-4, #open-adjourn, [data-roll]')"
        ".forEach(each => { each.open = true })"
    )
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.target.join(' '))]))"
    )
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_p18_at_four_hundred_percent_nothing_is_pinned_over_the_content(
    shared: Stage, meetings: dict[str, str]
) -> None:
    page = shared.screen(meetings["rehearsal"])
    page.set_viewport_size({"width": 320, "height": 200})  # 1280 by 800 at 400 %
    assert page.locator(".next").evaluate("bar => getComputedStyle(bar).position") == "static"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-next]").scroll_into_view_if_needed()
    assert page.locator("[data-next]").is_visible()
    page.context.close()


def test_private_covers_the_whole_screen_and_only_readmit_is_bright(
    shared: Stage, meetings: dict[str, str]
) -> None:
    page = shared.screen(meetings["private"])
    for part in (".bar", ".columns", ".next"):
        pattern = page.locator(part).evaluate("each => getComputedStyle(each).backgroundImage")
        assert "repeating-linear-gradient" in pattern
    assert "Nothing leaves while the meeting is private." in page.locator(".next").inner_text()
    bright = page.locator(".button--readmit").evaluate("each => getComputedStyle(each).backgroundColor")
    assert bright == "rgb(255, 211, 92)"
    page.context.close()


def test_a_long_title_never_pushes_next_off_the_screen(shared: Stage) -> None:
    items = (
        AgendaItem("1", "1", "Short"),
        AgendaItem("2", "17(6)", "Report " * 90 + "Llanfairpwllgwyngyll" * 20),
    )
    meeting_id = shared.meeting(is_rehearsal=True, items=items)
    shared.start(meeting_id)
    shared.press(meeting_id, "next_item")
    for size in SIZES:
        page = shared.screen(meeting_id, size=size)
        following = box(page, "[data-next]")
        assert following["y"] + following["height"] <= SIZES[size][1]
        assert following["height"] < SIZES[size][1] / 3
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()
