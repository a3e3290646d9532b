"""The table of exporters: a record format is one file of this folder and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from livemeeting.domain.record_shape import Record
from livemeeting.exporters import (
    akn_record,
    chapters,
    csv_record,
    csv_tables,
    ics_record,
    json_record,
    ocd_record,
    papers,
    tables,
)
from livemeeting.exporters.paper import Paper

__all__ = ["EXPORTERS", "GROUPS", "Exporter"]

#: What a page of downloads puts together, in this order.
GROUPS = ("The whole record", "To publish", "For the video", "For other programs")
#: A WebVTT track is of one video; a meeting with more of them than this is told by its index points.
MOST_VIDEOS = 3


def _always(record: Record) -> str:
    return ""


@dataclass(frozen=True)
class Exporter:
    """A file format for records. `name` is what people type, `stem` and `suffix` make the name of the file.

    One that `is_slow` takes long enough to hold others up, even for a short record. `why_not` says in a
    sentence why there can be no such file of a record, "" where there can; one that `is_spare` is offered only then.
    """

    name: str
    title: str
    group: str
    suffix: str
    mimetype: str
    write: Callable[[Record], bytes]
    stem: str = "record"
    is_slow: bool = False
    is_spare: bool = False
    why_not: Callable[[Record], str] = _always

    @property
    def tells(self) -> str:
        """What the file tells: the title up to its comma."""
        return self.title.partition(", ")[0]

    @property
    def form(self) -> str:
        """In what form it tells it: the rest of the title."""
        form = self.title.partition(", ")[2]
        return form[:1].upper() + form[1:] if form != "iCalendar" else form


def _docx(make: Callable[[Record], Paper]) -> Callable[[Record], bytes]:
    def write(record: Record) -> bytes:
        from livemeeting.exporters import docx_paper  # late: the web process need not carry Word about

        return docx_paper.write(make(record))

    return write


def _pdf(make: Callable[[Record], Paper]) -> Callable[[Record], bytes]:
    def write(record: Record) -> bytes:
        from livemeeting.exporters import pdf_paper  # late: nor a typesetter of 80 MB

        return pdf_paper.write(make(record))

    return write


def _html(make: Callable[[Record], Paper]) -> Callable[[Record], bytes]:
    def write(record: Record) -> bytes:
        from livemeeting.exporters import html_paper

        return html_paper.write(make(record))

    return write


def _xlsx(record: Record) -> bytes:
    from livemeeting.exporters import xlsx_record  # late, as above

    return xlsx_record.write(record)


def _papers(stem: str, title: str, group: str, make: Callable[[Record], Paper]) -> tuple[Exporter, ...]:
    prefix = "" if stem == "record" else f"{stem}."
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return (
        Exporter(f"{prefix}docx", f"{title}, Word (DOCX)", group, ".docx", word, _docx(make), stem, True),
        Exporter(f"{prefix}pdf", f"{title}, tagged PDF", group, ".pdf", "application/pdf", _pdf(make), stem, True),
        Exporter(
            f"{prefix}html", f"{title}, page to print (HTML)", group, ".html", "text/html; charset=utf-8",
            _html(make), stem,
        ),
    )  # fmt: skip


def _table(stem: str, title: str, group: str, make: Callable[[Record], tables.Sheet]) -> Exporter:
    mimetype = "text/csv; charset=utf-8"
    return Exporter(f"{stem}.csv", f"{title}, CSV", group, ".csv", mimetype, csv_tables.writer(make), stem)


def _vtt(number: int) -> Exporter:
    name, title = (
        ("vtt", "WebVTT chapters, VTT")
        if number == 1
        else (f"vtt{number}", f"WebVTT chapters of video {number}, VTT")
    )
    return Exporter(
        name, title, VIDEO, ".vtt", "text/vtt; charset=utf-8", partial(chapters.write_vtt, number=number),
        "chapters" if number == 1 else f"chapters{number}", is_spare=number > 1,
        why_not=partial(chapters.why_no_video, number=number),
    )  # fmt: skip


WHOLE, PUBLISH, VIDEO, PROGRAMS = GROUPS
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV, _JSON = "text/csv; charset=utf-8", "application/json"

EXPORTERS: dict[str, Exporter] = {
    each.name: each
    for each in (
        *_papers("record", "Record", WHOLE, papers.whole),
        Exporter("xlsx", "Record, Excel (XLSX)", WHOLE, ".xlsx", _EXCEL, _xlsx, is_slow=True),
        Exporter("csv", "By time, CSV", WHOLE, ".csv", _CSV, csv_record.write),
        _table("items", "By item", WHOLE, tables.by_item),
        Exporter("json", "Record, data to keep (JSON)", WHOLE, ".json", _JSON, json_record.write),
        *_papers("decisions", "Decisions", PUBLISH, papers.decisions),
        _table("decisions", "Decisions", PUBLISH, tables.decisions),
        *_papers("votes", "Recorded votes", PUBLISH, papers.votes),
        _table("votes", "Recorded votes", PUBLISH, tables.votes),
        *_papers("note", "Note within seven working days (Wales)", PUBLISH, papers.note),
        *_papers("attendance", "Attendance", PUBLISH, papers.attendance),
        _table("attendance", "Attendance", PUBLISH, tables.attendance),
        Exporter(
            "youtube.txt",
            "YouTube chapters, text for the description",
            VIDEO,
            ".txt",
            "text/plain; charset=utf-8",
            chapters.write_youtube,
            "youtube",
            why_not=chapters.why_no_youtube,
        ),
        *(_vtt(number) for number in range(1, MOST_VIDEOS + 1)),
        Exporter(
            "index.csv",
            "Index points, CSV (as for Public-i)",
            VIDEO,
            ".csv",
            _CSV,
            chapters.write_index_csv,
            "index",
        ),
        Exporter(
            "index.json", "Index points, JSON", VIDEO, ".json", _JSON, chapters.write_index_json, "index"
        ),
        Exporter(
            "ocd.json",
            "Open Civic Data, JSON",
            PROGRAMS,
            ".json",
            _JSON,
            ocd_record.write,
            "ocd",
        ),
        Exporter(
            "ics", "Calendar, iCalendar", PROGRAMS, ".ics", "text/calendar; charset=utf-8", ics_record.write
        ),
        Exporter(
            "akn.xml",
            "Akoma Ntoso debate, XML",
            PROGRAMS,
            ".xml",
            "application/akn+xml",
            akn_record.write,
            "akn",
        ),
    )
}
