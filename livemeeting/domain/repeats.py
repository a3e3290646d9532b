"""Equal texts: what a network refuses as a duplicate, and readers cannot tell apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from livemeeting.domain.channel import Problem


def repeated(text: str, earlier: Collection[str], *, time: str) -> Problem | None:
    """A problem where the account said this very text already; `earlier` is what it said within 24 hours.

    `time` is how the meeting's clock is written ("20:14"); the fix adds it.
    """
    if _as_read(text) not in {_as_read(each) for each in earlier}:
        return None
    words = "This account has said exactly this within 24 hours. Add the time."
    return Problem("repeated", words, f"{text.rstrip()} ({time})")


def _as_read(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:10_000]).split())
