"""The commands that keep the installation safe: a backup of it, and the way back."""

from __future__ import annotations

import os
from pathlib import Path

import click

from livemeeting.actions.backup import backup_to_path, restore
from livemeeting.actions.house import Officer
from livemeeting.commands.group import OpenHouse, commands
from livemeeting.domain.roles import Role
from livemeeting.settings import Settings
from livemeeting.store.councils import DEFAULT_ID
from livemeeting.store.database import Database


@commands.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup_command(open_house: OpenHouse, file: Path) -> None:
    """Write everything into FILE while the server runs: one moment of it, whole or not at all."""
    officer = Officer("", DEFAULT_ID, "Command line", Role.ADMINISTRATOR)
    count = backup_to_path(open_house(), officer, file)
    click.echo(f"Written to {file}: {count} rows. Keep SECRET_KEY (or secret.key) too, in another place.")


@commands.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_command(file: Path) -> None:
    """Fill an empty installation from FILE. Nothing is sent because of it."""
    settings = Settings.read(os.environ)
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    try:
        with file.open("rb") as content:
            count = restore(database, content)
    finally:
        database.close()
    click.echo(f"Restored: {count} rows. Posts that had not left wait for an officer's word.")
