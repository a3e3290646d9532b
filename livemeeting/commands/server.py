"""The commands that run the product or look after its database."""

from __future__ import annotations

import click

from livemeeting.commands.group import OpenHouse, commands
from livemeeting.store import accounts, signing


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
    """Seal the accounts' keys and the signing key with the first key of SECRET_KEY, so that an older one can go."""
    house = open_house()
    number = house.database.write(
        lambda connection: (
            accounts.reseal_all(connection, house.keyring) + signing.reseal_keys(connection, house.keyring)
        )
    )
    click.echo(f"Sealed anew: {number}. The older keys can be taken out of SECRET_KEY now.")
