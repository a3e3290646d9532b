"""The one history of the tables, for both databases, run from inside the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

_ONE_AT_A_TIME = 0x6C6D6D67  # "lmmg": two processes that start together must not both migrate


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest revision inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": _ONE_AT_A_TIME})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision(connection: Connection) -> str:
    """The revision the tables are at, "" where there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_known(name: str) -> bool:
    """Whether this version of the product knows a revision."""
    return name in {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}


def start_anew(connection: Connection, name: str) -> None:
    """Drop every table there is and build them as they were at a revision. Loses all that was in them."""
    config = _config()
    config.attributes["connection"] = connection
    if revision(connection):
        command.downgrade(config, "base")
    command.upgrade(config, name)


def is_newest(connection: Connection) -> bool:
    """Whether the tables are those of this version of the product."""
    return revision(connection) == _newest()


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    # Alembic reads this through configparser, where a lone per cent sign in a folder's name is an error.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
