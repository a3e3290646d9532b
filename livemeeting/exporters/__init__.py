"""The table of exporters: a record format is one file of this folder and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from livemeeting.domain.record_shape import Record
from livemeeting.exporters import csv_record, html_record, json_record

__all__ = ["EXPORTERS", "Exporter"]


@dataclass(frozen=True)
class Exporter:
    """A file format for records. `name` is what people type and `suffix` what files end in."""

    name: str
    title: str
    suffix: str
    mimetype: str
    write: Callable[[Record], bytes]


EXPORTERS: dict[str, Exporter] = {
    each.name: each
    for each in (
        Exporter("csv", "Spreadsheet (CSV)", ".csv", "text/csv; charset=utf-8", csv_record.write),
        Exporter("json", "Data (JSON)", ".json", "application/json", json_record.write),
        Exporter("html", "Printable page (HTML)", ".html", "text/html; charset=utf-8", html_record.write),
    )
}
