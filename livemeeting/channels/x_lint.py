"""What to look at before a text goes to X: links nobody meant, links that cost, names and cashtags X refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from livemeeting.channels.measuring import problems_of_length
from livemeeting.channels.text import Span, normal
from livemeeting.channels.x_length import COUNTED_AT_MOST, LIMIT, weighted_length
from livemeeting.channels.x_links import links as links_of
from livemeeting.domain.channel import Measure, Problem

#: US dollars a post, by https://docs.x.com/x-api/getting-started/pricing as of April 2026; an account's facts
#: `price_post` and `price_link_post` say otherwise.
PRICE, LINK_PRICE = Decimal("0.015"), Decimal("0.200")

#: Nobody mends a longer text word by word: what is wrong with it is its length.
_MENDED_AT_MOST = 2_000

_MENTION = re.compile("(?<![A-Za-z0-9_!#$%&*@\uff20])[@\uff20]([A-Za-z0-9_]{1,20})")
_CASHTAG = re.compile(r"(?<!\S)\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![A-Za-z0-9_])")


@dataclass(frozen=True)
class _Prices:
    plain: Decimal
    link: Decimal


def measure(text: str, facts: Mapping[str, str]) -> Measure:
    """Any text as X counts it, with its links, its problems and what it costs. At most 50 ms."""
    prices = _Prices(_price(facts, "price_post", PRICE), _price(facts, "price_link_post", LINK_PRICE))
    count = weighted_length(text)
    if len(text) > COUNTED_AT_MOST:
        problems = problems_of_length("x", count=count, limit=LIMIT, title="X")
        return Measure(count, LIMIT, 4 * len(text), problems=problems, cost=prices.link)
    text = normal(text)
    links = links_of(text)
    problems = problems_of_length(text, count=count, limit=LIMIT, title="X")
    if len(text) <= _MENDED_AT_MOST:
        problems = (
            *problems,
            *_accidents(text, links),
            *_dear_links(text, links, prices),
            *_mentions(text),
            *_second_cashtag(text),
        )
    return Measure(
        count, LIMIT, len(text.encode()), links=tuple(each.words for each in links), problems=problems,
        cost=prices.link if links else prices.plain,
    )  # fmt: skip


def _accidents(text: str, links: list[Span]) -> Iterator[Problem]:
    """Two words with a dot between them and no blank: "agreed.In" is a link to X, and is paid for as one."""
    found = [each for each in links if _is_accident(each.words)]
    if not found:
        return
    mended = text
    for each in reversed(found):
        first, _, second = each.words.partition(".")
        mended = f"{mended[: each.start]}{first}{'' if first.isdigit() else '.'} {second}{mended[each.end :]}"
    named = " and ".join(f"“{each.words}”" for each in found[:3])
    yield Problem("accidental_link", f"X will make a link of {named}. Put a blank behind the dot.", mended)


def _is_accident(link: str) -> bool:
    return link.count(".") == 1 and "/" not in link and not link.lower().startswith("www.")


def _dear_links(text: str, links: list[Span], prices: _Prices) -> Iterator[Problem]:
    meant = [each for each in links if not _is_accident(each.words)]
    if not meant or prices.link <= prices.plain:
        return
    mended = text
    for each in reversed(meant):
        mended = mended[: each.start].rstrip(" ") + mended[each.end :]
    words = f"With a link this post costs ${prices.link} on X, without ${prices.plain}."
    yield Problem("costly_link", words, mended.strip())


def _mentions(text: str) -> Iterator[Problem]:
    names = _MENTION.findall(text)
    if names:
        words = f"X may refuse a post that names @{names[0]}. Write the name without @."
        yield Problem("mention", words, _MENTION.sub(r"\1", text))


def _second_cashtag(text: str) -> Iterator[Problem]:
    tags = list(_CASHTAG.finditer(text))
    if len(tags) > 1:
        mended = text
        for tag in reversed(tags[1:]):
            mended = mended[: tag.start()] + tag.group(1) + mended[tag.end() :]
        words = f"X takes one cashtag a post, and ${tags[1].group(1)} is the second."
        yield Problem("second_cashtag", words, mended)


def _price(facts: Mapping[str, str], name: str, usual: Decimal) -> Decimal:
    try:
        price = Decimal(facts.get(name, ""))
    except InvalidOperation:
        return usual
    return price if price.is_finite() and 0 <= price < 100 else usual
