"""Which rows are parts of others, told by the numbers printed before them, and under which heading they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from livemeeting.domain.agenda import DraftItem

_DEEPEST = 5
_LETTERS = re.compile(r"(?P<open>\(?)(?P<letters>[A-Za-z]|[ivxIVX]{1,6}|[a-z]{2})(?P<close>[).]?)")
_BRACKETED = re.compile(r"\((?P<digits>\d{1,2})\)")
_INTEGER = re.compile(r"\d{1,4}")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True)
class _Rung:
    """A row that may have parts: its printed number, and the kind of counting it belongs to."""

    number: str
    kind: str
    value: int


def in_sections(items: Sequence[DraftItem]) -> tuple[DraftItem, ...]:
    """The rows with the heading each is printed under."""
    section = ""
    placed: list[DraftItem] = []
    for item in items:
        if item.is_heading:
            section = item.title
            placed.append(item)
        else:
            placed.append(replace(item, section=section))
    return tuple(placed)


def with_levels(items: Sequence[DraftItem], inner: Collection[int] = ()) -> tuple[DraftItem, ...]:
    """The rows with the level that their printed numbers give them: 4.1 and (a) are parts of 4.

    `inner` are the places of rows whose own list is a part of the last row that is not of them.
    """
    ladder = _Ladder()
    placed: list[DraftItem] = []
    for place, item in enumerate(items):
        if place in inner:
            placed.append(replace(item, level=min(len(ladder.rungs), _DEEPEST)))
        elif item.is_heading or not item.number:
            # The number of an item may be lost, and those of its parts not.
            ladder.rungs[:] = [] if item.is_heading else [_Rung("", "unnumbered", 0)]
            placed.append(replace(item, level=0))
        else:
            ladder.climb(item.number)
            placed.append(replace(item, level=min(len(ladder.rungs) - 1, _DEEPEST)))
    return tuple(placed)


class _Ladder:
    """The numbers from an item of its own down to the row being read, and how deep each kind of number stood."""

    def __init__(self) -> None:
        self.rungs: list[_Rung] = []
        self.depths: dict[str, int] = {}

    def climb(self, number: str) -> None:
        depth, rung = self._place(number)
        self.rungs[depth:] = [rung]
        self.depths.setdefault(rung.kind, depth)

    def _place(self, number: str) -> tuple[int, _Rung]:
        for at in range(len(self.rungs) - 1, -1, -1):
            if _is_printed_under(number, self.rungs[at].number):
                return at + 1, _Rung(number, "part", 0)
        if self.rungs and self.rungs[0].kind == "unnumbered" and _DECIMAL.fullmatch(number):
            return 1, _Rung(number, "part", 0)
        readings = _readings(number)
        for at in range(len(self.rungs) - 1, -1, -1):
            for kind, value in readings:
                if self.rungs[at].kind == kind and self.rungs[at].value < value <= self.rungs[at].value + 3:
                    return at, _Rung(number, kind, value)
        return self._place_by_kind(number, readings)

    def _place_by_kind(self, number: str, readings: list[tuple[str, int]]) -> tuple[int, _Rung]:
        standing = [rung.kind for rung in self.rungs]
        first = next(((kind, value) for kind, value in readings if value == 1), None)
        if first and first[0] in standing:
            return standing.index(first[0]), _Rung(number, *first)
        if first:
            return len(standing), _Rung(number, *first)
        for kind, value in readings:
            if kind in standing:
                return standing.index(kind), _Rung(number, kind, value)
            if 0 < self.depths.get(kind, 0) <= len(standing):
                return self.depths[kind], _Rung(number, kind, value)
        return 0, _Rung(number, *(readings[0] if readings else ("other", 0)))


def _is_printed_under(number: str, parent: str) -> bool:
    stem = parent.rstrip(".")
    if stem.endswith(".0") and number.startswith(stem[:-1]) and number != stem:
        return True  # 5.0, 5.1, 5.2: the way many a town writes 5
    return (
        bool(stem)
        and number.startswith((f"{stem}.", f"{stem}(", f"{stem} ("))
        and len(number) > len(stem) + 1
    )


def _readings(number: str) -> list[tuple[str, int]]:
    """The ways of counting the number may belong to, each with its value: "i" is a letter or a numeral."""
    if _INTEGER.fullmatch(number):
        return [("integer", int(number))]
    if bracketed := _BRACKETED.fullmatch(number):
        return [("(integer)", int(bracketed["digits"]))]
    match = _LETTERS.fullmatch(number)
    if match is None:
        return []
    letters = match["letters"]
    shape = f"{match['open']}{'A' if letters.isupper() else 'a'}"
    folded = letters.casefold()
    found = [(f"{shape} letter", ord(folded) - 96)] if len(folded) == 1 else []
    if value := roman(folded):
        found.append((f"{shape} roman", value))
    return found


def roman(letters: str) -> int:
    """The value of a roman numeral in small letters up to 39, or 0."""
    if not letters or any(letter not in _ROMAN for letter in letters):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    total = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return total if 0 < total < 40 else 0
