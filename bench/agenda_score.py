"""How much of an agenda was read: items found by number and title, in order, and what was restricted."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bench.agenda_corpus import Expected

_ALIKE = 0.85


@dataclass(frozen=True)
class Got:
    """An item as it was read."""

    number: str
    title: str
    restricted: bool = False
    parts: tuple[Got, ...] = ()


@dataclass(frozen=True)
class Score:
    """`f1` counts items of the first level, `whole` those of every level; `order` is the share in order."""

    f1: float
    whole: float
    order: float
    restricted: int
    restricted_found: int
    false_alarms: int
    items: int


def score(expected: Sequence[Expected], got: Sequence[Got], *, number_optional: bool = False) -> Score:
    """The score of what was read against what should be."""
    f1, order = _f1(expected, got, number_optional)
    every, all_got = _flat(expected), _flat_got(got)
    whole, _ = _f1(every, all_got, number_optional)
    private = [item for item in every if item.restricted]
    flagged = [item for item in all_got if item.restricted]
    return Score(
        f1,
        whole,
        order,
        len(private),
        sum(any(same_title(item.title, one.title) for one in flagged) for item in private),
        sum(_is_false_alarm(one, every) for one in flagged),
        len(every),
    )


def _is_false_alarm(one: Got, expected: Sequence[Expected]) -> bool:
    return not any(item.restricted is not False and same_title(item.title, one.title) for item in expected)


def _f1(expected: Sequence[Expected], got: Sequence[Got], number_optional: bool) -> tuple[float, float]:
    used: list[int] = []
    for item in expected:
        found = next(
            (at for at, one in enumerate(got) if at not in used and _same(item, one, number_optional)), None
        )
        if found is not None:
            used.append(found)
    if not expected or not got or not used:
        return float(not expected and not got), 1.0
    precision, recall = len(used) / len(got), len(used) / len(expected)
    return 2 * precision * recall / (precision + recall), _longest_rise(used) / len(used)


def _same(item: Expected, one: Got, number_optional: bool) -> bool:
    if item.number is not None and not number_optional and _plain(item.number) != _plain(one.number):
        return False
    return same_title(item.title, one.title)


def same_title(wanted: str, read: str) -> bool:
    """Whether two titles are the same but for small differences; a long one may be cut."""
    first, second = _words(wanted), _words(read)
    if len(first) > 120 and first[:80] == second[:80]:
        return True
    return first == second or difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _words(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-")
    return re.sub(r"[\s.:;,]+$", "", " ".join(text.split())).casefold()


def _plain(number: str) -> str:
    return number.strip().strip("().").casefold()


def _flat(items: Sequence[Expected]) -> list[Expected]:
    return [one for item in items for one in (item, *_flat(item.parts))]


def _flat_got(items: Sequence[Got]) -> list[Got]:
    return [one for item in items for one in (item, *_flat_got(item.parts))]


def _longest_rise(places: Sequence[int]) -> int:
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
