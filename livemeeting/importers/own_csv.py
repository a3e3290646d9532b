"""Our own CSV: one row an item, the columns named in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.own_table import TableRow, column_names, known_columns, read_table
from livemeeting.importers.source import text_of

_DELIMITERS = (",", ";", "\t", "|")
_NO_DATE = Doubt(None, "A CSV holds the items only: give the body, date, time and venue.")


def read(content: bytes) -> Draft:
    """A draft from CSV in any of the usual delimiters. Raises Refused with what is wrong."""
    source = text_of(content)
    start, names, delimiter = _header(source.text)
    return read_table(names, _rows(source.text, start, delimiter), doubts=(_NO_DATE, *source.doubts))


def recognises(content: bytes) -> bool:
    """Whether the first line names our columns, the title among them."""
    text = content[:4000].decode("utf-8-sig", "ignore")
    if text.lstrip().startswith("|"):
        return False  # a table in Markdown, which has a rule below its header
    _, names, _ = _header(text)
    return "title" in names and known_columns(names) >= 2


def _header(text: str) -> tuple[int, list[str], str]:
    """The lines before the items, the column names, and the delimiter that makes most names known."""
    for index, line in enumerate(text.split("\n")):
        # Excel opens some of its files with "sep=;".
        if line.strip() and not line.casefold().startswith("sep="):
            readings = [(column_names(line.split(delimiter)), delimiter) for delimiter in _DELIMITERS]
            names, delimiter = max(readings, key=lambda reading: known_columns(reading[0]))
            return index + 1, names, delimiter
    return 0, [], ","


def _rows(text: str, start: int, delimiter: str) -> Iterator[TableRow]:
    body = "\n".join(text.split("\n")[start:])
    reader = csv.reader(io.StringIO(body), delimiter=delimiter, strict=True)
    line = start
    try:
        for cells in reader:
            first_line, line = line + 1, start + reader.line_num
            yield TableRow(first_line, cells)
    except csv.Error as fault:
        raise Refused(
            f"The CSV cannot be read near line {start + reader.line_num}: "
            "a quotation mark is missing or out of place."
        ) from fault
