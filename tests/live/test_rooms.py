"""Rooms tell those who are in them, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping

from livemeeting.live.rooms import Rooms


class Connections:
    """Who is in which room, and what was sent."""

    def __init__(self) -> None:
        self.rooms: dict[tuple[str, str], list[str]] = {}
        self.sent: list[tuple[str, str, str, Mapping[str, object]]] = []

    def emit(self, event: str, message: Mapping[str, object], /, *, namespace: str, to: str) -> None:
        self.sent.append((namespace, to, event, message))

    def members(self, namespace: str, room: str) -> list[str]:
        return self.rooms.get((namespace, room), [])


def test_a_room_is_told_once_however_many_are_in_it() -> None:
    connections = Connections()
    connections.rooms["/public", "m/council"] = ["ann", "bob"]
    rooms = Rooms(connections.emit, connections.members)

    rooms.tell("/public", "m/council", "update", {"seq": 3})

    assert connections.sent == [("/public", "m/council", "update", {"seq": 3})]
    assert rooms.count("/public", "m/council") == 2


def test_an_empty_room_is_not_spoken_to() -> None:
    connections = Connections()
    connections.rooms["/panel", "m1"] = ["ann"]
    rooms = Rooms(connections.emit, connections.members)

    rooms.tell("/public", "m1", "update", {"seq": 3})

    assert connections.sent == []
    assert rooms.count("/public", "m1") == 0
