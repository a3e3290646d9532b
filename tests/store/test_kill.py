"""Killing the process at any moment loses no entry that was acknowledged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from livemeeting.domain.chain import first_bad
from livemeeting.store import log
from livemeeting.store.database import Database
from tests.store.samples import hold_meeting

CHILD = Path(__file__).with_name("endless_appender.py")
ROOT = Path(__file__).parents[2]
KILLS = 5
ACKNOWLEDGED = 2_000


def test_no_acknowledged_entry_is_lost_to_kill_9(sqlite_database: Database, sqlite_url: str) -> None:
    sqlite_database.write(hold_meeting)
    sqlite_database.close()
    chance, acknowledged = Random(9), 0
    for _ in range(KILLS):
        last = _append_until_killed(sqlite_url, ACKNOWLEDGED // KILLS + chance.randrange(60))
        acknowledged += last - acknowledged
        database = Database(sqlite_url)
        entries = database.read(lambda connection: log.read(connection, "m1"))
        database.close()
        # One more than acknowledged is right: it was safe before the process could say so.
        assert len(entries) - last in (0, 1)
        assert first_bad([entry.link for entry in entries], "m1") is None
    assert acknowledged >= ACKNOWLEDGED


def _append_until_killed(url: str, acknowledgements: int) -> int:
    """The last number the child said was safe, read to the end of what it wrote."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout
    said = [child.stdout.readline() for _ in range(acknowledgements)]
    child.kill()
    said += child.stdout.readlines()
    child.wait()
    return int([line for line in said if line.endswith("\n")][-1])
