"""Our own table as an Excel workbook, items with parts, and the templates to fill in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_source
from livemeeting.importers.own_kinds import KINDS
from livemeeting.importers.own_templates import template


def workbook(*sheets: Sequence[Sequence[Any]], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
        for cell, shown in (formats or {}).items():
            sheet[cell].number_format = shown
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def draft_of(content: bytes, name: str = "agenda.xlsx") -> Draft:
    return read_source(name, content).draft


def said(draft: Draft) -> str:
    return " ".join(doubt.sentence for doubt in draft.doubts)


def test_a_workbook_is_read_as_it_is_shown() -> None:
    content = workbook(
        [
            ["number", "title", "restricted"],
            [12.1, "Roads", None],
            [7, "Bins", True],
            ["17(6)", "Land", "no"],
        ],
        formats={"A2": "0.00"},
    )
    draft = draft_of(content)
    assert [(item.number, item.title, item.restricted, item.line) for item in draft.items] == [
        ("12.10", "Roads", False, 2),
        ("7", "Bins", True, 3),
        ("17(6)", "Land", False, 4),
    ]
    assert said(draft) == "A workbook holds the items only: give the body, date, time and venue."


def test_the_table_may_stand_lower_and_on_another_sheet_and_go_by_other_names() -> None:
    content = workbook(
        [["Notes"]],
        [["Cabinet, 25 November"], [], ["No.", "Agenda item", "Exempt"], [], ["1", "Land", "Yes"]],
    )
    item = draft_of(content).items[0]
    assert (item.number, item.title, item.restricted, item.line) == ("1", "Land", True, 5)


def test_a_number_that_excel_made_a_date_of_is_asked_about() -> None:
    draft = draft_of(workbook([["number", "title"], [datetime(2026, 2, 1), "Roads"]]))
    assert draft.items[0].number == "1/2"
    assert "as a date" in said(draft)


def test_a_workbook_without_our_columns_is_refused_with_a_way_out() -> None:
    with pytest.raises(Refused, match="Take the template"):
        draft_of(workbook([["a", "b"], ["1", "Roads"]]))


def test_a_workbook_is_known_by_its_content() -> None:
    content = workbook([["title"], ["Roads"]])
    for name in ("agenda", "agenda.txt", "agenda.docx", "agenda.csv"):
        assert read_source(name, content).importer == "own_xlsx"


@pytest.mark.parametrize("keep", [30, 200, 2000, -1, -30])
def test_a_workbook_cut_off_is_refused(keep: int) -> None:
    content = workbook([["title"], ["Roads"]])
    with pytest.raises(Refused, match="broken or cut off"):
        draft_of(content[:keep])


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(300_000_000))
    with pytest.raises(Refused, match="unpacks to far more"):
        draft_of(packed.getvalue())


NESTED = {
    "items": [
        {"number": "4", "title": "Budget", "children": ["Savings", {"title": "Fees", "children": ["Parks"]}]},
        {"number": "5", "title": "Land", "restricted": True, "children": [{"number": "a", "title": "Offer"}]},
        {"title": "Close", "level": 0},
    ]
}  # fmt: skip


def test_children_are_parts_of_the_item_they_stand_in_and_private_with_it() -> None:
    draft = read_source("a.json", json.dumps(NESTED).encode()).draft
    assert [(item.title, item.level, item.restricted) for item in draft.items] == [
        ("Budget", 0, False),
        ("Savings", 1, False),
        ("Fees", 1, False),
        ("Parks", 2, False),
        ("Land", 0, True),
        ("Offer", 1, True),
        ("Close", 0, False),
    ]


def test_children_of_something_else_or_too_deep_are_refused() -> None:
    deep: Any = "Deepest"
    for _ in range(5):
        deep = {"title": "A", "children": [deep]}
    for children, sentence in (([[]], "under 'children' is not an item"), ([deep], "more than four deep")):
        with pytest.raises(Refused, match=sentence):
            read_source("a.json", json.dumps({"items": [{"title": "A", "children": children}]}).encode())


def test_a_level_in_a_table_makes_a_part_and_a_wrong_one_is_a_doubt() -> None:
    draft = draft_of(b"title,level\nBudget,0\nSavings,1\nLand,deep\n", "a.csv")
    assert [item.level for item in draft.items] == [0, 1, 0]
    assert "'deep' under 'level'" in said(draft)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_read_by_its_own_importer_and_shows_everything(kind: str) -> None:
    made = template(kind)
    read = read_source(made.filename, made.content)
    items = read.draft.items
    assert read.importer == f"own_{kind}"
    assert [item.level for item in items] == [0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert [item.title for item in items if item.restricted] == ["Sale of land"]
    assert [item.title for item in items if item.is_heading] == ["Standing items", "Business"]
    assert [item.title for item in items if item.withdrawn] == ["Budget monitoring"]
    assert items[4].papers and items[4].plain_title
    assert not [doubt for doubt in read.draft.doubts if "holds the items only" not in doubt.sentence]


def test_there_is_no_other_template() -> None:
    with pytest.raises(Refused, match="csv, xlsx, yaml and json"):
        template("exe")
