"""A whole evening at the panel in a browser: rehearsed, driven, cut off, taken up again, and without script."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.x import X
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.roles import Role
from tests.browser.panel_stage import Stage, stage
from tests.fakes.fake_x import FakeX
from tests.patience import eventually


@pytest.fixture(scope="module")
def fake_x() -> Iterator[FakeX]:
    with FakeX() as fake:
        yield fake


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, fake_x: FakeX) -> Iterator[Stage]:
    x = X(fake_x.base_url)
    with stage(tmp_path_factory.mktemp("panel"), channels={"x": x, "rehearsal": Rehearsal(x)}) as opened:
        opened.account(**dataclasses.asdict(fake_x.keys))
        yield opened
        assert opened.problems == []


@pytest.fixture
def live(shared: Stage) -> Iterator[str]:
    """A live meeting under way, closed afterwards: only one may be on air."""
    meeting_id = shared.meeting()
    shared.start(meeting_id)
    yield meeting_id
    if shared.seen(meeting_id).meeting.is_private:
        shared.press(meeting_id, "readmit")
    shared.press(meeting_id, "close")


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)


def act_in_row(page: Page, item: str, label: str) -> None:
    """Two actions: open the row's menu, press."""
    page.click(f"#menu-{item} > summary")
    page.locator(f"#menu-{item}").get_by_role("button", name=label).click()


def test_p2_a_rehearsal_of_fifty_presses_asks_no_network(shared: Stage, fake_x: FakeX) -> None:
    items = tuple(AgendaItem(str(each), str(each), f"Item {each}") for each in range(1, 52))
    meeting_id = shared.meeting(is_rehearsal=True, items=items, hold_seconds=0)
    page = shared.screen(meeting_id)
    page.click("[data-next]")
    said(page, "in session")
    before = len(fake_x.requests)
    for _press in range(50):
        shared.press(meeting_id, "next_item")
        shared.deliver()
    page.reload()
    expect(page.locator(".bar__word")).to_have_text("REHEARSAL")
    expect(page.locator(".now__title")).to_have_text("50 Item 50")
    expect(page.locator(".posts").last).to_contain_text("(rehearsal: nowhere)")
    assert len(fake_x.requests) == before
    assert {each.is_rehearsal for each in shared.seen(meeting_id).posts} == {True}
    assert page.context.request.get(f"{shared.address}/m/{meeting_id}").status == 404
    page.context.close()


def test_p2_a_disarmed_meeting_posts_nothing_whatever_is_pressed(shared: Stage, fake_x: FakeX) -> None:
    meeting_id = shared.meeting()
    page = shared.screen(meeting_id)
    before = len(fake_x.requests)
    for key in "nnpumdavs":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    shared.deliver()
    assert (shared.seen(meeting_id).meeting.seq, len(fake_x.requests)) == (0, before)
    page.context.close()


def test_p11_a_press_made_while_the_server_is_away_is_sent_once_when_it_is_back(
    shared: Stage, live: str
) -> None:
    page = shared.screen(live)
    page.context.set_offline(True)
    page.keyboard.press("n")
    expect(page.locator("[data-trouble]")).to_contain_text(
        "Offline: nothing is lost, presses wait. Waiting: 84 Declarations"
    )
    page.wait_for_timeout(800)
    page.keyboard.press("n")
    expect(page.locator(".next__form [data-refusal]")).to_contain_text("already waiting to be recorded")
    assert shared.now(live) == ""
    page.context.set_offline(False)
    expect(page.locator(".now__title")).to_have_text("84 Declarations of interest")
    expect(page.locator("[data-trouble]")).to_have_text("")
    assert shared.now(live) == "84"
    assert len(shared.seen(live).meeting.timeline) == 2
    page.context.close()


def test_p13_closing_the_tab_never_ends_the_meeting(shared: Stage, live: str) -> None:
    page = shared.screen(live)
    page.keyboard.press("n")
    said(page, "Item 84")
    page.close(run_before_unload=True)
    page.context.close()
    again = shared.screen(live)
    expect(again.locator(".bar__word")).to_have_text("LIVE")
    expect(again.locator(".now__title")).to_have_text("84 Declarations of interest")
    assert shared.seen(live).meeting.is_live
    again.context.close()


def test_p14_items_are_moved_about_in_two_actions(shared: Stage, live: str) -> None:
    page = shared.screen(live)
    act_in_row(page, "4", "Go to it")
    said(page, "Item 12.5: Bus fares.")
    act_in_row(page, "3", "Withdraw")
    said(page, "Item 12.4: Library hours — withdrawn.")
    act_in_row(page, "8", "Defer")
    said(page, "Item 20: Date of next meeting — deferred.")
    act_in_row(page, "1", "Go to it")
    said(page, "Item 84: Declarations of interest.")
    expect(page.locator("[data-hotkey=P]")).to_contain_text("Back to 12.5")
    page.keyboard.press("p")
    said(page, "Item 12.5: Bus fares.")
    page.click("#open-add_urgent_item > summary")
    page.fill("#add_urgent_item-title", "Flood")
    page.fill("#add_urgent_item-reason", "It floods")
    page.click("#form-add_urgent_item button")
    said(page, "The chair has accepted an urgent item: Flood.")
    expect(page.locator(".row", has_text="Flood")).to_contain_text("Urgent")
    page.context.close()


