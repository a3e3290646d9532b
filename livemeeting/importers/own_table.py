"""A table of our own columns, whatever kind of file it came in: one row an item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.rows import COLUMNS, SourceRow, read_rows
from livemeeting.importers.source import one_line

#: What people call the columns in spreadsheets of their own.
_ALSO = {
    "no": "number", "no.": "number", "#": "number", "item_no": "number", "item_no.": "number",
    "item_number": "number", "agenda_number": "number", "agenda_item": "title", "item": "title",
    "subject": "title", "plain_english_title": "plain_title", "section": "heading", "exempt": "restricted",
    "private": "restricted", "link": "paper_url", "report": "paper_url", "document": "paper_url",
}  # fmt: skip


@dataclass(frozen=True)
class TableRow:
    """The cells of a row as text; `line` is 1-based, `doubt` is what its file makes doubtful, or ""."""

    line: int
    cells: Sequence[str]
    doubt: str = ""


def column_names(cells: Iterable[str]) -> list[str]:
    """The names in a header row as our columns are called; those we do not have stay as they are."""
    names = [one_line(cell).strip("\"' ").casefold().replace(" ", "_").replace("-", "_") for cell in cells]
    ours = set(names)
    return [_ALSO[name] if name in _ALSO and _ALSO[name] not in ours else name for name in names]


def known_columns(names: Iterable[str]) -> int:
    """How many of our columns a header row names."""
    return len(set(names) & set(COLUMNS))


def read_table(names: Sequence[str], rows: Iterable[TableRow], *, doubts: Iterable[Doubt] = ()) -> Draft:
    """A draft from the rows below a header. Raises Refused where the header does not tell what is what."""
    _refuse_wrong(names)
    sources: list[SourceRow] = []
    noticed: list[Doubt] = []
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        if any(cell.strip() for cell in row.cells[len(names) :]):
            sentence = "This row has more cells than there are columns: check its title."
            noticed.append(Doubt(len(sources), sentence))
        if row.doubt:
            noticed.append(Doubt(len(sources), row.doubt))
        known = {name: cell for name, cell in zip(names, row.cells, strict=False) if name in COLUMNS}
        sources.append(SourceRow(known, row.line))
    items, row_doubts = read_rows(sources)
    unused = tuple(
        Doubt(None, f"The column '{name[:40]}' is not used.")
        for name in names
        if name and name not in COLUMNS
    )
    in_order = sorted((*row_doubts, *noticed), key=lambda doubt: doubt.row or 0)
    return Draft(items=items, doubts=(*doubts, *unused, *in_order))


def _refuse_wrong(names: Sequence[str]) -> None:
    if "title" not in names:
        raise Refused(
            "The first row of a table must name its columns, and 'title' must be one of them. "
            f"The columns are: {', '.join(COLUMNS)}."
        )
    twice = next((name for name in names if name and list(names).count(name) > 1), None)
    if twice is not None:
        raise Refused(f"The first row names the column '{twice[:40]}' twice. Name each column once.")
