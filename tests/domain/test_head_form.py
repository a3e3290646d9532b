"""The head of a meeting: what an officer fills in, the moment it starts, and the refusals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from livemeeting.domain.agenda import Draft, Plan
from livemeeting.domain.form_fault import Faulty
from livemeeting.domain.head_form import answers_of_draft, answers_of_plan, read_head
from livemeeting.domain.local_time import day_words, moment, read_date, read_time
from livemeeting.domain.refused import Refused

ANSWERS = {
    "body": "Full Council", "title": "Annual meeting", "date": "2026-06-25", "time": "18:00", "venue": "Town Hall",
    "webcast_url": "https://youtu.be/abcdefghijk", "agenda_url": "https://a.example/ag", "hashtag": "#Calder",
    "hold_seconds": "15", "members": "Cllr Byron\r\n\r\n  Cllr Siân  Rhys \r\n",
}  # fmt: skip


def faults(**changes: str) -> dict[str, str]:
    with pytest.raises(Faulty) as caught:
        read_head({**ANSWERS, **changes})
    return {fault.field: fault.sentence for fault in caught.value.faults}


def test_a_filled_in_head_is_read_whole() -> None:
    head = read_head(ANSWERS)
    assert head.starts_at == datetime(2026, 6, 25, 17, 0, tzinfo=UTC)  # 18:00 in British summer
    assert (head.body, head.title, head.hashtag, head.hold_seconds) == (
        "Full Council",
        "Annual meeting",
        "Calder",
        15,
    )
    assert head.members == ("Cllr Byron", "Cllr Siân Rhys")


def test_a_saved_head_comes_back_as_it_was_filled_in() -> None:
    plan = read_head(ANSWERS).of(Plan("m", "c", "slug", "e", "", "", datetime(2000, 1, 1, tzinfo=UTC)))
    assert read_head(answers_of_plan(plan)).of(plan) == plan


def test_without_a_title_the_meeting_is_called_by_its_body() -> None:
    assert read_head({**ANSWERS, "title": " "}).title == "Full Council"


def test_everything_missing_is_said_at_once() -> None:
    assert list(faults(body="", date="", time="")) == ["body", "date", "time"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date", "2026-02-30", "There is no 30/2/2026"),
        ("date", "soon", "is not a date"),
        ("date", "0026-11-26", "The year 26"),
        ("time", "7.30", "in the morning or the evening?"),
        ("time", "25:00", "is not a time"),
        ("time", "evening", "is not a time"),
        ("hashtag", "two words", "cannot be a hashtag"),
        ("hashtag", "2026", "cannot be a hashtag"),
        ("hold_seconds", "61", "from 0 to 60"),
        ("hold_seconds", "-1", "from 0 to 60"),
        ("hold_seconds", "²", "from 0 to 60"),
        ("webcast_url", "javascript:alert(1)", "is not a web address"),
        ("agenda_url", "www.calderbeck.example", "is not a web address"),
        ("members", "Cllr Byron\nCllr Byron", "Cllr Byron is in the list twice"),
        ("body", "x" * 10_000, "10,000 characters"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(field: str, value: str, words: str) -> None:
    assert words in faults(**{field: value})[field]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("18:00", time(18)), ("6pm", time(18)), ("7.30 p.m.", time(19, 30)), ("12am", time(0))],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["26/11/2026", "26.11.2026", "2026-11-26"])
def test_a_date_is_read_day_first_or_as_browsers_send_it(typed: str) -> None:
    assert read_date(typed) == date(2026, 11, 26)


def test_a_time_the_clocks_skip_is_refused() -> None:
    assert "does not exist" in faults(date="2026-03-29", time="01:30")["time"]


def test_a_time_the_clocks_show_twice_is_refused() -> None:
    assert "comes twice" in faults(date="2026-10-25", time="01:30")["time"]


def test_the_evening_before_the_clocks_change_is_an_evening_like_any_other() -> None:
    assert moment(date(2026, 10, 24), time(23, 30), "Europe/London") == datetime(
        2026, 10, 24, 22, 30, tzinfo=UTC
    )


def test_the_meetings_own_zone_decides() -> None:
    with pytest.raises(Refused):
        moment(date(2026, 3, 8), time(2, 30), "America/New_York")
    assert day_words(datetime(2026, 11, 26, 23, 30, tzinfo=UTC), "Europe/Paris") == "Friday 27 November 2026"


def test_a_draft_fills_the_head_and_leaves_open_what_it_does_not_say() -> None:
    answers = answers_of_draft(Draft(items=(), body="Cabinet", start_time=time(19, 30)))
    assert (answers["body"], answers["date"], answers["time"]) == ("Cabinet", "", "19:30")


def test_what_a_draft_does_not_say_is_taken_over_from_the_last_meeting_but_never_its_date_or_webcast() -> (
    None
):
    before = read_head(ANSWERS).of(Plan("m", "c", "slug", "e", "", "", datetime(2000, 1, 1, tzinfo=UTC)))
    answers = answers_of_draft(Draft(items=(), venue="Civic Hall"), before)
    assert (answers["venue"], answers["hashtag"], answers["hold_seconds"]) == ("Civic Hall", "Calder", "15")
    assert answers["members"].splitlines() == ["Cllr Byron", "Cllr Siân Rhys"]
    assert (answers["date"], answers["webcast_url"], answers["title"]) == ("", "", "")
