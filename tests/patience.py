"""How tests wait: for a condition, never for an amount of time, and how they measure on a slow or busy machine."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Seconds for what comes at once on a quiet machine. Only a test that fails ever waits this long.
PATIENCE = 30.0
#: The time `_loop` takes of the processor on the machine the limits of this suite were chosen on, in seconds.
_LOOP_SECONDS = 0.04


def eventually(is_so: Callable[[], object], *, within: float = PATIENCE) -> bool:
    """Whether it becomes so; asked again and again until it is, or the patience is at an end."""
    end = time.monotonic() + within
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def seconds_of(work: Callable[[], object]) -> float:
    """The time of the processor that work took here: what other programs do meanwhile does not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


def shortest_of(times: int, work: Callable[[], object]) -> float:
    """The same at the best of several attempts, for work that is the same each time."""
    return min(seconds_of(work) for _ in range(times))


def allowed(seconds: float) -> float:
    """A limit chosen on our machine, for this one: longer where a plain loop takes longer, and never shorter."""
    return seconds * max(1.0, shortest_of(2, _loop) / _LOOP_SECONDS)


def _loop() -> int:
    return sum(number % 7 for number in range(1_000_000))
