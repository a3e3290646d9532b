"""Whether a numbered line is the next item or a stray figure, judged by the numbers around it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from livemeeting.importers.text_layout import is_address
from livemeeting.importers.text_numbers import Numbered

_ROMAN = {"i": 1, "v": 5, "x": 10}
_OPENING = "\"'“‘([£"


class NumberRun:
    """Reads the numbers in order. The printed order stands: this never sorts, it only doubts."""

    def __init__(self, candidates: list[Numbered | None], has_text: list[bool]) -> None:
        integers = (
            (index, found) for index, found in enumerate(candidates) if found and found.style == "integer"
        )
        self._last_seen = {found.major: index for index, found in integers}
        self._parts = Counter(found.major for found in candidates if found and found.style == "decimal")
        self._running = {
            (found.shape, found.major) for found in candidates if found and found.style == "running"
        }
        self._in_list = _in_list(candidates, has_text)
        self._letters: dict[tuple[str, str], int] = {}
        self._under_letter = False
        self.last: int | None = None

    def is_next(self, found: Numbered) -> bool:
        """Whether this is the integer that comes after the last one, or the first of all."""
        return found.style == "integer" and self.last is not None and found.major == self.last + 1

    def comes_again(self, number: int, index: int) -> bool:
        """Whether an integer stands at the head of a later line as well."""
        return self._last_seen.get(number, -1) > index

    def accepts(self, index: int, found: Numbered) -> bool:
        """Whether the line at this index starts an item."""
        if found.style == "letter":
            return self._letter(found) is not None
        if found.style == "integer":
            return self._accepts_integer(index, found)
        if found.style == "running":
            beside = {(found.shape, found.major - 1), (found.shape, found.major + 1)}
            return _opens_a_title(found.rest) and bool(beside & self._running)
        opens_well = _opens_a_title(found.rest) or not (found.is_loose and found.rest)
        if found.style == "decimal":
            return opens_well and self._accepts_decimal(index, found)
        return opens_well and bool(found.rest)

    def _accepts_integer(self, index: int, found: Numbered) -> bool:
        number = found.major
        expected = self.is_next(found) or (self.last == number and not found.number.isdigit())
        goes_on = self.comes_again(number + 1, index)
        if 1900 <= number <= 2100 and not expected and not goes_on:
            return False
        if not found.rest:
            return expected or (
                goes_on and (self.last is None or number == 1 or self.last < number <= self.last + 3)
            )
        if not found.is_loose:
            return True
        if not _opens_a_title(found.rest) or (is_address(found.rest) and not (expected and goes_on)):
            return False
        if self.last is not None and 1 < number < self.last:
            return False
        follows = goes_on and (self.last is None or number > self.last)
        return number == 1 or expected or follows or self._in_list[index]

    def _accepts_decimal(self, index: int, found: Numbered) -> bool:
        near = self.last is not None and found.major in (self.last, self.last + 1)
        if found.looks_like_time:
            return near and self._parts[found.major] >= 3
        in_list = bool(found.rest) and (not found.is_loose or self._in_list[index])
        return near or in_list or self._parts[found.major] >= 2

    def _letter(self, found: Numbered) -> tuple[str, int] | None:
        """How the letter counts on from the last of its kind: ("alphabet", 3) for c, ("roman", 4) for iv."""
        letters = found.number.strip("()").casefold()
        readings = [("alphabet", ord(letters) - 96)] if len(letters) == 1 else []
        if letters.isdigit():
            readings = [("digits", int(letters))]
        if roman := _roman(letters):
            readings.append(("roman", roman))
        for kind, value in readings:
            before = self._letters.get((found.shape, kind), 0)
            if before and before < value <= before + 3:
                return kind, value
        return next(((kind, value) for kind, value in readings if value == 1), None)

    def take(self, found: Numbered) -> str:
        """Count the item in; the sentence an officer should read about its number, or ""."""
        if found.style == "letter":
            self._take_letter(found)
            return ""
        self._letters = {key: value for key, value in self._letters.items() if "A" in key[0]}
        doubt = self._doubt(found) if found.style == "integer" and found.number.isdigit() else ""
        self.last = (found.major or None) if found.style != "running" else None
        self._under_letter = False
        return doubt

    def _take_letter(self, found: Numbered) -> None:
        reading = self._letter(found)
        if reading is None:
            return
        self._letters[(found.shape, reading[0])] = reading[1]
        if "A" in found.shape and "(" not in found.shape:
            self._under_letter = True

    def _doubt(self, found: Numbered) -> str:
        number, last = found.major, self.last
        if last is None or number == last + 1 or (self._under_letter and number == 1):
            return ""
        if number == 1:
            return "The numbers start again at 1 here: check that this is a list of items."
        if number == last:
            return f"The number {number} is printed twice: check both items."
        if number < last:
            return f"Number {number} comes after number {last}: check the order."
        return f"The numbers go from {last} to {number}: check that nothing is missing."


def _in_list(candidates: list[Numbered | None], has_text: list[bool]) -> list[bool]:
    """For each line, whether the text just above or below could be an item too: prose figures are alone."""
    likely = [found is not None and bool(found.rest) and not is_address(found.rest) for found in candidates]
    lines = [index for index, text in enumerate(has_text) if text]
    in_list = [False] * len(candidates)
    for above, below in pairwise(lines):
        in_list[above] = in_list[above] or likely[below]
        in_list[below] = in_list[below] or likely[above]
    return in_list


def _opens_a_title(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdigit() or text[:1] in tuple(_OPENING)


def _roman(letters: str) -> int:
    """The value of a small roman numeral, or 0."""
    if not letters or any(letter not in _ROMAN for letter in letters):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    total = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return total if 0 < total < 40 else 0
