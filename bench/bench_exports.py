"""What each record format costs for 5,000 entries, beside a plain CSV dump, and what a live server does meanwhile.

Run: python bench/bench_exports.py [ENTRIES]. Fails where a format takes over 10 s or 300 MB. The longest answer of the
server is printed and judged against one measured in the same run with the same machine kept as busy by others' work.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from livemeeting.actions.making import Basis, Order
from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.payloads import encode
from livemeeting.exporters import EXPORTERS
from livemeeting.store import councils, log, meetings
from livemeeting.store.database import Database
from livemeeting.store.log import Moment
from livemeeting.store.meetings import StoredMeeting

ROOT = Path(__file__).parents[1]
MOST_SECONDS, MOST_MEGABYTES, MOST_PAUSE_MS = 10.0, 300.0, 100.0
BEGAN = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
MEMBERS = tuple(f"Cllr Member {number}" for number in range(1, 61))
ITEMS = tuple(AgendaItem(f"i{n}", str(n), f"Report number {n} on libraries and roads") for n in range(1, 101))


def happened() -> Iterator[e.Event]:
    """A very long council: every item again and again, with motions, amendments, speakers and votes by name."""
    yield e.MeetingOpened(ITEMS, "Cllr Member 1", "https://www.youtube.com/watch?v=abcdefghijk")
    yield e.WebcastAnchored(1, BEGAN, 60)
    yield e.AttendanceRecorded(MEMBERS)
    for turn in range(1000):
        for item in ITEMS:
            motion, amendment = f"m{turn}-{item.id}", f"a{turn}-{item.id}"
            by_name = tuple(e.NamedVote(each, "for") for each in MEMBERS) if item.id == "i1" else ()
            yield e.ItemStarted(item.id)
            yield e.MotionMoved(motion, item.id, "Cllr Member 2", "Cllr Member 3")
            yield e.SpeakerCalled("Cllr Member 4", "Member", item.id)
            yield e.AmendmentMoved(amendment, item.id, motion, "A", "Cllr Member 5", "Cllr Member 6")
            yield e.AmendmentDecided(amendment, "lost", item.id, e.Tally(28, 31, 2))
            yield e.NoteTaken(
                "The chair asked for brevity, and thanked the officers for the report.", "public", item.id
            )
            yield e.DecisionRecorded(item.id, "carried", motion, e.Tally(31, 28, 2), by_name)


def fill(database: Database, count: int) -> Plan:
    """A meeting of that many entries, five seconds apart, in the database."""
    council = database.write(lambda c: councils.get_or_create_default(c, name="Calderbeck Council", at=BEGAN))
    plan = Plan(
        "bench", council.id, "bench", "bench", "Council", "Full Council", BEGAN, items=ITEMS, members=MEMBERS
    )
    database.write(lambda connection: meetings.add(connection, StoredMeeting(plan, BEGAN, "")))
    chosen = list(islice(happened(), count))
    for first in range(0, count, 250):
        part = [encode(each) for each in chosen[first : first + 250]]
        at, lived = BEGAN + timedelta(seconds=5 * first), Moment("bench", 5000 * first)
        database.write(
            lambda c, first=first, part=part, at=at, lived=lived: log.append(  # type: ignore[misc]
                c, "bench", after_seq=first, actor="Ann", at=at, events=part, moment=lived
            )
        )
    return plan


def measure(order: Order, name: str) -> tuple[float, float, int]:
    """Seconds, megabytes at most and bytes of a format, in a fresh process; "" is the baseline."""
    once = [sys.executable, str(ROOT / "bench" / "export_once.py"), name]
    done = subprocess.run(once, input=pickle.dumps(order), capture_output=True, check=True)
    seconds, megabytes, size = done.stdout.decode().split()
    return float(seconds), float(megabytes), int(size)


@contextmanager
def serving(folder: Path, library: str) -> Iterator[str]:
    """A real server on the database in that folder; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LIVEMEETING_DATA": str(folder), "PORT": str(port),
        "LIVEMEETING_ASYNC": library, "LIVEMEETING_LOG_LEVEL": "error",
    }  # fmt: skip
    server = subprocess.Popen([sys.executable, "-m", "livemeeting", "serve"], env=environment, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=1).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers_beside(address: str, path: str) -> tuple[float, float, float]:
    """Seconds a download took, and the longest and the median answer to other requests meanwhile in milliseconds."""
    waits: list[float] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            started = time.perf_counter()
            urllib.request.urlopen(f"{address}/healthz", timeout=30).read()
            waits.append((time.perf_counter() - started) * 1000)
            time.sleep(0.01)

    asking = threading.Thread(target=ask)
    asking.start()
    started = time.perf_counter()
    if path:
        urllib.request.urlopen(f"{address}{path}", timeout=120).read()
    else:
        time.sleep(3)
    took = time.perf_counter() - started
    done.set()
    asking.join()
    return took, max(waits), sorted(waits)[len(waits) // 2]


def main(count: int) -> int:
    """Print the figures; 1 where a limit is broken."""
    broken = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(f"sqlite:///{folder / 'livemeeting.db'}")
        database.migrate()
        plan = fill(database, count)
        stored = tuple(database.read(lambda connection: log.read(connection, "bench")))
        database.close()
        broken += formats(Order(Basis(plan, (), (), count), stored, {}, "public", "en", "", BEGAN))
        for library in ("eventlet", "gevent"):
            with serving(folder, library) as address:
                broken += waiting(address, library)
    print("\n".join(broken) or "Every format is within its limits.")
    return 1 if broken else 0


def formats(order: Order) -> list[str]:
    """Each format beside the baseline."""
    baseline, megabytes, size = measure(order, "")
    print(
        f"{len(order.stored)} entries; plain CSV dump: {baseline * 1000:.0f} ms, {megabytes:.0f} MB, {size // 1024} KiB"
    )
    broken = []
    for name, exporter in EXPORTERS.items():
        if exporter.is_spare:
            continue
        seconds, megabytes, size = measure(order, name)
        print(
            f"  {name:16} {seconds:6.2f} s  {seconds / baseline:7.0f} x  {megabytes:4.0f} MB  {size // 1024:6} KiB"
        )
        if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
            broken.append(f"{name} took {seconds:.1f} s and {megabytes:.0f} MB.")
    return broken


def waiting(address: str, library: str) -> list[str]:
    """The longest answer while each kind of file is made, beside the longest of an idle server."""
    answers_beside(address, "")  # a server that just started is still loading
    _, idle, _ = answers_beside(address, "")
    print(f"{library}, nothing being exported: longest answer {idle:.0f} ms")
    broken = []
    for name in ("csv", "json", "html", "docx", "xlsx", "pdf", "akn.xml"):
        took, longest, median = answers_beside(address, f"/m/bench/record.{name}")
        print(f"  {name:16} {took:6.2f} s  longest answer {longest:5.0f} ms  median {median:4.1f} ms")
        if longest > max(MOST_PAUSE_MS, 2 * idle):
            broken.append(f"{library}: a request waited {longest:.0f} ms while {name} was made.")
    return broken


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
