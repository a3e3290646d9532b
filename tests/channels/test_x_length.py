"""X's count: the parser's where the parser is quick and right, never below it anywhere else."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from twitter_text import parse_tweet

from livemeeting.channels.text import normal
from livemeeting.channels.x_length import weighted_length

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

#: Found by running the parser beside X's own JavaScript library (twitter-text 3.1.0): its counts.
DISPUTED = [
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

SLOW = {
    "a chain of dots": "a." * 250,
    "a chain behind a link": "https://" + "a." * 245,
    "a chain in Welsh": "ŷ." * 250,
    "a chain in Japanese": "日." * 250,
    "longer links of the chain": "aaaa." * 100,
    "many chains": "a.a.a.a.a.a.a.a.a.a " * 25,
    "signs of no width": "\u200b." * 250,
    "a wall of Japanese and a dot": "日" * 498 + ".x",
    "a wall of Japanese and a dot far away": "日" * 495 + " b.c",
    "open brackets": "https://a.co/" + "(a" * 240,
    "families": "👨‍👩‍👧‍👦" * 70,
    "500 plain": "x" * 500,
    "a million": "x" * 1_000_000,
    "ten million of dots": "a." * 5_000_000,
    "just under the cap": "é." * 5_000,
}


@pytest.mark.parametrize(("text", "length"), ORDINARY)
def test_an_officer_s_text_is_counted_as_x_counts_it(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize(("text", "x_counts"), DISPUTED)
def test_where_the_parser_misses_a_link_the_count_is_not_below_x(text: str, x_counts: int) -> None:
    assert weighted_length(text) >= x_counts


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.co")
def test_never_counts_less_than_the_parser(text: str) -> None:
    assert weighted_length(text) >= parse_tweet(normal(text)).weightedLength


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=150, max_size=250).map("".join))
def test_never_counts_less_than_the_parser_for_long_texts_either(text: str) -> None:
    assert weighted_length(text) >= parse_tweet(normal(text)).weightedLength


WORD = st.text("abcdefghij ŵŷâ.,:'!?-0123456789\n", max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORD, max_size=15).map(" ".join))
def test_plain_prose_gets_the_parser_s_own_count(text: str) -> None:
    assert weighted_length(text) == parse_tweet(text).weightedLength


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_no_text_takes_more_than_a_moment(text: str) -> None:
    began = time.thread_time()  # processor time: a busy machine must not fail this
    weighted_length(text)
    assert time.thread_time() - began < 0.05


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example("\ud83d\udc4d, half a pair: \ud83d")
def test_the_normal_form_can_always_be_sent_and_is_its_own_normal_form(text: str) -> None:
    once = normal(text)
    assert (once.encode("utf-8") and normal(once) == once) or once == ""
    assert "\r" not in once and unicodedata.is_normalized("NFC", once)


def test_a_text_over_500_characters_is_always_over_the_limit() -> None:
    link = "https://example.gov.uk/" + "x" * 500
    assert parse_tweet(link).weightedLength == 23
    assert weighted_length(link) > 500
