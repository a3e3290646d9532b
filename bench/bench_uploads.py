"""What others wait while an agenda is uploaded and read, beside what they wait on a quiet server.

Run: python bench/bench_uploads.py. Prints, for each async library, the seconds a 30-page front sheet takes, and the
wait of 50, 95 and 100 % of the visitors in milliseconds, quiet and beside uploads, with their ratio.
"""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.uploads import Officer, front_sheet, served, share, waits_beside

SHARES = (0.5, 0.95, 1.0)


def main() -> None:
    """Measure both libraries."""
    sheet = front_sheet(30)
    endless = b"[" * 19_000_000
    print(f"front sheet: 30 pages, {len(sheet):,} bytes")
    for library in ("eventlet", "gevent"):
        with served(library, _free_port()) as officer:
            _measure(library, officer, sheet, endless)


def _measure(library: str, officer: Officer, sheet: bytes, endless: bytes) -> None:
    officer.upload("agenda.txt", b"AGENDA\n1. Apologies\n2. Minutes\n")  # what is made once is not measured
    before = officer.memory()
    quiet = waits_beside(f"{officer.url}/", lambda: time.sleep(3))
    took: list[float] = []
    beside = waits_beside(
        f"{officer.url}/", lambda: took.extend(officer.upload("agenda.pdf", sheet)[1] for _ in range(3))
    )
    large = waits_beside(f"{officer.url}/", lambda: officer.upload("agenda.json", endless))
    print(
        f"{library}: front sheet {min(took):.2f} to {max(took):.2f} s, {len(quiet)} visits quiet, {len(beside)} beside"
    )
    for part in SHARES:
        still = share(quiet, part)
        print(
            f"  {part:4.0%} of visitors waited at most {still * 1000:6.1f} ms quiet, "
            f"{share(beside, part) * 1000:6.1f} ms beside it ({share(beside, part) / still:.1f} times), "
            f"{share(large, part) * 1000:6.1f} ms beside 19 MB"
        )
    print(f"  memory of the server: {before / 1e6:.0f} MB before, at most {officer.memory() / 1e6:.0f} MB")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
