"""Preparing a meeting in a real browser: by keyboard, with and without script, at every size, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.looks import axe_faults
from tests.browser.panel_stage import Stage, stage


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("preparing")) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_went_wrong(on: Stage) -> Iterator[None]:
    """No script failed, and nothing broke the Content Security Policy."""
    on.problems.clear()
    yield
    for context in on.browser.contexts:
        context.close()
    assert on.problems == []


def test_paste_correct_by_keyboard_save_and_rehearse(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    expect(page.get_by_label("Date")).to_have_value("2026-11-26")
    motion, bus = desk.row("12.4"), desk.row("6A")
    page.locator(f"[id='title.{motion}']").fill("Library opening hours")
    page.locator(f"[id='title.{bus}']").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(f"[id='title.{bus}']")).to_be_focused()
    expect(page.locator("[data-told]")).to_have_text("6A Bus fares is now row 3 of 7.")
    page.keyboard.press("Tab")  # to its first tick
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(f"#row-{bus}")).to_have_class(re.compile("row--restricted"))
    page.locator(f"[id='restricted_reason.{bus}']").fill("Paragraph 3")
    expect(page.locator("[data-counts]")).to_have_text("7 rows · 2 restricted · 2 to check")
    meeting_id = desk.save()
    plan = desk.plan(meeting_id)
    assert [(item.number, item.restricted) for item in plan.items] == [
        ("84", False), ("", False), ("6A", True), ("12.4", False), ("17(6)", False), ("18", False), ("19", True),
    ]  # fmt: skip
    assert plan.items[3].title == "Library opening hours"
    page.get_by_role("button", name="Rehearse").click()
    page.wait_for_url(re.compile(rf"/panel/meetings/(?!{meeting_id})[a-z2-7]{{26}}$"))
    rehearsal = desk.plan(page.url.split("/")[-1])
    assert rehearsal.is_rehearsal and rehearsal.items == plan.items


def test_the_same_works_without_script(on: Stage) -> None:
    desk = Desk(on, script=False)
    page = desk.paste()
    bus = desk.row("6A")
    for _ in range(2):
        page.locator(f"#row-{bus}").get_by_role("button", name="Move up").click()
        assert page.url.endswith(f"#row-{bus}")
    page.locator(f"[id='restricted.{bus}']").check()
    expect(page.locator(f"#row-{bus} .row__flag")).to_be_visible()
    page.locator(f"[id='number.{bus}']").press("Enter")  # changes nothing, saves nothing
    expect(page.get_by_role("heading", name="Check the new meeting")).to_be_visible()
    expect(page.locator(f"[id='restricted.{bus}']")).to_be_checked()
    assert desk.numbers() == ["84", "", "6A", "12.4", "17(6)", "18", "19"]
    assert desk.plan(desk.save()).items[2].restricted


def test_a_row_is_deleted_put_back_and_added_in_place(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    motion = page.locator(f"#row-{desk.row('12.4')}")
    motion.get_by_role("button", name="Delete").click()
    assert "12.4" not in desk.numbers()
    expect(motion.get_by_role("button", name="Put back")).to_be_focused()
    page.keyboard.press("Enter")
    assert "12.4" in desk.numbers()
    motion.get_by_role("button", name="Add a row below").click()
    page.keyboard.type("12.5")
    page.keyboard.press("Tab")
    page.keyboard.type("Dŵr a lleisiau 🏛")
    page.keyboard.press("Enter")
    assert desk.numbers() == ["84", "", "12.4", "12.5", "17(6)", "6A", "18", "19"]
    assert desk.plan(desk.save()).items[3].title == "Dŵr a lleisiau 🏛"


def test_the_line_a_row_was_read_from_is_shown_and_leads_back_to_it(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    motion = desk.row("12.4")
    page.locator(f"[id='title.{motion}']").focus()
    expect(page.locator("[data-source] .is-here")).to_contain_text("12.4  Notice of motion")
    page.locator("[data-source] li", has_text="84  Apologies").click()
    expect(page.locator(f"[id='title.{desk.row('84')}']")).to_be_focused()


def test_checked_doubts_leave_the_list_and_the_row(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    while page.get_by_role("button", name="Checked").count():
        page.get_by_role("button", name="Checked").first.click()
    expect(page.locator("[data-doubt-list]")).to_have_count(0)


def test_the_officer_is_asked_before_unsaved_rows_are_left_behind(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.locator(f"[id='title.{desk.row('84')}']").fill("Changed")
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Load it another way").click()
    assert asked.value.type == "beforeunload"
    expect(page.get_by_role("heading", name="Check the new meeting")).to_be_visible()


def test_a_session_that_ended_meanwhile_loses_no_rows(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    page.locator(f"[id='title.{desk.row('84')}']").fill("Apologies and substitutes")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save meeting and agenda").click()
    expect(page.get_by_role("alert").filter(has_text="You are signed out")).to_be_visible()
    look_at(desk, "signed out", page)
    desk.sign_in()
    assert desk.plan(desk.save()).items[0].title == "Apologies and substitutes"


def test_a_server_that_cannot_be_reached_loses_no_rows(on: Stage) -> None:
    desk = Desk(on)
    page = desk.paste()
    page.context.set_offline(True)
    page.get_by_role("button", name="Save meeting and agenda").click()
    expect(page.get_by_text("The server cannot be reached, and nothing was saved.")).to_be_visible()
    page.context.set_offline(False)
    assert desk.plan(desk.save()).items[0].number == "84"


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(on: Stage, size: str, dark: bool) -> None:
    desk = Desk(on, size, dark=dark)
    look_at(desk, "new", desk.go("/panel/meetings/new"))
    page = desk.paste()
    look_at(desk, "check", page)
    page.get_by_label("Date").fill("")
    page.locator(f"[id='title.{desk.row('84')}']").fill("")
    page.locator(f"#row-{desk.row('6A')}").get_by_role("button", name="Delete").click()
    page.locator(f"#row-{desk.row('12.4')} summary").click()
    page.get_by_role("button", name="Save meeting and agenda").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look_at(desk, "refused", page)
    page.get_by_label("Date").fill("2026-11-26")
    page.locator(f"[id='title.{desk.row('84')}']").fill("Apologies")
    meeting_id = desk.save()
    look_at(desk, "saved", page)
    look_at(desk, "head", desk.go(f"/panel/meetings/{meeting_id}/head"))
    look_at(desk, "load", desk.go(f"/panel/meetings/{meeting_id}/agenda/load"))
    look_at(desk, "list", desk.go("/panel/"))
    look_at(desk, "archived", desk.go("/panel/archived"))


def look_at(desk: Desk, name: str, page: Page) -> None:
    assert (name, axe_faults(page)) == (name, [])
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
