"""Drill D16: names are never resolved; posts wait, and nobody who looks at a page waits with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills.name_server import asks_there, name_server
from tests.drills.night import METRICS_TOKEN, Night, Probe, check_all_have, followers, say, until
from tests.fakes.fake_x import FakeX
from tests.story.driver import Driver
from tests.story.town import Town, found

MESSAGES = 5
#: Half of the time a name may take to resolve: nobody may have waited for one.
MOST_SECONDS = 2.5


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_names_that_never_resolve_hold_up_posts_and_nothing_else(tmp_path: Path, library: str) -> None:
    with (
        name_server() as names,
        FakeX(is_verified=True) as x,
        Town(tmp_path, x, library, hold_seconds=0) as town,
    ):
        town.environ |= {
            "LIVEMEETING_METRICS_TOKEN": METRICS_TOKEN,
            "LIVEMEETING_X_BASE_URL": x.base_url.replace("127.0.0.1", "x.livemeeting-drill.example"),
        }
        town.before = asks_there(tmp_path)
        plan, link = found(town)
        town.start()
        driver = Driver(town.url, plan.meeting_id)
        driver.sign_in(link)
        driver.press("start_meeting", confirm="LIVE")
        running = Night(town, plan, driver, x)
        until(lambda: names.asked > 0, "a name was asked for", 30)
        with (
            followers(running.page, 5) as crowd,
            Probe(running.page) as probe,
            Probe(f"{town.url}/sign-in") as panel,
        ):
            for number in range(MESSAGES):
                driver.press("publish_message", text=f"In the dark {number}")
            told = check_all_have(crowd, driver.seq, 30)
            until(lambda: len(probe.seconds) > 50, "pages were asked for meanwhile", 60)
        assert not x.posts
        say("D16", library=library, asked=names.asked, told=told, page=probe.middle, panel=panel.middle,
            slowest=max(probe.seconds), stall=running.metric("livemeeting_hub_longest_stall_seconds"))  # fmt: skip
        assert not probe.refused and not panel.refused
        assert max(probe.seconds) < MOST_SECONDS and probe.middle < 0.5 and panel.middle < 0.5
        names.is_silent = False
        wanted = [f"In the dark {number}" for number in range(MESSAGES)]
        until(
            lambda: sum(any(each in post.text for post in x.posts) for each in wanted) > 0, "posts leave", 120
        )
        assert len({post.text for post in x.posts}) == len(x.posts)
        assert "Traceback" not in town.log
        assert town.stop() == 0
