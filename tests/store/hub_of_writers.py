"""Many writers on one async hub while another program holds the file, and how long the hub stood still."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial

from livemeeting.runtime import Runtime
from livemeeting.store import log
from livemeeting.store.database import Database
from livemeeting.store.log import StaleSeq
from tests.store.samples import append

HOLDS_THE_FILE = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(1.2)
"""
WRITERS, EACH = 12, 5


def main(runtime: Runtime, url: str) -> None:
    """Run in a process of its own, patched before this file was imported. Prints "stall <ms> entries <n>"."""
    database = Database(url, off_the_hub=runtime.off_the_hub)
    lateness: list[float] = []
    finished: list[int] = []

    def press(writer: int) -> None:
        for _ in range(EACH):
            _append_after_the_others(database, runtime)
        finished.append(writer)

    path = url.removeprefix("sqlite:///")
    holder = subprocess.Popen([sys.executable, "-c", HOLDS_THE_FILE, path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    for writer in range(WRITERS):
        runtime.spawn(press, writer)
    while len(finished) < WRITERS:
        before = time.monotonic()
        runtime.sleep(0.01)
        lateness.append(time.monotonic() - before - 0.01)
    holder.wait()
    entries = database.read(lambda connection: log.newest_seq(connection, "m1"))
    print("stall", round(max(lateness) * 1000), "entries", entries)
    database.close()


def _append_after_the_others(database: Database, runtime: Runtime) -> None:
    while True:
        seen = database.read(lambda connection: log.newest_seq(connection, "m1"))
        try:
            database.write(partial(append, after_seq=seen))
            return
        except StaleSeq:
            runtime.sleep(0)
