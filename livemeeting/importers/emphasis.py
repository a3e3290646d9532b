"""Bold words in a line, kept as Markdown writes them, because they often tell a title from what is said of it."""

from __future__ import annotations

from collections.abc import Sequence


def with_bold(pieces: Sequence[tuple[str, bool]]) -> str:
    """The pieces as one text; the bold words it opens with stand between two stars on either side."""
    filled = [(text, bold) for text, bold in pieces if text]
    lead = 0
    while lead < len(filled) and (filled[lead][1] or not filled[lead][0].strip()):
        lead += 1
    opening, rest = "".join(text for text, _ in filled[:lead]), "".join(text for text, _ in filled[lead:])
    words = opening.strip()
    if not any(char.isalpha() for char in words) or "*" in words or "\n" in words:
        return opening + rest
    before = opening[: len(opening) - len(opening.lstrip())]
    after = opening[len(opening.rstrip()) :]
    return f"{before}**{words}**{after}{rest}"
