"""The XML parts of a Word or OpenDocument file, taken out of its zip within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from livemeeting.domain.refused import Refused

#: More than this in one part is no agenda; the largest real front sheet seen unpacks to 3 MB.
LARGEST_PART = 40_000_000
_BROKEN = "This file is broken or cut off. Save or download it again, or paste the agenda instead."


class Packed:
    """An opened file. Raises Refused for one that is broken, locked or unpacks to more than it should."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise Refused(_BROKEN) from fault
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> Element | None:
        """The part as a tree, or None where there is none."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                content = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as fault:
            raise Refused(_BROKEN) from fault
        except RuntimeError as fault:  # zipfile's word for a file locked with a password
            raise Refused(
                "This file is locked with a password. Save it without one, or paste the agenda."
            ) from fault
        if len(content) > LARGEST_PART:
            raise Refused("This file unpacks to far more than an agenda holds. Paste the agenda instead.")
        try:
            tree: Element = fromstring(content)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
            raise Refused(_BROKEN) from fault
        return tree
