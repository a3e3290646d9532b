"""What stands at the head and the foot of every paper, whatever it is about."""

from __future__ import annotations

from livemeeting.domain.record_parts import Stamp
from livemeeting.domain.record_shape import Record
from livemeeting.domain.sentences import VIDEO_GONE
from livemeeting.exporters.paper import Block, Facts, Paper, Words, is_web_address, words

INSIDE = "Internal record: it holds private business and the names of officers. Not for publication."
AS_WRITTEN = "What happened is told in the words in which it was written down."


def paper(record: Record, kind: str, blocks: tuple[Block, ...]) -> Paper:
    """A paper of this kind (an English label) around its blocks."""
    head, say = record.head, record.say
    notices = [words(head.notice, tone="notice")]
    if not record.is_public:
        notices.append(words(say(INSIDE), tone="inside"))
    title = f"{say('Rehearsal')}: {head.title}" if head.is_rehearsal else head.title
    return Paper(
        language=record.language, title=title, kind=f"{say(kind)}, {head.day}", author=head.body,
        notices=tuple(notices), under_title=", ".join(filter(None, (head.body, head.day, head.venue))),
        blocks=blocks, foot=_foot(record), is_rehearsal=head.is_rehearsal,
    )  # fmt: skip


def facts(record: Record) -> Facts:
    """State, times, chair and where to read on."""
    head, say = record.head, record.say
    pairs = [(say("State"), words(head.status_word))]
    if head.started is None:
        pairs.append((say("Planned for"), words(f"{head.planned.date} {head.planned.time}")))
    else:
        pairs.append((say("Started"), words(clock(record, head.started))))
    if head.closed is not None:
        is_later = head.started is not None and head.closed.date != head.started.date
        when = (
            f"{clock(record, head.closed)} {say('on')} {head.closed.date}"
            if is_later
            else clock(record, head.closed)
        )
        pairs.append((say("Closed"), words(when)))
    if head.chair:
        pairs.append((say("Chair"), words(head.chair)))
    for name, address in (("Agenda", head.agenda_url), ("Public page", head.address)):
        if is_web_address(address):
            pairs.append((say(name), words(address, url=address)))
    if head.minutes is not None and is_web_address(head.minutes.url):
        signed = f"{head.minutes.url} ({head.minutes.signed})" if head.minutes.signed else head.minutes.url
        pairs.append((say("Signed minutes"), words(signed, url=head.minutes.url)))
    for video in record.videos:
        if video.is_gone:
            pairs.append((say("Video"), words(say(VIDEO_GONE))))
        elif is_web_address(video.url):
            pairs.append((say("Video"), words(video.url, url=video.url)))
    pairs.append((say("Times"), words(f"{head.timezone}; {say('written down as buttons were pressed')}")))
    return Facts(tuple(pairs))


def clock(record: Record, stamp: Stamp) -> str:
    """18:00:30; with its zone where the clocks changed during the meeting, so that no time comes twice."""
    return f"{stamp.time} {stamp.zone}" if changes_clocks(record) else stamp.time


def changes_clocks(record: Record) -> bool:
    """Whether summer time began or ended during the meeting: what was added weeks later does not count."""
    last = record.head.closed or (record.lines[-1].made if record.lines else None)
    return last is not None and bool(record.lines) and record.lines[0].made.zone != last.zone


def _foot(record: Record) -> tuple[Words, ...]:
    head, say = record.head, record.say
    exported = f"{say('Exported')} {say('on')} {head.exported.date} {say('at')} {head.exported.time}."
    found = [words(f"{head.notice} {exported}")]
    if record.language != "en":
        found.append(words(say(AS_WRITTEN)))
    if record.seal.text:
        text = record.seal.text
        upto = say("Seal of the log up to entry")
        found.append(words(f"{upto} {record.seal.seq}: {text[:32]} {text[32:]}"))
    return tuple(found)
