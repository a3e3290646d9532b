"""Crowds of strangers: many raw connections at once that ask for the same thing and stay, or do not."""

from __future__ import annotations

import resource
import selectors
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

#: How many of a crowd are on their way in at the same time.
AT_ONCE = 200
#: How long a crowd is waited for.
PATIENCE = 120.0


def asking(url: str, path: str, *lines: str, address: str = "") -> bytes:
    """A request for a path, from the address a trusted proxy would name."""
    head = [f"GET {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}", *lines]
    if address:
        head.append(f"X-Forwarded-For: {address}")
    return "\r\n".join([*head, "", ""]).encode()


def panel_asking(url: str, *lines: str, address: str = "") -> bytes:
    """The handshake of a panel's websocket (RFC 6455 section 4.1)."""
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")  # fmt: skip
    return asking(url, "/socket.io/?EIO=4&transport=websocket", *upgrade, *lines, address=address)


@dataclass
class Crowd:
    """Everybody who came with one request. `answers` counts status codes; "" is no answer at all."""

    url: str
    request: bytes
    answers: Counter[str] = field(default_factory=Counter)
    heads: dict[str, bytes] = field(default_factory=dict)
    lines: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> Crowd:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def come(self, count: int, *, stays: bool = True) -> float:
        """So many more come; the seconds until each has an answer. With `stays`, those let in keep their place."""
        started, parts = time.monotonic(), urlsplit(self.url)
        address = (socket.gethostbyname(parts.hostname or ""), parts.port or 80)
        with selectors.DefaultSelector() as waiting:
            while count or waiting.get_map():
                while count and len(waiting.get_map()) < AT_ONCE:
                    line = socket.create_connection(address, timeout=30)
                    line.sendall(self.request)
                    waiting.register(line, selectors.EVENT_READ)
                    count -= 1
                for key, _ in waiting.select(1):
                    assert isinstance(key.fileobj, socket.socket)
                    waiting.unregister(key.fileobj)
                    self._answered(key.fileobj, stays)
                assert time.monotonic() - started < PATIENCE, f"{len(waiting.get_map())} without an answer"
        return time.monotonic() - started

    def _answered(self, line: socket.socket, stays: bool) -> None:
        try:
            head = line.recv(65_536)
        except OSError:
            head = b""
        status = head[9:12].decode("ascii", "replace")
        self.answers[status] += 1
        self.heads[status] = head
        if stays and status in ("200", "101"):
            self.lines.append(line)
        else:
            line.close()

    def leave(self) -> None:
        """Everybody hangs up."""
        for each in self.lines:
            each.close()
        self.lines.clear()
