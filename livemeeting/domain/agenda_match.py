"""Which rows of a newer agenda are which items of the saved one: number and title may change, identity stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from livemeeting.domain.agenda import AgendaItem, DraftItem

#: Titles at least this alike are the same item when the number is the same too, and without that.
ALIKE_WITH_NUMBER = 0.5
ALIKE = 0.8
#: A title that begins as the other does is an addition to it ("Budget", "Budget 2026/27"), if that says anything.
SHORTEST_BEGINNING = 6
#: Titles are compared letter by letter no further than this.
MOST_COMPARED = 200


Key = tuple[str, ...]


@dataclass
class _Matching:
    """What is matched so far: the place in the saved agenda by the place in the newer one."""

    saved: Sequence[AgendaItem]
    read: Sequence[DraftItem]
    saved_words: Sequence[str]
    read_words: Sequence[str]
    found: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def may_be_one(self, new: int, old: int) -> bool:
        row, item = self.read[new], self.saved[old]
        if new in self.found or old in self.taken or row.is_heading != item.is_heading:
            return False
        return not (row.external_id and item.external_id and row.external_id != item.external_id)

    def take(self, new: int, old: int) -> None:
        self.found[new] = old
        self.taken.add(old)


def same_items(saved: Sequence[AgendaItem], read: Sequence[DraftItem]) -> dict[int, int]:
    """The place in `saved` of every row of `read` that is the same item, by its place; both 0-based.

    Sure signs come first: the name in the source system, number and title, the title, a similar title under
    the same number, a very similar title. Rows of the same words are paired in their order.
    """
    matching = _Matching(
        saved, read, [words_of(each.title) for each in saved], [words_of(each.title) for each in read]
    )
    old_words, new_words = matching.saved_words, matching.read_words
    _take_equal(matching, [(each.external_id,) for each in saved], [(each.external_id,) for each in read])
    _take_equal(
        matching,
        [(words, number_of(each.number)) for words, each in zip(old_words, saved, strict=True)],
        [(words, number_of(each.number)) for words, each in zip(new_words, read, strict=True)],
    )
    _take_equal(matching, [(words,) for words in old_words], [(words,) for words in new_words])
    _take_alike(matching, _alike_under_number)
    _take_alike(matching, _alike_by_title)
    return matching.found


def words_of(title: str) -> str:
    """A title as it is compared: letters and digits in small letters."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return " ".join("".join(each if each.isalnum() else " " for each in plain).split())


def number_of(number: str) -> str:
    """A printed number as it is compared: '12.' is '12', '(a)' is 'a'."""
    return "".join(number.casefold().split()).strip("().:")


def _take_equal(matching: _Matching, saved: Sequence[Key], read: Sequence[Key]) -> None:
    """Pair the rows of the same key, whose first part says something, in their order."""
    places: dict[Key, list[int]] = {}
    for old, key in enumerate(saved):
        if key[0]:
            places.setdefault(key, []).append(old)
    for new, key in enumerate(read):
        old = next((each for each in places.get(key, ()) if matching.may_be_one(new, each)), -1)
        if old >= 0:
            matching.take(new, old)


def _take_alike(matching: _Matching, likenesses: Callable[[_Matching], list[tuple[float, int, int]]]) -> None:
    """The most alike pairs first; of equally alike ones the earlier."""
    for _, new, old in sorted(likenesses(matching), key=lambda pair: (-pair[0], pair[1], pair[2])):
        if matching.may_be_one(new, old):
            matching.take(new, old)


def _alike_under_number(matching: _Matching) -> list[tuple[float, int, int]]:
    found = []
    for new, old in _open_pairs(matching):
        number = number_of(matching.read[new].number)
        if number and number == number_of(matching.saved[old].number):
            one, other = matching.read_words[new], matching.saved_words[old]
            shorter = min(len(one), len(other))
            begins = shorter >= SHORTEST_BEGINNING and one[:shorter] == other[:shorter]
            like = 1.0 if begins else _likeness(one, other, at_least=ALIKE_WITH_NUMBER)
            found.append((like, new, old))
    return [pair for pair in found if pair[0]]


def _alike_by_title(matching: _Matching) -> list[tuple[float, int, int]]:
    mine = [frozenset(words.split()) for words in matching.read_words]
    theirs = [frozenset(words.split()) for words in matching.saved_words]
    found = []
    for new, old in _open_pairs(matching):
        # Quickly said, where two long agendas have nothing in common.
        if 2 * len(mine[new] & theirs[old]) >= min(len(mine[new]), len(theirs[old])):
            like = _likeness(matching.read_words[new], matching.saved_words[old], at_least=ALIKE)
            found.append((like, new, old))
    return [pair for pair in found if pair[0]]


def _open_pairs(matching: _Matching) -> Iterator[tuple[int, int]]:
    left = [old for old in range(len(matching.saved)) if old not in matching.taken]
    for new in range(len(matching.read)):
        if new not in matching.found:
            yield from ((new, old) for old in left if matching.may_be_one(new, old))


def _likeness(one: str, other: str, *, at_least: float) -> float:
    """From 0 to 1; 0 for anything below `at_least`."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one[:MOST_COMPARED], other[:MOST_COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= at_least else 0.0


def moved(places: Sequence[int]) -> set[int]:
    """Which of these (by index) are out of order: all but a longest rising run."""
    if all(one < other for one, other in pairwise(places)):
        return set()
    best: list[tuple[int, int]] = []  # of each: the length of the run that ends here, and the index before
    for at, place in enumerate(places):
        before = [(best[each][0], each) for each in range(at) if places[each] < place]
        length, previous = max(before, key=lambda pair: (pair[0], -pair[1]), default=(0, -1))
        best.append((length + 1, previous))
    at = max(range(len(best)), key=lambda each: best[each][0])
    kept = set()
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return set(range(len(places))) - kept
