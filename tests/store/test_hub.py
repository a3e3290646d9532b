"""A slow disk or a held file keeps one officer waiting, never the whole hub."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from livemeeting.store.database import Database
from tests.store.samples import hold_meeting

ROOT = Path(__file__).parents[2]
# The patching must come first, and in no process that runs other tests.
CHILD = """
import sys
from livemeeting.serve import running
from tests.store.hub_of_writers import main
main(running(), sys.argv[1])
"""


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_writers_waiting_for_the_file_hold_nobody_else_up(
    sqlite_database: Database, sqlite_url: str, library: str
) -> None:
    sqlite_database.write(hold_meeting)
    sqlite_database.close()
    said = subprocess.run(
        [sys.executable, "-c", CHILD, sqlite_url],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LIVEMEETING_ASYNC": library},
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout == "rounds 20 entries 60\n"
