"""The viewer hub: rooms of bare sockets, told by one loop of send(). It knows no meeting and no async library."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from livemeeting.live.room import Room, Update
from livemeeting.live.viewer import Gone, Viewer

log = logging.getLogger(__name__)

#: How often the hub looks after slow viewers and those who hung up.
ROUND_SECONDS = 0.05
#: So many are told in one go, some five milliseconds; then others on this process get their turn.
SLICE = 512
#: What is put together for one viewer, in bytes, so that it goes out in one call.
SMALL = 4_096
#: EPOLLRDHUP; EPOLLHUP and EPOLLERR are always reported. `select` no longer names it once it is patched.
_HUNG_UP = 0x2000


@dataclass(frozen=True)
class Timing:
    """In seconds: between heartbeats, of which three missed are a dead line; until whoever takes nothing at all
    is let go; and for how long an empty room is remembered, so that whoever comes back finds what they missed.
    """

    beat: float = 5.0
    patience: float = 20.0
    empty: float = 600.0


class Poller(Protocol):
    """What the hub uses of select.epoll: to learn at once who hung up."""

    def register(self, fd: int, eventmask: int, /) -> None: ...
    def poll(self, timeout: float, maxevents: int, /) -> Iterable[tuple[int, int]]: ...
    def close(self) -> None: ...


class Verbs(Protocol):
    """What the hub needs of the process it runs in."""

    @property
    def sleep(self) -> Callable[[float], None]:
        """Waits so many seconds; 0 gives others their turn."""

    @property
    def spawn(self) -> Callable[..., object]:
        """Starts a call in the background."""

    @property
    def poller(self) -> Callable[[], Poller] | None:
        """Makes an epoll that nothing has patched; None where the system has none."""


class Hub:
    """Everybody who follows something on this process.

    Every call may come from any thread or greenlet, but updates of one room must come one at a time.
    """

    def __init__(
        self,
        verbs: Verbs,
        *,
        most_viewers: int,
        resync: bytes,
        most_of_host: int = 0,
        timing: Timing = Timing(),
    ) -> None:
        """With `most_of_host`, so many at most may come from one host; those who name none are not counted."""
        self._timing, self._most_of_host = timing, most_of_host
        self._of_host: dict[str, int] = {}
        self._verbs, self._most, self._resync = verbs, most_viewers, resync
        self._rooms: dict[str, Room] = {}
        self._viewers: dict[int, Viewer] = {}
        self._slow: dict[Viewer, None] = {}
        self._poller = verbs.poller() if verbs.poller else None
        self._lock = threading.Lock()
        self._is_kept = self._is_closed = False

    @property
    def is_full(self) -> bool:
        """Whether there is no place left for another viewer."""
        return self._is_closed or len(self._viewers) >= self._most

    def is_full_of(self, host: str) -> bool:
        """Whether as many as may come from one host have come from this one."""
        return bool(host) and 0 < self._most_of_host <= self._of_host.get(host, 0)

    def open(self, room: str, at: str, beat: bytes) -> None:
        """Have a room that stands at a place; one that is open already stays as it is."""
        with self._lock:
            self._rooms.setdefault(room, Room(at, beat, until=time.monotonic() + self._timing.empty))

    def is_open(self, room: str) -> bool:
        """Whether the room stands somewhere."""
        return room in self._rooms

    def rooms(self) -> list[str]:
        """The rooms that are open."""
        return list(self._rooms)

    def knows(self, room: str, place: str) -> bool:
        """Whether somebody at that place can be brought here from memory."""
        found = self._rooms.get(room)
        return found is not None and found.since(place) is not None

    def count(self, room: str) -> int:
        """How many viewers are in a room: an upper bound, for a line that died is noticed after some seconds."""
        found = self._rooms.get(room)
        return len(found.viewers) if found else 0

    def join(self, room: str, descriptor: int, *, after: str, first: Sequence[bytes], host: str = "") -> bool:
        """Let a viewer in who stands at `after`: they are sent `first`, then what they missed.

        The descriptor is the hub's from now on. False, and hung up, when the room cannot bring them here.
        """
        try:
            viewer = Viewer(descriptor, room, host)
        except OSError:
            return False  # they hung up in the middle of it
        with self._lock:
            found = self._rooms.get(room)
            missed = found.since(after) if found else None
            if found is None or missed is None or self.is_full or self.is_full_of(host):
                viewer.close()
                return False
            found.viewers[viewer] = None
            self._viewers[descriptor] = viewer
            if host:
                self._of_host[host] = self._of_host.get(host, 0) + 1
            if self._poller is not None:
                self._poller.register(descriptor, _HUNG_UP)
            self._welcome(viewer, [*first, *missed, found.beat])
            is_first, self._is_kept = not self._is_kept, True
        if is_first:
            self._verbs.spawn(self._keep)
        return True

    def _welcome(self, viewer: Viewer, frames: Sequence[bytes]) -> None:
        now = time.monotonic()
        if sum(map(len, frames)) <= SMALL:
            frames = [b"".join(frames)]
        # Larger ones as they are: should they have to wait, everybody who waits for the same shares them.
        for frame in frames:
            self._send(viewer, frame, now)

    def publish(self, room: str, update: Update) -> None:
        """Tell everybody in a room. Returns when all were told, or have it waiting for them."""
        with self._lock:
            found = self._rooms.get(room)
            if found is None:
                return
            found.move(update)
            if update.forgets:
                # What waits for them is from before. They come back, and are told what is so now.
                for viewer in [each for each in self._slow if each.room == room]:
                    self._drop(viewer)
            audience = list(found.viewers)
        self._tell(audience, update.frame)
        # Only now: a heartbeat that overtook the update would make its viewers ask for it.
        found.beat = update.beat

    def close(self) -> None:
        """Hang up on everybody; they come back to whichever server is there."""
        self._is_closed = True
        with self._lock:
            for viewer in list(self._viewers.values()):
                self._drop(viewer)

    def _tell(self, audience: list[Viewer], frame: bytes) -> None:
        for start in range(0, len(audience), SLICE):
            with self._lock:
                now = time.monotonic()
                for viewer in audience[start : start + SLICE]:
                    self._send(viewer, frame, now)
            self._verbs.sleep(0)

    def _send(self, viewer: Viewer, frame: bytes, now: float) -> None:
        try:
            if viewer.send(frame, now):
                self._slow[viewer] = None
        except Gone:
            self._drop(viewer)

    def _drop(self, viewer: Viewer) -> None:
        descriptor = viewer.line.fileno()
        if descriptor < 0:
            return  # dropped before, and its number may be somebody else's now
        self._viewers.pop(descriptor, None)
        self._slow.pop(viewer, None)
        left = self._of_host.get(viewer.host, 0) - 1
        if left > 0:
            self._of_host[viewer.host] = left
        else:
            self._of_host.pop(viewer.host, None)
        room = self._rooms.get(viewer.room)
        if room is not None:
            room.viewers.pop(viewer, None)
            room.until = time.monotonic() + self._timing.empty
        viewer.close()

    def _keep(self) -> None:
        """The one loop that looks after everybody."""
        beat_at = time.monotonic() + self._timing.beat
        while not self._is_closed:
            self._verbs.sleep(ROUND_SECONDS)
            try:
                self._look_after_some()
                if time.monotonic() >= beat_at:
                    beat_at += self._timing.beat
                    self._beat()
            except Exception:
                # One broken round must not end the heartbeats of everybody.
                log.exception("A round of the viewers could not be made.")

    def _look_after_some(self) -> None:
        with self._lock:
            for descriptor, _ in self._poller.poll(0, SLICE) if self._poller else ():
                if descriptor in self._viewers:
                    self._drop(self._viewers[descriptor])
            now = time.monotonic()
            for viewer in list(self._slow):
                try:
                    if viewer.catch_up(now, self._resync, self._timing.patience):
                        del self._slow[viewer]
                except Gone:
                    self._drop(viewer)

    def _beat(self) -> None:
        now = time.monotonic()
        for name, room in list(self._rooms.items()):
            if room.viewers:
                self._tell(list(room.viewers), room.beat)
            elif now > room.until:
                with self._lock:
                    if not room.viewers:
                        self._rooms.pop(name, None)
