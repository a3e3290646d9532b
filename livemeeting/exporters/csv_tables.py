"""A table of the record as CSV, with what it is in the last column of every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from livemeeting.domain.record_shape import Record
from livemeeting.exporters.csv_record import harmless
from livemeeting.exporters.tables import Sheet


def writer(make: Callable[[Record], Sheet]) -> Callable[[Record], bytes]:
    """What writes that table: UTF-8 with a byte order mark, as csv_record does."""

    def write(record: Record) -> bytes:
        sheet = make(record)
        text = io.StringIO(newline="")
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow([*sheet.columns, "notice"])
        for row in sheet.rows:
            rows.writerow([harmless(each) for each in (*row, record.head.notice)])
        return text.getvalue().encode("utf-8-sig")

    return write
