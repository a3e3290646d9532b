"""X's count: exact for any text an officer may write or paste, and quick for every text."""

from __future__ import annotations

import itertools
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twitter_text import parse_tweet

from livemeeting.channels.text import normal
from livemeeting.channels.x_length import COUNTED_AT_MOST, weighted_length
from livemeeting.channels.x_links import links
from livemeeting.channels.x_lint import measure
from tests.channels.weighted_cases import WITHOUT_EMOJI

ORDINARY = [
    ("Item 6: Library hours is starting.", 34),
    ("Mae'r cyfarfod wedi gohirio tan ddydd Llun. Tŷ Ŵyn â ŷ", 54),
    ("Item 84 https://democracy.sirgar.gov.uk/ieListDocuments.aspx?CId=123&MId=4567&Ver=4", 31),
    ("‘www.sirgar.gov.uk’", 25),
    ("Motion agreed.In favour 12", 40),  # X makes agreed.In a link
    ("🏴󠁧󠁢󠁷󠁬󠁳󠁿 👨‍👩‍👧‍👦 👍🏽", 8),
    ("日本", 4),
    ("Agreed – 12 for, 3 against…", 28),  # X counts the three dots in one twice
    ("Report ........................ page 4", 38),
    ("two\r\nlines", 9),
    ("Ty\u0302", 2),
    ("", 0),
]

#: Where the Python port misses links that X's own JavaScript library (twitter-text 3.1.0) finds: its counts.
MISSED_BY_THE_PORT = [
    ("السلامexample.com", 29),
    ("é.com\u017f", 24),
    ("İexample.gov.uk", 24),
]

PIECES = [
    *("a", "co", "com", ".", ".", "-", "_", "@", " ", "/", "\n", "\r\n", "1", "(", ")", "#", "$", "?x=1"),
    *("https://", "t.co/", ".uk", ".com", "example.gov.uk", "’", "–", "…", "©", "®", "é", "ŵ", "y\u0302"),
    *("日", "ع", "א", "क", "👍", "👨‍👩‍👧", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "1\ufe0f\u20e3", "#\u20e3", "\U0001d160", "\u0958"),
    *("\u200d", "\u200f", "\x1c", "\u3000", "\u1680", "\ufeff"),
]

#: What is repeated to the longest text that is still counted: each would take long in a careless pattern.
STRETCHED = {
    "a chain of dots": "a.",
    "a chain in Welsh": "ŷ.",
    "a chain in Japanese": "日.",
    "longer links of the chain": "aaaa.",
    "many chains": "a.a.a.a.a.a.a.a.a.a ",
    "signs of no width": "\u200b.",
    "families": "👨‍👩‍👧‍👦",
    "keycaps": "1\ufe0f\u20e3",
    "digits": "1",
    "links": "a.co ",
    "links behind faces": "😀 a.co ",
    "paths that do not end": "a.co/!!!! ",
    "brackets that do not close": "a.co/(aaaaaaaa(aaaaaaaa ",
    "labels of 63": "a" * 63 + ".",
    "labels for name servers": "日" * 20 + ".",
    "foreign chains": "日." + "a." * 1_900 + "日本.香港 ",
    "punycode": "xn--a.",
}
WHOLE = {
    "a chain behind a link": "https://" + "a." * 6_000,
    "a wall of Japanese and a dot": "日" * 12_498 + ".x",
    "a wall of Japanese and a dot far away": "日" * 12_490 + " b.c",
    "open brackets": "https://a.co/" + "(a" * 6_000,
    "closed brackets": "https://a.co/" + "(a)" * 4_000 + "!",
    "nested brackets": "https://a.co/" + "(a(b)c)" * 1_700 + "!'",
    "a query that does not end": "a.co?" + "?" * 12_000,
    "names in a path": "a.co/" + "@a" * 6_000,
    "a million": "x" * 1_000_000,
    "ten million of dots": "a." * 5_000_000,
}
SLOW = {said: (each * (COUNTED_AT_MOST // len(each))) for said, each in STRETCHED.items()} | WHOLE


@pytest.mark.parametrize(("text", "length"), ORDINARY)
def test_an_officer_s_text_is_counted_as_x_counts_it(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize(("text", "x_counts"), MISSED_BY_THE_PORT)
def test_where_the_port_misses_a_link_the_count_is_x_s_own(text: str, x_counts: int) -> None:
    assert weighted_length(text) == x_counts


@pytest.mark.parametrize(("said", "text", "weight"), WITHOUT_EMOJI, ids=[case[0] for case in WITHOUT_EMOJI])
def test_each_sign_of_an_emoji_can_be_counted(said: str, text: str, weight: int) -> None:
    assert weighted_length(text, emoji_are_one=False) == weight


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.co")
def test_links_are_stretches_of_the_text_in_order(text: str) -> None:
    text = normal(text)
    read = 0
    for link in links(text):
        assert read <= link.start < link.end <= len(text)
        assert text.startswith(link.words[:2], link.start)
        read = link.start


WORD = st.text("abcdefghij ŵŷâ.,:'!?-0123456789\n", max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORD, max_size=15).map(" ".join))
def test_plain_prose_gets_the_parser_s_own_count(text: str) -> None:
    assert weighted_length(text) == parse_tweet(text).weightedLength


NUMBERS = itertools.count()


def seconds(text: str) -> float:
    """Of the processor, the best of three; each time another text, because counts are kept."""
    best = 9.0
    for _ in range(3):
        text = f"{next(NUMBERS):04} {text[5:]}"
        began = time.thread_time()
        measure(text, {})
        best = min(best, time.thread_time() - began)
    return best


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_no_text_takes_much_longer_than_one_full_of_plain_links(text: str) -> None:
    """That one took 25 ms where docs/channels.md was written; a pattern gone wild takes seconds."""
    assert seconds(text) < 4 * seconds("b.co " * (COUNTED_AT_MOST // 5))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example("\ud83d\udc4d, half a pair: \ud83d")
def test_the_normal_form_can_always_be_sent_and_is_its_own_normal_form(text: str) -> None:
    once = normal(text)
    assert (once.encode("utf-8") and normal(once) == once) or once == ""
    assert "\r" not in once and unicodedata.is_normalized("NFC", once)


def test_a_very_long_link_counts_as_any_link() -> None:
    assert weighted_length("https://example.gov.uk/" + "x" * 4_000) == 23
    assert weighted_length("https://example.gov.uk/" + "x" * 4_100) == 4_123


def test_a_text_beyond_counting_counts_more_than_x_would_count() -> None:
    text = "a.co " * 2_501
    assert weighted_length(text) >= parse_tweet(text).weightedLength
