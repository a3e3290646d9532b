"""What is made of a public record for anybody who asks, kept while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound
from livemeeting.actions.making import LONG, Basis
from livemeeting.actions.record_files import basis_of
from livemeeting.domain.refused import Refused
from livemeeting.store import meetings

#: What took long is made anew this often while the meeting goes on.
MOST_TRIES = 3
CHANGED = "The meeting moved on while this file was made. Try again in a moment."
Made = TypeVar("Made")


class Unchanging(Generic[Made]):
    """The newest `most` of them, so that a thousand readers cost one making; the same object while nothing changed."""

    def __init__(self, house: House, most: int) -> None:
        self._house = house
        self._most = most
        self._kept: dict[tuple[str, Hashable], tuple[Basis, Made]] = {}
        self._one_at_a_time = Lock()

    def of(
        self, slug: str, kind: Hashable, make: Callable[[Basis], Made], *, is_rehearsal: bool, is_slow: bool = False
    ) -> Made:  # fmt: skip
        """What `make` makes of the record at a public address, one for each `kind`; raises NotFound, Refused.

        Where that is slow, or the log is long, one asks at a time, and what changed meanwhile is never given out.
        """

        def work(connection: Connection) -> Basis:
            stored = meetings.by_slug(connection, slug, is_rehearsal=is_rehearsal)
            if stored is None:
                raise NotFound
            return basis_of(connection, stored.plan)

        for _ in range(MOST_TRIES):
            basis = self._house.database.read(work)
            kept = self._found(basis, kind)
            if kept is not None:
                return kept
            if not is_slow and basis.seq <= LONG:
                return self._keep(basis, kind, make(basis))
            with self._one_at_a_time:  # who waited finds what the first one made
                made = self._found(basis, kind) or self._keep(basis, kind, make(basis))
            # It took a while: what it tells may have been made private meanwhile.
            if self._house.database.read(work) == basis:
                return made
        raise Refused(CHANGED)

    def _found(self, basis: Basis, kind: Hashable) -> Made | None:
        kept = self._kept.get((basis.plan.meeting_id, kind))
        return kept[1] if kept is not None and kept[0] == basis else None

    def _keep(self, basis: Basis, kind: Hashable, made: Made) -> Made:
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[basis.plan.meeting_id, kind] = (basis, made)
        return made
