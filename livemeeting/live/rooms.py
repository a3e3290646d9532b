"""Rooms of connected viewers: something is told to everybody in one, and they can be counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from typing import Protocol

Message = Mapping[str, object]


class Emit(Protocol):
    """Sends one event to everybody in a room; it may drop viewers who have gone, and never waits for them."""

    def __call__(self, event: str, message: Message, /, *, namespace: str, to: str) -> object: ...


Members = Callable[[str, str], Sized]


class Rooms:
    """The rooms of one server process. `members(namespace, room)` are the connections in a room now."""

    def __init__(self, emit: Emit, members: Members) -> None:
        self._emit = emit
        self._members = members

    def tell(self, namespace: str, room: str, event: str, message: Message) -> None:
        """Send a message to everybody in a room. A room nobody is in costs nothing."""
        if self.count(namespace, room):
            self._emit(event, message, namespace=namespace, to=room)

    def count(self, namespace: str, room: str) -> int:
        """How many connections are in a room: an upper bound, for the vanished are noticed after ten seconds."""
        return len(self._members(namespace, room))
