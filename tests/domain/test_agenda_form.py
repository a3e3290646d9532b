"""The agenda editor's rows as typed, and which agenda they make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livemeeting.domain.agenda import AgendaItem, Draft, DraftItem, Paper
from livemeeting.domain.agenda_form import Row, items_of_rows, rows_of_answers, rows_of_items
from livemeeting.domain.agenda_news import rows_of_draft
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
    assert [row.key for row in rows] == ["r1"]


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


def test_more_rows_than_the_editor_holds_are_refused_with_their_number() -> None:
    with pytest.raises(Refused, match="401 rows"):
        rows_of_draft(Draft(items=tuple(DraftItem("", "A") for _ in range(401))))
    many = [replace(Row("r1", title="A"), key=f"r{number}") for number in range(401)]
    with pytest.raises(Faulty, match="401 rows"):
        items_of_rows(many)


def test_levels_are_kept_and_no_step_down_is_left_out() -> None:
    rows = [
        Row("r1", title="A", level=2), Row("r2", title="B", level=1), Row("r3", title="C", level=5),
        Row("r4", title="MOTIONS", is_heading=True, level=1), Row("r5", title="D", level=1),
    ]  # fmt: skip
    assert [item.level for item in items_of_rows(rows)] == [0, 1, 2, 0, 0]


def test_a_part_is_never_more_public_than_the_item_it_is_of() -> None:
    rows = [Row("r1", title="Lease", restricted=True), Row("r2", title="The old baths", level=1)]
    with pytest.raises(Faulty) as caught:
        items_of_rows(rows)
    assert [(fault.field, fault.sentence) for fault in caught.value.faults] == [
        (
            "restricted.r2",
            "Row 2 is a part of row 1, which is restricted. "
            "Mark it restricted too, or move it out of that item.",
        )
    ]
    assert not items_of_rows([rows[0], replace(rows[1], level=0)])[1].restricted
