"""The `database` of each test: fresh and migrated, once on SQLite and once on PostgreSQL; what Hypothesis thinks of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from livemeeting.store.database import Database
from tests.servers import new_database, postgresql
from tests.store.samples import found_council

# The suite thinks of the same examples at every run and on every machine, however long they take there: it fails
# for what was changed, never by luck. `make drills` goes through the same tests with examples of the day.
_ANY_PACE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=_ANY_PACE)
settings.register_profile("of the day", deadline=None, suppress_health_check=_ANY_PACE, print_blob=True)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a running server."""
    with postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> Iterator[str]:
    """The name of a migrated database to copy from: ten times quicker than migrating for each test."""
    with new_database(postgresql_server) as url:
        _migrate(url)
        yield url.rpartition("/")[2]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy from."""
    path = tmp_path_factory.mktemp("migrated") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of its own, for what only SQLite promises."""
    shutil.copy(migrated_sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def postgresql_url(postgresql_server: str, migrated_postgresql: str) -> Iterator[str]:
    """A migrated PostgreSQL database of its own."""
    with new_database(postgresql_server, like=migrated_postgresql) as url:
        yield url


@pytest.fixture(params=["sqlite_url", "postgresql_url"], ids=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database with the sample council in it."""
    opened = Database(request.getfixturevalue(request.param))
    opened.write(found_council)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """The same on SQLite alone."""
    opened = Database(sqlite_url)
    opened.write(found_council)
    yield opened
    opened.close()


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[Database]:
    """The same on PostgreSQL alone."""
    opened = Database(postgresql_url)
    opened.write(found_council)
    yield opened
    opened.close()


def _migrate(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.close()
