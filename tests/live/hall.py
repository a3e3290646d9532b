"""A council chamber for tests: a stored meeting, its buttons, and the public page over a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import see
from livemeeting.actions.press import Acknowledged, Press, press
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS
from livemeeting.domain.roles import Role
from livemeeting.domain.views import PublicView
from livemeeting.http_rules import TAKE_OVER
from livemeeting.store import meetings
from livemeeting.store.councils import DEFAULT_ID
from livemeeting.store.meetings import StoredMeeting
from livemeeting.web.parts import KEY, Parts
from livemeeting.web.sockets import Sockets, create_sockets
from tests.evening import PLAN, form
from tests.houses import Clock, new_app, new_house
from tests.servers import free_port

OFFICER = Officer("o1", DEFAULT_ID, "Ann Ash", Role.OFFICER)


@dataclass
class Hall:
    """A meeting of the evening's agenda in a house of its own. Time moves 30 seconds with each press."""

    house: House
    clock: Clock
    app: Flask
    plan: Plan
    sockets: Sockets | None = None

    @property
    def parts(self) -> Parts:
        found: Parts = self.app.extensions[KEY]
        return found

    @property
    def address(self) -> str:
        return f"/{'rehearsal' if self.plan.is_rehearsal else 'm'}/{self.plan.slug}"

    @property
    def view(self) -> PublicView:
        return self.parts.views.current(self.plan.slug, is_rehearsal=self.plan.is_rehearsal)

    @property
    def seq(self) -> int:
        return see(self.house, OFFICER, self.plan.meeting_id).meeting.seq

    def press(self, button: str, **answers: str | Sequence[str]) -> Acknowledged:
        """Press a button by its label or name, looking at the newest entry."""
        name = button if button in BUTTONS else next(b.name for b in BUTTONS.values() if b.label == button)
        if name == "start_meeting":
            answers.setdefault("confirm", "LIVE")
        self.clock.move(seconds=30)
        return press(
            self.house, OFFICER, Press(self.plan.meeting_id, name, self.seq, uuid4().hex, form(**answers))
        )

    def item(self, number: str) -> str:
        """The id of the item with this agenda number."""
        seen = see(self.house, OFFICER, self.plan.meeting_id)
        return next(each.item.id for each in seen.meeting.items if each.item.number == number)

    def go_to(self, number: str) -> None:
        self.press("Go to item", item=self.item(number))

    def add_meeting(self, **changes: object) -> Plan:
        """Another meeting in the same house."""
        plan = replace(self.plan, **changes)  # type: ignore[arg-type]
        self.house.database.write(lambda c: meetings.add(c, StoredMeeting(plan, self.clock(), "Ann Ash")))
        return plan


def new_hall(
    folder: Path,
    *,
    public_url: str = "http://localhost",
    app: dict[str, object] | None = None,
    most_viewers: int = 100,
    most_of_host: int = 0,
    most_handshakes: int = 0,
    **changes: object,
) -> Hall:
    """A hall with a meeting of the evening's agenda; `changes` go into its plan, `app` into the Parts."""
    speaker: list[Sockets] = []
    house, clock = new_house(
        folder,
        public_url=public_url,
        announce=lambda meeting_id: [each.announce(meeting_id) for each in speaker],
    )
    plan = replace(PLAN, council_id=DEFAULT_ID, starts_at=clock(), **changes)  # type: ignore[arg-type]
    house.database.write(lambda c: meetings.add(c, StoredMeeting(plan, clock(), "Ann Ash")))
    made = new_app(house, **(app or {}))
    hall = Hall(house, clock, made, plan)
    hall.sockets = create_sockets(
        made,
        hall.parts,
        async_mode="threading",
        allowed_origins=[public_url],
        most_viewers=most_viewers,
        most_of_host=most_of_host,
        most_handshakes=most_handshakes,
    )
    speaker.append(hall.sockets)
    return hall


def say(hall: Hall, count: int = 1) -> int:
    """Publish so many messages; the entry the meeting then stands at."""
    for number in range(count):
        hall.press("publish_message", text=f"Message {number} at {hall.seq + 1}.")
    return hall.view.seq


@contextmanager
def open_doors(folder: Path, **changes: object) -> Iterator[Hall]:
    """The same behind a real server on a free port of this machine; `hall.house.public_url` is its address."""
    port = free_port()
    hall = new_hall(folder, public_url=f"http://127.0.0.1:{port}", **changes)  # type: ignore[arg-type]
    server = make_server(
        "127.0.0.1", port, hall.app, threaded=True, request_handler=_Quiet, passthrough_errors=True
    )
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hall
    finally:
        assert hall.sockets is not None
        hall.sockets.drain()
        server.shutdown()
        thread.join(timeout=5)
        hall.house.database.close()


class _Quiet(WSGIRequestHandler):
    is_taken = False

    def log(self, type: str, message: str, *args: object) -> None:
        pass

    def make_environ(self) -> dict[str, Any]:
        return super().make_environ() | {TAKE_OVER: self._take_over}

    def _take_over(self) -> int:
        self.is_taken = self.close_connection = True
        return self.connection.detach()

    def run_wsgi(self) -> None:
        try:
            super().run_wsgi()
        except (AssertionError, ValueError):  # it misses an answer, and the connection
            if not self.is_taken:
                raise
