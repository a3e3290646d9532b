"""Two web processes and a poster on one PostgreSQL tell one another: with Redis, without it, and while it hangs.

The short form of drill D4.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest
import requests
import socketio

from livemeeting.domain.agenda import Plan
from livemeeting.wake import PATIENCE_SECONDS
from tests.fakes.fake_x import FakeX
from tests.live.listener import Listener
from tests.patience import PATIENCE, eventually
from tests.servers import new_database, postgresql, redis_process
from tests.story.driver import Driver
from tests.story.town import ROOT, Town, found

#: Presses of which one at least is acknowledged sooner than a Redis that hangs would be given up on.
PRESSES = 5
TOKEN = "sixteen-letters-and-more"


@dataclass
class TwoProcesses:
    """The officer presses on the first process; everybody else is on the second."""

    here: Town
    there: Town
    redis: subprocess.Popen[bytes]
    plan: Plan
    driver: Driver
    x: FakeX

    def listen(self) -> Listener:
        """A viewer on the second process."""
        return Listener(f"{self.there.url}/m/{self.plan.slug}")

    def press(self, button: str, **answers: str) -> float:
        """Seconds until it was acknowledged."""
        started = time.monotonic()
        self.driver.press(button, **answers)
        return time.monotonic() - started


@pytest.fixture(scope="module", params=["eventlet", "gevent"])
def two(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoProcesses]:
    with ExitStack() as stack:
        server = stack.enter_context(postgresql())
        url = stack.enter_context(new_database(server))
        bell, process = stack.enter_context(redis_process())
        x = stack.enter_context(FakeX())
        towns = []
        for name in ("here", "there"):
            folder = tmp_path_factory.mktemp(name)
            town = stack.enter_context(Town(folder, x, request.param, url, hold_seconds=0))
            town.environ |= {
                "REDIS_URL": bell,
                "LIVEMEETING_POSTER": "separate",
                "LIVEMEETING_METRICS_TOKEN": TOKEN,
            }
            towns.append(town)
        plan, link = found(towns[0])
        for town in towns:
            town.start()
        stack.enter_context(_worker(towns[0]))
        driver = Driver(towns[0].url, plan.meeting_id)
        driver.sign_in(link)
        driver.press("start_meeting", confirm="LIVE")
        yield TwoProcesses(towns[0], towns[1], process, plan, driver, x)


@contextmanager
def _worker(town: Town) -> Iterator[None]:
    """The poster, started by its own command."""
    with (town.folder / "worker.log").open("ab") as log:
        command = [sys.executable, "-m", "livemeeting", "worker"]
        process = subprocess.Popen(command, env=town.environ, stdout=log, stderr=log, cwd=ROOT)
    yield
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0


def heard_in(two: TwoProcesses, *texts: str) -> float:
    """A viewer on the second process has all of these messages, which are pressed on the first.

    Returns the seconds until the quickest of them was acknowledged.
    """
    with two.listen() as viewer:
        viewer.first_beat()
        acknowledged = min(two.press("publish_message", text=text) for text in texts)
        while texts[-1] not in str((told := viewer.next()).data):
            assert told.name in ("beat", "step")
        return acknowledged


def test_viewers_of_the_other_process_hear_at_once(two: TwoProcesses) -> None:
    """At the ring of the bell: how long telling takes is measured from there, and not for what a look finds."""
    heard_in(two, *(f"Told through the bell: {each}" for each in range(PRESSES)))
    assert eventually(lambda: told_after_a_ring(two.there))


def told_after_a_ring(town: Town) -> bool:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    numbers = requests.get(f"{town.url}/metrics", headers=bearer, timeout=PATIENCE).text
    found = re.search(r"^livemeeting_told_seconds_median ([\d.e-]+)$", numbers, re.MULTILINE)
    return found is not None and float(found[1]) > 0


def test_the_poster_posts_once_what_was_pressed_on_a_web_process(two: TwoProcesses) -> None:
    two.press("publish_message", text="Posted by another process")
    assert eventually(lambda: any("Posted by another process" in each for each in two.x.texts))
    assert sum("Posted by another process" in each for each in two.x.texts) == 1


def test_the_panel_of_a_colleague_on_the_other_process_hears_it_too(two: TwoProcesses) -> None:
    heard: list[int] = []
    client = socketio.Client(
        reconnection=False, request_timeout=PATIENCE, websocket_extra_options={"origin": two.there.url}
    )
    client.on("changed", lambda told: heard.append(told["seq"]), namespace="/panel")
    cookie = "; ".join(f"{each.name}={each.value}" for each in two.driver.session.cookies)
    client.connect(
        two.there.url, auth={"meeting": two.plan.meeting_id, "csrf": two.driver.csrf}, namespaces=["/panel"],
        transports=["websocket"], headers={"Cookie": cookie}, wait_timeout=PATIENCE,
    )  # fmt: skip
    two.press("publish_message", text="For the panels")
    is_heard = eventually(lambda: two.driver.seq in heard)
    client.disconnect()
    assert is_heard


def test_a_redis_that_hangs_holds_no_press_up_and_the_log_is_looked_at_instead(two: TwoProcesses) -> None:
    two.redis.send_signal(signal.SIGSTOP)
    try:
        acknowledged = heard_in(two, *(f"Told by the log: {each}" for each in range(PRESSES)))
    finally:
        two.redis.send_signal(signal.SIGCONT)
    assert acknowledged < PATIENCE_SECONDS


def test_a_redis_that_is_killed_is_missed_by_nobody(two: TwoProcesses) -> None:
    two.redis.kill()
    two.redis.wait()
    acknowledged = heard_in(two, *(f"Told without any bell: {each}" for each in range(PRESSES)))
    assert acknowledged < PATIENCE_SECONDS
    assert requests.get(f"{two.there.url}/readyz", timeout=PATIENCE).status_code == 200
