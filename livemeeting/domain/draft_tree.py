"""The rows of a draft as a tree: each item with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from livemeeting.domain.agenda import DraftItem


@dataclass(frozen=True)
class Branch:
    """A row of a draft, its place among the draft's rows (0-based), and its parts in the order printed."""

    row: int
    item: DraftItem
    parts: tuple[Branch, ...] = ()


def tree_of(items: Sequence[DraftItem]) -> tuple[Branch, ...]:
    """The rows of level 0 with their parts; a row deeper than its neighbour allows hangs on the nearest above."""
    branches, at = _branches(items, 0, 0)
    assert at == len(items)  # every row is of level 0 or deeper
    return branches


def _branches(items: Sequence[DraftItem], at: int, level: int) -> tuple[tuple[Branch, ...], int]:
    found: list[Branch] = []
    while at < len(items) and items[at].level >= level:
        row = at
        parts, at = _branches(items, row + 1, items[row].level + 1)
        found.append(Branch(row, items[row], parts))
    return tuple(found), at
