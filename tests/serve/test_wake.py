"""The bell between processes, on a real Redis."""

from __future__ import annotations

import logging
import queue
import signal
import threading
import time

import pytest

from livemeeting.runtime import plain
from livemeeting.wake import PATIENCE_SECONDS, Bell
from tests.patience import eventually
from tests.servers import free_port, redis, redis_process


def listening(bell: Bell) -> queue.Queue[str]:
    heard: queue.Queue[str] = queue.Queue()
    threading.Thread(target=bell.listen, args=(heard.put,), daemon=True).start()
    return heard


def ring_until_heard(bell: Bell, heard: queue.Queue[str]) -> str:
    """A subscription takes a moment to stand: ring until something is heard."""

    def is_heard() -> bool:
        bell.ring("m1")
        time.sleep(0.1)
        return not heard.empty()

    assert eventually(is_heard)
    return heard.get()


def test_a_ring_in_one_process_is_heard_in_another() -> None:
    with redis() as url:
        listener = Bell(url, plain())
        assert ring_until_heard(Bell(url, plain()), listening(listener)) == "m1"
        listener.stop()


def test_whoever_rings_does_not_wait_for_a_redis_that_hangs() -> None:
    with redis_process() as (url, process):
        bell = Bell(url, plain())
        process.send_signal(signal.SIGSTOP)
        try:
            shortest = min(seconds_to_ring(bell) for _ in range(5))
        finally:
            process.send_signal(signal.SIGCONT)
    assert shortest < PATIENCE_SECONDS / 2


def seconds_to_ring(bell: Bell) -> float:
    started = time.monotonic()
    bell.ring("m1")
    return time.monotonic() - started


def test_a_redis_that_is_away_is_no_trouble_to_those_who_ring_and_listen() -> None:
    bell = Bell(f"redis://127.0.0.1:{free_port()}/0", plain())
    heard = listening(bell)
    bell.ring("m1")
    assert heard.empty()
    bell.stop()


def test_a_redis_that_hangs_and_comes_back_is_noticed_and_said_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="livemeeting.wake")
    with redis_process() as (url, process):
        bell = Bell(url, plain())
        heard = listening(bell)
        ring_until_heard(bell, heard)
        process.send_signal(signal.SIGSTOP)
        for _ in range(3):
            bell.ring("m1")
        assert eventually(lambda: bell.is_away)
        process.send_signal(signal.SIGCONT)
        assert eventually(lambda: not bell.is_away)
        assert ring_until_heard(bell, heard) == "m1"
        bell.stop()
    said = [each.getMessage() for each in caplog.records]
    assert [each.partition(" (")[0] for each in said[:2]] == ["Redis is away", "Redis is back."]
