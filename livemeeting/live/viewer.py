"""One viewer: a bare non-blocking socket, and what it has not taken yet."""

from __future__ import annotations

import _socket
import socket
from collections import deque

#: What may wait for one viewer, in bytes; whoever falls further behind is told to fetch the rest.
MOST_WAITING_BYTES = 262_144
#: What the kernel may keep for one viewer: enough for a page, too little to fill the machine.
KERNEL_BYTES = 131_072
#: A line that does not confirm what was sent for this long is dead: with a heartbeat every five seconds,
#: fifteen seconds after it died at the latest.
SILENCE_MILLISECONDS = 10_000
#: Pauses between two tries to send to somebody whose buffer is full, in seconds.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0


class Gone(Exception):
    """The viewer's connection has ended."""


class Viewer:
    """A connected viewer. No thread, no queue and no copy of what everybody gets."""

    __slots__ = ("backlog", "host", "line", "room")

    def __init__(self, descriptor: int, room: str, host: str = "") -> None:
        # The C socket itself: async libraries replace the one in `socket`, which would wait for room.
        self.line = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM, 0, descriptor)
        self.line.setblocking(False)
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; elsewhere the hub's patience has to do
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE_MILLISECONDS)
        self.room, self.host = room, host
        self.backlog: Backlog | None = None

    def send(self, frame: bytes, now: float) -> bool:
        """Send, or keep for later; whether something had to be kept. Never waits; raises Gone."""
        if self.backlog is not None:
            self.backlog.add(frame)
            return False
        try:
            sent = self.line.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            raise Gone from None
        if sent < len(frame):
            self.backlog = Backlog(frame, sent, now)
            return True
        return False

    def catch_up(self, now: float, resync: bytes, patience: float) -> bool:
        """Send what was kept, if it is time to try again; whether all of it is gone out.

        Raises Gone, also when nothing at all was taken for `patience` seconds.
        """
        backlog = self.backlog
        if backlog is None:
            return True
        if now < backlog.next_try:
            return False
        try:
            while backlog.frames:
                sent = self.line.send(backlog.rest())
                backlog.took(sent, now)
        except BlockingIOError:
            if now - backlog.progressed > patience:
                raise Gone from None
            backlog.wait(now)
            return False
        except OSError:
            raise Gone from None
        self.backlog = None
        return not (backlog.is_lost and self.send(resync, now))

    def close(self) -> None:
        """Hang up."""
        self.line.close()


class Backlog:
    """What waits for a slow viewer: references to frames everybody shares, so a thousand of them cost little."""

    __slots__ = ("frames", "is_lost", "next_try", "offset", "pause", "progressed", "size")

    def __init__(self, frame: bytes, sent: int, now: float) -> None:
        self.frames = deque([frame])
        self.offset, self.size = sent, len(frame) - sent
        self.is_lost = False
        self.progressed, self.pause, self.next_try = now, FIRST_PAUSE, now + FIRST_PAUSE

    def add(self, frame: bytes) -> None:
        """Keep a frame; with too much waiting, keep only the one that is on its way, and remember the loss."""
        if self.is_lost:
            return
        self.size += len(frame)
        if self.size <= MOST_WAITING_BYTES:
            self.frames.append(frame)
            return
        self.is_lost = True
        on_its_way = self.frames[0]
        self.frames.clear()
        self.frames.append(on_its_way)
        self.size = len(on_its_way) - self.offset

    def rest(self) -> memoryview:
        """What is left of the first frame."""
        return memoryview(self.frames[0])[self.offset :]

    def took(self, sent: int, now: float) -> None:
        """Note how much the viewer took."""
        self.offset += sent
        self.size -= sent
        self.progressed, self.pause = now, FIRST_PAUSE
        if self.offset == len(self.frames[0]):
            self.frames.popleft()
            self.offset = 0

    def wait(self, now: float) -> None:
        """Try again a little later, and later each time."""
        self.next_try = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
