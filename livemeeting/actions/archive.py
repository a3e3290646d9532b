"""The public records as the archive page shows them, kept while nothing changes."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Connection

from livemeeting.actions import making
from livemeeting.actions.house import House, NotFound
from livemeeting.actions.making import LONG, Basis, Outline
from livemeeting.actions.public_files import CHANGED, MOST_TRIES
from livemeeting.actions.record_files import basis_of, near_or_away, order_of
from livemeeting.domain.refused import Refused
from livemeeting.store import meetings


class Archives:
    """What archive pages are made of: the same object while nothing changed, so that a page can be kept with it."""

    def __init__(self, house: House, most: int = 16) -> None:
        self._house = house
        self._most = most
        self._kept: dict[str, tuple[Basis, Outline]] = {}
        self._one_at_a_time = Lock()

    def of(self, slug: str, *, is_rehearsal: bool = False) -> Outline:
        """The public record at a public address, and the formats there can be none of; raises NotFound, Refused."""

        def work(connection: Connection) -> Basis:
            stored = meetings.by_slug(connection, slug, is_rehearsal=is_rehearsal)
            if stored is None:
                raise NotFound
            return basis_of(connection, stored.plan)

        for _ in range(MOST_TRIES):
            basis = self._house.database.read(work)
            kept = self._found(basis)
            if kept is not None:
                return kept
            if basis.seq <= LONG:
                return self._made(basis)
            with self._one_at_a_time:  # who waited finds what the first one made
                made = self._found(basis) or self._made(basis)
            # It took a while: what it tells may have been made private meanwhile.
            if self._house.database.read(work) == basis:
                return made
        raise Refused(CHANGED)

    def _found(self, basis: Basis) -> Outline | None:
        kept = self._kept.get(basis.plan.meeting_id)
        return kept[1] if kept is not None and kept[0] == basis else None

    def _made(self, basis: Basis) -> Outline:
        order = self._house.database.read(lambda c: order_of(self._house, c, basis, "public", "en"))
        made = near_or_away(self._house, order, making.outlined, order)
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[basis.plan.meeting_id] = (basis, made)
        return made
