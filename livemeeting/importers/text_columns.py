"""Where on the page the words of a pasted agenda stand: the columns of its titles, the width it is broken at."""

from __future__ import annotations

from itertools import pairwise

from livemeeting.importers.text_layout import ends_open
from livemeeting.importers.text_lines import Line
from livemeeting.importers.text_numbers import Numbered


def column_of(line: Line, found: Numbered) -> int:
    """Where the words after a number begin, when spaces and not a tab set them off; -1 when they do not."""
    if not found.rest or "\t" in line.text or not line.text.endswith(found.rest):
        return -1
    gap = len(line.text) - len(found.rest)
    return line.indent + gap if line.text[gap - 2 : gap] == "  " else -1


def lifted_titles(lines: list[Line], candidates: list[Numbered | None]) -> set[int]:
    """Numbered lines whose title begins on the line above, as where a number stands half-way down a table's cell."""
    found = set()
    for index in range(1, len(lines)):
        above, candidate = lines[index - 1], candidates[index]
        if candidate is None or not above.text or candidates[index - 1] is not None:
            continue
        if column_of(lines[index], candidate) != above.indent or (index > 1 and lines[index - 2].text):
            continue
        if above.text.isupper() == candidate.rest.isupper() and (
            ends_open(above.text) or len(above.text) >= 40
        ):
            found.add(index)
    return found


def next_text(lines: list[Line]) -> list[int | None]:
    """For each line, the index of the next one that is not blank."""
    following: list[int | None] = [None] * len(lines)
    below: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        following[index] = below
        below = index if lines[index].text else below
    return following


def wrapped_at(lines: list[Line]) -> int:
    """The width the text is broken at, or 0 when its lines are not broken."""
    longest = max((line.indent + len(line.text) for line in lines), default=0)
    return longest if 40 <= longest <= 130 else 0


def is_spaced(lines: list[Line]) -> bool:
    """Whether a blank line follows nearly every line, so that it parts nothing: seen where a PDF was written out."""
    filled = [at for at, line in enumerate(lines) if line.text and not line.is_note]
    gaps = [after - before for before, after in pairwise(filled)]
    return len(gaps) >= 12 and sum(gap == 2 for gap in gaps) >= 0.8 * len(gaps)
