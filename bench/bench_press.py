"""From the officer's press over HTTP to 1,000 viewers' sockets: commit, fold, render, push, on the real product.

The baseline is the loop of send() in C telling the same crowd, in the same run.
    python bench/bench_press.py [--viewers 1000] [--presses 40] [--rounds 3] [--library eventlet]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import tools

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.fakes.fake_x import FakeX
from tests.story.driver import Driver
from tests.story.town import Town, found


def press_to_screen(library: str, viewers: int, presses: int) -> tuple[float, int]:
    """The p95 in milliseconds from before the press was sent to a viewer who has it; and what was missed."""
    with FakeX() as x, Town(Path(tempfile.mkdtemp()), x, library) as town:
        plan, link = found(town)
        town.start()
        assert town.process is not None
        os.sched_setaffinity(town.process.pid, {tools.SERVER_CORE})
        officer = Driver(town.url, plan.meeting_id)
        officer.sign_in(link)
        officer.press("start_meeting", confirm="LIVE")
        with tools.Viewers(urlsplit(town.url).port or 0, f"/m/{plan.slug}/stream", viewers) as crowd:
            crowd.wait()
            tools.settle()
            crowd.report()
            for number in range(1, presses + 1):
                officer.press("publish_message", text=f"zq{time.monotonic_ns():016x}x{number:08x}")
                tools.settle(0.25)
            tools.settle()
            got = crowd.report()
            # A step names its message more than once: only what is missing is wrong.
            return got["p95"], abs(got["received"] - viewers * presses) + got["missing"] + got["closed"]


def loop_in_c(viewers: int, presses: int) -> float:
    """The p95 of the C loop for updates of the size of a step."""
    server = tools.floor(1_500)
    with server.running, tools.Viewers(server.port, server.path, viewers) as crowd:
        crowd.wait()
        crowd.report()
        for _ in range(presses):
            server.tell(1_500)
            tools.settle(0.05)
        return float(crowd.report()["p95"])


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--viewers", type=int, default=1_000)
    options.add_argument("--presses", type=int, default=40)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--library", nargs="+", default=["eventlet", "gevent"])
    chosen = options.parse_args()
    base = tools.middle([loop_in_c(chosen.viewers, chosen.presses) for _ in range(chosen.rounds)])
    print(f"a loop in C tells {chosen.viewers} viewers with a p95 of {base:.1f} ms")
    is_met = True
    for library in chosen.library:
        rounds = [press_to_screen(library, chosen.viewers, chosen.presses) for _ in range(chosen.rounds)]
        p95 = tools.middle([each[0] for each in rounds])
        print(f"{library}: from the press to {chosen.viewers} viewers, {p95 / base:.1f} x the loop")
        is_met &= tools.verdict("p95 from press to screen", p95, 150, " ms")
        is_met &= tools.verdict("missing", sum(each[1] for each in rounds), 0)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
