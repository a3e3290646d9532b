"""Two officers at one real server: random delays, double clicks, lost answers, and one step at a time."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from livemeeting.actions.house import Officer
from livemeeting.actions.look import see
from livemeeting.domain.events import ItemStarted
from livemeeting.domain.roles import Role
from tests.fakes.fake_x import FakeX
from tests.story.driver import Driver, new_command
from tests.story.town import Town, found

PRESSES = 25


def press_at_random(driver: Driver, seed: int, accepted: list[str], problems: list[str]) -> None:
    """Press Next again and again as a hurried officer on bad Wi-Fi does."""
    chance = random.Random(seed)
    for _ in range(PRESSES):
        command = new_command()
        seq = driver.seq
        for _ in range(chance.choice((1, 1, 2, 3))):
            time.sleep(chance.uniform(0, 0.02))
            if chance.random() < 0.2:
                _press_and_hang_up(driver, command, seq)
                continue
            answer = driver.send("next_item", seq=seq, command=command, answers={})
            if answer.status_code == 200:
                accepted.append(command)
                driver.seq = max(driver.seq, answer.json()["seq"])
            elif answer.status_code == 409:
                driver.seq = answer.json().get("seq", driver.seq)
            else:
                problems.append(f"{answer.status_code} {answer.text[:200]}")


def _press_and_hang_up(driver: Driver, command: str, seq: int) -> None:
    """The press arrives; the answer is lost on the way back."""
    with suppress(requests.RequestException):
        driver.send("next_item", seq=seq, command=command, answers={}, timeout=0.001)


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_two_officers_never_skip_an_item(tmp_path: Path, library: str) -> None:
    with FakeX() as x, Town(tmp_path, x, library=library) as town:
        plan, link = found(town, is_rehearsal=True)
        town.start()
        first = Driver(town.url, plan.meeting_id)
        first.sign_in(link)
        first.press("start_meeting")
        second = Driver(town.url, plan.meeting_id)
        second.session.cookies.update(first.session.cookies)
        second.session.headers["Origin"] = town.url
        second.look()
        accepted: list[str] = []
        problems: list[str] = []
        drivers = [
            threading.Thread(target=press_at_random, args=(driver, seed, accepted, problems))
            for seed, driver in enumerate((first, second))
        ]
        for each in drivers:
            each.start()
        for each in drivers:
            each.join()
        house = town.house()
        entries = see(house, Officer("x", "council", "X", Role.ADMINISTRATOR), plan.meeting_id).entries
        house.database.close()
        assert town.stop() == 0
    started = [each.event.item for each in entries if isinstance(each.event, ItemStarted)]
    public = [
        each.id for each in plan.items if not each.is_heading and not each.restricted and not each.withdrawn
    ]
    assert problems == []
    assert len(set(accepted)) > 3
    assert started == public[: len(started)]
