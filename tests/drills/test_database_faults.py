"""Drills D5, D6 and D7: the database server dies, the disk is full, the disk fails, the disk is slow."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.drills.night import Night, Probe, check_all_have, followers, night, say, until
from tests.servers import new_database, postgresql_process
from tests.story.driver import new_command

#: Loud within this time, also while the database server does not answer.
REFUSED_WITHIN, BACK_WITHIN = 10.0, 10.0
SLOW_MICROSECONDS = 2_000_000


def refused(night: Night, text: str, command: str) -> float:
    """Press and be refused with a sentence; the seconds that took."""
    started = time.monotonic()
    answer = night.press(text, command)
    assert answer.status_code == 503, f"{answer.status_code} {answer.text[:300]}"
    assert re.search("nothing was (recorded|changed)", answer.json()["refused"])
    return time.monotonic() - started


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_a_database_server_that_dies_is_said_and_recovered_from(tmp_path: Path, library: str) -> None:
    with postgresql_process() as server, new_database(server.url) as url:
        key = {"SECRET_KEY": "x" * 43 + "="}
        with (
            night(tmp_path, library=library, database_url=url, **key) as running,
            followers(running.page, 10) as crowd,
        ):
            running.must_press("Before")
            server.kill()
            command = new_command()
            said = [refused(running, "In the dark", command) for _ in range(3)]
            assert requests.get(f"{running.town.url}/healthz", timeout=5).ok
            assert requests.get(f"{running.town.url}/readyz", timeout=10).status_code == 503
            beats = [each.beats for each in crowd]
            until(
                lambda: all(each.beats > was for each, was in zip(crowd, beats, strict=True)),
                "heartbeats go on",
            )
            server.start()
            started = time.monotonic()
            until(
                lambda: running.press("In the dark", command).status_code == 200, "presses work", BACK_WITHIN
            )
            back = time.monotonic() - started
            until(
                lambda: requests.get(f"{running.town.url}/readyz", timeout=10).ok, "it is ready", BACK_WITHIN
            )
            caught_up = check_all_have(crowd, running.driver.seq)
            assert max(each.returns for each in crowd) == 0
            running.check_log()
            say("D5", library=library, refused_in=max(said), back_in=back, caught_up=caught_up)
            assert max(said) < REFUSED_WITHIN


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system in memory of this size; mounting it needs root."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_refuses_presses_and_nothing_else_and_mends_without_a_restart(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, "3m"), night(tmp_path, LIVEMEETING_DATA=str(disk)) as running:
        with followers(running.page, 5) as crowd:
            command = new_command()
            for number in range(2_000):
                answer = running.press(f"Note {number} " + "x" * 1_500, command)
                if answer.status_code != 200:
                    break
                command = new_command()
            assert answer.status_code == 503, answer.text[:300]
            assert "The disk of the server is full: nothing was recorded." in answer.json()["refused"]
            refused(running, "Still full " + "x" * 1_500, command)
            check_all_have(crowd, running.driver.seq)
            for path in (running.page, f"{running.page}/updates?after=0", f"{running.town.url}/healthz"):
                assert requests.get(path, timeout=10).status_code == 200, path
            subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
            assert running.press("With space again", command).status_code == 200
            check_all_have(crowd, running.driver.seq)
            running.check_log()
            say("D6", acknowledged=len(running.acknowledged))
        with sqlite3.connect(f"file:{disk}/livemeeting.db?mode=ro", uri=True) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@contextmanager
def injected(night: Night, what: str) -> Iterator[None]:
    """strace holds the server's hand at every fsync meanwhile."""
    assert night.town.process is not None
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-p", str(night.town.process.pid),
               "-e", "trace=fsync,fdatasync", "-e", f"inject=fsync,fdatasync:{what}"]  # fmt: skip
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    status = Path(f"/proc/{night.town.process.pid}/status")
    until(lambda: "TracerPid:\t0\n" not in status.read_text("ascii"), "strace is attached")
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=20)


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_a_failing_fsync_acknowledges_nothing_and_tells_nobody(tmp_path: Path, library: str) -> None:
    with night(tmp_path, library=library) as running, followers(running.page, 5) as crowd:
        running.must_press("Before")
        before = running.driver.seq
        commands = [new_command() for _ in range(3)]
        with injected(running, "error=EIO"):
            for number, command in enumerate(commands):
                refused(running, f"Not on disk {number}", command)
            assert requests.get(running.page, timeout=10).status_code == 200
        check_all_have(crowd, before)
        for number, command in enumerate(commands):
            assert running.press(f"Not on disk {number}", command).status_code == 200
        check_all_have(crowd, running.driver.seq)
        running.check_log()


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_a_slow_fsync_makes_its_press_wait_and_nobody_else(tmp_path: Path, library: str) -> None:
    with night(tmp_path, library=library) as running, followers(running.page, 5) as crowd:
        running.must_press("Before")
        stalls = running.metric("livemeeting_hub_stalls_total")
        with injected(running, f"delay_enter={SLOW_MICROSECONDS}"), Probe(running.page) as probe:
            took = running.must_press("Slowly")
        check_all_have(crowd, running.driver.seq)
        stood = running.metric("livemeeting_hub_stalls_total") - stalls
        say(
            "D7 slow",
            library=library,
            press=took,
            probe=max(probe.seconds),
            median=probe.middle,
            stalls=stood,
        )
        assert took >= SLOW_MICROSECONDS / 1e6
        assert max(probe.seconds) < 1.0 and not probe.refused
        assert stood == 0
