"""What every network's measure has in common: the problems of length, and of a text that says nothing."""

from __future__ import annotations

from livemeeting.domain.channel import Problem

EMPTY = Problem("empty", "A post needs words.")


def problems_of_length(
    text: str, *, count: int, limit: int, bytes_: int = 0, byte_limit: int = 0, title: str
) -> tuple[Problem, ...]:
    """What is wrong with how long a text is, in the units the network counts."""
    found = []
    if not text.strip():
        found.append(EMPTY)
    if count > limit:
        found.append(Problem("too_long", f"{count - limit} over the {limit} {title} takes. Shorten it."))
    if byte_limit and bytes_ > byte_limit:
        words = f"{bytes_ - byte_limit} bytes over the {byte_limit:,} {title} takes. Use fewer emoji."
        found.append(Problem("too_many_bytes", words))
    return tuple(found)
