"""What must not leave: which entries are private, and the meeting as the public may know it.

The public's meeting is not a filtered picture of ours. It is a fold of its own, over entries from
which everything private was taken away first, so that a restricted title or a word typed in private
is not there to leak (docs/decisions/0004-privacy-by-construction.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.meeting import Entry, ItemState, ItemTonight, Meeting, MeetingState, TimelineEntry

#: Kinds that are public whatever the state: each is told by one fixed sentence.
ALWAYS_PUBLIC = (e.PublicExcluded, e.PublicReadmitted, e.MeetingClosed)
#: Kinds that are never public.
NEVER_PUBLIC = (e.OperatorChanged, e.PlaceChecked, e.Unreadable)
#: Kinds that tell of what is published weeks later: a meeting that closed in private keeps them from nobody.
OF_THE_MINUTES = (e.MinutesSigned, e.MinuteNumbered)


def is_private_entry(meeting: Meeting, told: TimelineEntry) -> bool:
    """Whether an entry is private, asked right after it was applied to `meeting`."""
    event = told.event
    if told.entry.is_redacted:
        return not _is_public_tombstone(meeting, told) or _about_restricted(meeting, told)
    if isinstance(event, ALWAYS_PUBLIC):
        return False
    if _is_of_the_minutes(meeting, event):
        return _about_restricted(meeting, told)
    if isinstance(event, NEVER_PUBLIC):
        return True
    if meeting.is_private and not _mends_after_close(meeting, event):
        return True
    if isinstance(event, e.NoteTaken):
        return event.audience != "public" or _about_restricted(meeting, told)
    if isinstance(event, e.EntryUndone | e.EntryCorrected | e.EntryRedacted):
        return _mends_private(meeting, event)
    return _about_restricted(meeting, told)


def _is_of_the_minutes(meeting: Meeting, event: e.Event) -> bool:
    """Whether an entry made after the close is about the minutes, or mends one that is."""
    if meeting.state is not MeetingState.CLOSED:
        return False
    if isinstance(event, e.EntryUndone | e.EntryCorrected):
        target = meeting.told(event.entry)
        return target is not None and isinstance(target.original, OF_THE_MINUTES)
    return isinstance(event, OF_THE_MINUTES)


def _mends_after_close(meeting: Meeting, event: e.Event) -> bool:
    """A meeting closed in private is never opened again: what was public by then is mended in public, or not at all."""
    return meeting.state is MeetingState.CLOSED and isinstance(event, e.EntryCorrected | e.EntryRedacted)


def _mends_private(meeting: Meeting, event: e.EntryUndone | e.EntryCorrected | e.EntryRedacted) -> bool:
    target = meeting.told(event.entry)
    if target is None:
        return True
    if isinstance(event, e.EntryRedacted):
        return not event.was_public
    if isinstance(event, e.EntryCorrected) and meeting.is_restricted(e.items_of(event)):
        return True
    return target.is_private


def _about_restricted(meeting: Meeting, told: TimelineEntry) -> bool:
    return meeting.is_restricted(e.items_of(told.event)) or meeting.is_restricted(e.items_of(told.original))


def hide_restricted(meeting: Meeting) -> None:
    """Make private what is about an item restricted by now, also where it was said before."""
    for told in meeting.timeline:
        if not told.is_private and _about_restricted(meeting, told):
            told.is_private = True
    for told in meeting.timeline:
        mending = told.event
        if isinstance(mending, e.EntryCorrected | e.EntryUndone) and not told.is_private:
            told.is_private = _mends_private(meeting, mending)


def public_entries(meeting: Meeting) -> list[Entry]:
    """The log as the public may have it: no private entry, no withdrawn text, no officer's name."""
    found = []
    for told in meeting.timeline:
        if isinstance(told.event, e.ItemRestricted) and told.in_force:
            # Also where its words were removed: it restricts all the same.
            event = e.ItemRestricted(told.event.item)
            found.append(replace(told.entry, actor="", event=event, is_redacted=False))
        elif _is_public_tombstone(meeting, told) or (not told.is_private and told.in_force):
            found.append(replace(told.entry, actor="", event=_without_secrets(meeting, told)))
    return found


def _is_public_tombstone(meeting: Meeting, told: TimelineEntry) -> bool:
    redaction = meeting.told(told.redacted_by or 0)
    if redaction is None or not told.entry.is_redacted:
        return False
    return isinstance(redaction.event, e.EntryRedacted) and redaction.event.was_public


def _without_secrets(meeting: Meeting, told: TimelineEntry) -> e.Event:
    event = told.original
    if isinstance(event, e.EntryCorrected):
        return replace(event, replacement=_bare(meeting, event.replacement))
    return _bare(meeting, event)


def _bare(meeting: Meeting, event: e.Event) -> e.Event:
    if isinstance(event, e.PublicExcluded):
        return e.PublicExcluded()
    if isinstance(event, e.MeetingOpened):
        return replace(
            event, items=blanked(event.items, lambda i: i.restricted or meeting.is_restricted((i.id,)))
        )
    if isinstance(event, e.RunningOrderChanged) and event.before and meeting.is_restricted((event.before,)):
        return replace(event, before="")
    return event


def blanked(
    items: Sequence[AgendaItem], is_restricted: Callable[[AgendaItem], bool]
) -> tuple[AgendaItem, ...]:
    """The items with every word of a restricted one taken away; its id and place stay."""
    return tuple(
        AgendaItem(id=each.id, number="", title="", restricted=True) if is_restricted(each) else each
        for each in items
    )


def public_plan(plan: Plan) -> Plan:
    """A plan without the text of restricted items, and without the roll of members."""
    return replace(plan, items=blanked(plan.items, lambda item: item.restricted), members=())


def carry_over(ours: Meeting, public: Meeting) -> None:
    """Tell the public's fold, by ids alone, what was moved along in private. Only once they are back in."""
    if ours.is_private:
        return
    known = {each.item.id: each for each in public.items}
    order = [each.item.id for each in ours.items]
    public.items.sort(key=lambda each: order.index(each.item.id) if each.item.id in order else len(order))
    for tonight in ours.items:
        theirs = known.get(tonight.item.id)
        if theirs is not None and not theirs.item.restricted:
            theirs.state = tonight.state
    current = known.get(ours.current.item.id) if ours.current else None
    public.current = current if current is not None and not current.item.restricted else None


def considered_in_private(ours: ItemTonight) -> bool:
    """Whether every visit to a taken item was private."""
    return (
        ours.state is ItemState.TAKEN and bool(ours.visits) and all(each.is_private for each in ours.visits)
    )
