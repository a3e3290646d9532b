"""The migrated tables are the tables the product uses, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    DateTime,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    table,
)

from livemeeting.store import councils, migrations
from livemeeting.store.database import Database
from livemeeting.store.tables import metadata
from tests.servers import new_database
from tests.store.samples import AT, found_council


def test_the_migrated_tables_are_those_of_this_version(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert database.read(differences) == []


def test_a_missing_column_would_be_noticed(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        connection.exec_driver_sql("ALTER TABLE councils DROP COLUMN hashtag")
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert "hashtag" in str(database.write(differences))


def test_migrating_again_keeps_what_is_there(database: Database) -> None:
    database.migrate()
    assert database.read(lambda connection: councils.by_id(connection, "ash")) is not None


def test_two_processes_may_migrate_a_fresh_database_at_once(postgresql_server: str) -> None:
    with new_database(postgresql_server) as url:
        both = [Database(url), Database(url)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(Database.migrate, both))
        assert len(both[0].read(_tables)) == len(metadata.tables) + 1
        for database in both:
            database.close()


def test_the_first_revision_can_be_taken_back(database: Database) -> None:
    database.write(_downgrade)
    assert database.read(_tables) == ["alembic_version"]


def test_a_folder_with_a_per_cent_sign_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "50% off?"
    folder.mkdir()
    database = Database(f"sqlite:///{folder}/a.db".replace("?", "%3F"))
    database.migrate()
    database.write(found_council)
    database.close()


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _downgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


def test_a_database_full_of_the_first_version_becomes_one_of_this_version(database: Database) -> None:
    """Every table of the first version holds a row that others point at, and each row is there afterwards."""

    def work(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
        migrations.start_anew(connection, "0001")
        then = MetaData()
        then.reflect(connection)
        names = [table.name for table in then.sorted_tables if table.name != "alembic_version"]
        for name in names:
            connection.execute(insert(then.tables[name]).values(_a_row(then.tables[name])))
        before = _counts(connection, names)
        migrations.upgrade(connection)
        return before, _counts(connection, names)

    before, after = database.write(work)
    assert before == after
    assert set(before.values()) == {1}
    assert database.read(migrations.is_newest)


def _a_row(table: Table) -> dict[str, object]:
    """A value for each column; ids are all the same, so that every row points at one that exists."""
    values: dict[type, object] = {Integer: 1, BigInteger: 1, Boolean: False, DateTime: AT}
    return {
        column.name: next((value for kind, value in values.items() if isinstance(column.type, kind)), "1")
        for column in table.columns
        if column.name not in ("rehearsal_of",)
    }


def _counts(connection: Connection, names: list[str]) -> dict[str, int]:
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names
    }
