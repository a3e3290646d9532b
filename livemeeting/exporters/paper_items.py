"""A record by item: when it was taken, what was moved, what came of it, and the entries about it."""

from __future__ import annotations

from livemeeting.domain.record_parts import RecordAmendment, RecordMotion
from livemeeting.domain.record_shape import Record, RecordItem, RecordLine, RecordVisit
from livemeeting.exporters import paper_parts as parts
from livemeeting.exporters.paper import Block, Bullet, Bullets, Heading, Run, Words, words
from livemeeting.exporters.paper_head import clock

#: With more lines than this, items name their entries instead of repeating them.
MOST_REPEATED = 1000


def by_item(record: Record) -> tuple[Block, ...]:
    """Every item in running order, headings between them."""
    return tuple(block for item in record.as_happened for block in _item(record, item))


def _item(record: Record, item: RecordItem) -> tuple[Block, ...]:
    say = record.say
    if item.is_heading:
        return (Heading(item.title, 2),)
    name = f"{say('Item')} {item.number}: {item.title}" if item.number else item.title
    found: list[Block] = [Heading(name, 2, f"item-{item.id}")]
    if item.formal_title:
        found.append(words(f"{say('Formal title')}: {item.formal_title}"))
    urgent = f"({say('urgent item')})" if item.is_urgent else ""
    if item.state_word or urgent:
        found.append(words(f"{item.state_word} {urgent}".strip()))
    if item.minute is not None:
        found.append(words(f"{say('Minute')} {item.minute.number}"))
        found += [
            words(f"{say('Corrected at')} {each.made.date} {each.made.time}. {say('Before:')} {each.before}")
            for each in item.minute.corrections
        ]
    told = [Bullet((_visit(record, each),)) for each in item.visits]
    told += [Bullet((words(each, strong=True),)) for each in item.outcomes]
    for motion in record.motions_on(item):
        told += _motion(record, motion)
    if told:
        found.append(Bullets(tuple(told)))
    lines = record.lines_of(item)
    if lines and len(record.lines) > MOST_REPEATED:
        found.append(words(f"{say('Entries')}: {', '.join(str(each.seq) for each in lines)}"))
    elif lines:
        found.append(
            Bullets(tuple(Bullet((_line(record, each), *parts.corrections(record, each))) for each in lines))
        )
    return tuple(found)


def _visit(record: Record, visit: RecordVisit) -> Words:
    say = record.say
    until = f" {say('to')} {clock(record, visit.ended)}" if visit.ended else ""
    private = f" {say('in private')}" if visit.is_private else ""
    runs = [Run(f"{say('Taken')} {clock(record, visit.started)}{until}{private}")]
    if visit.video is not None:
        runs += [Run(" "), Run(visit.video.offset, visit.video.url)]
    return Words(tuple(runs))


def _line(record: Record, line: RecordLine) -> Words:
    return Words((Run(clock(record, line.made), f"#entry-{line.seq}"), Run(f" {line.sentence}")))


def _motion(record: Record, motion: RecordMotion) -> list[Bullet]:
    top = words(_moved(record, record.say("Motion"), motion) if motion.seq else record.say("Amendments"))
    under = [Bullet((words(_moved(record, record.say("Amendment"), each)),), 1) for each in motion.amendments]
    return [Bullet((top,)), *under]


def _moved(record: Record, name: str, what: RecordMotion | RecordAmendment) -> str:
    """'Amendment A, moved by Cllr Rhys, seconded by Cllr Byron: carried. For 31, against 28, abstained 2.'"""
    say = record.say
    parts_of = [f"{name} {what.label}".strip()]
    parts_of += [f"{say('moved by')} {what.mover}"] if what.mover else []
    parts_of += [f"{say('seconded by')} {what.seconder}"] if what.seconder else []
    outcome = say("not carried" if what.outcome == "lost" else what.outcome or "not decided")
    line = record.by_seq.get(what.decided or 0)
    tally = line.tally if line is not None else None
    counted = ""
    if tally is not None:
        counted = f" {say('For')} {tally.votes_for}, {say('against')} {tally.against}"
        counted += f", {say('abstained')} {tally.abstained}."
    return f"{', '.join(parts_of)}: {outcome}.{counted}"
