"""The live push over real websockets: who gets in, what they are told, and in which order."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from livemeeting.actions.sessions import begin_session, end_session, look_up
from livemeeting.domain.roles import Role
from livemeeting.web.guard import cookie_name
from livemeeting.web.sockets import recheck_panels
from tests.houses import sign_in
from tests.live.hall import Hall, open_doors

PATIENCE = 5.0
#: Turned away at the door for a foreign origin, or inside it.
REFUSED = (socketio.exceptions.ConnectionError, ConnectionRefusedError)


class Listener:
    """A connection that writes down what it is told. `origin` is what its browser would send, "" for none."""

    def __init__(self, namespace: str, origin: str) -> None:
        self.namespace = namespace
        self.heard: queue.Queue[tuple[str, Any]] = queue.Queue()
        said = {"origin": origin} if origin else {"suppress_origin": True}
        self.client = socketio.Client(reconnection=False, websocket_extra_options=said)
        self.answer: queue.Queue[tuple[str, Any]] = queue.Queue()
        for event in ("connect", "connect_error"):
            self.client.on(event, _noting(event, self.answer), namespace=namespace)
        for event in ("hello", "update", "changed", "disconnect"):
            self.client.on(event, _noting(event, self.heard), namespace=namespace)

    def next(self) -> tuple[str, Any]:
        return self.heard.get(timeout=PATIENCE)

    def connect(self, hall: Hall, auth: dict[str, str], cookie: str = "") -> Listener:
        self.client.connect(
            hall.house.public_url, auth=auth, namespaces=[self.namespace], transports=["websocket"],
            headers={"Cookie": cookie} if cookie else {}, wait=False,
        )  # fmt: skip
        if self.answer.get(timeout=PATIENCE)[0] != "connect":
            raise ConnectionRefusedError
        return self

    def leave(self) -> None:
        connection = self.client.eio.ws
        if connection is not None:
            connection.close(timeout=0)  # without waiting for the server to say goodbye


def _noting(event: str, where: queue.Queue[tuple[str, Any]]) -> Callable[..., None]:
    return lambda *message: where.put((event, message[0] if message else None))


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with open_doors(tmp_path_factory.mktemp("hall")) as hall:
        hall.press("Start meeting")
        yield hall


@contextmanager
def viewer(hall: Hall, address: str | None = None) -> Iterator[Listener]:
    listener = Listener("/public", hall.house.public_url)
    try:
        listener.connect(hall, {"address": hall.address[1:] if address is None else address})
        while listener.next()[0] != "hello":
            pass  # a step made just before we came may still be on its way
        yield listener
    finally:
        listener.leave()


@contextmanager
def panel(
    hall: Hall, *, token: str, csrf: str, meeting: str = "m1", origin: str | None = None
) -> Iterator[Listener]:
    listener = Listener("/panel", hall.house.public_url if origin is None else origin)
    cookie = f"{cookie_name(hall.parts)}={token}"
    try:
        yield listener.connect(hall, {"meeting": meeting, "csrf": csrf}, cookie)
    finally:
        listener.leave()


def steps(listener: Listener, start: int, end: int) -> list[Any]:
    """The steps that took a viewer from one seq to another, each taken up where the last one ended."""
    taken: list[Any] = []
    reached = start
    while reached < end:
        event, step = listener.next()
        if event == "hello" or step["seq"] <= reached:
            continue  # said before we were there, and heard after the hello that already knew it
        assert event == "update"
        assert step["from"] == reached
        reached = step["seq"]
        taken.append(step)
    return taken


def changed(listener: Listener, seq: int) -> bool:
    """Wait until a panel was told of an entry."""
    while listener.next() != ("changed", {"seq": seq}):
        pass
    return True


def entries(taken: list[Any]) -> list[str]:
    return [each["id"] for step in taken for each in reversed(step["entries"]["put"])]


def signed_in(hall: Hall) -> tuple[str, str]:
    """A fresh session: its token and what its forms bring."""
    officer = sign_in(hall.app.test_client(), Role.WATCHER)
    token = hall.house.database.write(lambda c: begin_session(hall.house, c, officer.id))
    visit = look_up(hall.house, token)
    assert visit is not None
    return token, visit.csrf


def test_a_viewer_hears_each_step_once_and_in_order(doors: Hall) -> None:
    with viewer(doors) as listener:
        start = doors.view.seq
        for text in ("one", "two", "three"):
            doors.press("publish_message", text=text)
        heard = steps(listener, start, start + 3)
    assert entries(heard) == [f"entry-{start + n}" for n in (1, 2, 3)]
    assert heard[-1]["announce"] == "three"
    assert all("all" not in each["entries"] for each in heard)


def test_steps_told_from_many_threads_at_once_leave_in_order_and_once(doors: Hall) -> None:
    assert doors.sockets is not None
    with viewer(doors) as listener:
        start = doors.view.seq
        for number in range(8):
            doors.press("publish_message", text=f"step {number}")
            for _ in range(4):
                doors.sockets.announce("m1")
        heard = steps(listener, start, start + 8)
    assert entries(heard) == [f"entry-{start + n}" for n in range(1, 9)]


def test_nothing_leaves_while_the_meeting_is_private(doors: Hall) -> None:
    with viewer(doors) as listener:
        start = doors.view.seq
        doors.press("Exclude press and public", paragraphs="3")
        closing = steps(listener, start, doors.view.seq)
        doors.press("take_note", text="secret", audience="officers")
        doors.press("Readmit press and public")
        opening = steps(listener, closing[-1]["seq"], doors.view.seq)
    assert closing[-1]["status"] == "Private session" and closing[-1]["at_once"]
    assert [each["status"] for each in opening] == ["Live"]
    assert "secret" not in str(opening)


def test_an_unknown_page_has_no_room(doors: Hall) -> None:
    for address in ("m/nowhere", "", "panel/m1", "m/\ud800"):
        with pytest.raises(REFUSED), viewer(doors, address):
            pass


def test_strangers_can_send_nothing_that_is_listened_to(doors: Hall) -> None:
    with viewer(doors) as mischief, viewer(doors) as listener:
        for _ in range(200):
            mischief.client.emit("update", {"seq": 999}, namespace="/public")
        start = doors.view.seq
        doors.press("publish_message", text="Order.")
        assert steps(listener, start, start + 1)[-1]["announce"] == "Order."


def test_polling_handshakes_are_refused(doors: Hall) -> None:
    answer = requests.get(f"{doors.house.public_url}/socket.io/?EIO=4&transport=polling", timeout=PATIENCE)
    assert answer.status_code == 400


def test_viewers_are_counted(doors: Hall) -> None:
    assert doors.sockets is not None
    before = doors.sockets.viewers("m1")
    with viewer(doors), viewer(doors):
        assert doors.sockets.viewers("m1") == before + 2


def test_a_panel_is_told_of_every_entry_private_ones_included(doors: Hall) -> None:
    token, csrf = signed_in(doors)
    with panel(doors, token=token, csrf=csrf) as listener:
        done = doors.press("take_note", text="for officers", audience="officers")
        assert changed(listener, done.seq)


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": "stolen"},
        {"csrf": "guessed"},
        {"meeting": "another"},
        {"origin": "https://evil.example"},
        {"origin": ""},
    ],
    ids=str,
)
def test_a_panel_needs_session_token_meeting_and_origin(doors: Hall, wrong: dict[str, str]) -> None:
    token, csrf = signed_in(doors)
    with pytest.raises(REFUSED), panel(doors, **({"token": token, "csrf": csrf} | wrong)):
        pass


def test_signing_out_hangs_up_on_the_panel_and_leaves_others(doors: Hall) -> None:
    token, csrf = signed_in(doors)
    other_token, other_csrf = signed_in(doors)
    with (
        panel(doors, token=token, csrf=csrf) as leaving,
        panel(doors, token=other_token, csrf=other_csrf) as staying,
    ):
        end_session(doors.house, token)
        recheck_panels(doors.app)
        assert leaving.next()[0] == "disconnect"
        done = doors.press("publish_message", text="Order.")
        assert changed(staying, done.seq)


def test_a_round_tells_viewers_where_the_page_stands(doors: Hall) -> None:
    assert doors.sockets is not None
    with viewer(doors) as listener:
        doors.sockets.remind()
        while (heard := listener.next())[0] != "hello":
            pass
    assert heard[1] == {"epoch": doors.view.epoch, "seq": doors.view.seq}


def test_a_push_that_breaks_is_logged_and_raises_nothing(
    doors: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    assert doors.sockets is not None
    doors.sockets.tell("no such meeting")
    assert "The viewers of meeting no such meeting could not be told." in caplog.text


def test_a_draining_server_hangs_up_on_everybody(tmp_path: Path) -> None:
    with open_doors(tmp_path) as hall, viewer(hall) as listener:
        assert hall.sockets is not None
        hall.sockets.drain()
        assert listener.next()[0] == "disconnect"
