"""Word, PDF, rich text, web pages and ModernGov: what is read of them, and in which words they are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from bench.written_pdf import Placed, pdf_of, pdf_of_text
from bench.written_word import word_of_text
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_pasted, read_source, read_upload
from tests.patience import allowed, shortest_of

MODERNGOV = """<meeting><meetingid>7</meetingid><committeetitle>Cabinet</committeetitle>
<meetingdate>04/05/2026</meetingdate><meetingtime>7.30pm</meetingtime><meetingstatus>{status}</meetingstatus>
<attendees><attendee membertype="Committee Member" name="Cllr A"/><attendee membertype="Officer" name="Ms B"/>
</attendees><agendaitems>{items}</agendaitems></meeting>"""
ITEM = "<agendaitem><agendaitemnumber>1</agendaitemnumber><agendaitemtitle>Roads</agendaitemtitle>{more}</agendaitem>"


def moderngov(more: str = "", status: str = "Confirmed") -> bytes:
    return MODERNGOV.format(items=ITEM.format(more=more), status=status).encode()


def test_a_front_sheet_of_thirty_pages_is_read_in_three_seconds() -> None:
    pages = [
        [
            Placed(60, 60 + 28 * row, f"{page * 10 + row + 1}.   Report on ward {page * 10 + row + 1}")
            for row in range(10)
        ]
        for page in range(30)
    ]
    content = pdf_of(pages)
    assert len(read_upload("front-sheet.pdf", content).items) == 300
    assert shortest_of(2, lambda: read_upload("front-sheet.pdf", content)) < allowed(3)


def test_a_scan_is_refused_as_a_picture() -> None:
    with pytest.raises(Refused, match="picture"):
        read_upload("scan.pdf", pdf_of([[Placed(60, 60, "1")], []]))


def test_a_cut_off_pdf_and_word_file_are_refused_as_broken() -> None:
    for name, content in (
        ("a.pdf", pdf_of_text("1. Apologies")[:60]),
        ("a.docx", word_of_text("n0 Apologies")[:300]),
    ):
        with pytest.raises(Refused, match="broken or cut off"):
            read_upload(name, content)


def test_the_reports_behind_a_front_sheet_are_not_read_and_that_is_said() -> None:
    front = "Cabinet\n1.   Apologies\n2.   Minutes\n3.   Roads\n"
    draft = read_upload(
        "pack.pdf", pdf_of_text(f"{front}\fAgenda Item 3\nReport of the Director\n1.   Purpose")
    )
    assert [item.title for item in draft.items] == ["Apologies", "Minutes", "Roads"]
    assert any("first 1 of 2 pages" in doubt.sentence for doubt in draft.doubts)


def test_a_draft_of_a_word_file_points_into_lines_an_officer_can_read() -> None:
    draft = read_upload("agenda.docx", word_of_text("p Cabinet\nn0 Apologies\nn0 Minutes"))
    lines = draft.source.split("\n")
    assert [lines[(item.line or 0) - 1] for item in draft.items] == ["1.\tApologies", "2.\tMinutes"]


def test_numbers_in_word_start_again_where_the_list_says_so() -> None:
    content = word_of_text("n0 Apologies\nn1 Letters\nn0 Roads\nn1 Parks")
    assert [item.number for item in read_upload("a.docx", content).items] == ["1", "(a)", "2", "(a)"]


def test_a_part_of_a_word_file_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(Refused, match="far more"):
        read_upload("bomb.docx", packed.getvalue())


def test_xml_with_entities_of_its_own_is_refused() -> None:
    bomb = b'<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><meeting><agendaitems>&b;</agendaitems></meeting>'
    with pytest.raises(Refused):
        read_source("a.xml", bomb, format="moderngov_xml")


def test_moderngov_gives_head_members_and_papers_and_leaves_restricted_papers_out() -> None:
    documents = "".join(
        f"<linkeddoc><title>{title}</title><url>https://d.example/{title}.pdf</url><isrestricted>{flag}</isrestricted></linkeddoc>"
        for title, flag in (("Report", "False"), ("Annex", "True"))
    )
    draft = read_upload("m.xml", moderngov(f"<linkeddocuments>{documents}</linkeddocuments>"))
    assert (draft.body, str(draft.date), str(draft.start_time)) == ("Cabinet", "2026-05-04", "19:30:00")
    assert (draft.members, draft.external_id) == (("Cllr A",), "7")
    assert [paper.title for paper in draft.items[0].papers] == ["Report"]
    assert not draft.items[0].restricted
    assert any(doubt.row == 0 and "restricted document" in doubt.sentence for doubt in draft.doubts)


@pytest.mark.parametrize("flag", ["<isrestricted>True</isrestricted>", "<isrestricted>?</isrestricted>",
                                  "<isdisplayallowed>False</isdisplayallowed>"])  # fmt: skip
def test_a_moderngov_flag_that_is_set_or_unclear_restricts_its_row(flag: str) -> None:
    item = read_upload("m.xml", moderngov(flag)).items[0]
    assert item.restricted
    assert item.restricted_reason


def test_a_cancelled_moderngov_meeting_is_a_doubt() -> None:
    draft = read_upload("m.xml", moderngov(status="CANCELLED"))
    assert any("CANCELLED" in doubt.sentence for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "1 Apologies 3 - 4",
            "<table><tr><td>1</td><td>Apologies</td><td>3 - 4</td></tr><tr><td>2</td><td>Roads</td></tr></table>",
        ),
        ("1. Apologies\n2. Roads", "<p>&nbsp;</p>"),
    ],
)
def test_the_clipboard_s_html_is_read_before_its_text_and_the_text_where_it_holds_no_items(
    text: str, html: str
) -> None:
    assert [item.title for item in read_pasted(text, html).items] == ["Apologies", "Roads"]


def test_a_page_that_refuses_its_reader_says_so() -> None:
    with pytest.raises(Refused, match="refused"):
        read_upload("page.html", b"<html><body><h1>403 Forbidden</h1><p>Access denied</p></body></html>")


def test_a_table_at_the_head_and_a_link_to_watch_say_when_where_and_how() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{said}</td></tr>"
        for label, said in (("Date:", "Tuesday 3 March 2026"), ("Time:", "6.30 pm"), ("Venue:", "Town Hall"))
    )
    link = '<p><a href="https://youtube.com/watch?v=abc">Watch live</a></p>'
    page = (
        f"<h2>Planning Committee</h2><table>{rows}</table>{link}<ol><li>Apologies</li><li>Minutes</li></ol>"
    )
    draft = read_upload("page.html", page.encode())
    assert (draft.body, str(draft.date), str(draft.start_time)) == (
        "Planning Committee",
        "2026-03-03",
        "18:30:00",
    )
    assert (draft.venue, draft.webcast_url) == ("Town Hall", "https://youtube.com/watch?v=abc")


def test_columns_behind_a_title_are_no_part_of_it() -> None:
    draft = read_pasted(
        "1\tApologies\tChair\n2\tHeadteacher's report\tHT\tEnc B\n3\tSafeguarding\tDSL\tEnc C"
    )
    assert [item.title for item in draft.items] == ["Apologies", "Headteacher's report", "Safeguarding"]


def test_parts_keep_to_an_item_whose_number_was_lost() -> None:
    draft = read_pasted("AGENDA\n• Apologies\n• Planning\n9.1 Weir Lane\n9.2 Beck House\n• Close")
    assert [(item.number, item.level) for item in draft.items] == [
        ("", 0),
        ("", 0),
        ("9.1", 1),
        ("9.2", 1),
        ("", 0),
    ]


def test_a_council_s_own_running_numbers_are_kept() -> None:
    draft = read_pasted(
        "FC26/031 Apologies\nFC26/032 Minutes\n(1) of February\nFC26/033 Close\nDC26/0112 is a reference"
    )
    assert [item.number for item in draft.items] == ["FC26/031", "FC26/032", "(1)", "FC26/033"]


def test_a_copied_moderngov_page_is_read_wherever_its_share_words_stand() -> None:
    text = (
        "Cabinet - Tuesday, 8 December 2026 2.00 pm\nNo. Item\n1.\nApologies Share this item\n2. Minutes\n"
        "• Rhannu'r eitem hon\nMinutes:\n3. RESOLVED as follows\n3.\nRoads PDF 2 MB\n• Share this item\n"
    )
    draft = read_pasted(text)
    assert [(item.number, item.title) for item in draft.items] == [
        ("1", "Apologies"),
        ("2", "Minutes"),
        ("3", "Roads"),
    ]
    assert draft.body == "Cabinet"


def test_a_page_that_goes_on_with_the_next_item_is_no_report_whatever_its_first_line_says() -> None:
    front = "Cabinet\n1.   Apologies\n2.   Minutes\n3.   Roads\n"
    draft = read_upload(
        "front.pdf", pdf_of_text(f"{front}\fReport of the Director of Roads\n\n4.   Parks\n5.   Close")
    )
    assert [item.number for item in draft.items] == ["1", "2", "3", "4", "5"]


def test_a_line_of_many_columns_and_tags_is_read_once() -> None:
    line = "1.\t<b>Apologies</b>" + "\tChair    Clerk" * 40
    assert read_pasted(f"{line}\n2.\tRoads").items[-1].title == "Roads"


def test_a_wide_gap_between_number_and_title_is_no_column() -> None:
    draft = read_pasted(
        "1          Apologies for absence\n2           Cemetery - review; requests\n3      Close"
    )
    assert [item.title for item in draft.items] == [
        "Apologies for absence",
        "Cemetery - review; requests",
        "Close",
    ]
