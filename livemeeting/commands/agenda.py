"""The command that reads an agenda and prints the draft, without saving anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from livemeeting.commands.draft_text import as_json, as_lines
from livemeeting.commands.group import commands
from livemeeting.importers.reading_room import ReadingRoom


@commands.command("import")
@click.argument("source")
@click.option("--format", "-f", "format", help="What the source is, where its name and content do not tell.")
@click.option("--json", "is_json", is_flag=True, help="Print the whole draft as JSON.")
def import_command(source: str, *, format: str | None, is_json: bool) -> None:
    """Read the agenda in SOURCE, a file or - for standard input, and print the draft. Nothing is saved.

    Exit code 0: items were found. 2: none were, and one sentence says why.
    """
    room = ReadingRoom()
    if source == "-":
        found = room.read("", sys.stdin.buffer.read(), format=format or "")
    else:
        path = Path(source)
        found = room.read(path.name, path.read_bytes(), format=format or "")
    if is_json:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(as_lines(found)))
