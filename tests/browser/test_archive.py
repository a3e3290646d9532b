"""The archive in a real browser: whole without script, quiet with it, readable by everybody (V1, V8, V10, V13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from livemeeting.domain.agenda import AgendaItem
from livemeeting.store import outbox
from tests.browser.looks import axe_faults
from tests.chromium import chromium as browser
from tests.live.hall import Hall, open_doors
from tests.records import post


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """An evening with everything an archive shows, closed. No test changes it."""
    with open_doors(tmp_path_factory.mktemp("archive")) as opened:
        an_evening(opened)
        yield opened


def an_evening(hall: Hall) -> None:
    hall.press("Start meeting", chair="Cllr Ada Byron")
    hall.press("anchor_webcast", wall_time="18:00:30", offset="4:10")
    hall.go_to("12.4")
    item = hall.item("12.4")
    hall.press("move_motion", item=item, mover="Cllr Ada Byron", seconder="Cllr Siân Rhys")
    votes = ["for:Cllr Ada Byron", "against:Cllr Siân Rhys", "abstained:Cllr Tom Okafor"]
    hall.press("record_decision", item=item, outcome="carried", votes=votes)
    decided = hall.seq
    hall.press("correct_entry", entry=str(decided), outcome="lost", votes=votes, reason="misheard")
    hall.press("take_note", text="A name that must go.", audience="public")
    hall.press("redact_entry", entry=str(hall.seq), reason="Personal data")
    hall.press("Adjourn", until="20:25")
    hall.press("Resume")
    hall.go_to("18")
    hall.press("Exclude press and public", paragraphs="3")
    hall.press("Readmit press and public")
    hall.press("Close meeting")
    hall.press("sign_minutes", url="https://calderbeck.example/minutes.pdf", signed="18 December 2026")
    hall.press("number_minute", item=item, number="96")
    hall.press("number_minute", item=item, number="97")
    hall.house.database.write(lambda c: outbox.add(c, [post(decided)]))


def seat(chromium: Browser, hall: Hall, path: str = "", *, width: int = 1280, **how: object) -> Page:
    """A browser at the archive, or at a page under its address."""
    page = chromium.new_context(viewport={"width": width, "height": 800}, **how).new_page()  # type: ignore[arg-type]
    page.goto(f"{hall.house.public_url}{hall.address}{path}")
    expect(page.locator("#main")).to_be_visible()
    return page


def faults(page: Page) -> list[str]:
    """What axe finds with everything opened."""
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")
    return axe_faults(page)


def fits(page: Page) -> bool:
    inside: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return inside


def test_v1_without_script_everything_is_there_and_every_way_leads_somewhere(
    chromium: Browser, hall: Hall
) -> None:
    page = seat(chromium, hall, java_script_enabled=False)
    for name in ("Decisions", "By item", "Time per item", "By time", "Downloads"):
        link = page.get_by_role("navigation", name="On this page").get_by_role("link", name=name)
        target = (link.get_attribute("href") or "").removeprefix("#")
        expect(page.locator(f'[id="{target}"]')).to_have_count(1)
    page.locator(".decision summary").click()
    expect(page.get_by_role("cell", name="Against").first).to_be_visible()
    expect(page.get_by_role("img", name="Chart of the time spent on each item")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    page.get_by_role("link", name="Permanent link to item 12.4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("12.4 Library hours")
    page.get_by_role("link", name="See the whole meeting").click()
    expect(page.locator("#item-3")).to_be_visible()
    assert page.url.endswith("#item-3")


def test_v8_with_script_it_follows_nothing_and_asks_nobody_else_before_the_click(
    chromium: Browser, hall: Hall
) -> None:
    page = chromium.new_context().new_page()
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text))
    page.goto(f"{hall.house.public_url}{hall.address}")
    player = page.get_by_role("button", name="Show the webcast here (from YouTube)")
    expect(player).to_be_visible()
    assert all(each.startswith(hall.house.public_url) for each in asked)
    assert not [each for each in asked if "/stream" in each or "/updates" in each]
    assert problems == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "dark"), (1280, "dark")])
def test_v10_axe_finds_nothing_on_any_page_of_the_archive(
    chromium: Browser, hall: Hall, width: int, scheme: str
) -> None:
    for path in ("", "/item-3"):
        page = seat(chromium, hall, path, width=width, color_scheme=scheme)
        assert faults(page) == [], path
        assert fits(page), path
        page.context.close()


def test_v10_on_paper_the_chart_the_votes_and_the_posts_are_there_and_the_list_of_files_is_not(
    chromium: Browser, hall: Hall
) -> None:
    page = seat(chromium, hall, width=794)
    page.emulate_media(media="print")
    for there in (".chart", ".spent", ".decision .votes table", ".posts li"):
        expect(page.locator(there).first).to_be_visible()
    for gone in (".ways", ".files", ".player", ".item__link"):
        expect(page.locator(gone).first).to_be_hidden()
    assert fits(page)


def test_v10_the_longest_words_do_not_push_the_archive_sideways(chromium: Browser, tmp_path: Path) -> None:
    texts = ("x" * 2_000, "Report of the Director " * 20, "مرحبا " * 40, "🏛️" * 100)
    items = tuple(AgendaItem(str(at), "12.4(b)(iii)" * at, text) for at, text in enumerate(texts, 1))
    with open_doors(tmp_path, items=items, title="y" * 200, is_rehearsal=True) as hall:
        hall.press("Start meeting", chair="w" * 100)
        for at in range(1, 5):
            hall.press("go_to_item", item=str(at))
            hall.press("record_decision", item=str(at), outcome="agreed")
        hall.press("Close meeting")
        for path in ("", "/item-1"):
            page = seat(chromium, hall, path, width=320, forced_colors="active")
            assert fits(page), path
            assert faults(page) == [], path
            page.context.close()
