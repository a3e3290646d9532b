"""Backing the installation up while it serves, and filling an empty one from a backup."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from livemeeting.actions.house import House, Officer
from livemeeting.domain.roles import Right
from livemeeting.store.backup import restore_backup, write_backup
from livemeeting.store.database import Database


def backup(house: House, officer: Officer, file: IO[bytes]) -> int:
    """Write the whole database into `file`, as it stands at one moment; how many rows. Raises NotAllowed.

    Presses go on meanwhile and are not in it. The key that seals secrets is not in it either.
    """
    officer.must(Right.ADMINISTER)
    at, pause = house.clock(), house.runtime.sleep
    return house.database.read(lambda c: write_backup(c, file, at=at, pause=pause))


def backup_to_path(house: House, officer: Officer, path: Path) -> int:
    """The same into a file only its owner may read, which is there whole or not at all. Raises OSError."""
    draft = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            count = backup(house, officer, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def restore(database: Database, file: IO[bytes]) -> int:
    """Fill an empty installation, whole or not at all; how many rows. Raises Refused."""
    return database.write(lambda c: restore_backup(c, file))
