"""Drill D1: the server is killed again and again under presses, viewers and a panel; nothing is lost, nothing twice."""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path

import requests
import socketio

from tests.drills.night import Night, check_all_have, followers, night, say, until
from tests.story.driver import new_command

KILLS = int(os.environ.get("DRILL_KILLS", "100"))
PRESSES_PER_KILL = 20
VIEWERS = 50
#: A kill falls within the time of so many presses.
LATEST_SECONDS = 0.8


def panel_of(night: Night, heard: list[int]) -> socketio.Client:
    """A panel that comes back by itself, and what it was told."""
    client = socketio.Client(
        reconnection_delay=0.2, reconnection_delay_max=1, websocket_extra_options={"origin": night.town.url}
    )
    client.on("changed", lambda told: heard.append(told["seq"]), namespace="/panel")
    cookie = "; ".join(f"{each.name}={each.value}" for each in night.driver.session.cookies)
    client.connect(
        night.town.url, auth={"meeting": night.plan.meeting_id, "csrf": night.driver.csrf}, namespaces=["/panel"],
        transports=["websocket"], headers={"Cookie": cookie},
    )  # fmt: skip
    return client


def press_through(night: Night, text: str, back: list[float]) -> None:
    """Press once, with the same command until it is acknowledged; a dead server is started again."""
    command = new_command()
    while True:
        try:
            answer = night.press(text, command)
        except requests.ConnectionError:
            assert night.town.process is not None
            night.town.process.wait(timeout=10)
            started = time.monotonic()
            night.town.start()
            back.append(time.monotonic() - started)
            continue
        assert answer.status_code == 200, answer.text[:300]
        return


def test_a_hundred_kills_under_load_lose_nothing_and_tell_nothing_twice(tmp_path: Path) -> None:
    chances, back, heard = random.Random(5), list[float](), list[int]()
    with night(tmp_path) as running, followers(running.page, VIEWERS) as crowd:
        panel = panel_of(running, heard)
        for kill in range(KILLS):
            blow = threading.Timer(chances.uniform(0, LATEST_SECONDS), running.town.kill)
            blow.start()
            for number in range(PRESSES_PER_KILL):
                press_through(running, f"Note {number} of round {kill}", back)
            blow.join()
            if len(back) <= kill:
                press_through(running, f"Last note of round {kill}", back)
        until(lambda: panel.connected, "the panel is back", 15)
        press_through(running, "The end", back)
        caught_up = check_all_have(crowd, running.driver.seq, 30)
        until(lambda: bool(heard) and heard[-1] == running.driver.seq, "the panel has the newest entry")
        panel.disconnect()
        running.check_log()
        say(
            "D1", kills=len(back), acknowledged=len(running.acknowledged), viewers=VIEWERS,
            slowest_start=max(back), caught_up=caught_up, returns=sum(each.returns for each in crowd),
        )  # fmt: skip
    assert len(back) == KILLS
    assert heard == sorted(heard)
    assert "Traceback" not in running.town.log
