"""Drill D4: Redis is killed, restarted, hung and emptied between two web processes; the log tells everybody anyway."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis

from livemeeting.wake import PATIENCE_SECONDS
from tests.drills.night import Night, check_all_have, followers, night, say, until
from tests.fakes.fake_x import FakeX
from tests.servers import free_port, new_database, postgresql
from tests.story.town import Town

#: A press that waited for Redis would take at least PATIENCE_SECONDS.
ACKNOWLEDGED_WITHIN, EQUAL_WITHIN = 0.9 * PATIENCE_SECONDS, 5.0


@dataclass
class Bell:
    """A Redis that comes back on the same port."""

    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=1)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/")
        until(self._answers, "Redis answers")

    def _answers(self) -> bool:
        with suppress(redis.RedisError):
            return bool(self.client.ping())
        return False

    def kill(self) -> None:
        """Power off."""
        self.process.kill()
        self.process.wait()


@contextmanager
def two_processes(folder: Path, library: str) -> Iterator[tuple[Night, Town, Bell]]:
    """A night, a second web process on the same database, and the bell between them."""
    with ExitStack() as stack:
        url = stack.enter_context(new_database(stack.enter_context(postgresql())))
        bell = Bell()
        bell.start()
        stack.callback(bell.kill)
        environ = {"REDIS_URL": bell.url, "SECRET_KEY": "x" * 43 + "="}
        here = stack.enter_context(night(folder / "here", library=library, database_url=url, **environ))
        there = stack.enter_context(Town(folder / "there", stack.enter_context(FakeX()), library, url))
        there.folder.mkdir()
        there.environ |= environ | {"LIVEMEETING_POSTER": "separate"}
        there.start()
        yield here, there, bell
        assert there.stop() == 0
        assert "Traceback" not in here.town.log + there.log


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_redis_may_do_what_it_likes(tmp_path: Path, library: str) -> None:
    (tmp_path / "here").mkdir()
    with two_processes(tmp_path, library) as (here, there, bell):
        far = f"{there.url}/m/{here.plan.slug}"
        with followers(here.page, 5) as near_crowd, followers(far, 5) as far_crowd:

            def press_three_times(when: str) -> None:
                # The middle one: a Redis that is waited for would delay them all.
                middle = sorted(here.must_press(f"{when} {number}") for number in range(3))[1]
                equal = check_all_have([*near_crowd, *far_crowd], here.driver.seq, EQUAL_WITHIN)
                say("D4", library=library, when=when, acknowledged_in=middle, equal_in=equal)
                assert middle < ACKNOWLEDGED_WITHIN

            def is_away() -> bool:
                return here.metric("livemeeting_redis_away") == 1

            press_three_times("with Redis")
            bell.kill()
            press_three_times("killed")
            until(is_away, "the status says so")
            bell.start()
            until(lambda: not is_away(), "the status says that it is back")
            press_three_times("restarted")
            bell.process.send_signal(signal.SIGSTOP)
            press_three_times("hung")
            until(is_away, "the status says so")
            press_three_times("still hung")
            bell.process.send_signal(signal.SIGCONT)
            until(lambda: not is_away(), "the status says that it is back")
            bell.client.flushall()
            bell.client.client_kill_filter(_type="pubsub", skipme=True)
            press_three_times("emptied")
            here.check_log()
            assert max(each.returns for each in [*near_crowd, *far_crowd]) == 0
        for log in (here.town.log, there.log):
            assert 1 <= log.count("Redis is away") <= 4, log
            assert log.count("Redis is back.") <= log.count("Redis is away")
