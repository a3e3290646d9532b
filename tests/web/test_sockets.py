"""The panels on real websockets: who gets in, what they are told, and who is hung up on."""

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
from tests.patience import PATIENCE

#: Turned away at the door for a foreign origin, or inside it.
REFUSED = (socketio.exceptions.ConnectionError, ConnectionRefusedError)


class Listener:
    """A connection that writes down what it is told. `origin` is what its browser would send, "" for none."""

    def __init__(self, namespace: str, origin: str) -> None:
        self.namespace = namespace
        self.heard: queue.Queue[tuple[str, Any]] = queue.Queue()
        said = {"origin": origin} if origin else {"suppress_origin": True}
        self.client = socketio.Client(
            reconnection=False, request_timeout=PATIENCE, websocket_extra_options=said
        )
        self.answer: queue.Queue[tuple[str, Any]] = queue.Queue()
        for event in ("connect", "connect_error"):
            self.client.on(event, _noting(event, self.answer), namespace=namespace)
        for event in ("changed", "disconnect"):
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
def panel(
    hall: Hall, *, token: str, csrf: str, meeting: str = "m1", origin: str | None = None
) -> Iterator[Listener]:
    listener = Listener("/panel", hall.house.public_url if origin is None else origin)
    cookie = f"{cookie_name(hall.parts)}={token}"
    try:
        yield listener.connect(hall, {"meeting": meeting, "csrf": csrf}, cookie)
    finally:
        listener.leave()


def changed(listener: Listener, seq: int) -> bool:
    """Wait until a panel was told of an entry."""
    while listener.next() != ("changed", {"seq": seq}):
        pass
    return True


def signed_in(hall: Hall) -> tuple[str, str]:
    """A fresh session: its token and what its forms bring."""
    officer = sign_in(hall.app.test_client(), Role.WATCHER)
    token = hall.house.database.write(lambda c: begin_session(hall.house, c, officer.id))
    visit = look_up(hall.house, token)
    assert visit is not None
    return token, visit.csrf


def test_polling_handshakes_are_refused(doors: Hall) -> None:
    url = f"{doors.house.public_url}/socket.io/?EIO=4&transport=polling"
    assert requests.get(url, timeout=PATIENCE).status_code == 403
    cookies = {cookie_name(doors.parts): signed_in(doors)[0]}
    assert requests.get(url, cookies=cookies, timeout=PATIENCE).status_code == 400


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


def test_a_draining_server_hangs_up_on_the_panels(tmp_path: Path) -> None:
    with open_doors(tmp_path) as hall:
        hall.press("Start meeting")
        token, csrf = signed_in(hall)
        with panel(hall, token=token, csrf=csrf) as listener:
            assert hall.sockets is not None
            hall.sockets.drain()
            assert listener.next()[0] == "disconnect"
