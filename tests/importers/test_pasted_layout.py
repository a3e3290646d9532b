"""The layout of pasted text: wrapped titles, headings, tables, bullets, notes, links, invisible characters."""

from __future__ import annotations

import pytest

from livemeeting.domain.agenda import Paper
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_pasted


def titles(text: str) -> list[str]:
    return [item.title for item in read_pasted(text).items]


@pytest.mark.parametrize(
    "text",
    [
        "1. To consider the report on the\n   new library\n2. Close",
        "1. To consider the report on the\nnew library\n2. Close",
        "1. To consider the report on\n   the new library\n2. Close",
    ],
)
def test_a_wrapped_title_is_one_title(text: str) -> None:
    assert titles(text) == ["To consider the report on the new library", "Close"]


def test_an_indented_line_that_had_no_room_continues_the_title() -> None:
    text = (
        "1.  To receive and consider the annual report of the Calderbeck and\n"
        "    Fellside Drainage Commissioners\n2.  Close"
    )
    assert titles(text)[0].endswith("Calderbeck and Fellside Drainage Commissioners")


def test_a_date_at_the_start_of_a_wrapped_line_is_not_an_item() -> None:
    assert titles("1. Minutes of the meeting held on\n   8 April 2026\n2. Close") == [
        "Minutes of the meeting held on 8 April 2026",
        "Close",
    ]


def test_text_under_a_short_title_is_not_part_of_it() -> None:
    assert titles("4. Declarations\n   To receive any declarations of interest from members.\n5. Close") == [
        "Declarations",
        "Close",
    ]


def test_an_unnumbered_agenda_is_read_line_by_line_with_a_doubt() -> None:
    draft = read_pasted(
        "Parish Council\nAGENDA\nApologies\nMinutes\n\nFinance\nI Thistlewood, Clerk\n4 The Green"
    )
    assert [(item.number, item.title) for item in draft.items] == [
        ("", "Apologies"),
        ("", "Minutes"),
        ("", "Finance"),
    ]
    assert any("no numbers" in doubt.sentence for doubt in draft.doubts)
    assert draft.confidence <= 0.5


def test_text_without_any_item_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="starting with its number"):
        read_pasted("Dear all,\nthe agenda will follow tomorrow.")


def test_bullets_are_items_when_the_numbers_are_lost() -> None:
    draft = read_pasted("AGENDA\n- Apologies\n- Planning\n9.1 Larch House\n9.2 Low Fold\n- Close")
    assert [(item.number, item.title) for item in draft.items] == [
        ("", "Apologies"),
        ("", "Planning"),
        ("9.1", "Larch House"),
        ("9.2", "Low Fold"),
        ("", "Close"),
    ]
    assert any("bullets" in doubt.sentence for doubt in draft.doubts)


def test_bullets_under_numbered_items_are_not_items() -> None:
    assert titles("1. Apologies\n* from Cllr Pwll\n* from Cllr Gwilt\n2. Minutes") == ["Apologies", "Minutes"]


def test_a_heading_in_capitals_is_a_heading() -> None:
    items = read_pasted("1. Apologies\n\nITEMS FOR DECISION\n\n2. Budget").items
    assert [(item.title, item.is_heading) for item in items][1] == ("ITEMS FOR DECISION", True)


def test_capitals_after_the_last_item_are_no_heading() -> None:
    assert titles("1. Apologies\n2. Close\n\n**EVERYONE WELCOME TO ATTEND**") == ["Apologies", "Close"]


def test_a_private_heading_after_the_last_number_is_not_lost() -> None:
    draft = read_pasted("1. Apologies\n2. Close\n\nCONFIDENTIAL\n\nStaff matters")
    assert (draft.items[2].title, draft.items[2].restricted) == ("CONFIDENTIAL", True)
    assert any(doubt.row == 2 and "no numbers" in doubt.sentence for doubt in draft.doubts)


def test_table_pipes_and_column_names_are_dropped() -> None:
    text = "| Item | Title | Pages |\n|---|---|---|\n| I. | CALL TO ORDER | |\n| II. | MINUTES | 4 - 5 |"
    assert [(item.number, item.title) for item in read_pasted(text).items] == [
        ("I", "CALL TO ORDER"),
        ("II", "MINUTES"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Budget (Pages 105-108)",
        "Budget (Pages 105 - 108)",
        "Budget Pages 105-108",
        "Budget (Page 7)",
        "Budget (pp. 3 to 9)",
        "Budget\t105 - 108",
        "Budget ............ 12",
        "Budget PDF 160 KB",
    ],
)
def test_page_references_are_taken_off_titles(printed: str) -> None:
    assert titles(f"1. {printed}\n2. Close")[0] == "Budget"


