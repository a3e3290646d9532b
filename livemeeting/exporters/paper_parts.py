"""The parts that papers are put together from: decisions, votes, attendance, declarations."""

from __future__ import annotations

from livemeeting.domain.record_shape import Record, RecordLine
from livemeeting.exporters.paper import (
    Block,
    Bullet,
    Bullets,
    Facts,
    Row,
    Run,
    Table,
    Words,
    bullets,
    cell,
    words,
)
from livemeeting.exporters.paper_head import clock


def moment(line: RecordLine) -> tuple[Words, ...]:
    """The place of a line in the video; its link ends with the video."""
    return () if line.video is None else (words(line.video.offset, url=line.video.url),)


def item_names(line: RecordLine, record: Record) -> str:
    """'12.4 Library hours', for several items joined."""
    pairs = zip(line.item_numbers, line.item_titles, strict=True)
    return "; ".join(f"{number} {title}".strip() for number, title in pairs)


def decisions(record: Record) -> tuple[Block, ...]:
    """Every decision that stands, as one table."""
    say = record.say
    if not record.decisions:
        return (words(say("No decision has been recorded.")),)
    rows = tuple(
        Row((cell(str(line.seq)), cell(item_names(line, record)), _told(record, line), _outcome(record, line),
             cell(clock(record, line.made)), moment(line)))
        for line in record.decisions
    )  # fmt: skip
    columns = tuple(say(each) for each in ("Entry", "Item", "What happened", "Outcome", "Time", "Video"))
    return (Table(say("Decisions"), columns, rows, (6, 20, 34, 14, 13, 13)),)


def _told(record: Record, line: RecordLine) -> tuple[Words, ...]:
    return (words(line.sentence), *corrections(record, line))


def _outcome(record: Record, line: RecordLine) -> tuple[Words, ...]:
    return (words(record.say(line.outcome), strong=True),)


def corrections(record: Record, line: RecordLine) -> tuple[Words, ...]:
    """What a line said before each correction, beside it."""
    found = []
    for each in line.corrections:
        where = f"{record.say('Corrected at')} {clock(record, each.made)} ({record.say('entry')} {each.seq})."
        runs = [Run(f"{where} {record.say('Before:')} "), Run(each.before, struck=True)]
        if each.reason:
            runs.append(Run(f" {record.say('Reason:')} {each.reason}"))
        found.append(Words(tuple(runs), "aside"))
    return tuple(found)


def vote_table(record: Record, line: RecordLine) -> Table:
    """One recorded vote: each member and how they voted."""
    say = record.say
    where = f"{clock(record, line.made)} ({say('entry')} {line.seq})"
    rows = tuple(Row((cell(each.member), cell(say(each.vote)))) for each in line.votes)
    caption = f"{say('Recorded vote')}, {where}: {line.sentence}"
    return Table(caption, (say("Member"), say("Vote")), rows, (70, 30))


def votes(record: Record) -> tuple[Block, ...]:
    """Every recorded vote as a table of its own."""
    if not record.recorded_votes:
        return (words(record.say("No vote by name has been recorded.")),)
    blocks: list[Block] = []
    for line in record.recorded_votes:
        blocks += [vote_table(record, line), *corrections(record, line)]
    return tuple(blocks)


def attendance(record: Record) -> tuple[Block, ...]:
    """Present, apologies and substitutes by name, and who left and came back."""
    say, found = record.say, record.attendance
    pairs = []
    for name, people in (
        ("Present", found.present),
        ("Apologies", found.apologies),
        ("Substitutes", found.substitutes),
    ):
        pairs.append((say(name), words("; ".join(people) or say("None recorded"))))
    blocks: list[Block] = [Facts(tuple(pairs))]
    if found.moves:
        rows = tuple(
            Row(
                (cell(clock(record, each.made)), cell(each.member),
                 cell(say("Left the room" if each.left else "Returned")))
            )
            for each in found.moves
        )  # fmt: skip
        columns = (say("Time"), say("Member"), say("What happened"))
        blocks.append(Table(say("Movements"), columns, rows, (20, 50, 30)))
    for line in record.lines:
        if line.kind in ("AttendanceRecorded", "MemberLeft", "MemberReturned") and line.in_force:
            blocks += corrections(record, line)
    return tuple(blocks)


def declarations(record: Record) -> tuple[Block, ...]:
    """The declarations of interest as a list."""
    if not record.interests:
        return (words(record.say("None recorded")),)
    points = []
    for each in record.interests:
        line = record.by_seq.get(each.seq)
        about = item_names(line, record) if line is not None else ""
        leaves = record.say("leaves the room") if each.leaves else ""
        said = words("; ".join(filter(None, (each.member, each.interest, about, leaves))))
        mended = corrections(record, line) if line is not None else ()
        points.append(Bullet((said, *mended)))
    return (Bullets(tuple(points)),)


def planned(record: Record) -> Bullets:
    """The agenda as it was planned."""
    say, points = record.say, []
    for item in record.as_planned:
        text = item.label or say("Private item")
        text += f" ({say('withdrawn before the meeting')})" if item.withdrawn else ""
        text += f" ({say('restricted')})" if item.restricted and item.label else ""
        points.append(words(text))
    return bullets(points)
