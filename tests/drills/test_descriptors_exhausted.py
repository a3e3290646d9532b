"""Drill D9: the server runs out of descriptors; it says so, keeps the viewers it has, and mends by itself."""

from __future__ import annotations

import resource
from contextlib import ExitStack
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

import pytest
import requests

from tests.drills.night import check_all_have, descriptors, followers, night, say, until

#: Left to the server when the strangers come, and how many of them come.
ROOM, STRANGERS = 40, 400


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_a_server_without_descriptors_keeps_its_viewers_and_mends_by_itself(
    tmp_path: Path, library: str
) -> None:
    with night(tmp_path, library=library) as running, followers(running.page, 10) as crowd:
        running.must_press("Before")
        process, parts = running.town.process, urlsplit(running.town.url)
        assert process is not None
        usual = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)
        least = descriptors(running.town) + ROOM
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (least, usual[1]))
        with ExitStack() as strangers:
            for _ in range(STRANGERS):
                strangers.enter_context(create_connection((parts.hostname or "", parts.port), timeout=30))
            until(lambda: "New visitors have to wait" in running.town.log, "it says so", 30)
            beats = [each.beats for each in crowd]
            until(
                lambda: all(each.beats > was for each, was in zip(crowd, beats, strict=True)),
                "heartbeats go on", 30,
            )  # fmt: skip
            assert process.poll() is None
        back = until(lambda: requests.get(running.page, timeout=30).ok, "visitors get in again", 30)
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, usual)
        running.must_press("After")
        check_all_have(crowd, running.driver.seq, 30)
        assert max(each.returns for each in crowd) == 0
        running.check_log()
        assert "Traceback" not in running.town.log
        say("D9", library=library, back_in=back)
