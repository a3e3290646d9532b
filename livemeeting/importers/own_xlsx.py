"""Our own table as an Excel workbook: the first sheet that names our columns, one row an item."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.own_table import TableRow, column_names, read_table
from livemeeting.importers.packed import LARGEST_PART

_NO_DATE = Doubt(None, "A workbook holds the items only: give the body, date, time and venue.")
_BROKEN = "This workbook is broken or cut off. Save or download it again, or paste the agenda instead."
#: What openpyxl raises for files that are not what they say, seen by damaging some.
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, SyntaxError, NotImplementedError, RuntimeError, AssertionError, OverflowError,
)  # fmt: skip
_HEADER_WITHIN = 20
_MOST_ROWS, _MOST_COLUMNS = 5_000, 60
_DECIMALS = re.compile(r"0\.(0+)")


def read(content: bytes) -> Draft:
    """A draft from a workbook (.xlsx). Raises Refused for one that is broken or has no table of ours."""
    try:
        _refuse_bomb(content)
        sheets = list(_sheets(content))
    except _FAULTS as fault:
        raise Refused(_BROKEN) from fault
    for rows in sheets:
        for at, row in enumerate(rows[:_HEADER_WITHIN]):
            names = column_names(row.cells)
            if "title" in names:
                return read_table(_trimmed(names), rows[at + 1 :], doubts=(_NO_DATE,))
    raise Refused(
        "No sheet of this workbook has a row that names its columns with 'title' among them. "
        "Take the template, or copy the agenda and paste it."
    )


def recognises(content: bytes) -> bool:
    """Whether it is a workbook."""
    return b"xl/workbook.xml" in content


def _refuse_bomb(content: bytes) -> None:
    # zipfile reads no more of a part than its directory says, so the directory can be believed here.
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_PART:
            raise Refused("This workbook unpacks to far more than an agenda holds. Paste the agenda instead.")


def _trimmed(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names


def _sheets(content: bytes) -> Iterator[list[TableRow]]:
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in workbook.worksheets[:20]:
        sheet.reset_dimensions()  # the size a file claims is not to be believed
        rows = islice(sheet.iter_rows(max_col=_MOST_COLUMNS), _MOST_ROWS)
        yield [_row(line, cells) for line, cells in enumerate(rows, 1)]


def _row(line: int, cells: Sequence[Any]) -> TableRow:
    dated = [_text(cell) for cell in cells if isinstance(cell.value, date | datetime)]
    doubt = (
        f"Excel holds '{dated[0]}' in this row as a date: where it is a number, format the cell as text."
        if dated
        else ""
    )
    return TableRow(line, [_text(cell) for cell in cells], doubt)


def _text(cell: Any) -> str:
    """A cell as it is shown: 12.10 stays 12.10 where its format has two decimals."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        decimals = _DECIMALS.fullmatch(cell.number_format or "")
        if decimals:
            return f"{value:.{len(decimals[1])}f}"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)
