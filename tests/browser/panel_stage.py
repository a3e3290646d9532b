"""A stage for the control panel in a real browser: a served house, a meeting, officers and their screens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from livemeeting.actions.deliver import lanes_at_work, step
from livemeeting.actions.house import House, Officer, new_id
from livemeeting.actions.look import Seen, see
from livemeeting.actions.press import Press, press
from livemeeting.domain.agenda import Plan
from livemeeting.domain.channel import Account
from livemeeting.domain.roles import Role
from livemeeting.store import accounts, meetings
from livemeeting.store.meetings import StoredMeeting
from livemeeting.web.guard import cookie_name
from livemeeting.web.parts import KEY
from livemeeting.web.sockets import Sockets, create_sockets
from tests.chromium import chromium
from tests.evening import PLAN, form
from tests.houses import STARTED, Clock, new_app, new_house, sign_in
from tests.servers import free_port

SIZES = {"phone": (320, 640), "tablet": (768, 1024), "laptop": (1280, 800)}


@dataclass
class Stage:
    """A house served on a free port. `clock` stands still; `screens` are the browser pages opened so far."""

    house: House
    clock: Clock
    app: Flask
    address: str
    browser: Browser
    sockets: Sockets
    problems: list[str] = field(default_factory=list)

    def meeting(self, **changes: object) -> str:
        """A meeting of the council, live unless told otherwise, and its id."""
        officer = self.person()
        plan: Plan = replace(PLAN, meeting_id=new_id(), council_id=officer.council_id, starts_at=STARTED)
        plan = replace(plan, slug=plan.meeting_id, **changes)  # type: ignore[arg-type]  # each test names its own
        stored = StoredMeeting(plan=plan, created_at=STARTED, created_by=officer.id)
        self.house.database.write(lambda c: meetings.add(c, stored))
        return plan.meeting_id

    def account(self, name: str = "@calderbeck", channel: str = "x", **keys: str) -> None:
        """An account of the council that posts; without `keys` the network refuses it."""
        officer = self.person()
        made = Account(new_id(), officer.council_id, channel, name, keys)
        self.house.database.write(lambda c: accounts.add(c, made, keyring=self.house.keyring, at=STARTED))

    def person(self, role: Role = Role.OFFICER) -> Officer:
        return sign_in(self.app.test_client(), role)

    def press(self, meeting_id: str, button: str, **answers: str | list[str]) -> int:
        """Press a button as another officer would, on a panel of their own."""
        officer = self.person()
        seq = see(self.house, officer, meeting_id).meeting.seq
        pressed = Press(meeting_id, button, seq, new_id(), form(**answers))
        return press(self.house, officer, pressed).seq

    def start(self, meeting_id: str) -> None:
        self.press(meeting_id, "start_meeting", confirm="LIVE")

    def seen(self, meeting_id: str) -> Seen:
        return see(self.house, self.person(), meeting_id)

    def now(self, meeting_id: str) -> str:
        """The number of the current item, '' before the first."""
        current = self.seen(meeting_id).meeting.current
        return current.item.number if current else ""

    def deliver(self) -> None:
        """Let the poster make one round."""
        for lane in lanes_at_work(self.house):
            while step(self.house, lane) is not None:
                pass

    def screen(
        self,
        meeting_id: str,
        *,
        role: Role = Role.OFFICER,
        size: str = "laptop",
        script: bool = True,
        dark: bool = False,
        socket: bool = True,
    ) -> Page:
        """The panel of a meeting in a browser of its own, signed in; without `socket` it has to ask."""
        client = self.app.test_client()
        sign_in(client, role)
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        name = cookie_name(self.app.extensions[KEY])
        cookie = client.get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": self.address}])
        if not socket:
            context.route("**/vendor/socket.io*", lambda route: route.abort())
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._note)
        page.goto(f"{self.address}/panel/meetings/{meeting_id}")
        if script:
            page.wait_for_selector("main[data-follows]")
        return page

    def _note(self, message: object) -> None:
        words = str(getattr(message, "text", ""))
        if "Content Security Policy" in words or "Content-Security-Policy" in words:
            self.problems.append(words)


@contextmanager
def stage(folder: Path, **house_changes: object) -> Iterator[Stage]:
    """A stage with its own database, server and browser; `house_changes` go into the House."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    told: list[Sockets] = []
    house, clock = new_house(
        folder, public_url=address, announce=lambda meeting_id: [each.announce(meeting_id) for each in told],
        **house_changes,
    )  # fmt: skip
    app = new_app(house)
    told.append(create_sockets(app, app.extensions[KEY], async_mode="threading", allowed_origins=[address]))
    with _served(app, port), chromium() as browser:
        yield Stage(house, clock, app, address, browser, told[0])
        told[0].drain()
    house.database.close()


@contextmanager
def _served(app: Flask, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    server.daemon_threads = True  # type: ignore[attr-defined]  # of the threaded server: sockets stay open
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(timeout=5)
