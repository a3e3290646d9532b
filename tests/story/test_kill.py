"""The power goes, again and again: no acknowledged press is lost, nothing is posted twice, private stays private."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from pathlib import Path

import requests

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import see
from livemeeting.domain.posts import PostState
from livemeeting.domain.roles import Role
from tests.fakes.fake_x import FakeX
from tests.patience import PATIENCE
from tests.story.driver import Driver, new_command
from tests.story.script import CANARY, evening
from tests.story.town import Town, found

KILLS = 25
#: What a press sees of a server that dies: before, while or after it takes it.
BROKEN_OFF = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)


class Saboteur:
    """Kills the server at a random moment of the evening and starts it again, `KILLS` times."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.random = random.Random(seed)
        self.kills = 0
        self.timer: threading.Timer | None = None

    def aim(self) -> None:
        """The next blow falls within the time of a press or two."""
        if self.kills < KILLS:
            self.timer = threading.Timer(self.random.uniform(0.0, 0.12), self.town.kill)
            self.timer.start()

    def mend(self) -> None:
        """Wait for the blow that is under way, and bring the server back."""
        assert self.timer is not None
        self.timer.join()
        self.kills += 1
        self.town.start()


def test_the_evening_survives_twenty_five_power_cuts(tmp_path: Path) -> None:
    with FakeX() as x, Town(tmp_path, x) as town:
        plan, link = found(town)
        town.start()
        driver = Driver(town.url, plan.meeting_id)
        driver.sign_in(link)
        saboteur = Saboteur(town, seed=20)
        acknowledged: dict[str, int] = {}
        steps = list(evening(plan))
        for number, step in enumerate(steps):
            answers = {
                name: str(driver.seq) if value == "{previous}" else value
                for name, value in step.answers.items()
            }
            command = new_command()
            due = (number + 1) * KILLS // len(steps)
            if saboteur.kills < due:
                saboteur.aim()
            while True:
                try:
                    answer = driver.send(step.button, seq=driver.seq, command=command, answers=answers)
                    assert answer.status_code == 200, f"{step}: {answer.text[:300]}"
                    acknowledged[command] = driver.seq = answer.json()["seq"]
                    break
                except BROKEN_OFF:
                    saboteur.mend()
                    status = requests.get(
                        f"{town.url}/m/{plan.slug}/updates?after=0", timeout=PATIENCE
                    ).json()["status"]
                    was_private = bool(number) and _is_private(steps, number)
                    assert ("Private" in str(status)) == was_private or step.button in (
                        "exclude",
                        "readmit",
                        "close",
                    )
            if saboteur.timer is not None and saboteur.timer.is_alive():
                saboteur.timer.join()
            if saboteur.timer is not None and town.process is not None and town.process.poll() is not None:
                saboteur.mend()
        assert saboteur.kills >= KILLS
        _check(town, x, plan.meeting_id, plan.slug, acknowledged)
        assert town.stop() == 0


def _is_private(steps: list, number: int) -> bool:
    before = [step.button for step in steps[:number]]
    return before.count("exclude") > before.count("readmit")


ON_THE_WAY = {PostState.HELD, PostState.QUEUED, PostState.SENDING, PostState.WAITING}
CLERK = Officer("clerk", "council", "Clerk", Role.ADMINISTRATOR)


def _wait_until_posted(house: House, meeting_id: str) -> None:
    """Until nothing is on its way any more: a post in doubt keeps those behind it for half a minute at most."""
    deadline = time.monotonic() + 300
    while {post.state for post in see(house, CLERK, meeting_id).posts} & ON_THE_WAY:
        assert time.monotonic() < deadline, "posts were left on their way"
        time.sleep(0.2)


def _check(town: Town, x: FakeX, meeting_id: str, slug: str, acknowledged: dict[str, int]) -> None:
    house = town.house()
    _wait_until_posted(house, meeting_id)
    seen = see(house, CLERK, meeting_id)
    house.database.close()
    # Every press that was acknowledged is there once, in order, and nothing else is.
    assert sorted(acknowledged.values()) == list(range(1, len(acknowledged) + 1))
    assert len(seen.entries) == len(acknowledged)
    # Nothing twice, and what is said to be sent is there.
    assert [text for text, times in Counter(post.text for post in x.posts).items() if times > 1] == []
    assert PostState.SENT in {post.state for post in seen.posts}
    on_x = {post.text for post in x.posts}
    sent = {post.text for post in seen.posts if post.state is PostState.SENT}
    assert sent <= on_x
    assert {post.text for post in seen.posts if post.state is PostState.EXPIRED}.isdisjoint(on_x)
    # And the private session stayed private.
    page = requests.get(f"{town.url}/m/{slug}", timeout=PATIENCE).text
    assert CANARY not in page + str(on_x) + town.log
    assert "Tanner" not in page + str(on_x) + town.log
