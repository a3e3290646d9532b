"""A room: who is in it, where it stands, and the last updates for those who missed them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from livemeeting.live.viewer import Viewer

#: What is kept to replay: a long evening of small updates.
MOST_KEPT = 200
MOST_KEPT_BYTES = 262_144


@dataclass(frozen=True)
class Update:
    """What takes everybody from the place `after` to the place `at`, encoded once. `beat` says the new place.

    With `forgets`, nothing from before it may be sent any more, not even to whoever missed it.
    """

    after: str
    at: str
    frame: bytes
    beat: bytes
    forgets: bool = False


@dataclass
class Room:
    """Places are names the caller gives; a room stands at one of them. `beat` is the heartbeat that says it."""

    at: str
    beat: bytes
    viewers: dict[Viewer, None] = field(default_factory=dict)
    kept: deque[Update] = field(default_factory=deque)
    kept_bytes: int = 0
    #: Until when an empty room is remembered, on the hub's clock.
    until: float = 0.0

    def move(self, update: Update) -> None:
        """Stand at the update's place, and keep it for those who come back. Its beat follows when all have it."""
        if update.forgets or update.after != self.at:  # in which case nobody can get here from before
            self.kept.clear()
            self.kept_bytes = 0
        self.kept.append(update)
        self.kept_bytes += len(update.frame)
        while len(self.kept) > MOST_KEPT or (self.kept_bytes > MOST_KEPT_BYTES and len(self.kept) > 1):
            self.kept_bytes -= len(self.kept.popleft().frame)
        self.at = update.at

    def since(self, place: str) -> Sequence[bytes] | None:
        """The frames from that place to here, in order; None if they are not kept."""
        if place == self.at:
            return ()
        frames: list[bytes] = []
        for update in reversed(self.kept):
            frames.append(update.frame)
            if update.after == place:
                return frames[::-1]
        return None
