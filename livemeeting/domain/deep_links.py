"""Links to one item of a meeting: by its id, which never changes, or by its agenda number where that is clear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.views import ItemView

#: What a link by id begins with, as its anchor on the page does: an id may look like another item's number.
BY_ID = "item-"


def name_of(item_id: str) -> str:
    """The last part of the permanent address of an item."""
    return f"{BY_ID}{item_id}"


def by_id(agenda: Iterable[ItemView], name: str) -> ItemView | None:
    """The item a permanent address leads to. One that is restricted is not there, as one that never was."""
    return next((each for each in agenda if name == name_of(each.id) and not each.is_private), None)


def by_number(agenda: Iterable[ItemView], number: str) -> tuple[ItemView, ...]:
    """The public items with this agenda number. Numbers are opaque text; only letter case and blanks are forgiven."""
    wanted = _bare(number)
    return tuple(
        each
        for each in agenda
        if wanted and _bare(each.number) == wanted and not each.is_private and not each.is_heading
    )


def by_former_number(
    agenda: Sequence[ItemView], planned: Iterable[AgendaItem], number: str
) -> tuple[ItemView, ...]:
    """The public items that had this number when the meeting opened, and have another by now."""
    wanted = _bare(number)
    ids = {each.id for each in planned if wanted and _bare(each.number) == wanted}
    return tuple(each for each in agenda if each.id in ids and not each.is_private and not each.is_heading)


def _bare(number: str) -> str:
    return "".join(number.split()).casefold()
