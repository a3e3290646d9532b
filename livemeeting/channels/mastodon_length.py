"""How long a server of the Mastodon API finds a text: by what the server said of itself, else never too short."""

from __future__ import annotations

import re
from collections.abc import Mapping

from livemeeting.channels.text import NORMALISED_AT_MOST, addresses, graphemes, normal

LIMIT = 500
LINK_WEIGHT = 23

#: What Mastodon surely sees as one link. Anything else that looks like one counts the larger of 23 and its length.
_PLAIN_LINK = re.compile(
    r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&*+,;=%-]*)?"
)
_ENDS_A_LINK = re.compile(r"[A-Za-z0-9=_#/+-]\Z")
#: Of a name on another server Mastodon counts the part before it.
_FAR_NAME = re.compile(
    r"(?<![A-Za-z0-9_/@.])(@[A-Za-z0-9_]+)@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![A-Za-z0-9_.-])"
)


def limit_of(facts: Mapping[str, str]) -> int:
    """The most characters the server said it takes."""
    said = facts.get("max_characters", "")
    return int(said) if said.isdigit() and int(said[:9]) > 0 else LIMIT


def length(text: str, facts: Mapping[str, str]) -> int:
    """Characters as the server counts them; characters, which are never fewer, for what is far too long.

    Only Mastodon itself counts a link as 23 and the name of a far server as nothing: GoToSocial says it does and
    does not. Where the software is not known, the larger of both counts.
    """
    if len(text) > NORMALISED_AT_MOST:
        return LINK_WEIGHT * len(text)
    text = normal(text)
    software = facts.get("software", "")
    if software not in ("", "mastodon"):
        return graphemes(text)
    weight = _link_weight(facts)
    is_mastodon = software == "mastodon"
    total, end = 0, 0
    for link in addresses(text):
        between = text[end : link.start]
        total += graphemes(shortened(between) if is_mastodon else between)
        written = graphemes(link.words)
        is_plain = is_mastodon and _is_plain(link.words, text[link.start - 1 : link.start])
        total += weight if is_plain else max(weight, written)
        end = link.end
    rest = text[end:]
    return total + graphemes(shortened(rest) if is_mastodon else rest)


def shortened(text: str) -> str:
    """The text as Mastodon shows it: a name on another server without the server."""
    return _FAR_NAME.sub(r"\1", text)


def _link_weight(facts: Mapping[str, str]) -> int:
    said = facts.get("characters_per_link", "")
    return int(said) if said.isdigit() and 0 < int(said[:9]) < 1000 else LINK_WEIGHT


def _is_plain(link: str, before: str) -> bool:
    return (
        _PLAIN_LINK.fullmatch(link) is not None
        and _ENDS_A_LINK.search(link) is not None
        and (not before or before in " \n\t(")
    )
