"""What others wait while an agenda is uploaded and read, beside what they wait on a quiet server.

    python bench/bench_uploads.py [--rounds 3] [--library eventlet]
For each async library, medians of rounds: the seconds a 30-page front sheet takes, and the wait of 50, 95 and 100 % of
the visitors in milliseconds, quiet and beside uploads, with their ratio.
"""

from __future__ import annotations

import argparse
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.tools import middle, verdict
from bench.uploads import Officer, front_sheet, served, share, waits_beside

SHARES = (0.5, 0.95, 1.0)
MOST_MS = 100.0


@dataclass(frozen=True)
class Round:
    """Seconds a front sheet took; for each share, milliseconds quiet, beside front sheets and beside 19 MB."""

    took: float
    waits: dict[float, tuple[float, float, float]]
    megabytes: float


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--library", nargs="+", default=["eventlet", "gevent"])
    chosen = options.parse_args()
    sheet, endless = front_sheet(30), b"[" * 19_000_000
    print(f"front sheet: 30 pages, {len(sheet):,} bytes; medians of {chosen.rounds}")
    is_met = True
    for library in chosen.library:
        rounds = []
        for _ in range(chosen.rounds):
            with served(library, _free_port()) as officer:
                rounds.append(_measured(officer, sheet, endless))
        is_met &= _show(library, rounds)
    return 0 if is_met else 1


def _measured(officer: Officer, sheet: bytes, endless: bytes) -> Round:
    officer.upload("agenda.txt", b"AGENDA\n1. Apologies\n2. Minutes\n")  # what is made once is not measured
    before, url = officer.memory(), f"{officer.url}/"
    took: list[float] = []
    crowds = (
        waits_beside(url, lambda: time.sleep(3)),
        waits_beside(url, lambda: took.extend(officer.upload("agenda.pdf", sheet)[1] for _ in range(3))),
        waits_beside(url, lambda: officer.upload("agenda.json", endless)),
    )
    waits = {part: tuple(share(each, part) * 1000 for each in crowds) for part in SHARES}
    return Round(middle(took), waits, (officer.memory() - before) / 1e6)  # type: ignore[arg-type]


def _show(library: str, rounds: list[Round]) -> bool:
    print(f"{library}: front sheet {middle([each.took for each in rounds]):.2f} s")
    for part in SHARES:
        still, sheets, large = (middle([each.waits[part][at] for each in rounds]) for at in range(3))
        print(
            f"  {part:4.0%} of visitors waited at most {still:6.1f} ms quiet, {sheets:6.1f} ms beside it "
            f"({sheets / still:.1f} times), {large:6.1f} ms beside 19 MB"
        )
    print(f"  the server grew by {middle([each.megabytes for each in rounds]):.0f} MB at most")
    return verdict("the slowest visitor beside an upload", max(sheets, large), MOST_MS, " ms")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
