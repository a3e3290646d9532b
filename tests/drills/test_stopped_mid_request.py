"""Drill D3: SIGTERM while presses are in flight; each is finished, nothing is cut, and everybody comes back."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import requests

from livemeeting.door import DRAIN_SECONDS
from tests.drills.night import check_all_have, followers, night, say, until
from tests.drills.test_database_faults import injected
from tests.drills.test_killed_under_load import panel_of
from tests.story.driver import new_command

VIEWERS = 50
#: How long each press is on its way to the disk.
FSYNC_MICROSECONDS = 1_500_000


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_sigterm_in_the_middle_of_a_press_finishes_it(tmp_path: Path, library: str) -> None:
    heard: list[int] = []
    with night(tmp_path, library=library) as running, followers(running.page, VIEWERS) as crowd:
        panel = panel_of(running, heard)
        running.must_press("Before")
        process = running.town.process
        assert process is not None
        answers: list[requests.Response] = []
        with injected(running, f"delay_enter={FSYNC_MICROSECONDS}"):
            press = threading.Thread(target=lambda: answers.append(running.press("In flight", new_command())))
            press.start()
            time.sleep(FSYNC_MICROSECONDS / 3e6)  # in the middle of it
            started = time.monotonic()
            process.terminate()
            until(lambda: "Closing" in running.town.log, "it closes")
            with pytest.raises(requests.ConnectionError):
                requests.get(running.page, timeout=5)
            press.join(timeout=30)
            code, took = process.wait(timeout=30), time.monotonic() - started
        assert [each.status_code for each in answers] == [200]
        assert code == 0 and took < DRAIN_SECONDS + 2
        until(lambda: not panel.connected, "the panel was hung up on", 30)
        running.town.start()
        # A browser's library comes back from this by itself, Python's needs to be told.
        panel = panel_of(running, heard)
        running.must_press("After")
        caught_up = check_all_have(crowd, running.driver.seq, 30)
        until(lambda: running.driver.seq in heard, "the panel hears of it", 30)
        panel.disconnect()
        running.check_log()
        assert "Traceback" not in running.town.log
        say("D3", library=library, ended_in=took, caught_up=caught_up)
