"""The agenda of a record as it happened: each item with its visits, its outcomes and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from livemeeting.domain import events as e
from livemeeting.domain import record_video
from livemeeting.domain.meeting import ItemState, ItemTonight, Meeting, Visit
from livemeeting.domain.privacy import considered_in_private
from livemeeting.domain.record_lines import Sources, corrections
from livemeeting.domain.record_parts import stamp
from livemeeting.domain.record_shape import RecordItem, RecordLine, RecordMinute, RecordVisit
from livemeeting.domain.sentences import PRIVATE_ITEM, tally_words

IN_PRIVATE = "Considered in private"
CASTING = "Chair's casting vote"


def items(sources: Sources, lines: Sequence[RecordLine]) -> tuple[RecordItem, ...]:
    """Every item in running order; `lines` are those of the same record."""
    return tuple(_item(sources, each, lines) for each in sources.meeting.items)


def _item(sources: Sources, each: ItemTonight, lines: Sequence[RecordLine]) -> RecordItem:
    item = each.item
    return RecordItem(
        id=item.id, number=item.number, title=item.short_title or sources.say(PRIVATE_ITEM),
        formal_title=item.title if item.plain_title else "", is_heading=item.is_heading,
        is_restricted=item.restricted, is_urgent=each.is_urgent, state=each.state.value,
        state_word=_state_word(sources, each), outcomes=_outcomes(sources, each),
        visits=tuple(_visit(sources, visit) for visit in each.visits),
        lines=tuple(line.seq for line in lines if line.in_force and item.id in line.item_ids),
        minute=_minute(sources, each),
    )  # fmt: skip


def _minute(sources: Sources, each: ItemTonight) -> RecordMinute | None:
    told = sources.meeting.told(each.minute.seq) if each.minute else None
    if each.minute is None or told is None:
        return None
    return RecordMinute(each.minute.seq, each.minute.number, corrections(sources, told))


def _state_word(sources: Sources, each: ItemTonight) -> str:
    meeting = sources.meeting
    if each.item.is_heading or (sources.is_public and each.item.restricted):
        return ""
    # While the meeting is private, the public's word for what is moving stands still.
    is_known = not (sources.is_public and meeting.is_private)
    ours = sources.ours.item(each.item.id)
    if is_known and ours is not None and considered_in_private(ours):
        return sources.say(IN_PRIVATE)
    if each.state in (ItemState.PENDING, ItemState.CURRENT) and not is_known:
        return ""
    if each.state is ItemState.PENDING:
        return sources.say("Not taken" if meeting.is_over else "Not taken yet")
    return _word(sources, each)


def _word(sources: Sources, each: ItemTonight) -> str:
    if each.state is ItemState.DEFERRED and each.deferred_to:
        return f"{sources.say('Deferred to')} {each.deferred_to}"
    return sources.say("Being taken" if each.state is ItemState.CURRENT else each.state.value.capitalize())


def _outcomes(sources: Sources, each: ItemTonight) -> tuple[str, ...]:
    words = []
    for result in each.results:
        source = sources.meeting.told(result.seq)
        casting = str(getattr(source.event, "casting_vote", "")) if source else ""
        said = (
            f"{sources.say(result.outcome).capitalize()}. {_counted(sources, result.tally, casting)}".strip()
        )
        words.append(f"{said} ({sources.say('in private')})" if result.is_private else said)
    return tuple(words)


def _counted(sources: Sources, tally: e.Tally | None, casting_vote: str) -> str:
    if sources.language == "en" or tally is None:
        return tally_words(tally, casting_vote)
    say = sources.say
    words = f"{say('For')} {tally.votes_for}, {say('against')} {tally.against}, {say('abstained')} {tally.abstained}."
    return f"{words} {say(CASTING)}: {say(casting_vote)}." if casting_vote else words


def _visit(sources: Sources, visit: Visit) -> RecordVisit:
    meeting = sources.meeting
    ended = visit.ended_at
    if sources.is_public and _went_private(meeting, visit):
        ended = None  # the public's own log knows only when it heard of the next item
    return RecordVisit(
        seq=visit.seq, started=stamp(meeting, visit.started_at),
        ended=stamp(meeting, ended) if ended else None,
        video=record_video.link(meeting, visit.seq), is_private=visit.is_private,
    )  # fmt: skip


def _went_private(meeting: Meeting, visit: Visit) -> bool:
    return any(
        isinstance(told.event, e.PublicExcluded)
        and visit.started_at <= told.at
        and (visit.ended_at is None or told.at < visit.ended_at)
        for told in meeting.timeline
    )
