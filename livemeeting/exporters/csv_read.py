"""Reading a CSV record back: what each row says of its entry."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain.events import Tally
from livemeeting.domain.refused import Refused
from livemeeting.exporters.csv_record import COLUMNS, as_it_was

NOT_OURS = "This file is not a record of livemeeting in CSV."
#: The largest cell we ever wrote is a sentence with its posts; a spreadsheet's own limit is far below.
MOST_LETTERS = 10_000_000


@dataclass(frozen=True)
class CsvLine:
    """One entry as a spreadsheet has it. `cells` are all of the row's, by the name of their column."""

    seq: int
    at: datetime
    kind: str
    sentence: str
    outcome: str
    tally: Tally | None
    cells: dict[str, str]


def read(content: bytes) -> tuple[CsvLine, ...]:
    """The rows in order, every text as it was before it was made harmless. Raises Refused."""
    csv.field_size_limit(MOST_LETTERS)
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
        return tuple(_line({name: as_it_was(text) for name, text in row.items()}) for row in rows)
    except (UnicodeDecodeError, csv.Error, ValueError, KeyError, AttributeError, TypeError):
        raise Refused(NOT_OURS) from None


def _line(cells: dict[str, str]) -> CsvLine:
    missing = set(COLUMNS) - set(cells)
    if missing:
        raise KeyError(*missing)
    return CsvLine(
        seq=int(cells["entry"]), at=datetime.fromisoformat(cells["utc"]), kind=cells["kind"],
        sentence=cells["what_happened"], outcome=cells["outcome"], tally=_tally(cells), cells=cells,
    )  # fmt: skip


def _tally(cells: dict[str, str]) -> Tally | None:
    if not cells["for"]:
        return None
    return Tally(int(cells["for"]), int(cells["against"]), int(cells["abstained"]))
