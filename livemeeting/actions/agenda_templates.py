"""Templates of an agenda to fill in."""

from __future__ import annotations

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.domain.roles import Right
from livemeeting.importers.own_kinds import KINDS
from livemeeting.importers.own_kinds import Template as Template


def agenda_template(house: House, officer: Officer, kind: str) -> Template:
    """The template as a file of this kind (csv, xlsx, yaml, json). Raises NotFound for another."""
    officer.must(Right.PREPARE)
    if kind not in KINDS:
        raise NotFound
    return house.runtime.off_the_hub(_made, kind)


def _made(kind: str) -> Template:
    from livemeeting.importers.own_templates import template  # late: it brings in a library for workbooks

    return template(kind)
