"""Random evenings: every format that is a whole record has every public entry exactly once, and no private word."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from lxml import html

from livemeeting.domain import chain
from livemeeting.domain.events import Event, Unreadable
from livemeeting.domain.payloads import decode
from livemeeting.domain.record import record
from livemeeting.domain.record_shape import Audience, Record
from livemeeting.domain.refused import Refused
from livemeeting.exporters import EXPORTERS, csv_read, json_read, pdf_paper
from livemeeting.exporters.csv_record import as_it_was, harmless
from livemeeting.exporters.papers import whole
from tests.domain.test_privacy import evenings
from tests.evening import SIX_PM, Evening
from tests.exporters.readers import words_in
from tests.records import CANARY, HOSTILE, RecordedEvening, busy_evening, full_evening, links_of

Seqs = Callable[[bytes], list[int]]
BY_TIME = 4  # the columns before the posts


def in_csv(content: bytes) -> list[int]:
    return [int(row["entry"]) for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def in_json(content: bytes) -> list[int]:
    return [line["seq"] for line in json.loads(content)["lines"]]


def in_html(content: bytes) -> list[int]:
    ids = [str(row.get("id", "")) for row in html.fromstring(content.decode()).iter("tr")]
    return [int(each.removeprefix("entry-")) for each in ids if each]


def in_docx(content: bytes) -> list[int]:
    """The first column of the table whose first heading is Entry."""
    tables = docx.Document(io.BytesIO(content)).tables
    found = [[row.cells[0].text for row in table.rows] for table in tables if len(table.columns) >= BY_TIME]
    return [int(each) for table in found for each in table[1:]]


def in_xlsx(content: bytes) -> list[int]:
    """The first column of the first sheet, below the notice and the headings."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = [
            "".join(each.itertext()) for each in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    cells = [each for each in sheet.findall(".//x:c", space) if re.fullmatch(r"A\d+", each.get("r", ""))]
    assert {each.get("t") for each in cells} == {"s"}  # every cell is text
    return [int(shared[int("".join(each.itertext()))]) for each in cells if int(each.get("r", "A0")[1:]) > 2]


def in_akn(content: bytes) -> list[int]:
    root = ElementTree.fromstring(content)
    ids = [each.get("eId", "") for each in root.iter() if each.tag.endswith("}narrative")]
    return [int(each.removeprefix("entry_")) for each in ids if each]


WHOLE: dict[str, Seqs] = {
    "csv": in_csv, "json": in_json, "html": in_html, "docx": in_docx, "xlsx": in_xlsx, "akn.xml": in_akn,
}  # fmt: skip


def record_of(evening: Evening, audience: Audience) -> Record:
    links = links_of(evening.plan, evening.entries)
    return record(evening.plan, evening.entries, (), audience=audience, exported_at=SIX_PM, links=links)


@settings(max_examples=40, deadline=None)
@given(evenings())
def test_every_whole_format_has_every_entry_exactly_once(evening: Evening) -> None:
    for audience in ("public", "internal"):
        found = record_of(evening, audience)
        wanted = [line.seq for line in found.lines]
        assert wanted == sorted(set(wanted))
        for name, seqs in WHOLE.items():
            assert seqs(EXPORTERS[name].write(found)) == wanted, name


@settings(max_examples=8, deadline=None)
@given(evenings())
def test_the_pdf_has_every_entry_exactly_once(evening: Evening) -> None:
    found = record_of(evening, "public")
    blocks = json.loads(json.dumps(pdf_paper.as_json(whole(found))))["blocks"]
    tables = [each for each in blocks if each["kind"] == "Table" and len(each["columns"]) > BY_TIME]
    seqs = [int(row[0][0]) for table in tables for row in table["rows"]]
    assert seqs == [line.seq for line in found.lines]
    text = " ".join(words_in(".pdf", EXPORTERS["pdf"].write(found)).split())
    assert not [line for line in found.lines if " ".join(line.sentence.split()) not in text]


@settings(max_examples=25, deadline=None)
@given(evenings())
def test_no_private_word_is_in_any_public_file(evening: Evening) -> None:
    found = record_of(evening, "public")
    for each in EXPORTERS.values():
        if not each.why_not(found) and each.suffix != ".pdf":
            assert CANARY not in words_in(each.suffix, each.write(found)), each.name


@pytest.mark.parametrize("make", [full_evening, busy_evening])
@pytest.mark.parametrize("name", EXPORTERS)
def test_no_private_word_is_in_any_public_file_of_a_full_evening(
    make: Callable[[], RecordedEvening], name: str
) -> None:
    exporter, found = EXPORTERS[name], make().record("public")
    if reason := exporter.why_not(found):
        with pytest.raises(Refused, match=re.escape(reason)):
            exporter.write(found)
        return
    assert CANARY not in words_in(exporter.suffix, exporter.write(found))


@pytest.mark.parametrize("name", [*WHOLE, "pdf"])
def test_officers_find_the_private_words_in_every_whole_internal_file(name: str) -> None:
    exporter, found = EXPORTERS[name], busy_evening().record("internal")
    assert CANARY in words_in(exporter.suffix, exporter.write(found))


@settings(max_examples=60, deadline=None)
@given(evenings())
def test_csv_and_json_read_back_are_the_log(evening: Evening) -> None:
    found = record_of(evening, "internal")
    rows = csv_read.read(EXPORTERS["csv"].write(found))
    again = json_read.read(EXPORTERS["json"].write(found))
    assert again == found
    log = [(entry.seq, entry.at, entry.kind) for entry in evening.entries]
    assert [(row.seq, row.at, row.kind) for row in rows] == log
    assert [(line.seq, line.made.at, line.kind) for line in again.lines] == log
    assert [(row.sentence, row.outcome, row.tally) for row in rows] == [
        (line.sentence, line.outcome, line.tally) for line in again.lines
    ]
    assert again.log is not None
    assert [_event(link) for link in again.log.links] == [entry.event for entry in evening.entries]


def _event(link: chain.Link) -> Event:
    return Unreadable(link.kind) if link.payload is None else decode(link.kind, link.payload)


@settings(max_examples=40, deadline=None)
@given(evenings())
def test_public_csv_and_json_read_back_agree(evening: Evening) -> None:
    found = record_of(evening, "public")
    again = json_read.read(EXPORTERS["json"].write(found))
    assert again == found
    rows = csv_read.read(EXPORTERS["csv"].write(found))
    assert [(row.seq, row.at, row.kind, row.sentence, row.tally) for row in rows] == [
        (line.seq, line.made.at, line.kind, line.sentence, line.tally) for line in again.lines
    ]


@pytest.mark.parametrize("text", [*HOSTILE, "'=1", "''=1", "' plain", "'", "plain", ""])
def test_a_cell_made_harmless_reads_back_as_it_was(text: str) -> None:
    assert as_it_was(harmless(text)) == text


def test_a_changed_file_is_not_read_back() -> None:
    content = EXPORTERS["json"].write(busy_evening().record("internal"))
    with pytest.raises(Refused, match="changed after its export"):
        json_read.read(content.replace(b"Misheard", b"Mistaken"))
    with pytest.raises(Refused, match="not a record"):
        csv_read.read(b"a,b\r\n1,2\r\n")
