"""What only time shows: who loses a place, who keeps one, how long closing may take."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import pytest
import socketio

from livemeeting.door import DRAIN_SECONDS
from livemeeting.http_rules import HEAD_SECONDS, SILENCE_SECONDS
from tests.patience import PATIENCE
from tests.serve.conftest import LIBRARIES, Served, start_child

#: What a slow visitor is held to is ten seconds; what a busy machine adds is not the server's fault.
LONGEST = 30.0

START = b"POST / HTTP/1.1\r\nHost: localhost\r\n"


def silent(connection: socket.socket) -> None:
    """Connects and says nothing."""
    connection.recv(1)


def half_a_header(connection: socket.socket) -> None:
    """Stops in the middle of a header."""
    connection.sendall(START + b"X-Half: ")
    connection.recv(1)


def dripping(connection: socket.socket) -> None:
    """Sends one byte of a header each second."""
    connection.sendall(START + b"X-Drip: ")
    while True:
        connection.settimeout(1)
        try:
            connection.recv(1)
            return
        except TimeoutError:
            connection.sendall(b"a")


def half_a_body(connection: socket.socket) -> None:
    """Promises a hundred bytes and sends three."""
    connection.sendall(START + b"Content-Length: 100\r\n\r\nabc")
    while connection.recv(65536):
        pass


def kept_alive(connection: socket.socket) -> None:
    """Is served once and then holds the connection."""
    connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    while connection.recv(65536):
        pass


def dripping_again(connection: socket.socket) -> None:
    """Is served once and then drips the headers of a second request."""
    connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    connection.recv(65536)
    dripping(connection)


KINDS = (silent, half_a_header, dripping, half_a_body, kept_alive, dripping_again)
OF_EACH_KIND = 4
PLACES = 1 + len(KINDS) * OF_EACH_KIND  # one for the viewer


def seconds_held(served: Served, kind: Callable[[socket.socket], None]) -> float:
    """How long the server let this visitor hold a connection."""
    with served.connect() as connection:
        started = time.monotonic()
        with suppress(ConnectionResetError, BrokenPipeError):
            kind(connection)
        return time.monotonic() - started


def viewer_of(served: Served) -> socketio.Client:
    """A Socket.IO viewer on a websocket."""
    viewer = socketio.Client(reconnection=False, request_timeout=PATIENCE)
    viewer.connect(f"http://localhost:{served.port}", transports=["websocket"])
    return viewer


def word_after_silence(viewer: socketio.Client) -> object:
    """What a viewer hears who was silent for longer than any request may be."""
    viewer.sleep(8.5)
    try:
        return viewer.call("ask", "still here", timeout=PATIENCE)
    finally:
        viewer.disconnect()


def seconds_to_close_beside_a_stuck_request(served: Served) -> tuple[int, float]:
    """The exit code of a server with a request that never ends, and how long its end took."""
    assert served.process.stdout is not None
    with served.connect() as connection:
        connection.sendall(b"GET /stuck HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert served.process.stdout.readline() == "working\n"
        started = time.monotonic()
        return served.stop(), time.monotonic() - started


@dataclass(frozen=True)
class Crowd:
    """One server with every place taken, and what becomes of each person."""

    viewer: Future[object]
    slow: dict[str, list[Future[float]]]
    visitor: Future[bytes]
    closing: Future[tuple[int, float]]


def gather(threads: ThreadPoolExecutor, served: Served, closing: Served) -> Crowd:
    """A silent viewer, slow visitors on every other place, an honest visitor behind them; a second server."""
    viewer = threads.submit(word_after_silence, viewer_of(served))
    slow: dict[str, list[Future[float]]] = {kind.__name__: [] for kind in KINDS}
    for kind in KINDS * OF_EACH_KIND:
        slow[kind.__name__].append(threads.submit(seconds_held, served, kind))
    close = threads.submit(seconds_to_close_beside_a_stuck_request, closing)
    return Crowd(viewer, slow, threads.submit(served.get, "/"), close)


@pytest.fixture(scope="module")
def crowds() -> Iterator[dict[str, Crowd]]:
    """Everything that takes real time, begun at once for both libraries."""
    servers = [(start_child(each, "--most", str(PLACES)), start_child(each)) for each in LIBRARIES]
    with ThreadPoolExecutor(100) as threads:
        yield {served.library: gather(threads, served, closing) for served, closing in servers}
    for served in (each for pair in servers for each in pair):
        served.process.kill()
        served.process.communicate()


def test_ten_seconds_are_what_a_visitor_is_given_and_eight_what_closing_may_take() -> None:
    assert HEAD_SECONDS + SILENCE_SECONDS <= 10 and DRAIN_SECONDS <= 8


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("kind", [kind.__name__ for kind in KINDS])
def test_a_slow_visitor_is_dropped_within_ten_seconds(
    crowds: dict[str, Crowd], kind: str, library: str
) -> None:
    assert max(wait.result(timeout=3 * PATIENCE) for wait in crowds[library].slow[kind]) < LONGEST


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_visitor_gets_in_although_slow_ones_had_taken_every_place(
    crowds: dict[str, Crowd], library: str
) -> None:
    assert crowds[library].visitor.result(timeout=3 * PATIENCE).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_silent_viewer_on_a_websocket_is_not_dropped(crowds: dict[str, Crowd], library: str) -> None:
    assert crowds[library].viewer.result(timeout=3 * PATIENCE) == "still here"


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_stuck_request_does_not_hold_up_the_end(crowds: dict[str, Crowd], library: str) -> None:
    code, seconds = crowds[library].closing.result(timeout=3 * PATIENCE)
    assert code == 0
    assert DRAIN_SECONDS - 2 < seconds < PATIENCE  # it was waited for, but not for the minute it takes
