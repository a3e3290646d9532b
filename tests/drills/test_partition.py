"""Drill D15: a browser and viewers are cut off, by a pulled plug and silently; they notice, and miss nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.chromium import CHROMIUM, FLAGS
from tests.drills.night import Follower, Night, check_all_have, night, say, until
from tests.drills.wire import SERVER, Wire, wire

#: The page admits it after fifteen seconds, and looks once a second.
ADMITS_WITHIN = 20.0
SHORT, LONG = 12.0, 70.0
BACK_WITHIN = 15.0


class FarFollower(Follower):
    """A viewer at the other end of the wire."""

    def __init__(self, url: str, between: Wire) -> None:
        super().__init__(url)
        self._between = between

    def run(self) -> None:
        self._between.sit_there()
        super().run()


@contextmanager
def browser_at(folder: Path, between: Wire, url: str) -> Iterator[Page]:
    """A browser at the other end, whose page follows the meeting."""
    program = between.program(folder, CHROMIUM)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(program), args=FLAGS)
        page = opened.new_page()
        page.goto(url)
        yield page
        opened.close()


def entries(page: Page) -> list[str]:
    """The anchors on screen, oldest first."""
    found: list[str] = page.eval_on_selector_all("#entries > li", "all => all.map(each => each.id)")
    return found[::-1]


def shows(page: Page, last: int) -> bool:
    page.wait_for_timeout(50)  # or the page's own messages wait for us
    return entries(page) == [f"entry-{number}" for number in range(1, last + 1)]


def cut_off(running: Night, page: Page, crowd: list[Follower], *, seconds: float, what: str) -> None:
    """While they are cut off, three things are said; afterwards everybody has them once and in order."""
    started = time.monotonic()
    words, admitted = page.locator(".reader-bar__words"), 0.0
    for number in range(3):
        running.must_press(f"{what} {number}")
    if seconds > ADMITS_WITHIN:
        expect(words).to_contain_text("Connection lost", timeout=ADMITS_WITHIN * 1_000)
        admitted = time.monotonic() - started
    page.wait_for_timeout(max(0.0, seconds - (time.monotonic() - started)) * 1_000)
    assert not shows(page, running.driver.seq)
    say("D15", cut=what, seconds=seconds, admitted=admitted)


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_whoever_is_cut_off_notices_and_catches_up(tmp_path: Path, library: str) -> None:
    with wire() as between, night(tmp_path, library=library, LIVEMEETING_HOST="0.0.0.0") as running:
        far = running.page.replace("localhost", SERVER)
        crowd: list[Follower] = [FarFollower(far, between) for _ in range(5)]
        for each in crowd:
            each.start()
        until(lambda: all(each.beats for each in crowd), "everybody is connected", 30)
        with browser_at(tmp_path, between, far) as page:
            until(lambda: shows(page, 1), "the page is there", 30)
            for what, begin, end in (("a pulled plug", between.cut, between.mend),
                                     ("a deaf wire", between.go_deaf, between.hear_again)):  # fmt: skip
                for seconds in (SHORT, LONG):
                    begin()
                    cut_off(running, page, crowd, seconds=seconds, what=what)
                    end()
                    back = until(lambda: shows(page, running.driver.seq), "the page has it all", 60)
                    caught_up = check_all_have(crowd, running.driver.seq, 60)
                    expect(page.locator(".reader-bar__words")).to_be_hidden()
                    say("D15 back", library=library, page=back, viewers=caught_up)
                    assert back < BACK_WITHIN
        for each in crowd:
            each.leave()
        running.check_log()