def test_years_at_the_end_of_a_title_stay() -> None:
    assert titles("1. Revenue Budget 2026 - 27\n2. Pay policy 2027/28") == [
        "Revenue Budget 2026 - 27",
        "Pay policy 2027/28",
    ]


def test_identical_titles_are_all_kept() -> None:
    text = "\n".join(f"{number}. Question submitted by a member" for number in (1, 2, 3))
    assert titles(text) == ["Question submitted by a member"] * 3


@pytest.mark.parametrize(
    "printed",
    [
        "Free parking (withdrawn)",
        "Free parking [WITHDRAWN]",
        "Free parking - withdrawn",
        "WITHDRAWN: Free parking",
    ],
)
def test_a_withdrawn_item_is_marked_and_the_mark_leaves_the_title(printed: str) -> None:
    item = read_pasted(f"1. {printed}\n2. Close").items[0]
    assert (item.title, item.withdrawn) == ("Free parking", True)


def test_links_at_the_end_and_below_become_papers() -> None:
    text = (
        "1. Budget https://calderbeck.example/b.pdf\nAppendix: https://calderbeck.example/c.pdf\n"
        "2. [Plan](https://calderbeck.example/p.pdf)\n3. Close\n"
    )
    first, second, _ = read_pasted(text).items
    assert first.title == "Budget"
    assert first.papers == (
        Paper("", "https://calderbeck.example/b.pdf"),
        Paper("Appendix", "https://calderbeck.example/c.pdf"),
    )
    assert (second.title, second.papers) == ("Plan", (Paper("", "https://calderbeck.example/p.pdf"),))


def test_front_matter_is_skipped() -> None:
    text = '---\ntitle: "1. Not an item"\ndate: "2026-04-02"\n---\n1. Apologies\n2. Close'
    assert titles(text) == ["Apologies", "Close"]
    assert read_pasted(text).date is None


def test_invisible_characters_do_not_hide_a_number() -> None:
    text = "1.\u00a0Ymddiheuriadau\n\u200b2.\u2009Cofn\u00adodion\n\ufeff3.\u202fCyllideb"
    assert [(item.number, item.title) for item in read_pasted(text).items] == [
        ("1", "Ymddiheuriadau"),
        ("2", "Cofnodion"),
        ("3", "Cyllideb"),
    ]


def test_numbered_notes_after_the_agenda_are_left_out_with_a_doubt() -> None:
    draft = read_pasted(
        "1. Apologies\n2. Close\n\nNotes\n1. Switch off your phone.\n2. The exits are marked."
    )
    assert len(draft.items) == 2
    assert any(doubt.row is None and "2 numbered lines" in doubt.sentence for doubt in draft.doubts)


def test_a_web_page_copied_with_its_share_links_is_read() -> None:
    text = "1.\n\nApologies\n\n• Share this item\n\n2.\n\nMinutes PDF 160 KB\n\nTo confirm the minutes\n\n3.\n\nClose\n"
    assert titles(text) == ["Apologies", "Minutes", "Close"]


def test_a_very_long_title_is_cut_with_a_doubt() -> None:
    draft = read_pasted("1. " + "Roads and bridges " * 600 + "\n2. Close")
    assert len(draft.items[0].title) <= 2000
    assert any(doubt.row == 0 and "was cut" in doubt.sentence for doubt in draft.doubts)


def test_hostile_text_comes_out_as_text() -> None:
    hostile = "<script>alert(1)</script> {{7*7}} {a.__class__} =1+1"
    assert titles(f"1. {hostile}\n2. Close")[0] == hostile


def test_unnumbered_headings_around_decimal_items_are_headings_and_the_private_one_is_marked() -> None:
    text = "REGULAR MEETING AGENDA\nCONSENT\n\n3.1 Housing\n3.2 Roads\nCLOSED SESSION"
    assert [(item.number, item.is_heading, item.restricted) for item in read_pasted(text).items] == [
        ("", True, False),
        ("3.1", False, False),
        ("3.2", False, False),
        ("", True, True),
    ]
