"""The server is killed under N viewers and started again with one more entry: everybody is soon back and caught up.

The baseline is the same crowd's first arrival at the loop of send() in C, which only accepts and answers.
    python bench/bench_reconnect.py [--viewers 10000] [--rounds 3] [--library eventlet]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time

import tools


def storm(library: str, viewers: int) -> tuple[float, float, float]:
    """Seconds until all are back and caught up; memory above the fresh process' in MB; seconds of CPU for it."""
    folder = tempfile.mkdtemp()
    before = tools.product(library, "--folder", folder)
    path = f"{before.path}?at={before.place}"
    with before.running, tools.Viewers(before.port, path, viewers, "comes-back") as crowd:
        crowd.wait()
        crowd.report()
        before.running.process.kill()
        before.running.process.wait()
        after = tools.product(library, "--folder", folder, "--port", str(before.port), "--press", "1")
        with after.running:
            opened, fresh = time.monotonic(), after.running.memory
            while crowd.at(after.place) != (viewers, viewers):
                if time.monotonic() - opened > 60:
                    raise RuntimeError(f"not everybody came back: {crowd.at(after.place)}")
                time.sleep(0.1)
            took = time.monotonic() - opened
            cpu = after.running.cpu
            got = crowd.report()
            if got["missing"] or got["twice"]:
                print("  !", got)
            return took, (after.running.peak_memory - fresh) / 2**20, cpu


def first_arrival(viewers: int) -> float:
    """Seconds the crowd needs to connect to the C loop."""
    server = tools.floor()
    with server.running, tools.Viewers(server.port, server.path, viewers) as crowd:
        return crowd.wait()


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--viewers", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--library", nargs="+", default=["eventlet", "gevent"])
    chosen = options.parse_args()
    base = tools.middle([first_arrival(chosen.viewers) for _ in range(chosen.rounds)])
    print(f"{chosen.viewers} viewers connect to a loop in C in {base:.2f} s")
    is_met = True
    for library in chosen.library:
        rounds = [storm(library, chosen.viewers) for _ in range(chosen.rounds)]
        took, memory, cpu = (tools.middle([each[part] for each in rounds]) for part in range(3))
        print(
            f"{library}: killed and started again under them; {took / base:.1f} x the loop, {cpu:.1f} s of CPU"
        )
        is_met &= tools.verdict("all back and caught up", took, 10, " s")
        is_met &= tools.verdict("memory above the fresh process' at its peak", memory, 100, " MB")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
