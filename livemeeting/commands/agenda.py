"""The command that reads an agenda and prints the draft, without saving anything."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from livemeeting.actions.fetch_agenda import rules_of
from livemeeting.commands.draft_text import as_json, as_lines
from livemeeting.commands.group import OpenHouse, commands
from livemeeting.importers.reading_room import ReadingRoom


@commands.command("import")
@click.argument("source")
@click.option("--format", "-f", "format", help="What the source is, where its name and content do not tell.")
@click.option("--json", "is_json", is_flag=True, help="Print the whole draft as JSON.")
@click.option(
    "--meeting", default="", help="The number of the meeting, where SOURCE is the address of a site."
)
@click.pass_obj
def import_command(
    open_house: OpenHouse, source: str, *, format: str | None, is_json: bool, meeting: str
) -> None:
    """Read the agenda in SOURCE, a file, an address or - for standard input, and print the draft.

    Nothing is saved. Addresses are fetched from the sites listed in the panel and in the settings only.

    Exit code 0: items were found. 2: none were, and one sentence says why.
    """
    room = ReadingRoom()
    if source == "-":
        found = room.read("", sys.stdin.buffer.read(), format=format or "")
    elif re.match(r"https?://|legistar:", source, re.IGNORECASE):
        found = room.fetch(source, rules_of(open_house()), meeting=meeting, format=format or "")
    else:
        path = Path(source)
        found = room.read(path.name, path.read_bytes(), format=format or "")
    if is_json:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(as_lines(found)))
