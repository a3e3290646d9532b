"""Lists kept inside one column as canonical JSON: the items of an agenda, and names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields

from livemeeting.domain.agenda import AgendaItem, Paper
from livemeeting.domain.chain import canonical_json

_ITEM = {field.name for field in fields(AgendaItem)} - {"papers"}


def items_text(items: Iterable[AgendaItem]) -> str:
    """The items in the order printed."""
    return canonical_json([asdict(item) for item in items])


def items_from(text: str) -> tuple[AgendaItem, ...]:
    """The items again; a field this version does not know is left out, so that going back a version works."""
    return tuple(
        AgendaItem(
            papers=tuple(Paper(title=paper["title"], url=paper["url"]) for paper in row.get("papers", [])),
            **{name: value for name, value in row.items() if name in _ITEM},
        )
        for row in json.loads(text)
    )


def names_text(names: Iterable[str]) -> str:
    """Names in calling order."""
    return canonical_json(list(names))


def names_from(text: str) -> tuple[str, ...]:
    """The names again."""
    return tuple(str(name) for name in json.loads(text))
