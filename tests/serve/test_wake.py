"""The bell between processes, on a real Redis."""

from __future__ import annotations

import queue
import threading
import time

from livemeeting.runtime import plain
from livemeeting.wake import Bell
from tests.servers import free_port, redis

PATIENCE = 10.0


def listening(bell: Bell) -> queue.Queue[str]:
    heard: queue.Queue[str] = queue.Queue()
    threading.Thread(target=bell.listen, args=(heard.put,), daemon=True).start()
    return heard


def ring_until_heard(bell: Bell, heard: queue.Queue[str]) -> str:
    """A subscription takes a moment to stand: ring until something is heard."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        bell.ring("m1")
        try:
            return heard.get(timeout=0.2)
        except queue.Empty:
            continue
    raise AssertionError("nothing was heard")


def test_a_ring_in_one_process_is_heard_in_another() -> None:
    with redis() as url:
        listener = Bell(url, plain())
        assert ring_until_heard(Bell(url, plain()), listening(listener)) == "m1"
        listener.stop()


def test_a_redis_that_is_away_holds_nobody_up() -> None:
    away = f"redis://127.0.0.1:{free_port()}/0"
    bell = Bell(away, plain())
    heard = listening(bell)
    started = time.monotonic()
    bell.ring("m1")
    assert time.monotonic() - started < 0.2
    assert heard.empty()
    bell.stop()
