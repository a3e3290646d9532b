"""What the buttons of the agenda editor do to its rows."""

from __future__ import annotations

import pytest

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.agenda_acts import act_on
from livemeeting.domain.agenda_form import MOST_ROWS, Row, items_of_rows, rows_of_items
from livemeeting.domain.refused import Refused
from tests.domain.test_agenda_form import IDS, SAVED

#: "A" with the parts "a" and "b", then "B" with "c", then "C".
TREE = (
    Row("r1", title="A"), Row("r2", title="a", level=1), Row("r3", title="b", level=1), Row("r4", title="B"),
    Row("r5", title="c", level=1), Row("r6", title="C"),
)  # fmt: skip


def order(rows: tuple[Row, ...]) -> str:
    return " ".join(row.key for row in rows)


def outline(rows: tuple[Row, ...]) -> str:
    """'A -a -b B': what is not deleted, with a dash for each level."""
    return " ".join("-" * row.level + row.title for row in rows if not row.is_deleted)


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


@pytest.mark.parametrize(
    ("act", "after"),
    [
        ("down:r1", "B -c A -a -b C"),
        ("up:r4", "B -c A -a -b C"),
        ("up:r6", "A -a -b C B -c"),
        ("up:r3", "A -b -a B -c C"),
        ("up:r2", "a A -b B -c C"),
        ("down:r3", "A -a B -b -c C"),
        ("in:r6", "A -a -b B -c -C"),
        ("in:r4", "A -a -b -B --c C"),
        ("in:r1", "A -a -b B -c C"),
        ("in:r2", "A -a -b B -c C"),
        ("in:r3", "A -a --b B -c C"),
        ("out:r2", "A a -b B -c C"),
        ("out:r1", "A -a -b B -c C"),
        ("delete:r1", "B -c C"),
        ("join:r5", "A -a -b B c C"),
    ],
)
def test_a_row_takes_its_parts_along(act: str, after: str) -> None:
    assert outline(act_on(TREE, act)) == after


def test_an_item_that_is_put_back_comes_with_its_parts() -> None:
    assert outline(act_on(act_on(TREE, "delete:r1"), "restore:r1")) == "A -a -b B -c C"


def test_a_heading_has_no_parts_and_is_none() -> None:
    rows = (Row("r1", title="MOTIONS", is_heading=True), Row("r2", title="A"))
    assert outline(act_on(rows, "in:r2")) == "MOTIONS A"
    assert outline(act_on((rows[1], rows[0]), "in:r1")) == "A MOTIONS"


def test_a_new_row_below_a_part_is_a_part_too() -> None:
    assert act_on(TREE, "add:r2")[2].level == 1


def test_joining_puts_the_words_at_the_end_of_the_row_above_and_loses_nothing() -> None:
    rows = (
        Row("r1", id="i1", number="6", title="Minutes of the meeting held on", doubts=("Check its end.",)),
        Row("r2", number="12", title="March 2026", papers="https://a.example/m", restricted=True,
            restricted_reason="Paragraph 3", doubts=("Out of order.",)),
    )  # fmt: skip
    joined, gone = act_on(rows, "join:r2")
    assert (joined.id, joined.number, joined.title) == (
        "i1",
        "6",
        "Minutes of the meeting held on 12 March 2026",
    )
    assert (joined.papers, joined.restricted, joined.restricted_reason) == (
        "https://a.example/m", True, "Paragraph 3",
    )  # fmt: skip
    assert joined.doubts == ("Check its end.", "Out of order.")
    assert gone.is_deleted and gone.title == "March 2026"


def test_joining_to_a_bare_number_makes_one_row_of_both() -> None:
    joined, _ = act_on((Row("r1", number="6"), Row("r2", title="Budget")), "join:r2")
    assert (joined.number, joined.title) == ("6", "Budget")


def test_the_first_row_has_nothing_above_to_be_joined_to() -> None:
    with pytest.raises(Refused, match="no row above"):
        act_on(TREE, "join:r1")


@pytest.mark.parametrize(
    ("rest", "number", "title"),
    [
        ("7. Bus fares", "7", "Bus fares"),
        ("(b) Bus fares", "(b)", "Bus fares"),
        ("12.4. Bus fares", "12.4", "Bus fares"),
        ("Bus fares", "", "Bus fares"),
        ("12 March 2026", "", "12 March 2026"),
        ("A review of bus fares", "", "A review of bus fares"),
        ("  Bus\r\nfares ", "", "Bus fares"),
    ],
)
def test_splitting_makes_a_row_of_what_is_behind_the_line_break(rest: str, number: str, title: str) -> None:
    row = Row(
        "r1", id="i1", number="6", title=f"Budget\r\n{rest}", level=0, line="4", papers="https://a.example/b"
    )
    first, second = act_on((row,), "split:r1")
    assert (first.id, first.number, first.title, first.papers) == ("i1", "6", "Budget", "https://a.example/b")
    assert (second.id, second.key, second.number, second.title, second.line) == ("", "r2", number, title, "4")


def test_what_is_split_off_a_restricted_row_is_restricted() -> None:
    row = Row("r1", title="Lease\nSale", restricted=True, restricted_reason="Paragraph 3", level=0)
    second = act_on((row,), "split:r1")[1]
    assert second.restricted and second.restricted_reason == "Paragraph 3"


def test_splitting_without_a_line_break_says_what_to_do() -> None:
    with pytest.raises(Refused, match="Put a line break into the title"):
        act_on((Row("r1", title="Budget "),), "split:r1")


def test_a_changed_row_can_be_put_back_as_it_is_saved() -> None:
    rows = (
        Row("r1", id="i2", number="9", title="Libraries", news="changed", changes=("The number was 17(6).",)),
    )
    reverted = act_on(rows, "revert:r1", SAVED)[0]
    assert (reverted.number, reverted.title, reverted.news, reverted.changes) == (
        "17(6)",
        SAVED[1].title,
        "",
        (),
    )
    assert act_on(rows, "revert:r1") == rows


def test_rows_that_were_not_read_go_or_stay_together() -> None:
    rows = (Row("r1", title="A"), Row("r2", title="B", news="gone"), Row("r3", title="C", news="gone"))
    whole = act_on(rows, "whole")
    assert outline(whole) == "A"
    assert act_on(whole, "addition") == rows


def test_a_part_of_an_item_by_itself_becomes_one_when_its_item_goes_alone() -> None:
    items = (AgendaItem("i1", "", "A"), AgendaItem("i2", "", "a", level=1))
    assert outline(act_on(rows_of_items(items), "up:r2")) == "a A"