def test_p14_adjourn_and_private_session_in_two_actions_and_nothing_leaves(
    shared: Stage, live: str, fake_x: FakeX
) -> None:
    page = shared.screen(live)
    page.click("#open-adjourn > summary")
    page.click("#form-adjourn button")
    expect(page.locator(".bar__word")).to_have_text("ADJOURNED")
    page.click("[data-next]")
    expect(page.locator(".bar__word")).to_have_text("LIVE")
    act_in_row(page, "6", "Go to it")
    page.click("#open-exclude > summary")
    page.click("#form-exclude button")
    expect(page.locator(".bar__word")).to_have_text("PRIVATE")
    shared.clock.move(seconds=30)
    shared.deliver()
    before = len(fake_x.requests)
    page.wait_for_timeout(720)
    page.keyboard.press("n")
    said(page, "Item 19: Sale of the old baths.")
    shared.clock.move(seconds=30)
    shared.deliver()
    assert len(fake_x.requests) == before
    public = page.context.request.get(f"{shared.address}/m/{live}").text()
    assert "old baths" not in public
    page.click(".button--readmit")
    expect(page.locator(".bar__word")).to_have_text("LIVE")
    page.context.close()


def test_a_roll_call_takes_one_key_a_member(shared: Stage, live: str) -> None:
    shared.press(live, "go_to_item", item="3")
    page = shared.screen(live)
    page.keyboard.press("d")
    page.locator("#form-record_decision").get_by_label("Carried").check()
    page.click("#record_decision-votes > summary")
    page.locator("#record_decision-votes input").first.focus()
    for key in ("f", "a", "ArrowUp", "x", "-"):
        page.keyboard.press(key)
    total = page.locator("[data-roll-total]").first
    expect(total).to_have_text("For 1, against 0, abstained 1, absent 1. 3 of 3 called.")
    page.fill("#record_decision-votes_for", "2")
    expect(total).to_contain_text("This differs from the count above.")
    page.fill("#record_decision-votes_for", "")
    posted = page.locator("#form-record_decision .text__words")
    expect(posted).to_contain_text("carried. For 1, against 0, abstained 1.")
    page.click("#form-record_decision button[type=submit]")
    said(page, "Item 12.4: carried. For 1, against 0, abstained 1.")
    page.context.close()


def test_an_entry_is_corrected_in_place(shared: Stage, live: str) -> None:
    shared.press(live, "go_to_item", item="3")
    seq = shared.press(live, "record_decision", outcome="lost", votes_for="28", against="31")
    page = shared.screen(live)
    page.locator(f"#entry-{seq}").get_by_role("link", name="Correct").click()
    expect(page.locator(f"#correct-{seq}-votes_for")).to_have_value("28")
    page.fill(f"#correct-{seq}-votes_for", "31")
    page.fill(f"#correct-{seq}-against", "28")
    page.locator("dialog").get_by_label("Carried").check()
    page.locator("dialog button[type=submit]").click()
    expect(page.locator(f"#entry-{seq}")).to_contain_text("Before: Item 12.4: lost. For 28, against 31")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.context.close()


def test_p17_signed_out_in_the_middle_the_text_stays(shared: Stage, live: str) -> None:
    page = shared.screen(live)
    page.click("#open-take_note > summary")
    page.fill("#take_note-text", "Half a sentence")
    page.context.clear_cookies()
    page.click("#form-take_note button")
    expect(page.locator("[data-trouble]")).to_have_text(
        "You are signed out. Sign in in another tab; your text stays here."
    )
    assert page.input_value("#take_note-text") == "Half a sentence"
    page.context.close()


def test_p19_a_watcher_follows_within_a_second_and_can_press_nothing(shared: Stage, live: str) -> None:
    page = shared.screen(live, role=Role.WATCHER)
    assert page.locator("main form").count() == 0
    assert eventually(lambda: live in shared.sockets.open_panels())
    shared.press(live, "next_item")
    # It asks by itself every thirty seconds only.
    expect(page.locator(".now__title")).to_have_text("84 Declarations of interest", timeout=20_000)
    page.context.close()


def test_with_sockets_blocked_the_panel_asks_every_five_seconds(shared: Stage, live: str) -> None:
    page = shared.screen(live, socket=False)
    shared.press(live, "next_item")
    expect(page.locator(".now__title")).to_have_text("84 Declarations of interest")
    page.context.close()


def test_without_script_a_whole_small_meeting_can_be_driven(shared: Stage) -> None:
    meeting_id = shared.meeting()
    page = shared.screen(meeting_id, script=False)
    page.fill("#start_meeting-confirm", "LIVE")
    page.click(".next__button")
    assert "Recorded: Council is in session." in page.inner_text("main")
    page.click(".next__button")
    assert page.inner_text(".now__title") == "84 Declarations of interest"
    act_in_row(page, "3", "Go to it")
    page.click("#open-record_decision > summary")
    page.click("#form-record_decision button")
    assert "Choose the outcome the chair announced." in page.inner_text("main")
    page.get_by_label("Carried").check()
    page.fill("#record_decision-votes_for", "31")
    page.fill("#record_decision-against", "28")
    page.click("#form-record_decision button")
    assert "Recorded: Item 12.4: carried. For 31, against 28, abstained 0." in page.inner_text("main")
    page.get_by_role("button", name="Stop").first.click()
    page.click("#open-exclude > summary")
    page.click("#form-exclude button")
    assert page.title().startswith("PRIVATE")
    page.click(".button--readmit")
    page.get_by_role("link", name="Correct entry 4").click()
    page.fill("#correct-4-against", "29")
    page.get_by_role("button", name="Record the correction").click()
    page.click("#open-close > summary")
    page.click("#form-close button")
    assert page.inner_text(".bar__word") == "CLOSED"
    assert shared.seen(meeting_id).meeting.closed_at is not None
    page.context.close()
