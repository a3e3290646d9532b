"""Two web processes on one PostgreSQL and one Redis: how much later the second one's viewers have a press of the first.

The baseline is the first process' viewers, the same number of them, in the same presses.
    python bench/bench_two_processes.py [--viewers 1000] [--presses 40] [--rounds 3] [--library eventlet]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import tools

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.fakes.fake_x import FakeX
from tests.servers import new_database, postgresql, redis
from tests.story.driver import Driver
from tests.story.town import ROOT, Town, found


@contextmanager
def two_towns(library: str) -> Iterator[tuple[Town, Town, Driver, str]]:
    """Both processes with their poster beside them, an officer on the first, and the path of the stream."""
    with ExitStack() as stack:
        database = stack.enter_context(new_database(stack.enter_context(postgresql())))
        bell, x = stack.enter_context(redis()), stack.enter_context(FakeX())
        towns = []
        for _ in range(2):
            town = stack.enter_context(Town(Path(tempfile.mkdtemp()), x, library, database))
            town.environ |= {"REDIS_URL": bell, "LIVEMEETING_POSTER": "separate"}
            towns.append(town)
        plan, link = found(towns[0])
        for town in towns:
            town.start()
        command = [sys.executable, "-m", "livemeeting", "worker"]
        poster = subprocess.Popen(command, env=towns[0].environ, stderr=subprocess.DEVNULL, cwd=ROOT)
        stack.callback(poster.wait)
        stack.callback(poster.terminate)
        officer = Driver(towns[0].url, plan.meeting_id)
        officer.sign_in(link)
        officer.press("start_meeting", confirm="LIVE")
        yield towns[0], towns[1], officer, f"/m/{plan.slug}/stream"


def press_to_screens(library: str, viewers: int, presses: int) -> tuple[float, float, int]:
    """The p99 in milliseconds from before the press to the first one's viewers and to the second's; what was missed."""
    with two_towns(library) as (here, there, officer, path), ExitStack() as stack:
        ports = [urlsplit(town.url).port or 0 for town in (here, there)]
        crowds = [stack.enter_context(tools.Viewers(port, path, viewers)) for port in ports]
        for crowd in crowds:
            crowd.wait()
        tools.settle()
        for crowd in crowds:
            crowd.report()
        for number in range(1, presses + 1):
            officer.press("publish_message", text=f"zq{time.monotonic_ns():016x}x{number:08x}")
            tools.settle(0.25)
        tools.settle(2.0)
        got = [crowd.report() for crowd in crowds]
        # A step names its message more than once: only what is missing is wrong.
        wrong = sum(
            abs(each["received"] - viewers * presses) + each["missing"] + each["closed"] for each in got
        )
        return got[0]["p99"], got[1]["p99"], wrong


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--viewers", type=int, default=1_000)
    options.add_argument("--presses", type=int, default=40)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--library", nargs="+", default=["eventlet", "gevent"])
    chosen = options.parse_args()
    is_met = True
    for library in chosen.library:
        rounds = [press_to_screens(library, chosen.viewers, chosen.presses) for _ in range(chosen.rounds)]
        first, second, late = (
            tools.middle(values)
            for values in (
                [one for one, _, _ in rounds],
                [two for _, two, _ in rounds],
                [two - one for one, two, _ in rounds],
            )
        )
        print(
            f"{library}: p99 from a press to {chosen.viewers} viewers of the first process {first:.1f} ms, "
            f"to as many of the second {second:.1f} ms ({second / first:.2f} x)"
        )
        is_met &= tools.verdict("the second process' viewers later than the first's", late, 50, " ms")
        is_met &= tools.verdict("missing", sum(wrong for _, _, wrong in rounds), 0)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
