"""A text as every network gets it: its normal form, its graphemes, the addresses written out in it."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from dataclasses import dataclass

import regex

#: Composing a text longer than this may take too long, and no network takes one.
NORMALISED_AT_MOST = 10_000
_ORDERED_BY_PYTHON = 500

#: What cannot stand in an address: blanks of every script, control signs, and what encloses addresses in prose.
_ADDRESS = re.compile(
    "[hH][tT][tT][pP][sS]?://"
    '[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff<>"]+'
)
_ENDS_A_SENTENCE = ".,;:!?'\u2019\u201d*_~"
_GRAPHEME = regex.compile(r"\X")
_HASHTAG = re.compile(r"(?<!\S)#(\w{1,64})")
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p>")


@dataclass(frozen=True)
class Span:
    """A stretch of a text: where it begins and ends in characters, and what it says."""

    start: int
    end: int
    words: str


def normal(text: str) -> str:
    """The text as it is counted and sent: lines end in one LF, accents composed (NFC), no lone surrogate."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    if len(whole) > _ORDERED_BY_PYTHON and not whole.isascii():
        whole = _in_order(whole)
    return unicodedata.normalize("NFC", whole)


def _in_order(text: str) -> str:
    """The text taken apart, each run of accents in canonical order.

    Python orders a run by inserting one accent after the other: 10,000 of them took it 0.5 s.
    """
    apart = "".join(unicodedata.normalize("NFD", each) for each in text)
    runs = itertools.groupby(apart, key=lambda each: unicodedata.combining(each) > 0)
    return "".join(
        "".join(sorted(run, key=unicodedata.combining) if is_accents else run) for is_accents, run in runs
    )


def utf8_length(text: str) -> int:
    """Bytes in UTF-8; a lone surrogate counts as what replaces it."""
    return len(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode())


def graphemes(text: str) -> int:
    """How many characters a reader sees (Unicode's extended grapheme clusters)."""
    return len(_GRAPHEME.findall(text))


def addresses(text: str) -> list[Span]:
    """The addresses written out with http:// or https://, without the punctuation a sentence puts behind them."""
    found = []
    for match in _ADDRESS.finditer(text):
        words = _without_the_sentence(match.group())
        if len(words) > len("https://"):
            found.append(Span(match.start(), match.start() + len(words), words))
    return found


def hashtags(text: str) -> list[Span]:
    """The hashtags of a text, which begin it or follow a blank."""
    return [
        Span(match.start(), match.end(), match.group(1))
        for match in _HASHTAG.finditer(text)
        if not match.group(1).isdigit()
    ]


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one to a reader, however a network escaped, composed or wrapped them."""
    return _as_read(one) == _as_read(other)


def without_tags(markup: str) -> str:
    """What a reader sees of a network's HTML."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup)))


def _as_read(text: str) -> str:
    return " ".join(normal(text).split())


def _without_the_sentence(address: str) -> str:
    """Without what closes the sentence or the bracket around the address."""
    while address:
        last = address[-1]
        opening = {")": "(", "]": "["}.get(last)
        if last in _ENDS_A_SENTENCE or (opening and opening not in address):
            address = address[:-1]
        else:
            return address
    return address
