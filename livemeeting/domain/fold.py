"""The fold: a plan and a log in, the meeting as it stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.fold_debate import DEBATE
from livemeeting.domain.fold_items import ITEMS, leave_item
from livemeeting.domain.fold_minutes import MINUTES
from livemeeting.domain.meeting import (
    Entry,
    Fold,
    ItemState,
    ItemTonight,
    Meeting,
    MeetingState,
    Segment,
    TimelineEntry,
)
from livemeeting.domain.privacy import hide_restricted, is_private_entry


def fold(plan: Plan, entries: Sequence[Entry]) -> Meeting:
    """The meeting after `entries`, which are in seq order from 1 without a gap.

    Undone and redacted entries change nothing; a corrected entry counts as what it was corrected to,
    at its own place. An entry this version cannot read makes the meeting private: unknown means private.
    """
    meeting = Meeting(plan=plan)
    meeting.items = [_planned(each) for each in plan.items]
    meeting.timeline = [TimelineEntry(each, each.event, each.event, is_private=True) for each in entries]
    meeting.by_seq = {each.seq: each for each in meeting.timeline}
    _mend(meeting)
    for told in meeting.timeline:
        meeting.seq = told.seq
        if told.in_force and (told.corrected_by or not told.entry.is_redacted):
            _apply(meeting, told)
        told.is_private = is_private_entry(meeting, told)
    hide_restricted(meeting)
    return meeting


def _planned(item: AgendaItem) -> ItemTonight:
    state = ItemState.WITHDRAWN if item.withdrawn else ItemState.PENDING
    return ItemTonight(item, state)


def _mend(meeting: Meeting) -> None:
    """Carry undo, correction and redaction back to the entries they are about."""
    for told in meeting.timeline:
        if isinstance(told.event, e.EntryUndone):
            target = meeting.told(told.event.entry)
            if target is not None:
                target.in_force, target.undone_by = False, told.seq
    for told in meeting.timeline:
        if not told.in_force:
            continue
        if isinstance(told.event, e.EntryCorrected):
            target = meeting.told(told.event.entry)
            if target is not None and target.entry.kind == type(told.event.replacement).__name__:
                target.event = told.event.replacement
                target.corrected_by.append(told.seq)
        if isinstance(told.event, e.EntryRedacted):
            target = meeting.told(told.event.entry)
            if target is not None:
                target.redacted_by = told.seq


def _apply(meeting: Meeting, told: TimelineEntry) -> None:
    if isinstance(told.event, e.Unreadable):
        meeting.is_private = True
        return
    step = STEPS.get(type(told.event))
    if step is not None:
        step(meeting, told.entry, told.event)


def _opened(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MeetingOpened)
    meeting.state = MeetingState.LIVE
    meeting.opened_at = entry.at
    meeting.operator = entry.actor
    meeting.items = [_planned(each) for each in event.items]
    meeting.plan = replace(meeting.plan, items=event.items)
    meeting.chair = event.chair
    if event.webcast_url:
        meeting.segments = [Segment(1, event.webcast_url, entry.steady)]
        meeting.webcast = "live"


def _adjourned(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MeetingAdjourned)
    meeting.state = MeetingState.ADJOURNED
    meeting.adjourned_until = event.until
    if meeting.webcast == "live":
        meeting.webcast = "holding"


def _resumed(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    meeting.state = MeetingState.LIVE
    meeting.adjourned_until = ""
    _webcast_back(meeting)


def _closed(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    leave_item(meeting, entry)
    meeting.state = MeetingState.CLOSED
    meeting.closed_at = entry.at
    meeting.speaker = ""
    meeting.webcast = "off"
    meeting.end_segments(entry.steady)


def _postponed(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MeetingPostponed)
    meeting.state = MeetingState.POSTPONED
    meeting.postponed_to = event.to


def _cancelled(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    meeting.state = MeetingState.CANCELLED


def _excluded(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    meeting.is_private = True
    meeting.speaker = ""
    if meeting.webcast == "live":
        meeting.webcast = "holding"


def _readmitted(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    meeting.is_private = False
    meeting.speaker = ""
    _webcast_back(meeting)


def _webcast_back(meeting: Meeting) -> None:
    if meeting.webcast == "holding" and meeting.is_live and not meeting.is_private:
        meeting.webcast = "live"


def _chair(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ChairAnnounced)
    meeting.chair = event.name


def _operator(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.OperatorChanged)
    meeting.operator = event.name


STEPS: dict[type[e.Event], Fold] = {
    e.MeetingOpened: _opened,
    e.MeetingAdjourned: _adjourned,
    e.MeetingResumed: _resumed,
    e.MeetingClosed: _closed,
    e.MeetingPostponed: _postponed,
    e.MeetingCancelled: _cancelled,
    e.PublicExcluded: _excluded,
    e.PublicReadmitted: _readmitted,
    e.ChairAnnounced: _chair,
    e.OperatorChanged: _operator,
    **ITEMS,
    **DEBATE,
    **MINUTES,
}
