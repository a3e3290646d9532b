"""What an importer marks restricted: by its words, by its place, and whenever it is in doubt."""

from __future__ import annotations

import pytest

from livemeeting.domain.agenda import Draft
from livemeeting.importers import read_pasted


def restricted(draft: Draft) -> list[str]:
    return [item.title for item in draft.items if item.restricted]


def doubted_rows(draft: Draft) -> set[int]:
    return {doubt.row for doubt in draft.doubts if doubt.row is not None}


@pytest.mark.parametrize(
    "title",
    [
        "Disposal of land (exempt)",
        "Part 2 report on the depot",
        "Part II: contract award",
        "Part Two - staffing",
        "Confidential minutes",
        "Land at Hay Lane - NOT FOR PUBLICATION",
        "Depot (paragraph 3 of Part 1 of Schedule 12A)",
        "Schedule 12A matter",
        "Public Bodies (Admission to Meetings) Act 1960: clerk's pay",
        "Closed session",
        "Staffing matters, to be taken in private",
        "Adroddiad eithriedig",
        "Land at Hay Lane (exclusion of the public)",
    ],
)
def test_private_words_mark_an_item_with_a_reason_and_a_doubt(title: str) -> None:
    draft = read_pasted(f"1. Apologies\n2. {title}\n")
    assert restricted(draft) == [title]
    assert draft.items[1].restricted_reason
    assert 1 in doubted_rows(draft)


@pytest.mark.parametrize(
    "title",
    [
        "Council tax exemptions",
        "Local Plan Part 2: adoption",
        "Exempt accommodation: licensing",
        "Part-time posts",
    ],
)
def test_ordinary_business_that_sounds_private_stays_public(title: str) -> None:
    assert restricted(read_pasted(f"1. Apologies\n2. {title}")) == []


def test_a_note_under_an_item_that_says_not_for_publication_marks_it() -> None:
    draft = read_pasted("1. Apologies\n2. Depot\nNot for publication by virtue of paragraph 3.\n3. Roads")
    assert restricted(draft) == ["Depot"]
    assert draft.items[1].restricted_reason == "Schedule 12A, paragraph 3"


@pytest.mark.parametrize(
    "resolution",
    [
        "Exclusion of the press and public",
        "EXCLUSION OF PUBLIC AND PRESS",
        "To resolve that the press and public be excluded",
        "To resolve, under the Public Bodies (Admission to Meetings) Act 1960, to exclude the public",
        "Exempt information - possible exclusion of the press and public",
        "Local Government Act 1972: exclusion of the public (paragraphs 1 and 3 of Part 1 of Schedule 12A)",
        "To move into closed session",
    ],
)
def test_all_that_follows_the_exclusion_is_restricted_and_the_resolution_is_public(resolution: str) -> None:
    draft = read_pasted(f"1. Apologies\n2. {resolution}\n3. Depot\n4. Roads")
    assert restricted(draft) == ["Depot", "Roads"]
    assert all(item.restricted_reason for item in draft.items[2:])
    assert [doubt for doubt in draft.doubts if doubt.row == 2 and "confirm" in doubt.sentence]


def test_the_paragraph_of_the_exclusion_is_the_reason_of_what_follows() -> None:
    draft = read_pasted("1. Exclusion of the press and public (paragraphs 1 and 3)\n2. Depot")
    assert draft.items[1].restricted_reason == "Schedule 12A, paragraphs 1 and 3"


def test_each_group_after_the_exclusion_is_asked_about_once() -> None:
    draft = read_pasted(
        "1. Exclusion of the public\n2. Depot\n3. Roads\n4. Readmission of the public\n5. Close"
    )
    asked = [doubt for doubt in draft.doubts if doubt.row is not None]
    assert [doubt.row for doubt in asked] == [1]
    assert "item 2 to item 3" in asked[0].sentence


def test_readmission_of_the_public_ends_the_private_part() -> None:
    draft = read_pasted(
        "1. Exclusion of the public\n2. Depot\n3. Readmission of the press and public\n4. Close"
    )
    assert restricted(draft) == ["Depot"]


def test_readmission_of_anybody_else_does_not_end_it() -> None:
    draft = read_pasted("1. Exclusion of the public\n2. Readmission of a pupil\n3. Depot")
    assert restricted(draft) == ["Readmission of a pupil", "Depot"]


def test_everything_under_a_private_heading_is_restricted_until_a_public_one() -> None:
    draft = read_pasted("PART TWO\n1. Depot\n2. Roads\n\nPART ONE\n3. Parks\n4. Trees")
    assert restricted(draft) == ["Depot", "Roads"]


@pytest.mark.parametrize(
    "heading", ["PART TWO", "PART II - IN PRIVATE", "EXEMPT ITEMS", "PART 2: CONFIDENTIAL"]
)
def test_a_heading_that_only_names_the_private_part_is_public(heading: str) -> None:
    draft = read_pasted(f"1. Apologies\n\n{heading}\n\n2. Depot")
    assert [(item.title, item.restricted) for item in draft.items[1:]] == [(heading, False), ("Depot", True)]


def test_a_heading_that_names_private_business_is_restricted() -> None:
    draft = read_pasted("1. Apologies\n\nEXEMPT ITEM: SALE OF DEPOT\n\n2. Report")
    assert restricted(draft) == ["EXEMPT ITEM: SALE OF DEPOT", "Report"]


def test_an_item_named_as_a_private_part_restricts_what_follows() -> None:
    draft = read_pasted("1. Apologies\n2. Exempt items\n(a) Depot\n3. Roads")
    assert restricted(draft) == ["Exempt items", "Depot", "Roads"]


