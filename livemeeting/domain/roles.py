"""Who may do what."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Administrator keeps people, accounts and wording; officer drives; clerk exports; watcher reads the panel."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    CLERK = "clerk"
    WATCHER = "watcher"


class Right(StrEnum):
    """Something a role allows."""

    WATCH = "watch the panel"
    DRIVE = "drive the meeting"
    PREPARE = "prepare agendas"
    EXPORT = "export the record"
    EXPORT_INTERNAL = "export the internal record"
    MINUTES = "say where the signed minutes are"
    PLACE_VIDEO = "set video times"
    ADMINISTER = "keep people, accounts and wording"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.OFFICER: frozenset(Right) - {Right.ADMINISTER},
    Role.CLERK: frozenset(
        {Right.WATCH, Right.EXPORT, Right.EXPORT_INTERNAL, Right.MINUTES, Right.PLACE_VIDEO}
    ),
    Role.WATCHER: frozenset({Right.WATCH}),
}


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in RIGHTS[role]
