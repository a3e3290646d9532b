"""Rows found in a source whose structure is known, as the items of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from livemeeting.domain.agenda import Doubt, DraftItem
from livemeeting.importers.levels import in_sections, with_levels
from livemeeting.importers.restricted import Found, mark_restricted


def assembled(
    found: Sequence[Found], doubts: Sequence[Doubt] = ()
) -> tuple[tuple[DraftItem, ...], tuple[Doubt, ...]]:
    """The items with their restrictions, levels and sections, and all doubts about rows in the order of the rows."""
    items, more = mark_restricted(found)
    everything = sorted((*doubts, *more), key=lambda doubt: -1 if doubt.row is None else doubt.row)
    return in_sections(with_levels(items)), tuple(everything)
