"""Polling: the updates address and the page, asked of livemeeting directly and through nginx's cache as we ship it.

python bench/bench_updates.py [--seconds 5] [--rounds 3] [--library eventlet]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import tools

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.nginx import nginx

CONNECTIONS = 64
#: 10,000 people who ask every five seconds.
POLLERS_PER_SECOND = 2_000


@dataclass(frozen=True)
class Asked:
    """Answers per second, and microseconds of livemeeting's CPU for each."""

    per_second: float
    cpu: float
    wrong: int


def ask(server: tools.Server, port: int, path: str, seconds: int) -> Asked:
    """Ask as fast as it goes."""
    before = server.running.cpu
    said = subprocess.run(
        ["taskset", "-c", str(tools.VIEWER_CORE), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s",
         f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    used = server.running.cpu - before
    answers = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Asked(answers / seconds, used / answers * 1e6, int(wrong[1]) if wrong else 0)


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--library", nargs="+", default=["eventlet", "gevent"])
    chosen = options.parse_args()
    is_met = True
    for library in chosen.library:
        server = tools.product(library, "--press", "20")
        page = server.path.removesuffix("/stream")
        with server.running, nginx(server.port) as port:
            for what, path in (("updates", f"{page}/updates?after=18"), ("page", page)):
                direct, cached = (
                    [ask(server, each, path, chosen.seconds) for _ in range(chosen.rounds)]
                    for each in (server.port, port)
                )
                is_met &= show(f"{library}, {what}", direct, cached)
    return 0 if is_met else 1


def show(what: str, direct: list[Asked], cached: list[Asked]) -> bool:
    """Print both, and what ten thousand pollers would cost the application."""
    plain, kept = (tools.middle([each.per_second for each in rounds]) for rounds in (direct, cached))
    cost, share = (tools.middle([each.cpu for each in rounds]) for rounds in (direct, cached))
    print(
        f"{what}: {plain:.0f}/s directly ({cost:.0f} µs each), {kept:.0f}/s through nginx ({kept / plain:.1f} x)"
    )
    load = share * POLLERS_PER_SECOND / 1e4
    is_met = tools.verdict("livemeeting's CPU for 10,000 pollers through nginx", load, 5, " %")
    return is_met & tools.verdict("answers that were none", sum(each.wrong for each in [*direct, *cached]), 0)


if __name__ == "__main__":
    sys.exit(main())
