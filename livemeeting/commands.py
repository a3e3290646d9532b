"""The commands for whoever runs the server: people, links, the outbox in words, records and their verification."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from livemeeting.actions.export import at_the_desk, export, record_of, verify_database, verify_file
from livemeeting.actions.house import House, NotFound
from livemeeting.actions.people import add_officer, one_time_link
from livemeeting.domain.record_shape import Record, RecordLine, RecordPost
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.exporters import EXPORTERS
from livemeeting.runtime import plain
from livemeeting.settings import Settings, SettingsError
from livemeeting.store import accounts, people
from livemeeting.store.secrets import WrongKey
from livemeeting.store.trouble import StoreTrouble

OpenHouse = Callable[[], House]


class InOneSentence(click.Group):
    """A group whose commands end with one sentence and exit code 2 where they could not do what was asked."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except NotFound:
            reason = "There is no such meeting. Name it by the last part of its public address, or by its id."
        except OSError as problem:
            reason = f"{problem.filename or 'The file'}: {problem.strerror}."
        except (Refused, SettingsError, StoreTrouble, WrongKey) as problem:
            reason = str(problem)
        click.echo(reason, err=True)
        context.exit(2)


@click.group(cls=InOneSentence)
@click.pass_context
def commands(context: click.Context) -> None:
    """Run council meetings: the record, the public page and the posts from one press.

    Settings come from the environment; docs/running.md lists them.
    """
    context.obj = context.obj or _open_from_settings


def _open_from_settings() -> House:
    from livemeeting.build import open_house  # late: `verify FILE` needs none of what this brings in

    house = open_house(Settings.read(os.environ), runtime=plain())
    click.get_current_context().call_on_close(house.database.close)
    return house


@commands.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Serve the panel and the public pages, and send the posts."""
    click.echo(context.get_help())


@commands.command()
@click.pass_context
def demo(context: click.Context) -> None:
    """Serve a sample meeting in rehearsal, and print a sign-in link."""
    click.echo(context.get_help())


@commands.command()
@click.pass_context
def worker(context: click.Context) -> None:
    """Send posts in a process of its own (with LIVEMEETING_POSTER=separate)."""
    click.echo(context.get_help())


@commands.command()
@click.pass_obj
def migrate(open_house: OpenHouse) -> None:
    """Bring the database up to this version."""
    open_house()
    click.echo("The database is up to date.")


@commands.command()
@click.pass_obj
def reseal(open_house: OpenHouse) -> None:
    """Seal every account's keys with the first key of SECRET_KEY, so that an older one can be taken out."""
    house = open_house()
    number = house.database.write(lambda connection: accounts.reseal_all(connection, house.keyring))
    click.echo(f"Sealed anew: {number}. The older keys can be taken out of SECRET_KEY now.")


@commands.command("add-officer")
@click.argument("email")
@click.option("--name", required=True, help="How the record names this person.")
@click.option(
    "--role", type=click.Choice([each.value for each in Role]), default=Role.OFFICER.value, show_default=True
)
@click.option(
    "--no-password/--password-stdin",
    "no_password",
    default=True,
    help="Print a link that signs them in once (the default), or read a password from standard input.",
)
@click.pass_obj
def add_officer_command(
    open_house: OpenHouse, email: str, name: str, *, role: str, no_password: bool
) -> None:
    """Let somebody sign in."""
    password = None if no_password else sys.stdin.readline().rstrip("\r\n")
    house = open_house()
    added = add_officer(house, email, name, Role(role), password=password)
    click.echo(f"{added.name} ({added.email}) is registered as {added.role}.")
    if no_password:
        _say_link(house, added.id)
    else:
        click.echo(f"Sign in at {house.public_url}/sign-in")


@commands.command("sign-in-link")
@click.argument("email")
@click.pass_obj
def sign_in_link(open_house: OpenHouse, email: str) -> None:
    """Print a link that signs somebody in once, in the next 15 minutes."""
    house = open_house()
    person = house.database.read(lambda connection: people.by_email(connection, email))
    if person is None:
        raise Refused(f"Nobody with the address {email} is registered. Add them with add-officer.")
    if person.is_disabled:
        raise Refused(f"{person.name} may not sign in. An administrator can let them in again under People.")
    _say_link(house, person.id)


def _say_link(house: House, person_id: str) -> None:
    click.echo("This link works once, for 15 minutes:")
    click.echo(one_time_link(house, person_id))


@commands.command()
@click.argument("meeting")
@click.pass_obj
def outbox(open_house: OpenHouse, meeting: str) -> None:
    """Tell what was posted where for MEETING (its id or the last part of its address)."""
    house = open_house()
    record = record_of(house, *at_the_desk(house, meeting), "internal")
    told = [_told(line, post) for line in record.lines for post in line.posts]
    click.echo("\n".join([_heading(record), *(told or ["No posts."])]))


def _heading(record: Record) -> str:
    head = record.head
    return f"{'REHEARSAL: ' if head.is_rehearsal else ''}{head.title}, {head.day} ({head.status_word})"


def _told(line: RecordLine, post: RecordPost) -> str:
    where = " ".join(each for each in (post.channel, post.account) if each)
    when = f" at {post.sent.time}" if post.sent else ""
    told = [f"{line.made.time}  entry {line.seq}  {where}: {post.state_words}{when}"]
    text = post.text or "(the text was redacted)"
    return "\n          ".join(
        [*told, *text.splitlines(), *(each for each in (post.reason, post.url) if each)]
    )


@commands.command("export")
@click.argument("meeting")
@click.option(
    "--format", "-f", "format", type=click.Choice(list(EXPORTERS)), default="csv", show_default=True
)
@click.option("--internal", is_flag=True, help="With everything private, and who pressed what.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file, or - to print."
)
@click.pass_obj
def export_command(
    open_house: OpenHouse, meeting: str, *, format: str, internal: bool, output: Path | None
) -> None:
    """Write the record of MEETING to a file, by default the public one into this folder."""
    house = open_house()
    officer, meeting_id = at_the_desk(house, meeting)
    found = export(house, officer, meeting_id, format, "internal" if internal else "public")
    if output == Path("-"):
        sys.stdout.buffer.write(found.content)
        return
    path = output or Path(found.filename)
    # What was said in private is for whoever exported it, not for everybody with an account on this machine.
    mode = 0o600 if internal else 0o666
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(found.content)
    click.echo(f"Written to {path}.")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--meeting", help="Verify the log of this meeting in the database instead.")
@click.option(
    "--against", type=click.Path(path_type=Path), help="A public record (JSON) with whose seal to compare."
)
@click.pass_obj
def verify(open_house: OpenHouse, file: Path | None, *, meeting: str | None, against: Path | None) -> None:
    """Check the hash chain of FILE (- to read it from here), an internal record in JSON, and name the first bad entry.

    Exit code 0: whole. 1: something was changed. 2: it could not be checked.
    """
    if (file is None) == (meeting is None):
        raise click.UsageError("Name a file, or a meeting with --meeting.")
    seal = _content(against) if against else None
    if file is not None:
        verdict = verify_file(_content(file), against=seal)
    else:
        house = open_house()
        verdict = verify_database(house, *at_the_desk(house, meeting or ""), against=seal)
    click.echo(verdict.sentence)
    sys.exit(0 if verdict.ok else 1)


def _content(path: Path) -> bytes:
    return sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()
