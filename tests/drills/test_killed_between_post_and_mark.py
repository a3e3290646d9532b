"""Drill: the server is killed at twenty random points around a post being taken; each is there exactly once."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

from livemeeting.actions.house import Officer
from livemeeting.actions.look import see
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.roles import Role
from tests.fakes.fake_x import FakeX
from tests.story.driver import Driver
from tests.story.town import Town, found

ROUNDS = 20
CLERK = Officer("clerk", "council", "Clerk", Role.ADMINISTRATOR)
#: What X does with the post of a round: takes it and is slow to say so, takes it silently, never gets it.
MOODS = ("slow-drip", "accept-then-hang", "accept-then-drop", "drop-before", "hang")


def posts(town: Town, meeting_id: str) -> tuple[Post, ...]:
    house = town.house()
    try:
        return see(house, CLERK, meeting_id).posts
    finally:
        house.database.close()


def test_twenty_kills_between_the_post_and_its_mark(tmp_path: Path) -> None:
    chances = random.Random(2)
    with FakeX(is_verified=True) as x, Town(tmp_path, x) as town:
        plan, link = found(town)
        town.start()
        driver = Driver(town.url, plan.meeting_id)
        driver.sign_in(link)
        driver.press("start_meeting", confirm="LIVE")
        for number in range(ROUNDS):
            x.next(chances.choice(MOODS))
            driver.press("publish_message", text=f"Message number {number}")
            time.sleep(chances.uniform(0.0, 0.5))
            town.kill()
            town.start()
            _settle(town, plan.meeting_id)
        shown = Counter(post.text for post in x.posts)
        states = Counter(each.state for each in posts(town, plan.meeting_id))
        assert max(shown.values()) == 1
        assert len(shown) == ROUNDS + 1 and set(states) == {PostState.SENT}, (states, shown)
        assert town.stop() == 0


def _settle(town: Town, meeting_id: str) -> None:
    """Until every post has its answer: at most the looks, the repeat and its looks."""
    deadline = time.monotonic() + 60
    while any(each.state is not PostState.SENT for each in posts(town, meeting_id)):
        assert time.monotonic() < deadline, [(each.state, each.reason) for each in posts(town, meeting_id)]
        time.sleep(0.3)
