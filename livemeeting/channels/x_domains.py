"""The domains X sees in a stretch of signs, each label judged once, so that no stretch takes long.

Rules: twitter-text 3.1 (https://github.com/twitter/twitter-text); the list of top-level domains is read from its
Python port. All positions count UTF-16 units, as x_links.py explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twitter_text.regexp.directional_markers_group import directional_markers_group
from twitter_text.regexp.invalid_chars_group import invalid_chars_group
from twitter_text.regexp.latin_accent_chars import latin_accent_chars
from twitter_text.regexp.spaces_group import spaces_group
from twitter_text.regexp.valid_cctld import valid_cctld
from twitter_text.regexp.valid_gtld import valid_gtld

LATIN = latin_accent_chars.pattern
#: A stretch of the signs of which domains are made, dots, hyphens and low lines included.
RUN = re.compile(
    rf"[^!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${spaces_group}{invalid_chars_group}{directional_markers_group}]+"
)
_NO_EDGE = "-._"
_BEFORE = rf"[^A-Za-z0-9@\uff20$#\uff03{invalid_chars_group}]"
_IS_BEFORE = re.compile(_BEFORE)
_BEGINNING = re.compile(rf"(?<={_BEFORE})[^{_NO_EDGE}]")
_PROTOCOL = re.compile(r"https?://\Z", re.IGNORECASE | re.ASCII)
_PUNYCODE = re.compile("xn--[-0-9a-z]+", re.IGNORECASE | re.ASCII)
_WORD = re.compile("[0-9a-zA-Z]+")
_NOT_BEHIND = frozenset("@+-")
_GOES_ON = re.compile("[0-9a-zA-Z@+-]")
_PLAIN = re.compile(f"[-a-z0-9{LATIN}.]+", re.IGNORECASE)


def _top_levels() -> Iterator[str]:
    """The names of the top-level domains, in the order X tries them."""
    for pattern in (valid_gtld.pattern, valid_cctld.pattern):
        yield from pattern.removeprefix("(?:(?:").partition(")")[0].split("|")


_ASCII_TOP_LEVELS = frozenset(filter(str.isascii, _top_levels()))
_OTHER_TOP_LEVELS: dict[str, list[str]] = {}
for _name in _top_levels():
    if not _name.isascii():
        _OTHER_TOP_LEVELS.setdefault(_name[0], []).append(_name)


class Run:
    """A stretch of signs of which domains are made: its labels, and the farthest end of a domain from each."""

    def __init__(self, units: str, start: int, end: int) -> None:
        self._units, self._start = units, start
        self._labels = list(_labels(units, start, end))
        self._next_top = [_top_level(units, stop + 1) for _, stop in self._labels[:-1]]
        self._ends = [0] * len(self._labels)
        for at in range(len(self._labels) - 2, -1, -1):
            self._ends[at] = self._end_from(at, self._labels[at][0])
        self._at = 0

    def next_link(self, free: int) -> tuple[int, int, int] | None:
        """Where the next link begins, where its domain does, and where that ends; None if there is none."""
        return (
            self._behind_a_protocol(free) or (free == 0 and self._at_the_top()) or self._plain(free) or None
        )

    def _behind_a_protocol(self, free: int) -> tuple[int, int, int] | None:
        found = _PROTOCOL.search(self._units, max(self._start - 8, 0), self._start)
        if not found or not self._ends[0]:
            return None
        start = found.start()
        is_open = free == 0 if start == 0 else start > free and _IS_BEFORE.match(self._units, start - 1)
        return (start, self._start, self._ends[0]) if is_open else None

    def _at_the_top(self) -> tuple[int, int, int] | None:
        """At the top of a text X tries the second sign first, when the first may stand before a link."""
        if self._start:
            return None
        for start in (1, 0):
            at = 0 if start <= self._labels[0][1] else 1
            is_open = start == 0 or _IS_BEFORE.match(self._units)
            if is_open and (end := self._end_from(at, start)):
                return start, start, end
        return None

    def _plain(self, free: int) -> tuple[int, int, int] | None:
        while self._at < len(self._labels) - 1:
            first, stop = self._labels[self._at]
            if stop > free and (end := self._farthest(self._at)):
                if not self._ends[self._at + 1]:
                    first = max(first, self._units.rfind("_", first, stop) + 1)
                found = _BEGINNING.search(self._units, max(first, free + 1), stop)
                if found:
                    return found.start(), found.start(), end
            self._at += 1
        return None

    def _end_from(self, at: int, start: int) -> int:
        """Where the longest domain ends that begins at a place in a label; 0 if there is none."""
        if at >= len(self._labels) - 1:
            return 0
        stop = self._labels[at][1]
        if start >= stop or self._units[start] in _NO_EDGE:
            return 0
        if not self._ends[at + 1] and "_" in self._units[start:stop]:
            return 0  # the label next to the top one is held to more than those further left
        return self._farthest(at)

    def _farthest(self, at: int) -> int:
        first, stop = self._labels[at]
        if first == stop or self._units[stop - 1] in _NO_EDGE:
            return 0
        return self._ends[at + 1] or self._next_top[at]


def plain_domains(domain: str) -> Iterator[tuple[int, int]]:
    """The domains of Latin letters, digits and hyphens inside a domain: where each begins and ends."""
    if _PLAIN.fullmatch(domain):
        yield 0, len(domain)
        return
    for found in _PLAIN.finditer(domain):
        yield from _in_plain_run(domain, found)


def _in_plain_run(domain: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    labels = list(_labels(domain, run.start(), run.end()))
    tops = [_top_level(domain, stop + 1) for _, stop in labels[:-1]]
    ends = [0] * len(labels)
    for at in range(len(labels) - 2, -1, -1):
        first, stop = labels[at]
        ends[at] = 0 if first == stop else ends[at + 1] or tops[at]
    free = run.start()
    for at, (first, stop) in enumerate(labels):
        if ends[at] and stop > free:
            yield max(first, free), ends[at]
            free = ends[at]


def _labels(units: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each label begins and where it stops, which is at its dot for all but the last."""
    while (dot := units.find(".", start, end)) >= 0:
        yield start, dot
        start = dot + 1
    yield start, end


def _top_level(units: str, start: int) -> int:
    """Where the top-level domain ends that begins at a place; 0 if none does."""
    if word := _WORD.match(units, start):
        is_known = (
            word[0].lower() in _ASCII_TOP_LEVELS and units[word.end() : word.end() + 1] not in _NOT_BEHIND
        )
        found = word if is_known else _PUNYCODE.match(units, start)
        return found.end() if found else 0
    said = units[start : start + 20].lower()
    for name in _OTHER_TOP_LEVELS.get(said[:1], ()):
        if said.startswith(name) and not _GOES_ON.match(units, start + len(name)):
            return start + len(name)
    return 0
