"""One viewer in twenty stops reading while updates go on: the others must not notice, and memory must not grow.

The baseline is the same crowd with everybody reading, in the same run.
    python bench/bench_stopped_readers.py [--viewers 2000] [--rounds 3] [--library eventlet]
"""

from __future__ import annotations

import argparse
import sys

import tools

SIZE, UPDATES, ONE_IN = 8_000, 80, 20


def measure(library: str, viewers: int, *options: str) -> tuple[float, float, int]:
    """The median p99 in milliseconds, the growth of memory in MB, and whatever the readers missed."""
    server = tools.product(library)
    with server.running as running, tools.Viewers(server.port, server.path, viewers, *options) as crowd:
        crowd.wait()
        reading = viewers - (viewers // ONE_IN if options else 0)
        crowd.report()
        before, p99s, wrong = running.memory, [], 0
        for _ in range(UPDATES):
            server.tell(SIZE)
            tools.settle(0.05 + viewers / 20_000)
            got = crowd.report()
            p99s.append(got["p99"])
            wrong += abs(got["received"] - reading) + got["missing"] + got["twice"]
        return tools.middle(p99s), (running.peak_memory - before) / 2**20, wrong


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--viewers", type=int, default=2_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--library", nargs="+", default=["eventlet", "gevent"])
    chosen = options.parse_args()
    is_met = True
    for library in chosen.library:
        all_read = [measure(library, chosen.viewers) for _ in range(chosen.rounds)]
        some_stop = [
            measure(library, chosen.viewers, "stopped-every", str(ONE_IN)) for _ in range(chosen.rounds)
        ]
        base, p99 = (tools.middle([each[0] for each in rounds]) for rounds in (all_read, some_stop))
        print(
            f"{library}: {chosen.viewers} viewers, one in {ONE_IN} stops reading; p99 {base:.1f} then {p99:.1f} ms"
        )
        is_met &= tools.verdict("the others' p99 against everybody reading", p99 / base, 1.25)
        is_met &= tools.verdict("growth of memory", tools.middle([each[1] for each in some_stop]), 50, " MB")
        is_met &= tools.verdict("what the others missed", sum(each[2] for each in [*all_read, *some_stop]), 0)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
