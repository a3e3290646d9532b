"""Which rows of a draft are parts of others, and under which heading they stand."""

from __future__ import annotations

import pytest

from livemeeting.domain.agenda import DraftItem
from livemeeting.domain.draft_tree import Branch, tree_of
from livemeeting.importers.levels import in_sections, with_levels


def levels(numbers: str) -> list[int]:
    return [item.level for item in with_levels([DraftItem(number, "Title") for number in numbers.split()])]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 3", [0, 0, 0]),
        ("4 4.1 4.2 5", [0, 1, 1, 0]),
        ("4.1 4.2 5.1", [0, 0, 0]),
        ("4 4.1 4.1.1 4.2 5 5.1", [0, 1, 2, 1, 0, 1]),
        ("5 (a) (b) 6 (a)", [0, 1, 1, 0, 1]),
        ("5 a b 6", [0, 1, 1, 0]),
        ("I A B 1 2 II A", [0, 1, 1, 2, 2, 0, 1]),
        ("A 1 2 B 3 4 C", [0, 1, 1, 0, 1, 1, 0]),
        ("A B 1 2 C 3", [0, 0, 1, 1, 0, 1]),
        ("1 a i ii b 2", [0, 1, 2, 2, 1, 0]),
        ("5 (g) (h) (i) (j) 6", [0, 0, 0, 0, 0, 0]),
        ("5 (a) (h) (i) 6", [0, 1, 1, 1, 0]),
        ("17 17(1) 17(2) 18", [0, 1, 1, 0]),
        ("77/21 78/21 79/21", [0, 0, 0]),
        ("1 2 1 2", [0, 0, 0, 0]),
        ("12 12A 13", [0, 0, 0]),
    ],
)
def test_the_printed_number_tells_whose_part_a_row_is(numbers: str, expected: list[int]) -> None:
    assert levels(numbers) == expected


def test_a_heading_has_no_parts_and_names_the_section_below_it() -> None:
    items = [DraftItem("4", "Plans"), DraftItem("", "Part Two", is_heading=True), DraftItem("(a)", "Depot")]
    placed = in_sections(with_levels(items))
    assert [(item.level, item.section) for item in placed] == [(0, ""), (0, ""), (0, "Part Two")]


def test_the_tree_keeps_the_place_of_each_row_and_loses_none() -> None:
    rows = [
        DraftItem(number, number, level=level) for number, level in (("1", 0), ("a", 1), ("x", 3), ("2", 0))
    ]
    first, second = tree_of(rows)
    assert (first.row, second) == (0, Branch(3, rows[3]))
    assert first.parts == (Branch(1, rows[1], (Branch(2, rows[2]),)),)
