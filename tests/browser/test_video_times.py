"""Two clicks while watching: the player is asked where it is, and every link follows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from livemeeting.domain import video
from livemeeting.domain.roles import Role
from tests.browser.panel_stage import Stage, stage

WAIT = 30_000
#: What the embedded players answer to messages; both stand at one second less than ten minutes.
YOUTUBE = """<!DOCTYPE html><title>Player</title><script>
addEventListener("message", (message) => {
  const asked = JSON.parse(message.data);
  if (asked.event !== "listening" || !location.search.includes("enablejsapi=1")) return;
  const origin = new URLSearchParams(location.search).get("origin");
  const { id, channel } = asked;
  const tell = (event, info) => parent.postMessage(JSON.stringify({ event, info, id, channel }), origin);
  tell("initialDelivery", { currentTime: 0, playerState: 1 });
  tell("infoDelivery", { volume: 100 });
  tell("infoDelivery", { currentTime: 599.93, playerState: 1 });
});
</script>"""
VIMEO = """<!DOCTYPE html><title>Player</title><script>
addEventListener("message", (message) => {
  const asked = JSON.parse(message.data);
  if (asked.method !== "getCurrentTime") return;
  message.source.postMessage(JSON.stringify({ method: "getCurrentTime", value: 599.93 }), message.origin);
});
parent.postMessage(JSON.stringify({ event: "ready" }), "*");
</script>"""
PLAYERS = {
    "YouTube": ("https://www.youtube.com/watch?v=abcdefghijk", "**://www.youtube-nocookie.com/**", YOUTUBE),
    "Vimeo": ("https://vimeo.com/987", "**://player.vimeo.com/**", VIMEO),
}


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("video")) as opened:
        yield opened
        assert opened.problems == []


def held(on: Stage, **changes: object) -> str:
    """A meeting that was held: opened, 84 seven minutes later, 12.4 after another seven, closed."""
    meeting = on.meeting(**changes)
    on.start(meeting)
    for item in ("1", "3"):
        on.clock.move(minutes=7)
        on.press(meeting, "go_to_item", item=item)
    on.clock.move(minutes=7)
    on.press(meeting, "close")
    return meeting


def watching(on: Stage, meeting: str, *, script: bool = True) -> Page:
    page = on.screen(meeting, role=Role.CLERK, script=script)
    page.set_default_timeout(WAIT)
    page.goto(f"{on.address}/panel/meetings/{meeting}/video")
    return page


def offsets(on: Stage, meeting: str) -> list[str]:
    found = on.seen(meeting).meeting
    placed = [video.link(found, each.steady) for each in found.timeline[:4]]
    return [each.offset if each else "" for each in placed]


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(words, timeout=WAIT)


@pytest.mark.parametrize("name", PLAYERS)
def test_two_clicks_while_watching_anchor_the_video(on: Stage, name: str) -> None:
    url, frames, player = PLAYERS[name]
    meeting = held(on, webcast_url=url)
    page = watching(on, meeting)

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body=player)

    page.context.route(frames, answer)
    page.get_by_role("button", name="Watch it here").click()
    expect(page.get_by_label("Place in the video")).to_have_value("0:09:59", timeout=WAIT)
    page.get_by_text("Item 12.4: Library hours").first.click()
    page.get_by_role("button", name="This is happening now").click()
    said(page, "Every link into that video has moved.")
    assert offsets(on, meeting) == ["", "0:02:59", "0:09:59", "0:16:59"]
    for entry in (2, 3):
        page.get_by_role("button", name=re.compile(f"Right.*entry {entry} ")).click()
        kept = page.get_by_role("button", name=re.compile(f"✓ Right.*entry {entry} "))
        expect(kept).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name=re.compile("Wrong.*entry 4 ")).click()
    expect(page.get_by_role("radio", checked=True)).to_have_value("4", timeout=WAIT)
    page.context.close()


def test_what_somebody_types_is_not_overwritten_by_the_player(on: Stage) -> None:
    url, frames, player = PLAYERS["YouTube"]
    meeting = held(on, webcast_url=url)
    page = watching(on, meeting)
    page.context.route(frames, lambda route: route.fulfill(content_type="text/html", body=player))
    page.get_by_label("Place in the video").fill("1:23")
    page.get_by_role("button", name="Watch it here").click()
    asked = "() => window.heard >= 2"
    page.evaluate("() => { window.heard = 0; addEventListener('message', () => { window.heard += 1; }); }")
    page.wait_for_function(asked, timeout=WAIT)
    expect(page.get_by_label("Place in the video")).to_have_value("1:23")
    page.get_by_label("Place in the video").fill("")
    expect(page.get_by_label("Place in the video")).to_have_value("0:09:59", timeout=WAIT)
    page.context.close()


def test_a_foreign_window_cannot_set_the_place(on: Stage) -> None:
    url, frames, player = PLAYERS["YouTube"]
    meeting = held(on, webcast_url=url)
    page = watching(on, meeting)
    page.context.route(frames, lambda route: route.fulfill(content_type="text/html", body=player))
    page.get_by_role("button", name="Watch it here").click()
    expect(page.get_by_label("Place in the video")).to_have_value("0:09:59", timeout=WAIT)
    forged = json.dumps({"event": "infoDelivery", "info": {"currentTime": 5}})
    page.evaluate("(said) => { window.seen = []; addEventListener('message', (m) => window.seen.push(m.data)); "
                  "postMessage(said, '*'); }", forged)  # fmt: skip
    page.wait_for_function("(said) => window.seen.includes(said)", arg=forged, timeout=WAIT)
    expect(page.get_by_label("Place in the video")).to_have_value("0:09:59")
    page.context.close()


def test_without_script_the_place_is_typed(on: Stage) -> None:
    meeting = held(on, webcast_url="https://calderbeck.public-i.tv/core/portal/webcast_interactive/1")
    page = watching(on, meeting, script=False)
    page.get_by_label("Item 12.4: Library hours").check()
    page.get_by_label("Place in the video").fill("14:30")
    page.get_by_role("button", name="This is happening now").click()
    said(page, "The video time is set.")
    link = page.get_by_role("link", name="0:14:30")
    expect(link).to_have_attribute(
        "href", "https://calderbeck.public-i.tv/core/portal/webcast_interactive/1/start_time/870000"
    )
    page.context.close()
