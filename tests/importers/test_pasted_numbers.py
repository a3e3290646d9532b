"""The agenda numbers of pasted text: every kind that councils print, and figures that are no numbers."""

from __future__ import annotations

import pytest

from livemeeting.importers import read_pasted


def rows(text: str) -> list[tuple[str, str]]:
    return [(item.number, item.title) for item in read_pasted(text).items]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1 Library hours", "1"),
        ("1. Library hours", "1"),
        ("1) Library hours", "1"),
        ("84. Library hours", "84"),
        ("137. Library hours", "137"),
        ("4.2 Library hours", "4.2"),
        ("12.4. Library hours", "12.4"),
        ("12.10  Library hours", "12.10"),
        ("6A Library hours", "6A"),
        ("6a. Library hours", "6a"),
        ("2.A Library hours", "2.A"),
        ("17(6) Library hours", "17(6)"),
        ("77/21 Library hours", "77/21"),
        ("6 [Item 8] Library hours", "6 [Item 8]"),
        ("Item 5: Library hours", "5"),
        ("5 - Library hours", "5"),
        ("5 – Library hours", "5"),
        ("12\tLibrary hours", "12"),
        ("A-1 Library hours", "A-1"),
        ("B2. Library hours", "B2"),
        ("12      Library hours", "12"),
    ],
)
def test_a_number_is_kept_as_printed_without_its_last_stop(printed: str, number: str) -> None:
    assert rows(f"{printed}\n99. Close of the meeting")[0] == (number, "Library hours")


def test_lettered_parts_follow_their_item() -> None:
    text = "5. Planning\n(a) Larch House\n(b) Low Fold\n6. Finance\ni. Grants\nii. Loans\niv. Gifts"
    assert [number for number, _ in rows(text)] == ["5", "(a)", "(b)", "6", "i", "ii", "iv"]


def test_roman_numerals_may_leave_a_gap() -> None:
    text = "I. CALL TO ORDER\nII. MINUTES\nV. REPORTS\nVII. CLOSE"
    assert [number for number, _ in rows(text)] == ["I", "II", "V", "VII"]


def test_letters_nested_in_roman_numerals_are_both_kept() -> None:
    text = "I. OPENING\n  A. Prayers\n  B. Roll call\nII. CONSENT\n  A. Minutes\n    1. May\n    2. June\nIII. CLOSE"
    assert [number for number, _ in rows(text)] == ["I", "A", "B", "II", "A", "1", "2", "III"]
    assert not [doubt for doubt in read_pasted(text).doubts if "start again" in doubt.sentence]


def test_a_number_on_its_own_line_belongs_to_the_title_below() -> None:
    assert rows("1\nApologies\n\n2.\n\nMinutes\n3\nFinance") == [
        ("1", "Apologies"),
        ("2", "Minutes"),
        ("3", "Finance"),
    ]


def test_a_page_number_on_its_own_line_is_not_an_item() -> None:
    assert rows("1. Apologies\n2. Minutes\n3. Finance\n2\n4. Planning") == [
        ("1", "Apologies"),
        ("2", "Minutes"),
        ("3", "Finance"),
        ("4", "Planning"),
    ]


def test_markdown_bold_with_the_number_glued_on_is_an_item() -> None:
    assert rows("**1.Minutes**\n\n**2.Finance**\n\n__3. Planning__") == [
        ("1", "Minutes"),
        ("2", "Finance"),
        ("3", "Planning"),
    ]


def test_escaped_markdown_numbers_are_items() -> None:
    assert rows("1\\. Minutes\n2\\. Finance") == [("1", "Minutes"), ("2", "Finance")]


@pytest.mark.parametrize(
    "line",
    [
        "12 High Street, Nether Calderbeck",
        "3 Smithy Cottages, Calderbeck CB1 2AB",
        "01632 960148",
        "8 April 2026",
        "31 March 2026",
        "25/11/2026",
        "7.30pm in the Reading Room",
        "7.30 p.m. for 8.00 p.m.",
        "Page 2 of 3",
        "Pages 3 - 10",
        "- 4 -",
        "10% of residents replied",
        "12 members of the public were there",
        "2026. That was the year",
        "24/7 support line",
        "2026/27 Budget book",
        "A66 closures in May",
    ],
)
def test_a_stray_figure_is_not_an_item(line: str) -> None:
    assert rows(f"1. Apologies\n2. Minutes\n\n{line}\n\n3. Close") == [
        ("1", "Apologies"),
        ("2", "Minutes"),
        ("3", "Close"),
    ]


def test_the_clerks_address_after_the_last_item_is_not_an_item() -> None:
    text = "1 Apologies\n2 Minutes\n3 Close\n\nI Thistlewood, Clerk to the Council\n4 The Green\nCalderbeck CB1 2AB"
    assert [number for number, _ in rows(text)] == ["1", "2", "3"]


def test_numbers_that_start_again_are_kept_with_a_doubt() -> None:
    draft = read_pasted("1. Apologies\n2. Minutes\n\nINFORMATION ITEMS\n1. Bus routes\n2. Bin days")
    assert [item.number for item in draft.items] == ["1", "2", "", "1", "2"]
    assert any(doubt.row == 3 and "start again at 1" in doubt.sentence for doubt in draft.doubts)


def test_a_jump_in_the_numbers_is_a_doubt() -> None:
    draft = read_pasted("1. Apologies\n2. Minutes\n5. Finance")
    assert any(doubt.row == 2 and "from 2 to 5" in doubt.sentence for doubt in draft.doubts)


def test_numbers_out_of_order_stay_in_the_order_printed() -> None:
    assert [number for number, _ in rows("33. Roads\n12. Bins\n40. Parks")] == ["33", "12", "40"]


def test_the_numbered_points_of_a_motion_are_not_items() -> None:
    text = (
        "7. Motion by Cllr Gwilt\nThis Council notes:\n1. that buses are late\n2. that buses are few\n"
        "This Council resolves to:\n1. write to the operator\n(a) this week\n8. Motion by Cllr Pwll\n9. Close"
    )
    assert [number for number, _ in rows(text)] == ["7", "8", "9"]
    assert any(
        doubt.row == 0 and "read as part of its text" in doubt.sentence for doubt in read_pasted(text).doubts
    )


def test_several_items_on_one_line_are_taken_apart() -> None:
    text = "AGENDA 1. Apologies 2. Minutes of 3 March 3. Update on Phase 4. Then 4. Finance"
    assert [number for number, _ in rows(text)] == ["1", "2", "3", "4"]
    assert rows("1 Apologies 2 Minutes 3 Finance 4 Planning 5 Close")[4] == ("5", "Close")


def test_each_item_knows_its_line_in_the_source() -> None:
    draft = read_pasted("Cabinet\n\n1. Apologies\n\n2. Minutes")
    assert [item.line for item in draft.items] == [3, 5]
