"""One file of a record, made as the server's child makes it: prints seconds, megabytes at most and bytes.

Run by bench_exports.py with the name of a format, "" being the plain dump; the pickled order comes by standard input.
"""

from __future__ import annotations

import csv
import io
import pickle
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from livemeeting.actions import making
from livemeeting.actions.making import Order
from livemeeting.store.stored_entry import StoredEntry


def dump(stored: tuple[StoredEntry, ...]) -> bytes:
    """The baseline: the same rows as they lie in the table, as CSV."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerows((each.seq, each.at.isoformat(), each.kind, each.actor, each.payload) for each in stored)
    return text.getvalue().encode()


def most_megabytes() -> float:
    """The most memory this process ever had; getrusage would count what its parent had before it started."""
    line = next(each for each in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in each)
    return int(line.split()[1]) / 1024


def main(name: str) -> None:
    """Make it and say what it cost."""
    order: Order = pickle.load(sys.stdin.buffer)
    started = time.perf_counter()
    content = making.written(order, name) if name else dump(order.stored)
    print(time.perf_counter() - started, most_megabytes(), len(content))


if __name__ == "__main__":
    main(sys.argv[1])
