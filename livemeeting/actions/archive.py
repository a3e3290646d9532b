"""The public records as the archive page shows them."""

from __future__ import annotations

from livemeeting.actions import making
from livemeeting.actions.house import House
from livemeeting.actions.making import Basis, Outline
from livemeeting.actions.record_files import near_or_away, order_of
from livemeeting.actions.unchanging import Unchanging


class Archives:
    """What archive pages are made of: the same object while nothing changed, so that a page can be kept with it."""

    def __init__(self, house: House, most: int = 16) -> None:
        self._house = house
        self._kept: Unchanging[Outline] = Unchanging(house, most)

    def of(self, slug: str, *, is_rehearsal: bool = False) -> Outline:
        """The public record at a public address, and the formats there can be none of; raises NotFound, Refused."""
        return self._kept.of(slug, "", self._make, is_rehearsal=is_rehearsal)

    def _make(self, basis: Basis) -> Outline:
        order = self._house.database.read(lambda c: order_of(self._house, c, basis, "public", "en"))
        return near_or_away(self._house, order, making.outlined, order)
