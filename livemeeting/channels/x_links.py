"""The links X sees in a text, found as X's own library finds them, in time that grows with the text alone.

Rules: twitter-text 3.1 (https://github.com/twitter/twitter-text); the top-level domains and the pattern of a
path are read from its Python port. Its one pattern for a whole link is not used: on a chain such as "a.a.a.a"
its time grows with the square of the text. Here each label of a domain is judged once, from the right; a link
begins at the first place from which a domain can be had and ends with the farthest.

X's library is JavaScript and sees UTF-16 code units, so a sign outside the basic plane is two. Positions count
units wherever a name says so; `in_units` and `in_characters` translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from twitter_text.regexp.cyrillic_letters_and_marks import cyrillic_letters_and_marks

from livemeeting.channels.text import Span
from livemeeting.channels.x_domains import LATIN, RUN, Run, plain_domains

#: Above these X sees no link: units of a link with its protocol, units of a label as name servers know it,
#: units of the slug behind t.co.
_LINK_AT_MOST, _LABEL_AT_MOST, _SLUG_AT_MOST = 4096, 63, 40
_ASSUMED_PROTOCOL = "https://"

_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_IN_PATH = rf"[a-z0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{LATIN}{cyrillic_letters_and_marks.pattern}]"
_IN_BRACKETS = rf"\((?:{_IN_PATH}++|{_IN_PATH}*+\({_IN_PATH}++\){_IN_PATH}*+)\)"
_PORT = re.compile(":[0-9]+")
#: A path ends with a sign that may end one, outside brackets, and with the brackets right behind that.
_ENDS_NO_PATH = r"[!*';:,.$%\[\]\u2013~@|&]"
_ENDS_A_PATH = rf"[a-z0-9=+/#\-_{LATIN}{cyrillic_letters_and_marks.pattern}]"
_PATH = re.compile(
    rf"/(?:(?:{_ENDS_NO_PATH}|{_IN_BRACKETS})*+{_ENDS_A_PATH})*+(?:{_IN_BRACKETS})*+", re.IGNORECASE
)
_QUERY_PATTERN = re.compile(_QUERY, re.IGNORECASE | re.ASCII)
_SHORT_LINK = re.compile(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE | re.ASCII)
#: To Python's IGNORECASE these equal s and i, to JavaScript's they do not; letters like them stand in.
_AS_JAVASCRIPT_FOLDS = str.maketrans("\u017f\u0130", "\u017e\u017b")
_FULL_STOPS = re.compile("[\u3002\uff0e\uff61]")


def in_units(text: str) -> str:
    """The text as JavaScript sees it: each sign outside the basic plane is its two surrogates."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(low | high << 8) for low, high in zip(units[::2], units[1::2], strict=True))


def in_characters(units: str) -> str:
    """The other way round; half a pair stays as it is."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def links(text: str) -> list[Span]:
    """The links X sees in a text in its normal form, in order; positions in characters of the text."""
    units = in_units(text)
    spans, read, characters = [], 0, 0
    for each in links_in_units(units):
        start = characters + len(in_characters(units[read : each.start]))
        read, characters = each.end, start + len(in_characters(units[each.start : each.end]))
        spans.append(Span(start, characters, in_characters(each.words)))
    return spans


@lru_cache(maxsize=64)  # a text is counted and looked at in one go
def links_in_units(units: str) -> tuple[Span, ...]:
    """The links X sees in a text of UTF-16 units, in order.

    Where foreign letters stand between the plain part of a domain and a path, the words leave them out, as
    X's do, and are shorter than the stretch from start to end.
    """
    if "." not in units:
        return ()
    folded = units.translate(_AS_JAVASCRIPT_FOLDS)
    return tuple(link for match in _matches(folded) for link in _accepted(folded, units, match))


@dataclass(frozen=True)
class _Match:
    """Where a domain stands, and the link around it with its protocol, port, path and query."""

    start: int
    domain: int
    domain_end: int
    has_path: bool
    end: int


def _matches(units: str) -> Iterator[_Match]:
    """Every place at which X's pattern of a link matches, from the left, none overlapping the one before."""
    free = 0  # the first unit the next match may use, if only as the sign before it
    for found in RUN.finditer(units):
        if found.end() <= free or "." not in found.group():
            continue
        run = Run(units, found.start(), found.end())
        while beginning := run.next_link(free):
            start, domain, domain_end = beginning
            has_path, free = _rest(units, domain_end)
            yield _Match(start, domain, domain_end, has_path, free)


def _rest(units: str, start: int) -> tuple[bool, int]:
    """Whether a path follows a domain, and where the link ends, its port, path and query included."""
    if port := _PORT.match(units, start):
        start = port.end()
    path = _PATH.match(units, start)
    if path:
        start = path.end()
    query = _QUERY_PATTERN.match(units, start)
    return path is not None, query.end() if query else start


def _accepted(units: str, written: str, match: _Match) -> Iterator[Span]:
    """What X makes of a match: nothing, one link, or one for each plain domain in a foreign one."""
    protocol = units[match.start : match.domain]
    if not _is_valid(written, match, protocol):
        return
    if not protocol:
        yield from _without_protocol(units, written, match)
        return
    end = match.end
    short = _SHORT_LINK.match(units, match.start, end)
    if short:
        if len(short[1]) > _SLUG_AT_MOST:
            return
        end = short.end()
    yield Span(match.start, end, written[match.start : end])


def _without_protocol(units: str, written: str, match: _Match) -> Iterator[Span]:
    if match.start and units[match.start - 1] in "-_./":
        return
    domain = units[match.domain : match.domain_end]
    found = list(plain_domains(domain))
    known = 0
    for at, (start, end) in enumerate(found, start=1):
        # X looks for the words again, and may find them further left than they were matched.
        start, known = (first := domain.find(domain[start:end], known)), first + end - start
        link = Span(
            match.domain + start, match.domain + known, written[match.domain + start : match.domain + known]
        )
        if at == len(found) and match.has_path:
            link = Span(link.start, match.end, link.words + written[match.domain_end : match.end])
        yield link


def _is_valid(units: str, match: _Match, protocol: str) -> bool:
    domain = units[match.domain : match.domain_end]
    if domain.startswith("xn--") and next(plain_domains(domain), None) is None:
        return False
    if not all(0 < _length_as_known(label) <= _LABEL_AT_MOST for label in domain.split(".")):
        return False
    return len(protocol or _ASSUMED_PROTOCOL) + match.end - match.start <= _LINK_AT_MOST


def _length_as_known(label: str) -> int:
    """Units of a label in the letters name servers know (punycode)."""
    if label.isascii():
        return len(label)
    label = in_characters(label)
    if len(label) > _LABEL_AT_MOST:
        return len(label)  # punycode takes at least a unit for each sign
    parts = _FULL_STOPS.sub(".", label).split(".")
    lengths = (len(part) if part.isascii() else 4 + len(part.encode("punycode")) for part in parts)
    return sum(lengths) + len(parts) - 1
