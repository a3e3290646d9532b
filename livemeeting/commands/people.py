"""The commands that let people in."""

from __future__ import annotations

import sys

import click

from livemeeting.actions.house import House
from livemeeting.actions.people import add_officer, one_time_link
from livemeeting.commands.group import OpenHouse, commands
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import people


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
