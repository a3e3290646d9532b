"""Presses in a browser: two panels at once, keys, undo, what is read out, and where the focus stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.panel_stage import Stage, stage


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("panel")) as opened:
        opened.account()
        yield opened
        assert opened.problems == []


@pytest.fixture
def meeting(shared: Stage) -> str:
    """A rehearsal under way: several of them may be, where only one live meeting may."""
    meeting_id = shared.meeting(is_rehearsal=True)
    shared.start(meeting_id)
    return meeting_id


@pytest.fixture
def page(shared: Stage, meeting: str) -> Iterator[Page]:
    opened = shared.screen(meeting)
    yield opened
    opened.context.close()


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)


def test_p3_a_live_meeting_starts_only_after_typing_live(shared: Stage) -> None:
    meeting_id = shared.meeting()
    page = shared.screen(meeting_id)
    for key in ("n", "PageDown", "Enter", "s"):
        page.keyboard.press(key)
    page.click("[data-next]")
    expect(page.locator(".next__form [data-refusal]")).to_contain_text(
        "Type LIVE beside Start meeting to go on air."
    )
    assert shared.seen(meeting_id).meeting.seq == 0
    page.fill("#start_meeting-confirm", "LIVE")
    page.click("[data-next]")
    expect(page.locator(".bar__word")).to_have_text("LIVE")
    expect(page).to_have_title("LIVE · Council")
    page.context.close()
    _second_is_refused(shared)
    shared.press(meeting_id, "close")


def _second_is_refused(shared: Stage) -> None:
    page = shared.screen(shared.meeting())
    page.fill("#start_meeting-confirm", "live")
    page.click("[data-next]")
    refusal = page.locator(".next__form [data-refusal]")
    expect(refusal).to_contain_text("Full Council is on air and uses the same accounts.")
    page.context.close()


def test_p5_two_panels_pressing_within_a_second_advance_once(shared: Stage, meeting: str, page: Page) -> None:
    other = shared.screen(meeting, socket=False)
    pressed: list[Request] = []
    other.on("request", lambda asked: pressed.append(asked) if "/press/" in asked.url else None)
    # It asks for nothing before it presses, however long that takes.
    other.route("**/state?*", lambda route: route.fallback() if pressed else route.abort())
    page.click("[data-next]")
    said(page, "Item 84")
    other.click("[data-next]")
    refusal = other.locator(".next__form [data-refusal]")
    expect(refusal).to_contain_text("Already moved to item 84: Declarations of interest (Officer Ash).")
    assert shared.now(meeting) == "84"
    expect(other.locator("[data-next]")).to_contain_text("12.4 Library hours")
    other.wait_for_timeout(800)
    other.click("[data-next]")
    said(other, "Item 12.4: Library hours.")
    assert shared.now(meeting) == "12.4"
    other.context.close()


def test_p5_what_another_panel_changed_a_moment_ago_cannot_have_been_seen(
    shared: Stage, meeting: str, page: Page
) -> None:
    page.evaluate(
        "new MutationObserver((_, watch) => {"
        " const next = document.querySelector('[data-next]');"
        " if (next.textContent.includes('12.4')) { watch.disconnect(); next.click() }"
        "}).observe(document.querySelector('.next'), { childList: true, subtree: true })"
    )
    shared.press(meeting, "next_item")
    expect(page.locator(".next__form [data-refusal]")).to_contain_text("Already moved to item 84")
    assert shared.now(meeting) == "84"


def test_p5_a_double_press_advances_once(shared: Stage, meeting: str, page: Page) -> None:
    page.evaluate(
        "() => {"
        " const next = () => document.querySelector('[data-next]').click();"
        " const at = performance.now();"
        " performance.now = () => at; next(); next();"
        " performance.now = () => at + 400; next() }"
    )
    said(page, "Item 84")
    expect(page.locator(".now__title")).to_have_text("84 Declarations of interest")
    # Shown and recorded: a press of the same two fingers is still none.
    page.evaluate("document.querySelector('[data-next]').click()")
    page.wait_for_timeout(500)
    assert shared.now(meeting) == "84"


def test_a_second_press_made_before_the_screen_shows_the_first_is_not_refused(
    shared: Stage, meeting: str, page: Page
) -> None:
    held: list[Route] = []
    page.route("**/state?*", lambda route: held.append(route), times=1)
    page.click("[data-next]")
    said(page, "Item 84")
    page.click("#open-adjourn > summary")
    page.click("#form-adjourn button")
    for each in held:
        each.fallback()
    expect(page.locator("#open-adjourn")).to_have_count(0)
    assert shared.seen(meeting).meeting.seq == 3


def test_p6_keys_press_the_buttons_they_are_printed_on(shared: Stage, meeting: str, page: Page) -> None:
    assert "N" in page.locator("[data-next] kbd").inner_text()
    for key, number in (("n", "84"), ("PageDown", "12.4"), ("p", "84"), ("u", "12.4")):
        page.keyboard.press(key)
        expect(page.locator(".now__title")).to_contain_text(number)
        page.wait_for_timeout(720)
    page.keyboard.press("e")
    expect(page.locator("dialog[open] textarea")).to_contain_text("Item 12.4")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("[data-keys-dialog]")).to_be_visible()
    page.keyboard.press("n")
    assert shared.now(meeting) == "12.4"


def test_p6_keys_are_ignored_while_typing_with_modifiers_and_on_repeat(
    shared: Stage, meeting: str, page: Page
) -> None:
    page.click("#open-take_note > summary")
    page.fill("#take_note-text", "")
    page.keyboard.type("nnu?")
    page.locator("h1").click()
    page.keyboard.press("Control+n")
    page.keyboard.press("Alt+n")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', repeat: true, bubbles: true}))"
    )
    page.wait_for_timeout(300)
    assert page.input_value("#take_note-text") == "nnu?"
    assert shared.seen(meeting).meeting.seq == 1


def test_p6_keys_stay_off_after_a_reload(shared: Stage, meeting: str, page: Page) -> None:
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("main[data-follows]")
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert shared.seen(meeting).meeting.seq == 1
    assert page.locator("[data-next] kbd").is_hidden()


def test_letters_open_the_forms_of_debate(page: Page) -> None:
    for key, button in (
        ("d", "record_decision"),
        ("m", "move_motion"),
        ("v", "call_vote"),
        ("s", "call_speaker"),
    ):
        page.locator("h1").click()
        page.keyboard.press(key)
        expect(page.locator(f"#open-{button}")).to_have_attribute("open", "")


def test_p8_undo_stops_the_post_and_says_so(shared: Stage) -> None:
    meeting_id = shared.meeting()
    shared.start(meeting_id)
    page = shared.screen(meeting_id)
    page.keyboard.press("n")
    said(page, "Item 84")
    countdown = page.locator(".post__countdown").first
    expect(countdown).to_have_text(re.compile(r"0:\d\d"))
    expect(countdown).not_to_have_text(countdown.inner_text())
    page.keyboard.press("u")
    said(page, "Entry 2 undone. Nothing was sent.")
    shared.clock.move(seconds=30)
    shared.deliver()
    gone = {each.state for each in shared.seen(meeting_id).posts if each.seq == 2}
    assert gone == {"cancelled"}
    page.context.close()
    shared.press(meeting_id, "close")


def test_p9_presses_and_refusals_are_announced_and_the_focus_stays(page: Page) -> None:
    status, following = page.locator("[data-said]"), page.locator("[data-next]")
    assert status.get_attribute("role") == "status" and status.get_attribute("aria-atomic") == "true"
    following.focus()
    page.keyboard.press("Enter")
    said(page, "Item 84: Declarations of interest.")
    expect(page.locator(".now__title")).to_contain_text("84")
    assert page.evaluate("document.activeElement.matches('[data-next]')")
    page.click("#open-take_note > summary")
    page.click("#form-take_note button")
    refusal = page.locator("#form-take_note [data-refusal]")
    expect(refusal).to_have_text("Write the note first.")
    assert refusal.get_attribute("role") == "alert"
    assert page.evaluate("document.activeElement.closest('form')?.id") == "form-take_note"


def test_p9_what_others_press_never_moves_the_focus_or_the_text(
    shared: Stage, meeting: str, page: Page
) -> None:
    page.click("#open-take_note > summary")
    page.fill("#take_note-text", "Half a sen")
    shared.press(meeting, "next_item")
    expect(page.locator(".now__title")).to_contain_text("84")
    assert page.evaluate("document.activeElement.id") == "take_note-text"
    page.keyboard.type("tence")
    assert page.input_value("#take_note-text") == "Half a sentence"


def test_a_stale_note_is_kept_and_goes_through_at_the_second_press(
    shared: Stage, meeting: str, page: Page
) -> None:
    page.click("#open-take_note > summary")
    page.fill("#take_note-text", "Point of order")
    shared.press(meeting, "next_item")
    page.click("#form-take_note button")
    expect(page.locator("#form-take_note [data-refusal]")).to_contain_text("Already moved to item 84")
    assert page.input_value("#take_note-text") == "Point of order"
    page.wait_for_timeout(720)
    page.click("#form-take_note button")
    said(page, "Point of order")
    assert page.locator("#open-take_note").get_attribute("open") is None
