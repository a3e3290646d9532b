"""Lists numbered from 1 within an item, told from lists of items by the numbers that go on after them."""

from __future__ import annotations

from collections.abc import Sequence

from livemeeting.importers.text_numbers import Numbered


def inner_lists(candidates: Sequence[Numbered | None]) -> set[int]:
    """The lines that are entries of such lists.

    A list that starts again at 1 is one when the count it broke into goes on behind it: 7, 1, 2, 3, 8. Where that
    never goes on, as in a second agenda of items for information, it is a list of items.
    """
    counted = [
        (index, found)
        for index, found in enumerate(candidates)
        if found is not None and found.style in ("integer", "decimal") and _may_count(found)
    ]
    inner: set[int] = set()
    main = 0
    at = 0
    while at < len(counted):
        found = counted[at][1]
        if found.style == "integer" and found.major == 1 and main:
            back = _goes_on(counted, at, main)
            if back:
                inner.update(index for index, _ in counted[at:back])
                at = back
                continue
        main = found.major
        at += 1
    return inner


def _goes_on(counted: Sequence[tuple[int, Numbered]], start: int, main: int) -> int:
    """Where the main count is taken up again after a list that starts here, or 0."""
    inner = 0
    for at in range(start, len(counted)):
        found = counted[at][1]
        if found.style == "decimal":
            if found.major in (main, main + 1):
                return at
        elif found.major == inner + 1:
            inner += 1
        elif found.major == main + 1:
            return at
        elif found.major == 1:
            inner = 1
    return 0


def _may_count(found: Numbered) -> bool:
    return found.number.replace(".", "").isdigit() and (not found.rest or not found.rest[0].islower())
