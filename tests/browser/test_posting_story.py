"""The life of posts, seen from the panel: a real browser, the real X channel, a fake X over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.x import X
from tests.browser.panel_stage import Stage, stage
from tests.fakes.fake_x import FakeX


@dataclass
class Evening:
    """A live meeting on a panel, and the network its posts go to."""

    stage: Stage
    x: FakeX
    page: Page

    def next_item(self) -> None:
        self.page.wait_for_timeout(750)  # a second press within 700 ms counts as a slip of the finger
        self.page.click("[data-next]")

    def wait(self, seconds: float) -> None:
        """Let time pass, and the poster make a round."""
        self.stage.clock.move(seconds=seconds)
        self.x.clock_ahead = self.stage.clock.now - datetime.now(UTC)
        self.stage.deliver()

    def line(self, words: str) -> Locator:
        """The newest post that says these words."""
        return self.page.locator("[data-post]", has_text=words).first

    def expect_line(self, words: str, state: str) -> Locator:
        found = self.line(words)
        expect(found.locator(".post__state")).to_contain_text(state)
        return found


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, FakeX]]:
    with FakeX() as fake:
        x = X(fake.base_url, answer_within=20)
        channels = {"x": x, "rehearsal": Rehearsal(as_channel=x)}
        with stage(tmp_path_factory.mktemp("posting"), channels=channels) as opened:
            opened.account(**fake.credentials)
            yield opened, fake
            assert opened.problems == []


@pytest.fixture
def evening(hall: tuple[Stage, FakeX]) -> Iterator[Evening]:
    opened, fake = hall
    meeting_id = opened.meeting()
    page = opened.screen(meeting_id)
    page.fill("#start_meeting-confirm", "LIVE")
    page.click("[data-next]")
    expect(page.locator(".bar__word")).to_have_text("LIVE")
    found = Evening(opened, fake, page)
    found.expect_line("is now in session", "Held")
    found.wait(11)
    yield found
    page.context.close()
    opened.press(meeting_id, "close")
    opened.clock.move(hours=25)  # X's memory for equal texts, and ours


def test_a_post_is_sent_and_linked(evening: Evening) -> None:
    sent = evening.expect_line("is now in session", "Sent at")
    link = sent.locator("a.post__link")
    expect(link).to_have_attribute("href", f"https://x.com/i/web/status/{evening.x.posts[-1].id}")


def test_a_held_post_is_edited_with_its_count_and_then_undone(evening: Evening) -> None:
    asked = len(evening.x.requests)
    evening.next_item()
    evening.expect_line("Item 84", "Held")
    evening.page.keyboard.press("e")
    words = evening.page.locator("#post-text")
    count = evening.page.locator("[data-measured] [data-count]")
    evening.page.route("**/measure", lambda route: route.abort())
    words.fill("🏛 ŵ https://www.calderbeck.gov.uk/a/long/way")
    expect(count).to_have_text("28/280")  # by the browser alone
    evening.page.unroute("**/measure")
    words.fill("x" * 300)
    expect(count).to_have_text("300/280")
    expect(evening.page.locator("[data-problem]").first).to_contain_text("20")
    words.fill("Item 84: Declarations agreed.In favour 12")
    evening.page.locator("[data-problem=accidental_link] [data-fix]").click()
    expect(words).to_have_value("Item 84: Declarations agreed. In favour 12")
    expect(evening.page.locator("[data-problem]")).to_have_count(0)
    evening.page.click("dialog button.button--act")
    evening.expect_line("agreed. In favour 12", "Held")
    evening.page.keyboard.press("u")
    expect(evening.page.locator("[data-said]")).to_contain_text("Nothing was sent.")
    evening.wait(60)
    assert len(evening.x.requests) == asked
    evening.expect_line("agreed. In favour 12", "Stopped, never sent")


def test_an_account_out_of_credit_fails_in_words_and_is_sent_once_that_is_mended(evening: Evening) -> None:
    evening.x.next("402")
    before = len(evening.x.posts)
    evening.next_item()
    evening.expect_line("Item 84", "Held")
    evening.wait(11)
    evening.expect_line("Item 84", "Not sent")
    expect(evening.page.locator("[data-lane]")).to_contain_text("credit")
    evening.page.locator("[data-lane] button").click()
    expect(evening.page.locator("[data-lane]")).to_have_count(0)
    evening.line("Item 84").get_by_role("button", name="Retry").click()
    expect(evening.page.locator("[data-said]")).to_contain_text("On its way.")
    evening.wait(1)
    evening.expect_line("Item 84", "Sent at")
    assert len(evening.x.posts) == before + 1 and "Item 84" in evening.x.texts[-1]


def test_a_post_whose_answer_went_missing_is_looked_up_and_found(evening: Evening) -> None:
    evening.x.next("accept-then-drop")
    before = len(evening.x.posts)
    evening.next_item()
    evening.expect_line("Item 84", "Held")
    evening.wait(11)
    for _ in range(4):
        evening.wait(5)
    found = evening.expect_line("Item 84", "Sent")
    link = found.locator("a.post__link")
    expect(link).to_have_attribute("href", f"https://x.com/i/web/status/{evening.x.posts[-1].id}")
    assert len(evening.x.posts) == before + 1


def test_a_post_that_became_old_is_kept_back_and_discarded(evening: Evening) -> None:
    evening.next_item()
    evening.expect_line("Item 84", "Held")
    asked = len(evening.x.requests)
    evening.wait(16 * 60)
    kept = evening.expect_line("Item 84", "Kept back")
    kept.get_by_role("button", name="Discard").click()
    evening.expect_line("Item 84", "Stopped, never sent")
    evening.wait(60)
    assert len(evening.x.requests) == asked


def test_a_sent_post_is_taken_down_with_a_reason(evening: Evening) -> None:
    number = evening.x.posts[-1].id
    evening.line("is now in session").get_by_text("Take down").click()
    box = evening.page.locator("dialog[open]")
    box.locator("input:not([type=hidden]), textarea").first.fill("The link was wrong")
    box.locator("button[type=submit]").click()
    evening.expect_line("is now in session", "Taken down")
    assert number in evening.x.deleted


def test_a_rehearsal_makes_no_connection_at_all(hall: tuple[Stage, FakeX]) -> None:
    opened, fake = hall
    meeting_id = opened.meeting(is_rehearsal=True)
    asked = len(fake.requests)
    opened.start(meeting_id)
    page = opened.screen(meeting_id)
    for number in range(25):
        opened.press(meeting_id, "go_to_item", item=str((1, 3)[number % 2]))
        opened.press(meeting_id, "publish_message", text=f"Message {number}")
        opened.clock.move(seconds=11)
        opened.deliver()
    expect(page.locator(".posts__count").first).to_contain_text("posts sent")
    expect(page.locator("[data-post]").first).to_contain_text("rehearsal: nowhere")
    expect(page.locator(".bar__word")).to_have_text("REHEARSAL")
    assert len(fake.requests) == asked
    page.context.close()