def test_the_parts_of_a_restricted_item_are_restricted_with_it() -> None:
    draft = read_pasted("3. Property (exempt)\n(a) Shop one\n(b) Shop two\n4. Public questions")
    assert restricted(draft) == ["Property (exempt)", "Shop one", "Shop two"]


def test_a_private_part_does_not_restrict_its_public_neighbour() -> None:
    draft = read_pasted("3. Property\n(a) Shop one (exempt)\n(b) Shop two\n4. Public questions")
    assert restricted(draft) == ["Shop one (exempt)"]


def test_a_resolution_worded_under_another_title_restricts_what_follows() -> None:
    text = "1. Apologies\n2. Local Government Act 1972\nTo resolve that the public be excluded.\n3. Depot\n4. Roads"
    assert restricted(read_pasted(text)) == ["Depot", "Roads"]


def test_a_notice_that_the_public_may_be_excluded_restricts_nothing() -> None:
    text = "1. Public questions\nIt is noted that the public may be excluded for private questions.\n2. Roads"
    assert restricted(read_pasted(text)) == []


def test_a_footnote_that_speaks_of_private_business_restricts_the_titles_with_its_star() -> None:
    draft = read_pasted(
        "1. Apologies\n2. Mowing contract*\n3. Close\n\n*May be discussed as a confidential item"
    )
    assert restricted(draft) == ["Mowing contract*"]
    assert 1 in doubted_rows(draft)


@pytest.mark.parametrize(
    "title",
    [
        "Confidential: clerk's pay - exclusion of the public",
        "To exclude the press and public to discuss the clerk's pay",
        "Staffing matters - the public will be asked to leave",
        "Conference with legal counsel: existing litigation",
        "Non-public session",
        "Site visit, closed to the public",
        "Contract award (by virtue of paragraph 3)",
    ],
)
def test_a_title_that_names_private_business_is_restricted_whatever_else_it_says(title: str) -> None:
    assert title in restricted(read_pasted(f"1. Apologies\n2. {title}\n3. Depot"))


def test_business_with_the_resolution_worded_under_it_is_restricted_and_so_is_what_follows() -> None:
    text = "1. Apologies\n2. Staffing\nTo resolve that the public be excluded.\n3. Depot"
    assert restricted(read_pasted(text)) == ["Staffing", "Depot"]


def test_an_item_that_only_gives_notice_of_an_exclusion_restricts_no_public_business_below_it() -> None:
    text = "1. Possible exclusion of the public\n2. Declarations of interest\n3. Depot\n4. Roads (exempt)"
    draft = read_pasted(text)
    assert restricted(draft) == ["Roads (exempt)"]
    assert 0 in doubted_rows(draft)


def test_a_part_of_its_own_for_private_business_bounds_what_an_earlier_exclusion_restricts() -> None:
    text = "1. Exclusion of the public\n2. Roads\n3. Parks\n\nPRIVATE BUSINESS\n\n4. Depot"
    assert restricted(read_pasted(text)) == ["Depot"]


def test_a_closed_session_ends_where_business_of_an_open_meeting_begins() -> None:
    text = "1. Roll call\n2. Executive session\n3. Lawsuit\n4. Reconvene in open session\n5. Roads"
    assert restricted(read_pasted(text)) == ["Executive session", "Lawsuit"]


def test_a_private_paper_leaves_its_item_public_with_a_doubt() -> None:
    draft = read_pasted("1. Apologies\n2. Leisure contract\nAppendix B is not for publication.\n3. Close")
    assert restricted(draft) == []
    assert 1 in doubted_rows(draft)


def test_a_letter_of_a_part_is_as_good_as_its_number() -> None:
    text = "PART A - PUBLIC\n\nA1. Apologies\n\nPART B - EXEMPT\n\nB1. Appointments"
    assert restricted(read_pasted(text)) == ["Appointments"]


def test_the_schedule_of_another_nation_is_named_as_it_is() -> None:
    draft = read_pasted("1. Apologies\n2. Depot\nExempt: paragraph 6 of Part 1 of Schedule 7A")
    assert draft.items[1].restricted_reason == "Schedule 7A, paragraph 6"


@pytest.mark.parametrize(
    "note",
    [
        "The report and Appendix A are not for publication.",
        "Exempt under paragraph 3 of Schedule 12A (report and appendices)",
        "Not for publication by virtue of paragraph 3.",
    ],
)
def test_a_note_that_speaks_of_the_report_itself_restricts_the_item(note: str) -> None:
    assert restricted(read_pasted(f"1. Apologies\n2. Leisure contract\n{note}\n3. Close")) == [
        "Leisure contract"
    ]


def test_public_questions_after_the_private_business_do_not_open_it() -> None:
    text = "1. Exclusion of the public\n2. Staffing\n3. Public questions"
    assert "Staffing" in restricted(read_pasted(text))


def test_private_business_listed_as_a_part_of_a_notice_is_restricted() -> None:
    text = "1. Possible exclusion of the public\n(a) Sale of depot (exempt)\n2. Declarations of interest\n3. Roads"
    assert restricted(read_pasted(text)) == ["Sale of depot (exempt)"]


def test_what_stands_behind_the_last_public_business_of_such_an_agenda_is_restricted() -> None:
    text = "1. Exclusion of the public\n2. Roads\n3. Any other items of public business\n4. Depot"
    assert restricted(read_pasted(text)) == ["Depot"]
