"""Templates of our own formats: a short agenda that shows every column, to be filled in."""

from __future__ import annotations

import csv
import io
import json

import yaml
from openpyxl import Workbook
from openpyxl.styles import Font

from livemeeting.domain.refused import Refused
from livemeeting.importers.own_kinds import KINDS, Template
from livemeeting.importers.rows import COLUMNS

_HEAD = {
    "body": "Cabinet",
    "title": "Cabinet",
    "date": "Wednesday 25 November 2026",
    "time": "18:30",
    "venue": "Council Chamber, Town Hall",
    "webcast_url": "https://www.youtube.com/watch?v=abcdefghijk",
    "hashtag": "",
    "members": ["Cllr Ada Example (Chair)", "Cllr Bryn Example"],
}
_PAPER = "https://www.example.gov.uk/papers/library-review.pdf"
_ROWS: tuple[dict[str, str], ...] = (
    {"title": "Standing items", "heading": "yes"},
    {"number": "1", "title": "Apologies for absence"},
    {"number": "2", "title": "Declarations of interest"},
    {"title": "Business", "heading": "yes"},
    {"number": "3", "title": "Library Service Review", "plain_title": "Library hours", "paper_url": _PAPER,
     "paper_title": "Report"},
    {"number": "3.1", "title": "Opening hours", "level": "1"},
    {"number": "4", "title": "Budget monitoring", "withdrawn": "yes"},
    {"number": "5", "title": "Exclusion of the press and public"},
    {"number": "6", "title": "Sale of land", "restricted": "yes", "reason": "Schedule 12A, paragraph 3"},
)  # fmt: skip


def template(kind: str) -> Template:
    """The template of one of KINDS. Raises Refused for another."""
    if kind == "csv":
        return Template("agenda-template.csv", "text/csv; charset=utf-8", _csv())
    if kind == "xlsx":
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Template("agenda-template.xlsx", sheet, _xlsx())
    if kind == "yaml":
        text = yaml.safe_dump(_document(), allow_unicode=True, sort_keys=False, width=1000)
        return Template("agenda-template.yaml", "application/yaml", text.encode())
    if kind == "json":
        text = json.dumps(_document(), ensure_ascii=False, indent=2) + "\n"
        return Template("agenda-template.json", "application/json", text.encode())
    raise Refused(f"There is a template as {', '.join(KINDS[:-1])} and {KINDS[-1]}.")


def _csv() -> bytes:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_ROWS)
    return lines.getvalue().encode("utf-8-sig")  # the mark by which Excel knows UTF-8


def _xlsx() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Agenda"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in _ROWS:
        sheet.append([row.get(name, "") for name in COLUMNS])
    for column, width in zip("ABCDEFGHIJ", (10, 45, 30, 9, 7, 11, 28, 11, 45, 20), strict=True):
        sheet.column_dimensions[column].width = width
    for line in range(2, 202):
        sheet.cell(line, 1).number_format = "@"  # text, or Excel makes 12.1 of 12.10 and a date of 1/2
    sheet.freeze_panes = "A2"
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _document() -> dict[str, object]:
    items: list[dict[str, object]] = []
    for row in _ROWS:
        item: dict[str, object] = {name: value for name, value in row.items() if name != "level"}
        if "paper_url" in item:
            item["papers"] = [{"title": item.pop("paper_title"), "url": item.pop("paper_url")}]
        if row.get("level") == "1":
            items[-1]["children"] = [item]
        else:
            items.append(item)
    return {**_HEAD, "items": items}
