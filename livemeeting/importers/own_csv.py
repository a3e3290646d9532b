"""Our own CSV: one row an item, the columns named in the first row."""

from __future__ import annotations

import csv
import io

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.rows import COLUMNS, SourceRow, read_rows
from livemeeting.importers.source import one_line, text_of

_DELIMITERS = (",", ";", "\t", "|")
_NO_DATE = Doubt(None, "A CSV holds the items only: give the body, date, time and venue.")


def read(content: bytes) -> Draft:
    """A draft from CSV in any of the usual delimiters. Raises Refused with what is wrong."""
    source = text_of(content)
    start, header, delimiter = _header(source.text)
    _refuse_wrong(header)
    sources, ragged = _rows(source.text, start, header, delimiter)
    items, doubts = read_rows(sources)
    doubts = tuple(sorted((*doubts, *ragged), key=lambda doubt: doubt.row or 0))
    unused = tuple(
        Doubt(None, f"The column '{name[:40]}' is not used.")
        for name in header
        if name and name not in COLUMNS
    )
    return Draft(items=items, doubts=(_NO_DATE, *source.doubts, *unused, *doubts))


def recognises(content: bytes) -> bool:
    """Whether the first line names our columns, the title among them."""
    _, header, _ = _header(content[:4000].decode("utf-8-sig", "ignore"))
    return "title" in header and len(set(header) & set(COLUMNS)) >= 2


def _header(text: str) -> tuple[int, list[str], str]:
    """The lines before the items, the column names, and the delimiter that makes most names known."""
    for index, line in enumerate(text.split("\n")):
        # Excel opens some of its files with "sep=;".
        if line.strip() and not line.casefold().startswith("sep="):
            readings = [(_names(line, delimiter), delimiter) for delimiter in _DELIMITERS]
            header, delimiter = max(readings, key=lambda reading: len(set(reading[0]) & set(COLUMNS)))
            return index + 1, header, delimiter
    return 0, [], ","


def _names(line: str, delimiter: str) -> list[str]:
    return [
        one_line(cell).strip("\"' ").casefold().replace(" ", "_").replace("-", "_")
        for cell in line.split(delimiter)
    ]


def _refuse_wrong(header: list[str]) -> None:
    if "title" not in header:
        raise Refused(
            "The first row of a CSV agenda must name its columns, and 'title' must be one of them. "
            f"The columns are: {', '.join(COLUMNS)}."
        )
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise Refused(f"The first row names the column '{twice[:40]}' twice. Name each column once.")


def _rows(text: str, start: int, header: list[str], delimiter: str) -> tuple[list[SourceRow], list[Doubt]]:
    body = "\n".join(text.split("\n")[start:])
    reader = csv.reader(io.StringIO(body), delimiter=delimiter, strict=True)
    rows: list[SourceRow] = []
    ragged: list[Doubt] = []
    line = start
    try:
        for cells in reader:
            first_line, line = line + 1, start + reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                ragged.append(
                    Doubt(len(rows), "This row has more cells than there are columns: check its title.")
                )
            known = {name: cell for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
            rows.append(SourceRow(known, first_line))
    except csv.Error as fault:
        raise Refused(
            f"The CSV cannot be read near line {start + reader.line_num}: "
            "a quotation mark is missing or out of place."
        ) from fault
    return rows, ragged
