"""Drill D8: slow visitors of four kinds take a place each; they lose it, and nobody else waits meanwhile."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.drills.night import Night, Probe, descriptors, night, say, until
from tests.drills.strangers import asking

OF_EACH_KIND = 200
#: None is held longer, whatever it does.
HELD_SECONDS = 15.0
#: What everybody else waits for a page meanwhile; a quiet machine takes a tenth of it.
MIDDLE_SECONDS, MOST_SECONDS = 0.5, 3.0
#: Asked for so often on one line, this fills every buffer of the kernel on the way.
LARGE, ENOUGH_TO_FILL = "/static/govuk.css", 60


class Slow:
    """Visitors of one kind. `drips` is what each sends once a second; b"" sends nothing more."""

    def __init__(self, night: Night, begins: bytes, drips: bytes = b"", *, reads: bool = True) -> None:
        parts = urlsplit(night.town.url)
        self.address = (socket.gethostbyname(parts.hostname or ""), parts.port or 80)
        self.begins, self.drips, self.reads = begins, drips, reads
        self.lines: list[socket.socket] = []

    def come(self) -> None:
        for _ in range(OF_EACH_KIND):
            line = socket.socket()
            if not self.reads:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            line.settimeout(30)
            line.connect(self.address)
            line.sendall(self.begins)
            line.setblocking(False)
            self.lines.append(line)

    def drip(self) -> None:
        """Send one more byte each; those who are hung up on leave."""
        for line in list(self.lines):
            try:
                if self.drips:
                    line.send(self.drips)
                is_over = self.reads and line.recv(4_096) == b""
            except BlockingIOError:
                continue
            except OSError:
                is_over = True
            if is_over:
                self.lines.remove(line)
                line.close()


def kinds(night: Night) -> dict[str, Slow]:
    post = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: " + night.town.url.encode() + b"\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\n"
    large = asking(night.town.url, LARGE)
    return {
        "head drip": Slow(night, post + b"X-Drip: ", b"a"),
        "body stalled": Slow(night, post + form + b"Content-Length: 100\r\n\r\nemail="),
        "idle": Slow(night, b""),
        "slow reader": Slow(night, large * ENOUGH_TO_FILL, reads=False),
    }


def seconds_until_gone(night: Night, slow: Slow, before: int) -> float:
    """Until the server holds none of them; they drip once a second meanwhile."""
    until(lambda: descriptors(night.town) > before + OF_EACH_KIND * 0.9, "they are all in", 30)
    started = last = time.monotonic()

    def are_gone() -> bool:
        nonlocal last
        if time.monotonic() - last >= 1:
            last = time.monotonic()
            slow.drip()
        return descriptors(night.town) < before + 20

    until(are_gone, "the server let them go", 60)
    return time.monotonic() - started


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_slow_visitors_lose_their_places_and_nobody_waits_for_them(tmp_path: Path, library: str) -> None:
    with night(tmp_path, library=library) as running:
        running.must_press("Before")
        for name, slow in kinds(running).items():
            before = descriptors(running.town)
            with Probe(running.page) as probe:
                slow.come()
                held = seconds_until_gone(running, slow, before)
                pressed = running.must_press(name)
            for each in slow.lines:
                each.close()
            say("D8", library=library, kind=name, held=held, press=pressed, probe=max(probe.seconds),
                median=probe.middle)  # fmt: skip
            assert held < HELD_SECONDS, name
            assert not probe.refused and probe.middle < MIDDLE_SECONDS and max(probe.seconds) < MOST_SECONDS
