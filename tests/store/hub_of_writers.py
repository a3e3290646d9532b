"""Many writers on one async hub while another program holds the file, until the hub has gone round often enough."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from livemeeting.runtime import Runtime
from livemeeting.store import log
from livemeeting.store.database import Database
from livemeeting.store.log import StaleSeq
from tests.store.samples import append

HOLDS_THE_FILE = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
WRITERS, EACH = 12, 5
ROUNDS = 20


def main(runtime: Runtime, url: str) -> None:
    """Run in a process of its own, patched before this file was imported. Prints "rounds <n> entries <n>"."""
    database = Database(url, off_the_hub=runtime.off_the_hub)
    finished: list[int] = []

    def press(writer: int) -> None:
        for _ in range(EACH):
            _append_after_the_others(database, runtime)
        finished.append(writer)

    path = url.removeprefix("sqlite:///")
    command = [sys.executable, "-c", HOLDS_THE_FILE, path]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdin
    assert holder.stdout.readline() == "held\n"
    for writer in range(WRITERS):
        runtime.spawn(press, writer)
    # The file is free only after the hub was here so often: if a writer waited on the hub, it would never be.
    for _ in range(ROUNDS):
        runtime.sleep(0.01)
    assert not finished
    holder.stdin.close()
    while len(finished) < WRITERS:
        runtime.sleep(0.01)
    holder.wait()
    entries = database.read(lambda connection: log.newest_seq(connection, "m1"))
    print("rounds", ROUNDS, "entries", entries)
    database.close()


def _append_after_the_others(database: Database, runtime: Runtime) -> None:
    while True:
        seen = database.read(lambda connection: log.newest_seq(connection, "m1"))
        try:
            database.write(partial(append, after_seq=seen))
            return
        except StaleSeq:
            runtime.sleep(0)
