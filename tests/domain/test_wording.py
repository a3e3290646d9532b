"""The words of a post: one pass over named placeholders, shortened on a word, never an argument."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livemeeting.domain.fold import fold
from livemeeting.domain.refused import Refused
from livemeeting.domain.wording import DEFAULTS, QUIET, Surroundings, check_template, fill, words
from tests.evening import Evening

LETTERS: tuple[Literal["L"], ...] = ("L",)
AROUND = Surroundings("https://live.calderbeck.example/m/council", "18:02")


def post(evening: Evening, limit: int = 280) -> str:
    """What the newest entry would say."""
    told = fold(evening.plan, evening.entries).told(len(evening.entries))
    assert told is not None
    values = words(evening.public_meeting, told.event, AROUND)
    return fill(DEFAULTS[told.entry.kind], values, limit=limit, count=len)


def test_the_opening_post_carries_the_link() -> None:
    expected = f"Council is now in session. Follow each item: {AROUND.link} #calderbeck"
    assert post(Evening().begin()) == expected


def test_an_item_is_named_by_number_and_plain_title() -> None:
    assert post(Evening().at_item("12.4")) == "Item 12.4: Library hours #calderbeck"


def test_a_decision_states_the_question_by_number_only() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="carried", votes_for="31", against="28")
    assert post(evening) == "Item 12.4: carried. For 31, against 28, abstained 0. #calderbeck"


def test_an_amendment_lost_reads_not_carried() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Amendment", label="A")
    evening.press("Amendment decided", outcome="lost", votes_for="28", against="31", abstained="2")
    assert (
        post(evening) == "Amendment A to item 12.4: not carried. For 28, against 31, abstained 2. #calderbeck"
    )


def test_a_correction_says_which_update_it_mends() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="lost")
    evening.press("Correct", entry="3", outcome="carried")
    assert post(evening) == "Correction to our 18:01 update: Item 12.4: carried. #calderbeck"


def test_the_private_session_is_told_by_one_fixed_text() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public", paragraphs=["3"])
    said = post(evening)
    assert said.startswith("Council: the meeting is now considering a private item.")
    assert "3" not in said.replace("18:02", "")


def test_posts_that_may_leave_in_private_name_no_item() -> None:
    for kind in QUIET:
        assert not {"{item}", "{title}", "{number}", "{text}", "{reason}"} & set(DEFAULTS[kind].split())


def test_a_long_title_is_cut_on_a_word_and_the_number_and_tag_survive() -> None:
    evening = Evening()
    evening.begin()
    evening.press("Urgent item", title="Emergency repairs " * 30, number="99", reason="Rain")
    evening.press("Go to item", item=evening.item_id("99"))
    said = post(evening)
    assert len(said) <= 280
    assert said.startswith("Item 99: Emergency repairs")
    assert said.endswith("repairs… #calderbeck") or said.endswith("Emergency… #calderbeck")


def test_a_title_without_spaces_is_cut_anywhere() -> None:
    said = fill("{item} {hashtag}", {"item": "x" * 10_000, "hashtag": "#tag"}, limit=280, count=len)
    assert len(said) <= 280 and said.endswith("… #tag")


@pytest.mark.parametrize("title", ["{link}", "{{7*7}}", "{a.__class__}", "{0}", "%(x)s", "{title}", "$title"])
def test_a_title_is_never_read_as_a_template(title: str) -> None:
    assert fill("{title} – {link}", {"title": title, "link": "L"}, limit=280, count=len) == f"{title} – L"


def test_a_template_with_an_unknown_placeholder_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"\{mayor\} is not a placeholder"):
        check_template("{mayor} opens {body}")


@given(st.text(max_size=600), st.text(max_size=600), st.integers(60, 500))
def test_no_post_is_longer_than_its_network_takes(title: str, text: str, limit: int) -> None:
    said = fill(
        "{item} {text} {hashtag}", {"item": title, "text": text, "hashtag": "#t"}, limit=limit, count=len
    )
    assert len(said) <= limit


@given(st.lists(st.text(st.characters(categories=LETTERS), min_size=1, max_size=12), min_size=1, max_size=80))
def test_a_shortened_title_ends_on_a_whole_word(title: list[str]) -> None:
    whole = " ".join(title)
    said = fill("{item} #t", {"item": whole}, limit=100, count=len)
    kept = said.removesuffix(" #t")
    assert kept == whole or kept.removesuffix("…").split() == title[: len(kept.removesuffix("…").split())]


def test_every_default_uses_only_known_placeholders() -> None:
    for template in DEFAULTS.values():
        check_template(template)
