"""The agenda editor's rows: what its buttons do to them, and which agenda they make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livemeeting.domain.agenda import AgendaItem, Doubt, Draft, DraftItem, Paper
from livemeeting.domain.agenda_form import (
    MOST_ROWS,
    Row,
    act_on,
    items_of_rows,
    rows_of_answers,
    rows_of_draft,
    rows_of_items,
)
from livemeeting.domain.form_fault import Faulty
from livemeeting.domain.refused import Refused

SAVED = (
    AgendaItem("i1", "84", "Apologies"),
    AgendaItem("i2", "17(6)", "Llyfrgell — oriau ŵy 🏛", plain_title="Library hours",
               papers=(Paper("Report", "https://a.example/r"), Paper("", "https://a.example/b"))),
    AgendaItem("i3", "", "PART TWO", is_heading=True),
    AgendaItem("i4", "6A", "Lease", restricted=True, restricted_reason="Paragraph 3", withdrawn=True),
)  # fmt: skip
IDS = [item.id for item in SAVED]


def order(rows: tuple[Row, ...]) -> str:
    return " ".join(row.key for row in rows)


def faults(row: Row) -> dict[str, str]:
    with pytest.raises(Faulty) as caught:
        items_of_rows([row])
    return {fault.field: fault.sentence for fault in caught.value.faults}


def test_a_saved_agenda_comes_back_from_the_editor_as_it_was() -> None:
    assert items_of_rows(rows_of_items(SAVED), IDS) == SAVED


def test_the_form_as_a_browser_sends_it_gives_the_rows_again() -> None:
    rows = rows_of_answers(
        {
            "row": ["r2", "r1"],
            "title.r1": ["Apologies"],
            "id.r1": ["i1"],
            "number.r2": ["12.4"],
            "title.r2": ["Library"],
            "restricted.r2": ["1"],
            "restricted_reason.r2": ["Paragraph 3"],
            "doubt.r2": ["Confirm.", "Check its end."],
            "line.r2": ["7"],
        }
    )
    assert rows == (
        Row("r2", number="12.4", title="Library", restricted=True, restricted_reason="Paragraph 3",
            doubts=("Confirm.", "Check its end."), line="7"),
        Row("r1", id="i1", title="Apologies"),
    )  # fmt: skip


def test_keys_that_are_not_ours_and_repeated_keys_are_left_out() -> None:
    rows = rows_of_answers({"row": ["r1", "r1", "../x", "r1<b>", "r99999999"], "title.r1": ["Apologies"]})
    assert order(rows) == "r1"


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("up:r2", "r2 r1 r3 r4"),
        ("down:r2", "r1 r3 r2 r4"),
        ("up:r1", "r1 r2 r3 r4"),
        ("down:r4", "r1 r2 r3 r4"),
        ("add:r1", "r1 r5 r2 r3 r4"),
        ("add", "r1 r2 r3 r4 r5"),
        ("up:r9", "r1 r2 r3 r4"),
        ("dance:r1", "r1 r2 r3 r4"),
        ("stay", "r1 r2 r3 r4"),
        ("", "r1 r2 r3 r4"),
    ],
)
def test_a_button_moves_or_adds_a_row_and_loses_nothing(act: str, after: str) -> None:
    rows = rows_of_items(SAVED)
    moved = act_on(rows, act)
    assert order(moved) == after
    assert {row for row in moved if row.key != "r5"} == set(rows)


def test_a_row_moves_past_a_deleted_one_in_one_step() -> None:
    rows = act_on(rows_of_items(SAVED), "delete:r2")
    assert order(act_on(rows, "up:r3")) == "r3 r1 r2 r4"


def test_a_deleted_row_stays_in_the_form_and_can_be_put_back() -> None:
    rows = act_on(rows_of_items(SAVED), "delete:r2")
    assert [item.id for item in items_of_rows(rows, IDS)] == ["i1", "i3", "i4"]
    assert items_of_rows(act_on(rows, "restore:r2"), IDS) == SAVED


def test_checked_takes_the_doubts_of_that_row_away() -> None:
    rows = (Row("r1", title="A", doubts=("Confirm.",)), Row("r2", title="B", doubts=("Check.",)))
    assert [row.doubts for row in act_on(rows, "settle:r1")] == [(), ("Check.",)]


def test_no_row_is_added_beyond_400() -> None:
    rows = tuple(Row(f"r{number}", title="A") for number in range(MOST_ROWS))
    with pytest.raises(Refused, match="at most 400 rows"):
        act_on(rows, "add")


def test_every_fault_is_named_with_its_row_and_field_at_once() -> None:
    rows = [
        Row("r1", title="Fine"),
        Row("r7", number="12.4"),
        Row("r3", title="x" * 601, papers="not an address\nReport | https://a.example/r"),
        Row("r4", number="9" * 41, title="Fine"),
    ]
    with pytest.raises(Faulty) as caught:
        items_of_rows(rows)
    assert [(fault.field, fault.sentence) for fault in caught.value.faults] == [
        ("title.r7", "Row 2 has no title. Write one, or delete the row."),
        ("title.r3", "Row 3: the title has 601 characters; the most is 600. Shorten it."),
        (
            "papers.r3",
            "Row 3: “not an address” is not a web address. It starts with https:// and has no spaces.",
        ),
        ("number.r4", "Row 4: the number has 41 characters; the most is 40. Shorten it."),
    ]


def test_a_title_of_600_characters_is_kept_whole() -> None:
    assert items_of_rows([Row("r1", title="é" * 600)])[0].title == "é" * 600


def test_a_title_of_ten_thousand_characters_is_refused_and_not_cut() -> None:
    assert "10,000 characters" in faults(Row("r1", title="x" * 10_000))["title.r1"]


def test_control_characters_and_line_breaks_do_not_get_into_a_title() -> None:
    item = items_of_rows([Row("r1", number=" 12.4\x00 ", title="Library\r\n  hours\x07\x00 in\tMarsden")])[0]
    assert (item.number, item.title) == ("12.4", "Library hours in Marsden")


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "{{7*7}}", "{a.__class__}", "👩‍👩‍👧 teulu", "Ŵyl y Banc"]
)
def test_odd_but_harmless_text_is_kept_as_it_is(title: str) -> None:
    assert items_of_rows([Row("r1", title=title)])[0].title == title


def test_a_reason_to_be_private_without_the_mark_is_refused() -> None:
    sentence = faults(Row("r1", title="Lease", restricted_reason="Paragraph 3"))["restricted.r1"]
    assert sentence.endswith("is not marked restricted. Mark it, or clear the reason.")


def test_new_rows_left_blank_are_dropped_but_a_saved_row_is_not() -> None:
    assert items_of_rows([Row("r1", title="A"), Row("r2"), Row("r3", number=" \x00")])[0].title == "A"
    assert "title.r2" in faults(Row("r2", id="i1"))


def test_an_id_counts_once_and_only_when_the_meeting_has_it() -> None:
    rows = [
        Row("r1", "i1", title="A"),
        Row("r2", "i1", title="B"),
        Row("r3", "i77", title="C"),
        Row("r4", title="D"),
    ]
    assert [item.id for item in items_of_rows(rows, ["i1", "i2"])] == ["i1", "", "", ""]


def test_papers_are_read_one_a_line() -> None:
    papers = items_of_rows([Row("r1", title="A", papers="Report | https://a.example/r\n\nhttps://b.example")])
    assert papers[0].papers == (Paper("Report", "https://a.example/r"), Paper("", "https://b.example"))


def test_a_draft_brings_its_doubts_and_lines_to_its_rows() -> None:
    draft = Draft(
        items=(DraftItem("1", "Apologies", line=4), DraftItem("2", "Lease", restricted=True, line=6)),
        doubts=(Doubt(1, "Marked restricted: confirm."), Doubt(None, "The date is not given.")),
    )
    first, second = rows_of_draft(draft)
    assert (first.line, first.doubts) == ("4", ())
    assert (second.line, second.doubts, second.restricted) == ("6", ("Marked restricted: confirm.",), True)


def test_loading_a_corrected_agenda_keeps_the_ids_and_plain_titles_of_rows_still_there() -> None:
    draft = Draft(items=(DraftItem("85", "Urgent"), DraftItem("17(6)", SAVED[1].title)))
    urgent, library = rows_of_draft(draft, SAVED)
    assert (urgent.id, library.id, library.plain_title) == ("", "i2", "Library hours")


def test_loading_a_corrected_agenda_never_opens_a_restricted_row() -> None:
    lease = rows_of_draft(Draft(items=(DraftItem("6A", "Lease"),)), SAVED)[0]
    assert lease.restricted and lease.restricted_reason == "Paragraph 3"
    assert lease.doubts == ("It was restricted in the saved agenda, so it still is: confirm.",)


def test_two_rows_of_the_same_words_get_two_ids() -> None:
    twins = (AgendaItem("i1", "", "Motion"), AgendaItem("i2", "", "Motion"))
    draft = Draft(items=tuple(DraftItem("", "Motion") for _ in range(3)))
    assert [row.id for row in rows_of_draft(draft, twins)] == ["i1", "i2", ""]


def test_more_rows_than_the_editor_holds_are_refused_with_their_number() -> None:
    with pytest.raises(Refused, match="401 rows"):
        rows_of_draft(Draft(items=tuple(DraftItem("", "A") for _ in range(401))))
    many = [replace(Row("r1", title="A"), key=f"r{number}") for number in range(401)]
    with pytest.raises(Faulty, match="401 rows"):
        items_of_rows(many)
