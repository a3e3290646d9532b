"""The server is killed between the network's taking a post and our writing it down: it is looked up, not sent again."""

from __future__ import annotations

import time
from pathlib import Path

from livemeeting.actions.house import Officer
from livemeeting.actions.look import see
from livemeeting.domain.delivery_look import FOUND
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.roles import Role
from tests.fakes.fake_x import FakeX
from tests.patience import eventually
from tests.story.driver import Driver
from tests.story.town import Town, found

CLERK = Officer("clerk", "council", "Clerk", Role.ADMINISTRATOR)


def newest(town: Town, meeting_id: str) -> Post:
    house = town.house()
    try:
        return see(house, CLERK, meeting_id).posts[-1]
    finally:
        house.database.close()


def wait_for(town: Town, meeting_id: str, state: PostState, seconds: float = 120) -> Post:
    """The newest post once it is in this state."""
    deadline = time.monotonic() + seconds
    while (post := newest(town, meeting_id)).state is not state:
        assert time.monotonic() < deadline, f"still {post.state}: {post.reason}\n{town.log[-2000:]}"
        time.sleep(0.1)
    return post


def test_a_post_taken_before_the_power_went_is_found_with_its_link_and_sent_once(tmp_path: Path) -> None:
    with FakeX() as x, Town(tmp_path, x) as town:
        plan, link = found(town)
        town.start()
        driver = Driver(town.url, plan.meeting_id)
        driver.sign_in(link)
        x.next("accept-then-hang")
        driver.press("start_meeting", confirm="LIVE")
        wait_for(town, plan.meeting_id, PostState.SENDING)
        assert eventually(lambda: x.posts)
        town.kill()
        town.start()
        post = wait_for(town, plan.meeting_id, PostState.SENT)
        assert (post.remote_id, post.reason) == (x.posts[0].id, FOUND)
        assert len(x.posts) == 1
        assert town.stop() == 0
