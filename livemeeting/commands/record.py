"""The commands about the record: export it, verify it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from livemeeting.actions.export import Exported, at_the_desk, convert, export
from livemeeting.actions.verify import verify_checkpoint, verify_database, verify_file
from livemeeting.commands.group import OpenHouse, commands
from livemeeting.domain.checkpoint import is_checkpoint
from livemeeting.domain.record_words import LANGUAGES, Language
from livemeeting.exporters import EXPORTERS, GROUPS


def _list(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if not is_asked or context.resilient_parsing:
        return
    for group in GROUPS:
        click.echo(f"{group}:")
        for each in EXPORTERS.values():
            if each.group == group:
                click.echo(f"  {each.name:16} {each.title}")
    context.exit()


@commands.command("export")
@click.argument("meeting", required=False)
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(list(EXPORTERS)),
    default="csv",
    show_default=True,
    metavar="NAME",
)
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="Name every format."
)
@click.option("--internal", is_flag=True, help="With everything private, and who pressed what.")
@click.option(
    "--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True, help="Of the labels."
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="Make it of this exported record (JSON, - to read it from here) instead of MEETING; no database is needed.",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file, or - to print."
)
@click.pass_obj
def export_command(
    open_house: OpenHouse, meeting: str | None, *, format: str, internal: bool, language: Language,
    source: Path | None, output: Path | None,
) -> None:  # fmt: skip
    """Write the record of MEETING to a file, by default the public one into this folder."""
    if (meeting is None) == (source is None):
        raise click.UsageError("Name a meeting, or an exported record with --from.")
    if source is not None:
        found = convert(_content(source), format)
    else:
        house = open_house()
        officer, meeting_id = at_the_desk(house, meeting or "")
        found = export(house, officer, meeting_id, format, "internal" if internal else "public", language)
    _save(found, output, is_secret=internal or source is not None)


def _save(found: Exported, output: Path | None, *, is_secret: bool) -> None:
    if output == Path("-"):
        sys.stdout.buffer.write(found.content)
        return
    path = output or Path(found.filename)
    # What was said in private is for whoever exported it, not for everybody with an account on this machine.
    mode = 0o600 if is_secret else 0o666
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(found.content)
    click.echo(f"Written to {path}.")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--meeting", help="Verify the log of this meeting in the database instead.")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="A public record (JSON) or a checkpoint to compare with.",
)
@click.option("--key", default="", help="The public key a checkpoint must be signed with (base64).")
@click.pass_obj
def verify(
    open_house: OpenHouse, file: Path | None, *, meeting: str | None, against: Path | None, key: str
) -> None:
    """Check the hash chain of FILE (- to read it from here), an internal record in JSON, and name the first bad entry.

    FILE may be a checkpoint too: then its signature is checked.
    Exit code 0: whole. 1: something was changed. 2: it could not be checked.
    """
    if (file is None) == (meeting is None):
        raise click.UsageError("Name a file, or a meeting with --meeting.")
    seal = _content(against) if against else None
    if file is None:
        house = open_house()
        verdict = verify_database(house, *at_the_desk(house, meeting or ""), against=seal, key=key)
    elif is_checkpoint(content := _content(file)):
        verdict = verify_checkpoint(content, key=key)
    else:
        verdict = verify_file(content, against=seal, key=key)
    click.echo(verdict.sentence)
    sys.exit(0 if verdict.ok else 1)


def _content(path: Path) -> bytes:
    return sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()
