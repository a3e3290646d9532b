"""A look at a web address: what answers, what does not, and what must not be asked at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate

import pytest

from livemeeting.channels.probe import Answered, Silent, is_public, look


@contextmanager
def a_site(answer: bytes) -> Iterator[str]:
    """A server that gives every visitor these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                with visitor:
                    visitor.recv(4096)
                    visitor.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/watch?v=1"
        server.shutdown(socket.SHUT_RDWR)


def looked(answer: bytes) -> Answered | Silent:
    with a_site(answer) as url:
        return look(url, is_allowed=lambda number: True)


def test_a_site_that_answers_says_its_time_too() -> None:
    found = looked(f"HTTP/1.1 200 OK\r\nDate: {formatdate(usegmt=True)}\r\n\r\n".encode())
    assert isinstance(found, Answered)
    assert found.status == 200 and found.ahead is not None
    assert abs(found.ahead) <= 1.0 and found.give >= 0.5


@pytest.mark.parametrize("date", ["", "Date: nonsense\r\n", "Date: Sat, 28 Nov 2026\r\n"])
def test_a_site_without_a_time_of_its_own_answers_all_the_same(date: str) -> None:
    found = looked(f"HTTP/1.1 404 Not Found\r\n{date}\r\n".encode())
    assert isinstance(found, Answered) and (found.status, found.ahead) == (404, None)


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_a_broken_answer_is_none(answer: bytes) -> None:
    assert looked(answer) == Silent("127.0.0.1 did not answer.")


def test_what_is_not_public_is_never_asked() -> None:
    for number in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1",
                   "100.64.0.1", "0.0.0.0", "224.0.0.1", "2002:0a00:0001::", "nonsense"):  # fmt: skip
        assert not is_public(number), number
        found = look("https://inside.example", resolver=lambda host, port, number=number: [number])  # type: ignore[misc]
        assert isinstance(found, Silent) and "not a public address" in found.reason
    assert is_public("142.250.74.46") and is_public("2a00:1450:4001:80b::200e")


@pytest.mark.parametrize(
    "url", ["", "ftp://x.example", "javascript:alert(1)", "https://", "http://[::1", "https://x:y"]
)
def test_what_is_no_web_address_is_said_to_be_none(url: str) -> None:
    assert isinstance(look(url), Silent)
