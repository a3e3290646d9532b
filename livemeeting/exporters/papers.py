"""The papers a record can be told as: the whole of it, or what a council publishes of it."""

from __future__ import annotations

from livemeeting.domain.record_shape import Record, RecordLine
from livemeeting.exporters import paper_parts as parts
from livemeeting.exporters.paper import (
    Block,
    Facts,
    Heading,
    Paper,
    Row,
    Run,
    Table,
    Words,
    cell,
    is_web_address,
    words,
)
from livemeeting.exporters.paper_head import clock, facts, paper
from livemeeting.exporters.paper_items import by_item

JUMPED = "The server's clock jumped before this entry: go by the order, not by the time."


def whole(record: Record) -> Paper:
    """Everything: who was there, every entry by time, the votes, every item, and the agenda as planned."""
    say = record.say
    blocks: list[Block] = [facts(record)]
    if record.attendance.present or record.attendance.apologies or record.attendance.moves:
        blocks += [Heading(say("Attendance"), anchor="attendance"), *parts.attendance(record)]
    if record.interests:
        blocks += [Heading(say("Declarations of interest"), anchor="interests"), *parts.declarations(record)]
    blocks += [Heading(say("By item"), anchor="by-item"), *by_item(record)]
    if record.recorded_votes:
        blocks += [Heading(say("Recorded votes"), anchor="votes"), *parts.votes(record)]
    blocks += [Heading(say("By time"), anchor="by-time"), by_time(record)]
    blocks += [Heading(say("The agenda as planned"), anchor="planned"), parts.planned(record)]
    return paper(record, "Draft record", tuple(blocks))


def decisions(record: Record) -> Paper:
    """The decisions that stand."""
    heading = Heading(record.say("Decisions"))
    return paper(record, "Decisions", (facts(record), heading, *parts.decisions(record)))


def votes(record: Record) -> Paper:
    """The votes by name."""
    heading = Heading(record.say("Recorded votes"))
    return paper(record, "Recorded votes", (facts(record), heading, *parts.votes(record)))


def attendance(record: Record) -> Paper:
    """Who was there, and what they declared."""
    say = record.say
    heading = Heading(say("Declarations of interest"))
    present = Heading(say("Attendance"))
    blocks = (facts(record), present, *parts.attendance(record), heading, *parts.declarations(record))
    return paper(record, "Attendance", blocks)


def note(record: Record) -> Paper:
    """What a Welsh council publishes within seven working days (Local Government Act 1972, s100C)."""
    say = record.say
    law = "Local Government Act 1972, section 100C. Business that was considered in private is left out."
    term = f"{record.head.note_due} ({say('seven working days with the day of the meeting as the first')})"
    blocks: list[Block] = [facts(record), Facts(((say("Due by"), words(term)),)), words(say(law))]
    blocks += [Heading(say("Attendance")), *parts.attendance(record)]
    blocks += [Heading(say("Declarations of interest")), *parts.declarations(record)]
    blocks += [Heading(say("Decisions")), *parts.decisions(record)]
    if record.recorded_votes:
        blocks += [Heading(say("Recorded votes")), *parts.votes(record)]
    return paper(record, "Note of the meeting", tuple(blocks))


def by_time(record: Record) -> Block:
    """Every line once, in order."""
    say = record.say
    if not record.lines:
        return words(say("Nothing has been recorded yet."))
    columns = [say(each) for each in ("Entry", "Time", "What happened", "Video", "Posts")]
    widths = [7, 11, 46, 10, 26]
    if not record.is_public:
        columns, widths = [*columns, say("Pressed by")], [6, 10, 41, 9, 22, 12]
    rows = tuple(_row(record, line) for line in record.lines)
    caption = say("Everything that was recorded, in order")
    return Table(caption, tuple(columns), rows, tuple(widths), is_wide=True)


def _row(record: Record, line: RecordLine) -> Row:
    cells = [
        cell(str(line.seq)),
        cell(clock(record, line.made)),
        _said(record, line),
        parts.moment(line),
        _posts(line),
    ]
    if not record.is_public:
        cells.append(cell(line.actor))
    return Row(tuple(cells), f"entry-{line.seq}")


def _said(record: Record, line: RecordLine) -> tuple[Words, ...]:
    say = record.say
    found = [words(line.sentence, struck=not line.in_force)]
    if not line.in_force:
        by = f" {say('by entry')} {line.undone_by}" if line.undone_by else ""
        found.append(words(f"{say('Undone')}{by}.", tone="aside"))
    if line.is_removed:
        found.append(words(f"{say('Reason:')} {line.removed_because}", tone="aside"))
    found += parts.corrections(record, line)
    if line.corrects:
        link = Run(f"{say('entry')} {line.corrects}", f"#entry-{line.corrects}")
        found.append(Words((Run(f"{say('Corrects')} "), link, Run(".")), "aside"))
    if line.is_private:
        found.append(words(say("Private: not in the public record."), tone="aside"))
    if line.clock_jumped:
        found.append(words(say(JUMPED), tone="aside"))
    return tuple(found)


def _posts(line: RecordLine) -> tuple[Words, ...]:
    found = []
    for post in line.posts:
        account = f" {post.account}" if post.account else ""
        sent = f" at {post.sent.time}" if post.sent else ""
        reason = f". {post.reason}" if post.reason else ""
        found.append(words(f"{post.channel}{account}: {post.state_words}{sent}{reason}"))
        if post.text:
            found.append(words(post.text, tone="aside"))
        if is_web_address(post.url):
            found.append(words(post.url, url=post.url))
    return tuple(found)
