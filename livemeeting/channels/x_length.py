"""How long X finds a text: weighted characters, every link 23, never fewer than X counts itself.

Rules: https://docs.x.com/fundamentals/counting-characters. A text of up to 500 characters gets X's own
count from twitter-text-parser; where the parser would be slow, or is known to disagree with X, the
answer is an upper bound: the weight of every character plus 23 for every dot that could make a link.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from twitter_text import parse_tweet

from livemeeting.channels.text import NORMALISED_AT_MOST, normal

LIMIT = 280
LINK_WEIGHT = 23

#: The parser's time grows with the square of a chain such as "a.a.a.a": 500 characters took 0.35 s.
_PARSED_AT_MOST = 500
_WORK_AT_MOST = 1500

#: Signs that can stand in no domain name: what is between them is looked at piece by piece.
_BETWEEN_DOMAINS = re.compile(
    "[ \t\n!'#%&()*+,\\\\/:;<=>?@\\[\\]^{|}~$\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+|\\.{2,}"
)
#: A dot with something on both sides. Every link X can see has at least one, and links do not overlap.
_JOINT = re.compile(r"(?<=[^.])\.(?=[^.])")
#: Weight 2, once what weighs 1 is taken away. (c) and (R) are emoji to X, hence 2.
_HEAVY = re.compile("[^\u0000-\u10ff]|[\u00a9\u00ae]")
#: To Python's IGNORECASE these equal i, s and k, so that a domain is thought to go on; to JavaScript not.
_FOLDED_INTO_ASCII = "\u0130\u017f\u212a"
_PLAIN_LETTER_OR_DIGIT = re.compile("[A-Za-z0-9]")


def weighted_length(text: str) -> int:
    """Weighted length of any text of any length: X's own for ordinary text, otherwise too high, never low."""
    if len(text) > NORMALISED_AT_MOST:
        # A link needs 4 characters ("a.co") and weighs 23; any other character weighs 2, or 6 once
        # composed. So 6 each is enough, without reading the text.
        return 6 * len(text)
    text = normal(text)
    if len(text) > _PARSED_AT_MOST:
        return _ceiling(text, _pieces(text))
    return _short_length(text)


def is_beyond_the_parser(text: str) -> bool:
    """True for a normal text whose links cannot be had quickly, or not as X sees them."""
    pieces = _pieces(text)
    return (
        len(text) > _PARSED_AT_MOST or sum(map(_work, pieces)) > _WORK_AT_MOST or _is_disputed(text, pieces)
    )


def may_hold_a_link(text: str) -> bool:
    """False only where X can see no link in a normal text."""
    return bool(_pieces(text))


@lru_cache(maxsize=4096)
def _short_length(text: str) -> int:
    if is_beyond_the_parser(text):
        return _ceiling(text, _pieces(text))
    parsed: int = parse_tweet(text).weightedLength
    return parsed


def _pieces(text: str) -> list[str]:
    """The stretches of a text in which a domain may stand."""
    return [piece for piece in _BETWEEN_DOMAINS.split(text) if _joints(piece)]


def _ceiling(text: str, pieces: list[str]) -> int:
    """At least what X counts: each link holds a joint and weighs 23, each emoji at most its characters."""
    return len(text) + len(_HEAVY.findall(text)) + LINK_WEIGHT * sum(map(_joints, pieces))


def _joints(piece: str) -> int:
    return len(_JOINT.findall(piece))


def _work(piece: str) -> int:
    """What the parser tries: from each place a domain may start, each dot it may end at."""
    starts = 1 + len(piece) - len(_PLAIN_LETTER_OR_DIGIT.findall(piece))
    return starts * _joints(piece)


def _is_disputed(text: str, pieces: list[str]) -> bool:
    """True where the parser may see other links than X does.

    The parser asks Python's IDNA codec, which refuses right-to-left letters beside others, signs it drops
    (soft hyphen, joiners, the tags in the flag of Wales) and long labels; X's own library asks nobody.
    """
    if any(character in text for character in _FOLDED_INTO_ASCII):
        return True
    return any(any(map(_is_odd_label, piece.split("."))) for piece in pieces)


def _is_odd_label(label: str) -> bool:
    if label.isascii():
        return len(label) > 63
    return len(label) > 30 or any(map(is_odd, label))


def is_odd(character: str) -> bool:
    """True for a sign in a domain on which the parser and X's own library may disagree."""
    if character.isascii():
        return False
    if character > "\uffff":  # two units to JavaScript, which may see a link begin between them
        return True
    return unicodedata.bidirectional(character) in ("R", "AL", "AN") or _is_refused(character)


def _is_refused(label: str) -> bool:
    try:
        label.encode("idna")
    except UnicodeError:
        return True
    return False
