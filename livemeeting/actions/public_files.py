"""The public records as files for anybody."""

from __future__ import annotations

from livemeeting.actions.house import House
from livemeeting.actions.making import Basis
from livemeeting.actions.record_files import Exported, exporter_named, file_of, order_of
from livemeeting.actions.unchanging import Unchanging
from livemeeting.domain.record_words import Language


def export_public(
    house: House, slug: str, format: str, *, is_rehearsal: bool = False, language: Language = "en"
) -> Exported:
    """The public record as a file for anybody at a public address; raises NotFound, Refused."""
    return PublicFiles(house).file(slug, format, is_rehearsal=is_rehearsal, language=language)


class PublicFiles:
    """The public records as files, kept while nothing changes."""

    def __init__(self, house: House, most: int = 64) -> None:
        self._house = house
        self._kept: Unchanging[Exported] = Unchanging(house, most)

    def file(
        self, slug: str, format: str, *, is_rehearsal: bool = False, language: Language = "en"
    ) -> Exported:
        """The file for anybody at a public address; raises NotFound, Refused."""
        exporter = exporter_named(format)

        def make(basis: Basis) -> Exported:
            order = self._house.database.read(lambda c: order_of(self._house, c, basis, "public", language))
            return file_of(self._house, exporter, order)

        return self._kept.of(
            slug, (exporter.name, language), make, is_rehearsal=is_rehearsal, is_slow=exporter.is_slow
        )
