"""The child that makes records starts small: what a database needs is not loaded in it."""

from __future__ import annotations

import subprocess
import sys

#: Together they are 40 MB and a second of a small machine's time, in every child.
HEAVY = ("sqlalchemy", "alembic", "flask", "cryptography", "tweepy", "docx", "typst")


def test_a_child_that_makes_records_loads_neither_the_database_nor_formats_it_does_not_write() -> None:
    look = "import sys, livemeeting.actions.away, livemeeting.actions.making; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert not {each for each in HEAVY if each in found.stdout.split()}
