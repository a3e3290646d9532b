"""Connections the viewer hub takes over from the server: the same under either async library."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from livemeeting.door import DRAIN_SECONDS
from tests.patience import eventually
from tests.serve.conftest import Served, Start


class Viewer:
    """Somebody on a stream."""

    def __init__(self, served: Served, after: int = 0) -> None:
        self.line = served.connect()
        self.line.sendall(f"GET /stream?{after} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        self.heard = b""

    def until(self, wanted: bytes) -> bytes:
        """Everything heard until this was among it, or the end."""
        while wanted not in self.heard:
            more = self.line.recv(65_536)
            if not more:
                break
            self.heard += more
        return self.heard

    def steps(self) -> list[int]:
        return [int(each) for each in re.findall(rb"event: step\ndata: (\d+)", self.heard)]


def count(served: Served, wanted: int) -> bool:
    return eventually(lambda: served.get("/count").endswith(b"\r\n\r\n%d viewers" % wanted))


@pytest.fixture
def streaming(start: Start) -> Iterator[Served]:
    """A server with room for four requests at once."""
    yield start("--most", "4")


def test_viewers_outnumber_the_places_for_requests_and_hold_none_of_them(streaming: Served) -> None:
    with ExitStack() as leaving:
        viewers = [Viewer(streaming) for _ in range(40)]
        for viewer in viewers:
            leaving.callback(viewer.line.close)
            assert viewer.until(b"event: beat").startswith(b"HTTP/1.1 200 OK\r\n")
        assert streaming.get("/publish").endswith(b"40 told")
        assert streaming.get("/publish").endswith(b"40 told")
        for viewer in viewers:
            viewer.until(b"data: 2")
            assert viewer.steps() == [1, 2]
        late = Viewer(streaming, 1)
        leaving.callback(late.line.close)
        late.until(b"event: beat")
        assert late.steps() == [2]
    assert count(streaming, 0)


def test_a_viewer_who_only_listens_is_not_taken_for_idle(streaming: Served) -> None:
    viewer = Viewer(streaming)
    viewer.until(b"event: beat")
    viewer.heard = b""
    assert b"event: beat" in viewer.until(b"event: beat")
    streaming.get("/publish")
    viewer.until(b"event: step")
    assert viewer.steps() == [1]


def test_closing_hangs_up_on_viewers_and_does_not_wait_for_them(streaming: Served) -> None:
    viewers = [Viewer(streaming) for _ in range(10)]
    for viewer in viewers:
        viewer.until(b"event: beat")
    started = time.monotonic()
    assert streaming.stop() == 0
    assert time.monotonic() - started < DRAIN_SECONDS
    for viewer in viewers:
        assert viewer.until(b"never") is not None
        assert viewer.line.recv(1) == b""


def test_those_who_hang_up_in_the_middle_of_the_handshake_cost_nothing(streaming: Served) -> None:
    for _ in range(50):
        viewer = Viewer(streaming)
        viewer.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        viewer.line.close()
    assert count(streaming, 0)
    assert streaming.get("/publish").endswith(b"0 told")
