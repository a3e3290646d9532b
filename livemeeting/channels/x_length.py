"""How long X finds a text: weighted characters, a link always 23, an emoji always 2.

Rules: https://docs.x.com/fundamentals/counting-characters and the published configurations 2 and 3 of twitter-text
(https://github.com/twitter/twitter-text/tree/master/config), whose cases tests/channels/published_cases.py holds.
The list of emoji is that of X's library in its Python port.
"""

from __future__ import annotations

import re
from functools import lru_cache

from twitter_text.regexp.emoji import emoji_list

from livemeeting.channels.text import normal
from livemeeting.channels.x_links import in_characters, in_units, links_in_units

LIMIT = 280
LINK_WEIGHT = 23
EMOJI_WEIGHT = 2

#: X takes 280 of them. The longest published case has 12,076, and as many can be counted while a visitor waits.
COUNTED_AT_MOST = 12_500

#: What does not weigh 1 in configurations 2 and 3 weighs 2.
_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


def _emoji() -> dict[str, list[str]]:
    """The emoji by their first sign, the longest first."""
    grouped: dict[str, list[str]] = {}
    for each in emoji_list:
        signs = "".join(chr(int(code, 16)) for code in each.codepoint.split())
        grouped.setdefault(signs[0], []).append(signs)
    return {first: sorted(all_of_it, key=len, reverse=True) for first, all_of_it in grouped.items()}


#: Every emoji by its first sign, the longest first.
EMOJI = _emoji()
_FIRST_OF_EMOJI = re.compile(f"[{re.escape(''.join(EMOJI))}]")


def weighted_length(text: str, *, emoji_are_one: bool = True) -> int:
    """Weighted length of a text as X counts it; of a text over COUNTED_AT_MOST, more than X counts.

    `emoji_are_one` is configuration 3, in force since 2018; without it (configuration 2) each sign of an emoji counts.
    """
    if len(text) > COUNTED_AT_MOST:
        # A link needs 4 characters ("a.co") and weighs 23; any other character weighs 2, or 6 once
        # composed. So 6 each is enough, without reading the text.
        return 6 * len(text)
    return _weighed(normal(text), emoji_are_one)


@lru_cache(maxsize=4096)
def _weighed(text: str, emoji_are_one: bool) -> int:
    weigh = _with_emoji_as_one if emoji_are_one else _plain_weight
    units = in_units(text)
    total, read = 0, 0
    for link in links_in_units(units):
        if link.start < read:
            continue  # it begins inside the words of the one before
        total += weigh(in_characters(units[read : link.start])) + LINK_WEIGHT
        read = link.start + len(link.words)
    return total + weigh(in_characters(units[read:]))


def _plain_weight(text: str) -> int:
    return len(text) + len(_HEAVY.findall(text))


def _with_emoji_as_one(text: str) -> int:
    total, read = 0, 0
    while first := _FIRST_OF_EMOJI.search(text, read):
        start = first.start()
        found = next((each for each in EMOJI[first[0]] if text.startswith(each, start)), "")
        total += _plain_weight(text[read:start])
        total += EMOJI_WEIGHT if found else _plain_weight(first[0])
        read = start + (len(found) or 1)
    return total + _plain_weight(text[read:])
