"""The command that reads an agenda and prints the draft, without saving anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from livemeeting.actions.fetch_agenda import rules_of
from livemeeting.commands.draft_text import as_json, as_lines, calendar_as_json, calendar_as_lines
from livemeeting.commands.group import OpenHouse, commands
from livemeeting.domain.calendar_draft import CalendarDraft
from livemeeting.domain.head_form import DEFAULT_TIMEZONE
from livemeeting.importers import CALENDAR_FORMATS, is_calendar
from livemeeting.importers.reading_room import ReadingRoom

_ADDRESSES = ("http://", "https://", "legistar:")


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

    Nothing is saved. A calendar (.ics) prints its meetings. Addresses are fetched from the sites listed in the
    panel and in the settings only.

    Exit code 0: items were found. 2: none were, and one sentence says why.
    """
    room = ReadingRoom()
    if not source.lower().startswith(_ADDRESSES):
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        if is_calendar(content) or (format or "").casefold() in CALENDAR_FORMATS:
            _print_calendar(room.read_calendar(content, DEFAULT_TIMEZONE), is_json=is_json)
            return
        found = room.read("" if source == "-" else Path(source).name, content, format=format or "")
    else:
        found = room.fetch(source, rules_of(open_house()), meeting=meeting, format=format or "")
    if is_json:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(as_lines(found)))


def _print_calendar(found: CalendarDraft, *, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps(calendar_as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(calendar_as_lines(found)))
