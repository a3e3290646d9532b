"""How long was spent on each item, as far as the public may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from livemeeting.domain.time_spent import ADJOURNED, PRIVATE, duration_words, time_spent
from tests.evening import Evening


def lengths(evening: Evening, number: str) -> list[int]:
    """The seconds of each stretch on an item. Every press takes 30."""
    return [each.length for each in time_spent(evening.public_meeting).on(evening.item_id(number))]


def kinds(evening: Evening, kind: str) -> list[int]:
    return [each.length for each in time_spent(evening.public_meeting).as_kind(kind)]


def test_before_the_opening_no_time_was_spent() -> None:
    spent = time_spent(Evening().public_meeting)
    assert (spent.opened, spent.length, spent.stretches) == (None, 0, ())


def test_each_stay_at_an_item_is_a_stretch_of_its_own() -> None:
    evening = Evening().at_item("12.4").at_item("12.5").at_item("12.4")
    evening.press("Close meeting")
    assert lengths(evening, "12.4") == [30, 30]
    assert lengths(evening, "12.5") == [30]
    assert time_spent(evening.public_meeting).length == 120


def test_an_adjournment_is_counted_to_no_item() -> None:
    evening = Evening().at_item("12.4")
    for button in ("Adjourn", "Resume", "Close meeting"):
        evening.press(button)
    assert lengths(evening, "12.4") == [30, 30]
    assert kinds(evening, ADJOURNED) == [30]


def test_what_is_done_in_private_is_private_session_and_nothing_else() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public", paragraphs="3")
    evening.at_item("19").at_item("12.4")
    evening.press("Adjourn")
    evening.press("Resume")
    evening.press("Readmit press and public")
    evening.press("Note", text="Back.", audience="public")
    evening.at_item("20")
    evening.press("Close meeting")
    spent = time_spent(evening.public_meeting)
    assert kinds(evening, PRIVATE) == [150]
    assert kinds(evening, ADJOURNED) == [] and lengths(evening, "12.4") == []
    assert {each.item_id for each in spent.stretches} == {evening.item_id("18"), "", evening.item_id("20")}


def test_a_withdrawn_item_takes_no_more_time() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Withdraw item", item=evening.item_id("12.4"))
    evening.press("Note", text="A pause.", audience="public")
    evening.press("Close meeting")
    assert lengths(evening, "12.4") == [30]


def test_a_press_that_was_undone_took_no_time() -> None:
    evening = Evening().at_item("12.4").at_item("12.5")
    evening.press("Undo")
    evening.press("Close meeting")
    assert lengths(evening, "12.5") == []
    assert lengths(evening, "12.4") == [90]


def test_a_clock_set_back_by_an_hour_does_not_shorten_an_item() -> None:
    evening = Evening().at_item("12.4").at_item("12.5")
    evening.press("Close meeting")
    hour = timedelta(hours=1)
    evening.entries[2:] = [replace(each, at=each.at - hour, drift=hour) for each in evening.entries[2:]]
    assert lengths(evening, "12.4") == [30]
    assert time_spent(evening.public_meeting).length == 90


def test_a_meeting_under_way_is_told_up_to_its_newest_entry() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Note", text="Still here.", audience="public")
    assert lengths(evening, "12.4") == [30]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(29, "less than a minute"), (60, "1 minute"), (3_600, "1 hour"), (3_960, "1 hour 6 minutes"),
     (7_320, "2 hours 2 minutes")],
)  # fmt: skip
def test_a_time_is_said_in_hours_and_minutes(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words
