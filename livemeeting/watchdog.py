"""The watchdog: notices when the async hub stands still, names what held it up, and counts."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass, field

from livemeeting.runtime import Runtime

log = logging.getLogger(__name__)

#: Everybody on this process waits while the hub stands still; from here on a person would notice.
LIMIT_SECONDS = 0.1
TICK_SECONDS = 0.02
MOST_FRAMES = 12


@dataclass
class Watchdog:
    """A greenlet that beats, and a native thread that listens for it.

    A stop is the product's own fault where the hub was busy that long, or waited while the rest of the machine ran;
    not where the machine had no time for anybody. The native thread must not touch a lock of the patched library, so
    it only notes where the hub is; the greenlet logs it once the hub goes on.
    """

    runtime: Runtime
    limit: float = LIMIT_SECONDS
    #: How often the hub stood still, and for how long at the most, in seconds.
    count: int = 0
    longest: float = 0.0
    _beat_at: float = field(default=0.0, init=False)
    _busy_at: float = field(default=0.0, init=False)
    _machine_late: float = field(default=0.0, init=False)
    _where: tuple[str, ...] = field(default=(), init=False)
    _is_stopped: bool = field(default=False, init=False)

    def start(self) -> None:
        """Begin, on the hub's own thread. Nothing to do where there is no hub."""
        if self.runtime.native is None:
            return
        self._note()
        self.runtime.spawn(self._beat)
        self.runtime.native.start(self._listen, (self.runtime.native.ident(),))

    def stop(self) -> None:
        """End within a tick."""
        self._is_stopped = True

    def _note(self) -> None:
        self._beat_at, self._busy_at = time.perf_counter(), time.thread_time()
        self._machine_late, self._where = 0.0, ()

    def _beat(self) -> None:
        while not self._is_stopped:
            self.runtime.sleep(TICK_SECONDS)
            stood = time.perf_counter() - self._beat_at - TICK_SECONDS
            was_busy = time.thread_time() - self._busy_at
            if stood > self.limit and (was_busy > self.limit or self._machine_late < stood / 2):
                self.count += 1
                self.longest = max(self.longest, stood)
                where = " < ".join(self._where) or "not seen"
                log.warning("the hub stood still for %d ms, at %s", round(stood * 1000), where)
            self._note()

    def _listen(self, hub: int) -> None:
        native = self.runtime.native
        assert native is not None
        while not self._is_stopped:
            asleep = time.perf_counter()
            native.sleep(TICK_SECONDS)
            now = time.perf_counter()
            self._machine_late += max(0.0, now - asleep - 2 * TICK_SECONDS)
            if now - self._beat_at > self.limit and not self._where:
                self._where = _where(hub)


def _where(thread: int) -> tuple[str, ...]:
    """Where a thread is, innermost call first: file, line and function, without anything a value could leak by."""
    frame = sys._current_frames().get(thread)
    found: list[str] = []
    while frame is not None and len(found) < MOST_FRAMES:
        code = frame.f_code
        found.append(f"{code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return tuple(found)
