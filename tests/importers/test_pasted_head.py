"""What pasted text says of the meeting: its date, time, venue and body, and never a guess."""

from __future__ import annotations

from datetime import date, time

import pytest

from livemeeting.domain.agenda import Draft
from livemeeting.importers import read_pasted


def head(text: str) -> Draft:
    return read_pasted(f"{text}\n\n1. Apologies\n2. Close")


def sentences(draft: Draft) -> str:
    return " ".join(doubt.sentence for doubt in draft.doubts if doubt.row is None)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Wednesday 8 April 2015", date(2015, 4, 8)),
        ("Wednesday, 8th of April, 2015", date(2015, 4, 8)),
        ("WEDNESDAY 8TH APRIL 2015", date(2015, 4, 8)),
        ("Wed 8 Apr 2015", date(2015, 4, 8)),
        ("22 November 2026", date(2026, 11, 22)),
        ("22/11/2026", date(2026, 11, 22)),
        ("3.12.2026", date(2026, 12, 3)),
        ("2026-11-22", date(2026, 11, 22)),
        ("April 8, 2015", date(2015, 4, 8)),
        ("25 Tachwedd 2026", date(2026, 11, 25)),
    ],
)
def test_a_date_is_read(printed: str, day: date) -> None:
    assert head(f"Cabinet\n{printed}").date == day


@pytest.mark.parametrize(
    ("printed", "start"),
    [
        ("7.30pm", time(19, 30)),
        ("7:30 p.m.", time(19, 30)),
        ("6.00 p.m.", time(18, 0)),
        ("530pm", time(17, 30)),
        ("10 am", time(10, 0)),
        ("12 noon", time(12, 0)),
        ("18:00", time(18, 0)),
        ("1800 hours", time(18, 0)),
        ("at 18.00", time(18, 0)),
    ],
)
def test_a_time_is_read(printed: str, start: time) -> None:
    assert head(f"Cabinet\nWednesday 25 November 2026 {printed}").start_time == start


def test_half_past_seven_without_am_or_pm_is_not_guessed() -> None:
    draft = head("Cabinet\nWednesday 25 November 2026\nTime: 7:30")
    assert draft.start_time is None
    assert "does not say when" in sentences(draft)


def test_a_weekday_that_contradicts_the_date_is_a_doubt_and_no_date() -> None:
    draft = head("Cabinet\nMonday 25 November 2026 at 6pm")
    assert draft.date is None
    assert "that day is a Wednesday" in sentences(draft)


@pytest.mark.parametrize("printed", ["Wednesday 25 November", "31 June 2026", "11/22/2026", ""])
def test_a_date_that_is_missing_or_cannot_be_is_a_doubt_and_no_date(printed: str) -> None:
    draft = head(f"Cabinet\n{printed}\n6pm")
    assert draft.date is None
    assert "give the date" in sentences(draft)


def test_two_dates_of_equal_standing_are_a_doubt_and_no_date() -> None:
    draft = head("Meeting held 3 March 2026\nMeeting held 4 March 2026")
    assert draft.date is None
    assert "more than one date" in sentences(draft)


def test_the_date_of_the_letter_is_not_the_date_of_the_meeting() -> None:
    text = (
        "Nether Calderbeck Parish Council\n\nA meeting will be held at the Reading Room on Monday 7 December 2026 "
        "at 7.15pm\n\nClerk to the Council          1 December 2026"
    )
    draft = head(text)
    assert (draft.date, draft.start_time, draft.venue) == (date(2026, 12, 7), time(19, 15), "Reading Room")


def test_the_date_of_the_next_meeting_is_not_the_date_of_this_one() -> None:
    draft = read_pasted("1. Apologies\n2. Date of next meeting: Tuesday 5 May 2026 at 7pm")
    assert (draft.date, draft.start_time) == (None, None)


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Venue: Council Chamber, Town Hall", "Council Chamber, Town Hall"),
        ("Venue:\nThe Old Mill", "The Old Mill"),
        ("A meeting will be held in the Guildhall on Tuesday 3 March 2026", "Guildhall"),
        (
            "The Cabinet will meet on 3 March 2026 at 7pm in the Council Chamber, Town Hall.",
            "Council Chamber, Town Hall",
        ),
        ("Cabinet, 3 March 2026", ""),
    ],
)
def test_a_venue_is_read_where_it_is_stated(text: str, venue: str) -> None:
    assert head(text).venue == venue


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("CALDERBECK COUNCIL\nPLANNING COMMITTEE", "Planning Committee"),
        ("Agenda for the Licensing Sub-Committee - 3 March 2026", "Licensing Sub-Committee"),
        (
            "A meeting of the Nether Calderbeck Parish Council will be held tonight.",
            "Nether Calderbeck Parish Council",
        ),
        ("NOTICE OF MEETING\nCABINET\n3 March 2026", "Cabinet"),
    ],
)
def test_the_body_is_read_from_the_heading(text: str, body: str) -> None:
    assert head(text).body == body


def test_the_head_may_stand_below_the_word_agenda() -> None:
    draft = read_pasted(
        "AGENDA\n\nPLANNING COMMITTEE\n\nWednesday 25 November 2026 at 6pm\n\n1. Apologies\n2. Close"
    )
    assert [item.number for item in draft.items] == ["1", "2"]
    assert (draft.body, draft.date, draft.start_time) == (
        "Planning Committee",
        date(2026, 11, 25),
        time(18, 0),
    )
