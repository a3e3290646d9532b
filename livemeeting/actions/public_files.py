"""The public records as files for anybody, kept while nothing changes."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound
from livemeeting.actions.making import LONG, Basis
from livemeeting.actions.record_files import Exported, basis_of, exporter_named, file_of, order_of
from livemeeting.domain.record_words import Language
from livemeeting.domain.refused import Refused
from livemeeting.exporters import Exporter
from livemeeting.store import meetings

#: A file that took long is made anew this often while the meeting goes on.
MOST_TRIES = 3
CHANGED = "The meeting moved on while this file was made. Try again in a moment."


def export_public(
    house: House, slug: str, format: str, *, is_rehearsal: bool = False, language: Language = "en"
) -> Exported:
    """The public record as a file for anybody at a public address; raises NotFound, Refused."""
    return PublicFiles(house).file(slug, format, is_rehearsal=is_rehearsal, language=language)


class PublicFiles:
    """The public records as files, kept while nothing changes, so that a thousand readers cost one export."""

    def __init__(self, house: House, most: int = 64) -> None:
        self._house = house
        self._most = most
        self._kept: dict[tuple[str, str, str], tuple[Basis, Exported]] = {}
        self._one_at_a_time = Lock()

    def file(
        self, slug: str, format: str, *, is_rehearsal: bool = False, language: Language = "en"
    ) -> Exported:
        """The file for anybody at a public address; raises NotFound, Refused."""
        exporter = exporter_named(format)

        def work(connection: Connection) -> Basis:
            stored = meetings.by_slug(connection, slug, is_rehearsal=is_rehearsal)
            if stored is None:
                raise NotFound
            return basis_of(connection, stored.plan)

        for _ in range(MOST_TRIES):
            basis = self._house.database.read(work)
            kept = self._found(basis, exporter, language)
            if kept is not None:
                return kept
            if not exporter.is_slow and basis.seq <= LONG:
                return self._made(basis, exporter, language)
            with self._one_at_a_time:  # who waited finds what the first one made
                made = self._found(basis, exporter, language) or self._made(basis, exporter, language)
            # It took a while: what it tells may have been made private meanwhile.
            if self._house.database.read(work) == basis:
                return made
        raise Refused(CHANGED)

    def _found(self, basis: Basis, exporter: Exporter, language: Language) -> Exported | None:
        kept = self._kept.get((basis.plan.meeting_id, exporter.name, language))
        return kept[1] if kept is not None and kept[0] == basis else None

    def _made(self, basis: Basis, exporter: Exporter, language: Language) -> Exported:
        order = self._house.database.read(lambda c: order_of(self._house, c, basis, "public", language))
        written = file_of(self._house, exporter, order)
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[basis.plan.meeting_id, exporter.name, language] = (basis, written)
        return written
