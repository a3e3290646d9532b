"""A newer agenda beside the saved one: what is new, what changed, what is gone, and what is still the same item."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from livemeeting.domain.agenda import AgendaItem, Doubt, Draft, DraftItem, Paper, Plan
from livemeeting.domain.agenda_form import Row, items_of_rows
from livemeeting.domain.agenda_match import same_items
from livemeeting.domain.agenda_news import News, head_doubts, head_news, news_of_draft, rows_of_draft
from tests.domain.test_agenda_form import SAVED

ITEMS = tuple(
    AgendaItem(f"i{place}", number, title)
    for place, (number, title) in enumerate(
        (("1", "Apologies for absence"), ("2", "Minutes of the last meeting"), ("3", "Library opening hours"),
         ("4", "Bus fares in the upper valley"), ("5", "Date of next meeting")), 1,
    )
)  # fmt: skip


def draft(*rows: tuple[str, str], **changes: object) -> Draft:
    items = tuple(DraftItem(number, title, line=line) for line, (number, title) in enumerate(rows, 1))
    return replace(Draft(items=items), **changes)  # type: ignore[arg-type]  # each test names its own


def read(*rows: tuple[str, str], saved: tuple[AgendaItem, ...] = ITEMS) -> News:
    return news_of_draft(draft(*rows), saved)


def told(news: News) -> list[str]:
    """'3 Library: i3 changed The number was 2.' for each row; a deleted one in brackets."""
    words = []
    for row in news.rows:
        line = " ".join(each for each in (row.number, row.title, "·", row.id, row.news, *row.changes) if each)
        words.append(f"({line})" if row.is_deleted else line)
    return words


SAME = [(item.number, item.title) for item in ITEMS]


def test_the_same_agenda_again_is_no_news() -> None:
    news = read(*SAME)
    assert [(row.id, row.news) for row in news.rows] == [(item.id, "") for item in ITEMS]
    assert items_of_rows(news.rows, [item.id for item in ITEMS]) == ITEMS


def test_an_item_put_in_gives_the_others_new_numbers_and_they_stay_the_same_items() -> None:
    news = read(
        *SAME[:2],
        ("3", "Urgent: flooding at Mill Lane"),
        ("4", SAME[2][1]),
        ("5", SAME[3][1]),
        ("6", SAME[4][1]),
    )
    assert told(news)[2:] == [
        "3 Urgent: flooding at Mill Lane · new",
        "4 Library opening hours · i3 changed The number was 3.",
        "5 Bus fares in the upper valley · i4 changed The number was 4.",
        "6 Date of next meeting · i5 changed The number was 5.",
    ]


def test_a_changed_title_under_the_same_number_says_what_it_was() -> None:
    news = read(*SAME[:2], ("3", "Library opening times and hours 2027"), *SAME[3:])
    assert told(news)[2] == (
        "3 Library opening times and hours 2027 · i3 changed The title was “Library opening hours”."
    )


def test_another_title_under_an_old_number_is_another_item() -> None:
    news = read(*SAME[:2], ("3", "Sale of Tanner's Yard"), *SAME[3:])
    assert told(news)[2:4] == [
        "(3 Library opening hours · i3 gone It is in the saved agenda, but not in what was read.)",
        "3 Sale of Tanner's Yard · new",
    ]


def test_an_item_that_is_not_in_the_new_agenda_can_be_put_back_where_it_stood() -> None:
    news = read(SAME[0], *SAME[2:])
    assert not news.is_addition
    assert told(news)[1].startswith("(2 Minutes of the last meeting · i2 gone")


def test_an_addendum_leaves_the_rows_it_does_not_name_where_they_are() -> None:
    news = read(("6", "Urgent: flooding at Mill Lane"))
    assert news.is_addition
    assert [(row.id, row.is_deleted) for row in news.rows] == [(item.id, False) for item in ITEMS] + [
        ("", False)
    ]


def test_an_addendum_that_changes_one_item_keeps_it_in_its_place() -> None:
    news = read(("3", "Library opening hours (revised report)"), ("6", "Urgent: flooding at Mill Lane"))
    assert news.is_addition
    assert [row.id for row in news.rows] == ["i1", "i2", "i3", "i4", "i5", ""]


def test_a_part_added_to_an_item_stays_with_it() -> None:
    new = Draft(items=(DraftItem("3", "Library opening hours"), DraftItem("(a)", "Marsden branch", level=1)))
    rows = news_of_draft(new, ITEMS).rows
    assert [(row.id, row.level) for row in rows[2:4]] == [("i3", 0), ("", 1)]


def test_an_item_that_stands_elsewhere_says_so_and_the_others_do_not() -> None:
    news = read(SAME[0], SAME[3], SAME[1], SAME[2], SAME[4])
    assert [row.changes for row in news.rows if row.news] == [("It stood in another place.",)]
    assert news.rows[1].id == "i4"


def test_capitals_stops_and_spaces_are_no_news() -> None:
    assert [row.news for row in read(("1", "APOLOGIES  FOR ABSENCE."), *SAME[1:]).rows] == [""] * 5


def test_what_a_paste_cannot_hold_is_not_taken_for_deleted() -> None:
    row = rows_of_draft(draft(("17(6)", SAVED[1].title)), SAVED)[1]
    assert (row.id, row.plain_title) == ("i2", "Library hours")
    assert row.papers == "Report | https://a.example/r\nhttps://a.example/b"


def test_new_papers_take_the_place_of_the_saved_ones() -> None:
    item = DraftItem("17(6)", SAVED[1].title, papers=(Paper("Addendum", "https://a.example/add"),))
    row = next(row for row in rows_of_draft(Draft(items=(item,)), SAVED) if row.id == "i2")
    assert (row.papers, row.changes) == ("Addendum | https://a.example/add", ("The papers have changed.",))


def test_a_newer_agenda_never_opens_a_restricted_row_nor_revives_a_withdrawn_one() -> None:
    lease = next(row for row in rows_of_draft(draft(("6A", "Lease")), SAVED) if row.id == "i4")
    assert lease.restricted and lease.restricted_reason == "Paragraph 3" and lease.withdrawn
    assert lease.doubts == (
        "It was restricted in the saved agenda, so it still is: confirm.",
        "It was withdrawn in the saved agenda, so it still is: confirm.",
    )


def test_the_parts_of_a_restricted_item_are_restricted_with_its_reason() -> None:
    items = (
        DraftItem("9", "Lease", restricted=True, restricted_reason="Paragraph 3"),
        DraftItem("(a)", "The old baths", level=1),
        DraftItem("10", "Bus fares"),
    )
    rows = rows_of_draft(Draft(items=items))
    assert [(row.restricted, row.restricted_reason) for row in rows] == [
        (True, "Paragraph 3"), (True, "Paragraph 3"), (False, ""),
    ]  # fmt: skip
    assert rows[1].doubts == ("It is a part of a restricted item, so it is marked restricted too: confirm.",)


def test_a_draft_brings_its_doubts_lines_and_levels_to_its_rows() -> None:
    items = (DraftItem("1", "Apologies", line=4), DraftItem("a", "Lease", restricted=True, line=6, level=1))
    doubts = (Doubt(1, "Marked restricted: confirm."), Doubt(None, "The date is not given."))
    first, second = rows_of_draft(Draft(items=items, doubts=doubts))
    assert (first.line, first.doubts, first.news) == ("4", (), "")
    assert (second.line, second.doubts, second.level) == ("6", ("Marked restricted: confirm.",), 1)


def test_two_rows_of_the_same_words_get_two_ids() -> None:
    twins = (AgendaItem("i1", "", "Motion"), AgendaItem("i2", "", "Motion"))
    assert [row.id for row in rows_of_draft(draft(*[("", "Motion")] * 3), twins)] == ["i1", "i2", ""]


def test_questions_of_the_same_words_are_told_apart_by_their_numbers() -> None:
    saved = tuple(AgendaItem(f"q{n}", f"7.{n}", "Question from Councillor Ash") for n in (1, 2, 3))
    rows = rows_of_draft(
        draft(("7.3", "Question from Councillor Ash"), ("7.1", "Question from Councillor Ash")), saved
    )
    assert [row.id for row in rows if not row.is_deleted] == ["q3", "q1"]


def test_the_name_in_the_source_system_outlives_a_new_number_and_a_new_title() -> None:
    saved = (
        AgendaItem("i1", "4", "Budget", external_id="501"),
        AgendaItem("i2", "5", "Bus fares", external_id="502"),
    )
    new = Draft(
        items=(DraftItem("9", "Money", external_id="501"), DraftItem("5", "Bus fares", external_id="777"))
    )
    assert same_items(saved, new.items) == {0: 0}


def test_a_heading_is_never_an_item() -> None:
    saved = (AgendaItem("i1", "", "Motions", is_heading=True),)
    assert same_items(saved, (DraftItem("7", "Motions"),)) == {}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"date": date(2026, 11, 26)}, ""),
        ({"date": date(2026, 12, 3)}, "This agenda is for 3 December 2026; the meeting is saved as 26 November 2026."),
        ({"start_time": time(19, 0)}, "This agenda says 19:00; the meeting is saved as 18:00."),
        ({"body": "Cabinet"}, "This agenda is of “Cabinet”; the meeting is of Full Council."),
        ({"venue": "Civic Hall"}, "This agenda names the venue “Civic Hall”; the meeting is saved at Town Hall."),
        ({"body": "FULL COUNCIL", "venue": "Town  hall", "start_time": time(18, 0)}, ""),
    ],
)  # fmt: skip
def test_what_the_newer_agenda_says_otherwise_of_the_meeting_is_asked(
    said: dict[str, object], sentence: str
) -> None:
    plan = Plan(
        "m1",
        "c1",
        "m1",
        "e1",
        "Full Council",
        "Full Council",
        datetime(2026, 11, 26, 18, 0, tzinfo=UTC),
        venue="Town Hall",
    )
    assert head_news(draft(**said), plan) == ((sentence,) if sentence else ())


def test_a_row_keeps_its_key_so_that_no_two_rows_share_one() -> None:
    keys = [row.key for row in read(SAME[4], ("9", "Sale of Tanner's Yard")).rows]
    assert len(set(keys)) == len(keys)
    assert isinstance(read(*SAME).rows[0], Row)


def test_what_a_newer_agenda_leaves_unsaid_is_not_asked_again() -> None:
    sentences = (
        "The agenda does not say the date of the meeting: give the date.", "The time is not given.",
        "Two items have the number 4: check them.",
    )  # fmt: skip
    found = draft(doubts=(*(Doubt(None, sentence) for sentence in sentences), Doubt(0, "Confirm.")))
    assert head_doubts(found) == sentences[2:]
