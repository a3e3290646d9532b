"""Which items of a draft are marked restricted: by their words, by their place, and when in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from livemeeting.domain.agenda import Doubt, DraftItem
from livemeeting.importers.private_words import (
    exclusion_words,
    has_harmless_word,
    is_exclusion,
    is_exclusion_text,
    is_open_business,
    is_private_note,
    is_private_paper_note,
    is_procedure,
    is_public_business,
    is_readmission,
    is_session,
    names_no_business,
    only_names_private_part,
    opens_again,
    opens_private_part,
    opens_public_part,
    paragraphs_of,
    private_word,
    speaks_of_excluding,
)

_LETTERED = re.compile(r"\([a-z0-9]{1,5}\)|[a-z]{1,4}", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """An item as read, the lines printed under it, and whether its source says outright that it is public.

    `is_inner` marks an entry of a list within the item above that is not.
    """

    item: DraftItem
    notes: tuple[str, ...] = ()
    said_public: bool = False
    is_inner: bool = False


@dataclass(frozen=True)
class _Private:
    """The private part of the agenda the reader is in: why, and where it began."""

    cause: str
    reason: str
    is_session: bool = False


def mark_restricted(found: Sequence[Found]) -> tuple[tuple[DraftItem, ...], tuple[Doubt, ...]]:
    """The items with `restricted` and its reason set, and what an officer should confirm."""
    reading = _Reading(found)
    for row, one in enumerate(found):
        reading.take(row, one)
        reading.end_public_business(row)
    return tuple(reading.items), (*reading.doubts, *reading.group_doubts())


class _Reading:
    """Going down the agenda: knows whether the public is out, and which item above was private."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = found
        self.items: list[DraftItem] = []
        self.doubts: list[Doubt] = []
        self.part: _Private | None = None
        self.notice: DraftItem | None = None
        self.last_public: tuple[int, _Private] | None = None
        self.parent: DraftItem | None = None
        self.groups: list[tuple[_Private, list[int]]] = []

    def take(self, row: int, one: Found) -> None:
        item = one.item
        if is_readmission(item.title) or (self.part and self.part.is_session and opens_again(item.title)):
            self.part, self.parent = None, None
            self.items.append(item)
        elif self.notice and self._is_part_of(self.notice, one) and is_procedure(item.title):
            self.items.append(item)
        elif is_exclusion(item.title):
            self._begin(row, item, one.notes)
            self.items.append(item)
        elif item.is_heading and opens_public_part(item.title):
            self.part, self.parent = None, None
            self.items.append(item)
        elif self._has_items_below(row) and (_names_a_part(item) or _words_the_resolution(one)):
            self._begin_part(item, one.notes)
            self.items.append(item)
        else:
            self.items.append(self._marked(row, one))
            if opens_private_part(item.title) or (item.is_heading and self.items[-1].restricted):
                self._begin_part(item, one.notes)
            elif exclusion_words(item.title) or any(is_exclusion_text(note) for note in one.notes):
                self._begin(row, item, one.notes)

    def end_public_business(self, row: int) -> None:
        if self.last_public and self.last_public[0] == row:
            self.part = self.last_public[1]

    def _is_part_of(self, parent: DraftItem, one: Found) -> bool:
        is_part = one.is_inner or _is_part_of(one.item, parent)
        if not is_part and parent is self.notice:
            self.notice = None
        return is_part

    def _has_items_below(self, row: int) -> bool:
        return row + 1 < len(self.found) and not self.found[row + 1].item.is_heading

    def _is_only_notice(self, row: int) -> bool:
        """Whether public business, or a part of its own for the private, comes after a resolution to exclude."""
        resolution = self.found[row].item
        own = [
            one for one in self.found[row + 1 :] if not (one.is_inner or _is_part_of(one.item, resolution))
        ]
        if own and is_open_business(own[0].item.title) and not own[0].item.restricted:
            return True
        for place, one in enumerate(own):
            item = one.item
            if item.is_heading and opens_private_part(item.title):
                return place > 0
            if is_readmission(item.title) or (item.is_heading and opens_public_part(item.title)):
                return False
            if is_public_business(item.title) and not item.restricted:
                return True
        return False

    def _begin_part(self, item: DraftItem, notes: tuple[str, ...]) -> None:
        reason = _reason(item, notes) or f"Listed under '{_short(item.title)}'"
        self.part = _Private(item.title, reason, is_session(item.title))

    def _begin(self, row: int, item: DraftItem, notes: tuple[str, ...]) -> None:
        if self.part is None and self._is_only_notice(row):
            sentence = (
                "What follows it looks public, so it restricts nothing by its place: check what is private."
            )
            self.doubts.append(Doubt(row, sentence))
            self.notice = item
            # Where an agenda ends its public business by name, what is left is the private business.
            public = [
                at for at in range(row, len(self.found)) if is_public_business(self.found[at].item.title)
            ]
            if public:
                self.last_public = (public[-1], _Private(item.title, "After the public business"))
            return
        reason = (
            item.restricted_reason or _reason(item, notes) or "After the exclusion of the press and public"
        )
        self.part, self.parent = _Private(item.title, reason), None

    def _marked(self, row: int, one: Found) -> DraftItem:
        item = one.item
        if item.restricted:
            self.parent = item
            return item if item.restricted_reason else replace(item, restricted_reason=self._why(one))
        word = private_word(item.title) or exclusion_words(item.title)
        note = next((note for note in one.notes if is_private_note(note)), "")
        if not note and not names_no_business(item.title):
            # "Staffing", and under it the resolution: the item may be the private business itself.
            note = next((note for note in one.notes if is_exclusion_text(note)), "")
        if word or note:
            return self._by_words(row, one, word or note)
        if any(is_private_paper_note(note) for note in one.notes):
            self.doubts.append(
                Doubt(row, "A paper of it is said to be private: confirm that the item is public.")
            )
        if has_harmless_word(item.title):
            self.doubts.append(
                Doubt(row, f"'{_short(item.title)}' sounds private but is usually public: confirm it is.")
            )
        if self.parent is not None and self._is_part_of(self.parent, one) and not one.said_public:
            self.doubts.append(Doubt(row, "Marked restricted because the item it belongs to is: confirm."))
            return replace(item, restricted=True, restricted_reason=self.parent.restricted_reason)
        self.parent = None
        return self._by_place(row, one)

    def _by_words(self, row: int, one: Found, word: str) -> DraftItem:
        reason = one.item.restricted_reason or self._why(one) or f"The agenda says '{_short(word)}'"
        item = replace(one.item, restricted=True, restricted_reason=reason)
        before = "The file says it is public, but the agenda" if one.said_public else "The agenda"
        self.doubts.append(
            Doubt(row, f"{before} says '{_short(word)}', so it is marked restricted: confirm.")
        )
        self.parent = item
        return item

    def _by_place(self, row: int, one: Found) -> DraftItem:
        if self.part is None:
            return one.item
        if one.said_public:
            cause = f"Comes after '{_short(self.part.cause)}', and the file says it is public: confirm."
            self.doubts.append(Doubt(row, cause))
            return one.item
        if not self.groups or self.groups[-1][0] is not self.part or self.groups[-1][1][-1] != row - 1:
            self.groups.append((self.part, []))
        self.groups[-1][1].append(row)
        return replace(
            one.item, restricted=True, restricted_reason=_reason(one.item, one.notes) or self.part.reason
        )

    def _why(self, one: Found) -> str:
        return _reason(one.item, one.notes) or (self.part.reason if self.part else "")

    def group_doubts(self) -> list[Doubt]:
        """One question for each unbroken run of items that are private by their place."""
        return [Doubt(rows[0], self._group_sentence(part, rows)) for part, rows in self.groups]

    def _group_sentence(self, part: _Private, rows: list[int]) -> str:
        first, last = self.items[rows[0]], self.items[rows[-1]]
        if len(rows) == 1:
            return f"Comes after '{_short(part.cause)}', so it is marked restricted: confirm."
        span = f"{_called(first)} to {_called(last)}"
        cause = _short(part.cause)
        return f"The {len(rows)} rows from {span} come after '{cause}' and are marked restricted: confirm."


