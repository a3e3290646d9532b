"""Words to be removed: how they are found in a text however they are written, and what stands there instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import unquote

from livemeeting.domain.agenda import Paper
from livemeeting.domain.refused import Refused

T = TypeVar("T")

INSTEAD = "a member of the public"
FEWEST, MOST, MOST_REASON = 3, 300, 300
_APOSTROPHES = dict.fromkeys("’‘ʼ`´＇′", "'")
_DASHES = dict.fromkeys("‐‑‒–—−", "-")
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
#: Fields that name something else in the log, or are one of a closed list: never anybody's words.
_KEPT = frozenset({
    "id", "item", "motion", "amendment", "before", "outcome", "form", "vote", "audience", "how", "external_id",
    "meeting_id", "council_id", "slug", "epoch", "timezone", "body",
})  # fmt: skip
_ADDRESSES = frozenset({"url", "webcast_url", "agenda_url", "hashtag"})


@dataclass(frozen=True)
class Words:
    """What is to be found nowhere any more, what stands there instead, and why: the reason stays in the record.

    Raises Refused for words too short to be meant, and where one of the others holds them again.
    """

    text: str
    instead: str = INSTEAD
    reason: str = ""

    def __post_init__(self) -> None:
        if len(self._plain) < FEWEST or not any(each.isalpha() for each in self._plain):
            raise Refused("Type the name or the text that is to go: three letters at least.")
        if len(self.text) > MOST or len(self.instead) > MOST or len(self.reason) > MOST_REASON:
            raise Refused(f"Words, replacement and reason may have {MOST} characters each.")
        if not self.instead.strip():
            raise Refused("Say what should stand there instead, such as “a member of the public”.")
        if not self.reason.strip():
            raise Refused("Say why it is removed: the reason stays in the record.")
        if self.are_in(self.instead) or self.are_in(self.reason):
            raise Refused("The replacement and the reason stay in the record: leave the words out of both.")

    @cached_property
    def _plain(self) -> str:
        return _plain(self.text)[0].strip()

    def are_in(self, text: str) -> bool:
        """Whether the text holds them, as whole words, whatever the case, accents, blanks and apostrophes."""
        return bool(self._spans(text))

    def are_in_post(self, text: str) -> bool:
        """The same, also where the text was shortened ("…") in the middle of them."""
        return self.are_in(text) or self._are_cut_off(text)

    def are_in_address(self, url: str) -> bool:
        """The same for an address, where anything but letters and figures parts words."""
        return f" {_run(self.text)} " in f" {_run(unquote(url))} "

    def out_of(self, text: str) -> str:
        """The text with the replacement wherever they were."""
        for start, end in reversed(self._spans(text)):
            text = text[:start] + self.instead + text[end:]
        return text

    def _spans(self, text: str) -> list[tuple[int, int]]:
        plain, places = _plain(text)
        found, at = [], plain.find(self._plain)
        while at >= 0:
            end = at + len(self._plain)
            if _is_whole(plain, at, end):
                stop = places[end] if end < len(places) else len(text)
                # A blank or an unseen mark that was folded away behind the words stays where it is.
                while stop > places[end - 1] + 1 and text[stop - 1].isspace():
                    stop -= 1
                found.append((places[at], stop))
            at = plain.find(self._plain, end if found else at + 1)
        return found

    def _are_cut_off(self, text: str) -> bool:
        for part in text.split("…")[:-1]:
            plain = _plain(part)[0].rstrip()
            for length in range(len(self._plain) - 1, FEWEST - 1, -1):
                at = len(plain) - length
                if plain.endswith(self._plain[:length]) and _is_whole(plain, at, len(plain)):
                    return True
        return False


def without(value: T, words: Words) -> T:
    """An event, a plan or a part of one, with the words out of every text of it.

    An address that holds them is emptied, and a paper at such an address is left out: no part of an address
    can be said in another way.
    """
    made: Any = value
    if isinstance(value, str):
        made = words.out_of(value)
    elif isinstance(value, tuple):
        made = tuple(without(each, words) for each in value if not _is_paper_at(each, words))
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{name: _changed(name, old, words) for name, old in _texts_and_parts(value)})
    return made  # type: ignore[no-any-return]  # the same kind as what came in


def texts_with(value: object, words: Words) -> Iterator[tuple[str, str]]:
    """Each text that holds the words, with what it would say instead ("" where it would go)."""
    if isinstance(value, str):
        if words.are_in(value):
            yield value, words.out_of(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_with(each, words)
    elif is_dataclass(value) and not isinstance(value, type):
        for name, part in _texts_and_parts(value):
            if name in _ADDRESSES and isinstance(part, str):
                if words.are_in_address(part):
                    yield part, ""
            else:
                yield from texts_with(part, words)


def _texts_and_parts(value: Any) -> Iterator[tuple[str, object]]:
    for each in fields(value):
        if each.name not in _KEPT:
            yield each.name, getattr(value, each.name)


def _changed(name: str, old: object, words: Words) -> object:
    if name in _ADDRESSES and isinstance(old, str):
        return "" if words.are_in_address(old) else old
    return without(old, words)


def _is_paper_at(value: object, words: Words) -> bool:
    return isinstance(value, Paper) and words.are_in_address(value.url)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each character of that the place in the text it comes from."""
    found: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character.isspace():
            if found[-1:] != [" "]:
                found.append(" ")
                places.append(place)
            continue
        for part in _folded(character):
            found.append(part)
            places.append(place)
    return "".join(found), places


def _folded(character: str) -> str:
    character = _APOSTROPHES.get(character) or _DASHES.get(character) or character
    parts = unicodedata.normalize("NFKD", character.casefold())
    return "".join(_LETTERS.get(each, each) for each in parts if not unicodedata.combining(each)).casefold()


def _is_whole(plain: str, start: int, end: int) -> bool:
    before, after = plain[start - 1 : start] if start else "", plain[end : end + 1]
    opens = not (before.isalnum() and plain[start : start + 1].isalnum())
    return opens and not (after.isalnum() and plain[end - 1 : end].isalnum())


def _run(text: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in _plain(text)[0]).split())
