"""The files of a record that can be downloaded, in groups, each with what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livemeeting.exporters import EXPORTERS, GROUPS
from livemeeting.exporters.uses import use_of


@dataclass(frozen=True)
class Choice:
    """A format that may be downloaded: the last part of its address without the language, and its name.

    `why_not` is "" unless there can be no such file of this record.
    """

    file: str
    form: str
    why_not: str


@dataclass(frozen=True)
class Sort:
    """The formats of one thing to tell, such as the decisions, and what they are for."""

    name: str
    use: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Group:
    """Formats of one use, under its name."""

    name: str
    sorts: tuple[Sort, ...]


def groups_of(stem: str, why_not: Mapping[str, str], *, with_refused: bool = True) -> tuple[Group, ...]:
    """Every format that is of any use, in the groups of the table; the names of files begin with `stem`.

    `why_not` holds, for formats there can be none of, the reason; such a format is left out without `with_refused`.
    """
    found = []
    for name in GROUPS:
        sorts: dict[str, list[Choice]] = {}
        for each in EXPORTERS.values():
            is_refused = each.name in why_not
            if each.group == name and not (is_refused and (each.is_spare or not with_refused)):
                choice = Choice(f"{stem}.{each.name}", each.form, why_not.get(each.name, ""))
                sorts.setdefault(each.tells, []).append(choice)
        found.append(
            Group(name, tuple(Sort(tells, use_of(tells), tuple(some)) for tells, some in sorts.items()))
        )
    return tuple(each for each in found if each.sorts)