def _names_a_part(item: DraftItem) -> bool:
    return item.is_heading and not item.restricted and only_names_private_part(item.title)


def _words_the_resolution(one: Found) -> bool:
    """Whether an item called "Exempt information" is only the resolution, which its text then words."""
    if one.item.restricted or not names_no_business(one.item.title):
        return False
    return any(speaks_of_excluding(note) for note in one.notes)


def _reason(item: DraftItem, notes: tuple[str, ...]) -> str:
    return next((reason for text in (item.title, *notes) if (reason := paragraphs_of(text))), "")


def _is_part_of(item: DraftItem, parent: DraftItem) -> bool:
    """Whether an item is a part of another, by its level where the source gives levels, else by its number."""
    return item.level > parent.level or _is_under(item.number, parent.number)


def _is_under(number: str, parent: str) -> bool:
    """Whether a number is printed as part of another: (a) under 12, 12.1 or 12(a) under 12."""
    if not number:
        return False
    if _LETTERED.fullmatch(number):
        return not _LETTERED.fullmatch(parent)
    return bool(parent) and number.startswith((f"{parent}.", f"{parent}("))


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:70].rstrip() + "…"


def _called(item: DraftItem) -> str:
    return f"item {item.number}" if item.number else f"'{_short(item.title)}'"
