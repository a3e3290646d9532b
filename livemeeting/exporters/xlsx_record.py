"""The record as an Excel workbook: one sheet a table, and every cell text, so that nothing is calculated."""

from __future__ import annotations

import io
import re

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from livemeeting.domain.record_shape import Record
from livemeeting.exporters import tables
from livemeeting.exporters.tables import Sheet

#: The most a cell of Excel holds (support.microsoft.com, Excel specifications and limits).
MOST_LETTERS = 32_767
WIDTHS = {"what_happened": 60, "item_title": 35, "posts": 40, "video_link": 40, "corrections": 40, "outcomes": 40,
          "utc": 24, "member": 28, "formal_title": 35, "taken": 24}  # fmt: skip
#: Column names of our tables as people read them, where they are not the label itself.
LABELS = {
    "entry": "Entry", "time": "Time", "item_title": "Title", "item_number": "Item", "what_happened": "What happened",
    "outcome": "Outcome", "for": "For", "against": "Against", "abstained": "Abstained", "votes": "Votes",
    "posts": "Posts", "pressed_by": "Pressed by", "member": "Member", "vote": "Vote", "state": "State",
    "casting_vote": "Chair's casting vote", "formal_title": "Formal title", "taken": "Taken", "entries": "Entries",
    "interest": "Interest",
}  # fmt: skip
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(record: Record) -> bytes:
    """The .xlsx file: by time, by item, decisions, votes, attendance, the agenda as planned."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
    }
    with Workbook(file, options) as book:
        head = record.head
        book.set_properties({
            "title": _clean(f"{head.title} – {head.notice}")[:255], "author": _clean(head.body)[:255],
            "created": head.exported.at.replace(tzinfo=None),
        })  # fmt: skip
        for make in (
            tables.by_time,
            tables.by_item,
            tables.decisions,
            tables.votes,
            tables.attendance,
            tables.planned,
        ):
            sheet = make(record)
            _write(book, book.add_worksheet(_sheet_name(record.say(sheet.name))), sheet, record)
    return file.getvalue()


def _write(book: Workbook, page: Worksheet, sheet: Sheet, record: Record) -> None:
    bold, wrapped = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    page.freeze_panes(2, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0, 1)
    page.fit_to_pages(1, 0)
    for place, name in enumerate(sheet.columns):
        page.set_column(place, place, WIDTHS.get(name, 13))
    page.write_string(0, 0, _clean(record.head.notice), bold)
    for place, name in enumerate(sheet.columns):
        label = LABELS.get(name, name.replace("_", " ").capitalize())
        page.write_string(1, place, record.say(label), bold)
    for number, row in enumerate(sheet.rows, start=2):
        for place, text in enumerate(row):
            if text:
                page.write_string(number, place, _clean(text)[:MOST_LETTERS], wrapped)
    page.autofilter(1, 0, 1 + max(1, len(sheet.rows)), len(sheet.columns) - 1)


def _sheet_name(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", text)[:31]


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
