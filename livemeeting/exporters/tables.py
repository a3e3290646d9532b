"""The record as tables of text, for spreadsheets: by time, by item, decisions, votes, attendance, the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from livemeeting.domain.record_parts import Stamp
from livemeeting.domain.record_shape import Record, RecordItem, RecordLine, RecordVisit
from livemeeting.exporters.csv_record import COLUMNS, INTERNAL

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table. `name` is an English label; `columns` are names for programs, the same in every language."""

    name: str
    columns: Cells
    rows: tuple[Cells, ...]


def by_time(record: Record) -> Sheet:
    """Every line, in order."""
    columns = {**COLUMNS, **({} if record.is_public else INTERNAL)}
    rows = tuple(tuple(cell(line) for cell in columns.values()) for line in record.lines)
    return Sheet("By time", tuple(columns), rows)


def by_item(record: Record) -> Sheet:
    """Every item in running order, as it happened."""
    columns = (
        "item_number", "item_title", "formal_title", "state", "urgent", "outcomes", "taken", "video_link", "entries",
        "minute", "corrections",
    )  # fmt: skip
    rows = tuple(_item(record, each) for each in record.as_happened)
    return Sheet("By item", columns, rows)


def decisions(record: Record) -> Sheet:
    """Every decision that stands."""
    columns = (
        "entry", "date", "time", "item_number", "item_title", "what_happened", "outcome",
        "for", "against", "abstained", "casting_vote", "video_offset", "video_link",
        "corrections",
    )  # fmt: skip
    rows = tuple(tuple(COLUMNS[name](line) for name in columns) for line in record.decisions)
    return Sheet("Decisions", columns, rows)


def votes(record: Record) -> Sheet:
    """Every vote by name: one row a member and vote."""
    columns = (
        "entry",
        "date",
        "time",
        "item_number",
        "item_title",
        "what_happened",
        "member",
        "vote",
        "corrections",
    )
    rows = tuple(
        (
            *(COLUMNS[name](line) for name in columns[:6]),
            each.member,
            record.say(each.vote),
            COLUMNS["corrections"](line),
        )
        for line in record.recorded_votes
        for each in line.votes
    )
    return Sheet("Recorded votes", columns, rows)


def attendance(record: Record) -> Sheet:
    """Everybody named as present, sorry, substitute, leaving, coming back or declaring an interest."""
    found, rows = record.attendance, []
    for role, names in (
        ("Present", found.present),
        ("Apologies", found.apologies),
        ("Substitutes", found.substitutes),
    ):
        rows += [(record.say(role), name, "", "", "", "") for name in names]
    for move in found.moves:
        role = record.say("Left the room" if move.left else "Returned")
        rows.append((role, move.member, str(move.seq), move.made.time, "", ""))
    for each in record.interests:
        line = record.by_seq.get(each.seq)
        about = COLUMNS["item_title"](line) if line is not None else ""
        rows.append(
            (record.say("Interest"), each.member, str(each.seq), each.made.time, each.interest, about)
        )
    return Sheet("Attendance", ("role", "member", "entry", "time", "interest", "item_title"), tuple(rows))


def planned(record: Record) -> Sheet:
    """The agenda as planned."""
    rows = tuple(
        (each.number, each.title or record.say("Private item"), each.plain_title, _yes(each.is_heading),
         _yes(each.restricted), _yes(each.withdrawn))
        for each in record.as_planned
    )  # fmt: skip
    columns = ("item_number", "item_title", "plain_title", "heading", "restricted", "withdrawn")
    return Sheet("The agenda as planned", columns, rows)


def _item(record: Record, item: RecordItem) -> Cells:
    links = [each.video.url for each in item.visits if each.video is not None and each.video.url]
    return (
        item.number, item.title, item.formal_title, item.state_word, _yes(item.is_urgent), " ".join(item.outcomes),
        "; ".join(_visit(each) for each in item.visits), " ".join(links), _seqs(record.lines_of(item)),
        item.minute.number if item.minute else "",
        " | ".join(filter(None, (COLUMNS["corrections"](each) for each in record.lines_of(item)))),
    )  # fmt: skip


def _visit(visit: RecordVisit) -> str:
    return f"{visit.started.time}–{visit.ended.time}" if visit.ended else _open(visit.started)


def _open(started: Stamp) -> str:
    return f"{started.time}–"


def _seqs(lines: Iterable[RecordLine]) -> str:
    return " ".join(str(each.seq) for each in lines)


def _yes(value: bool) -> str:
    return "yes" if value else ""
