"""A viewer without a browser: it follows a meeting's stream and writes down what it is told."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from tests.patience import PATIENCE


@dataclass(frozen=True)
class Told:
    """One event of a stream."""

    name: str
    id: str
    data: Any


@dataclass
class Listener:
    """One stream at an address like http://127.0.0.1:8000/m/council. `place` is where the page stands."""

    url: str
    place: str = ""
    last_event_id: str = ""
    forwarded_for: str = ""
    left: bytes = b""
    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Listener:
        parts = urlsplit(self.url)
        self.line = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=PATIENCE)
        query = f"?at={self.place}" if self.place else ""
        brings = f"Last-Event-ID: {self.last_event_id}\r\n" if self.last_event_id else ""
        through = f"X-Forwarded-For: {self.forwarded_for}\r\n" if self.forwarded_for else ""
        self.line.sendall(
            f"GET {parts.path}/stream{query} HTTP/1.1\r\nHost: {parts.netloc}\r\n{brings}{through}"
            "Accept: text/event-stream\r\n\r\n".encode()
        )
        head = self._until(b"\r\n\r\n").decode().split("\r\n")
        self.status = head[0].partition(" ")[2]
        self.headers = {name: value for name, _, value in (each.partition(": ") for each in head[1:])}
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.line.close()

    def next(self) -> Told:
        """The next event; raises EOFError when the stream has ended."""
        while True:
            lines = self._until(b"\n\n").decode().split("\n")
            found = {name: value for name, _, value in (each.partition(": ") for each in lines)}
            if "event" in found:
                return Told(found["event"], found.get("id", ""), json.loads(found["data"]))

    def steps(self, start: int, end: int) -> list[Any]:
        """The steps from one seq to another, each taken up where the last one ended, and none twice."""
        taken: list[Any] = []
        reached = start
        while reached < end:
            told = self.next()
            if told.name == "beat":
                continue
            assert (told.name, told.data["from"]) == ("step", reached)
            reached = told.data["seq"]
            assert told.id == f"{told.data['epoch']}.{reached}"
            taken.append(told.data)
        return taken

    def first_beat(self) -> Any:
        """What the first heartbeat says."""
        while (told := self.next()).name != "beat":
            pass
        return told.data

    def _until(self, end: bytes) -> bytes:
        while end not in self.left:
            more = self.line.recv(65_536)
            if not more:
                raise EOFError
            self.left += more
        found, _, self.left = self.left.partition(end)
        return found


def entries(taken: list[Any]) -> list[str]:
    """The anchors of the entries that steps brought, oldest first."""
    return [each["id"] for step in taken for each in reversed(step["entries"]["put"])]
