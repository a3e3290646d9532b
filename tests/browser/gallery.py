"""The public gallery: browsers that look at a meeting's page, and what stands between them and the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request, expect

from tests.browser.line import Line
from tests.live.hall import Hall
from tests.patience import eventually

#: The parts of a page that steps change, without what script adds for itself.
SAME = """
async () => {
  const parts = (root) => ["region-status", "region-now", "region-jump", "region-webcast", "region-player", "items",
    "entries"].map((id) => {
      const copy = root.getElementById(id).cloneNode(true);
      for (const made of copy.querySelectorAll(".copy, .load-player, iframe")) made.remove();
      return copy.innerHTML.replace(/\\s+/g, " ").replace(/> (?=<)/g, ">").trim();
    });
  const answer = await fetch(location.pathname, { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [parts(document), parts(fresh)];
}
"""


@dataclass
class Seat:
    """One browser at the page. `problems` are script errors, CSP reports and dialogs."""

    page: Page
    hall: Hall
    line: Line
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    asking: list[Request] = field(default_factory=list)

    def entries(self) -> list[str]:
        """The anchors of the timeline as shown, newest first."""
        found: list[str] = self.page.eval_on_selector_all("#entries > li", "all => all.map(each => each.id)")
        return found

    def expected(self) -> list[str]:
        return [each.anchor for each in self.hall.view.timeline]

    def sees(self, seq: int) -> None:
        """Wait until the page stands at `seq`."""
        expect(self.page.locator("#main")).to_have_attribute("data-seq", str(seq))

    def stop_the_clock(self) -> None:
        """From now on only the test lets time pass on this page, however slow the machine is."""
        self.page.clock.pause_at(float(self.page.evaluate("Date.now()")) / 1000 + 1)

    def hears_answers(self) -> None:
        """Wait until everything the page asked the server for was answered, streams aside."""
        while self.asking:
            self.page.wait_for_timeout(20)
        self.page.evaluate("0")  # what waited for the last answer had its turn

    def is_current(self) -> bool:
        """Whether everything on screen is what a fresh load would show."""
        shown, fresh = self.page.evaluate(SAME)
        return bool(shown == fresh)

    def note_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if "/stream" not in request.url:
            self.asking.append(request)

    def note_answer(self, request: Request) -> None:
        if request in self.asking:
            self.asking.remove(request)

    def dismiss(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def spoken(self) -> str:
        """What a screen reader was last told."""
        return self.page.locator("p.unseen[role=status]").text_content() or ""


@dataclass
class Gallery:
    """A browser full of seats."""

    browser: Browser
    hall: Hall

    def seat(
        self, *, width: int = 1280, height: int = 800, address: str = "", clock: bool = False, **how: Any
    ) -> Seat:
        """Open the page. `how` goes to the browser context; with `clock` the test can let time pass there."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **how)
        page = context.new_page()
        seat = Seat(page, self.hall, Line(urlsplit(self.hall.house.public_url).port or 0))
        page.on("request", seat.note_request)
        for end in ("requestfinished", "requestfailed"):
            page.on(end, seat.note_answer)
        page.on("pageerror", lambda error: seat.problems.append(str(error)))
        page.on("console", lambda said: _note(seat, said.text))
        page.on("dialog", seat.dismiss)
        if clock:
            page.clock.install()
        page.on("close", lambda _: seat.line.close())
        page.goto(f"{seat.line.url}{address or self.hall.address}")
        if how.get("java_script_enabled", True):
            page.locator(".pause, .archive").first.wait_for()
        return seat

    def connected(self, **how: Any) -> Seat:
        """A seat whose stream is up."""
        assert self.hall.sockets is not None
        before = self.hall.sockets.viewers(self.hall.plan.meeting_id)
        seat = self.seat(**how)
        sockets, meeting_id = self.hall.sockets, self.hall.plan.meeting_id
        assert eventually(lambda: sockets.viewers(meeting_id) > before)
        return seat


def _note(seat: Seat, words: str) -> None:
    if "Content Security Policy" in words or "Uncaught" in words:
        seat.problems.append(words)
