"""The group every command belongs to: how it opens the house, and how it says what went wrong."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from livemeeting.actions.house import House, NotFound
from livemeeting.domain.refused import Refused
from livemeeting.runtime import plain
from livemeeting.settings import Settings, SettingsError
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
