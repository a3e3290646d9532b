"""How events change the items of a meeting."""

from __future__ import annotations

from dataclasses import replace

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Entry, Fold, ItemState, ItemTonight, Meeting, Result, Visit


def leave_item(meeting: Meeting, entry: Entry) -> None:
    """End the visit under way, if any."""
    if meeting.current is None:
        return
    meeting.current.visits[-1].ended_at = entry.at
    if meeting.current.state is ItemState.CURRENT:
        meeting.current.state = ItemState.TAKEN
    meeting.current = None


def _started(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemStarted)
    leave_item(meeting, entry)
    tonight = meeting.item(event.item)
    if tonight is None:
        return
    tonight.state = ItemState.CURRENT
    tonight.visits.append(Visit(entry.seq, entry.at, meeting.is_private))
    meeting.current = tonight
    meeting.speaker = ""


def _set_aside(meeting: Meeting, entry: Entry, item_id: str, state: ItemState) -> ItemTonight | None:
    tonight = meeting.item(item_id)
    if tonight is None:
        return None
    if meeting.current is tonight:
        leave_item(meeting, entry)
    tonight.state = state
    return tonight


def _withdrawn(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemWithdrawn)
    _set_aside(meeting, entry, event.item, ItemState.WITHDRAWN)


def _deferred(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemDeferred)
    tonight = _set_aside(meeting, entry, event.item, ItemState.DEFERRED)
    if tonight is not None:
        tonight.deferred_to = event.to


def _added(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemAdded)
    tonight = ItemTonight(event.added, is_urgent=True)
    place = len(meeting.items)
    if event.before and meeting.item(event.before) is not None:
        place = meeting.position(event.before)
    meeting.items.insert(place, tonight)


def _moved(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.RunningOrderChanged)
    tonight = meeting.item(event.item)
    if tonight is None or event.item == event.before:
        return
    meeting.items.remove(tonight)
    place = len(meeting.items)
    if event.before and meeting.item(event.before) is not None:
        place = meeting.position(event.before)
    meeting.items.insert(place, tonight)


def _agreed_together(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemsAgreedTogether)
    for item_id in event.items:
        tonight = meeting.item(item_id)
        if tonight is None:
            continue
        tonight.results.append(Result(entry.seq, event.outcome, None, meeting.is_private))
        if tonight.state is not ItemState.CURRENT:
            tonight.state = ItemState.TAKEN


def _details(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemDetailsChanged)
    tonight = meeting.item(event.item)
    if tonight is not None:
        tonight.item = replace(tonight.item, plain_title=event.plain_title, papers=event.papers)


def _revised(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemRevised)
    tonight = meeting.item(event.item)
    if tonight is not None:
        tonight.item = replace(tonight.item, number=event.number, title=event.title)


def _restricted(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemRestricted)
    tonight = meeting.item(event.item)
    if tonight is not None:
        for each in (tonight, *_parts(meeting, tonight)):
            each.item = replace(each.item, restricted=True, restricted_reason=event.reason)


def _parts(meeting: Meeting, whole: ItemTonight) -> list[ItemTonight]:
    """The parts of an item as the running order stands: what is private of the whole is private of each."""
    found = []
    for each in meeting.items[meeting.position(whole.item.id) + 1 :]:
        if each.item.level <= whole.item.level:
            break
        found.append(each)
    return found


def _released(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.ItemReleased)
    tonight = meeting.item(event.item)
    if tonight is not None:
        released = event.released or tonight.item
        tonight.item = replace(released, id=event.item, restricted=False, restricted_reason="")
    elif event.released is not None:
        released = replace(event.released, id=event.item, restricted=False, restricted_reason="")
        meeting.items.append(ItemTonight(released, is_urgent=True))


ITEMS: dict[type[e.Event], Fold] = {
    e.ItemStarted: _started,
    e.ItemWithdrawn: _withdrawn,
    e.ItemDeferred: _deferred,
    e.ItemAdded: _added,
    e.RunningOrderChanged: _moved,
    e.ItemsAgreedTogether: _agreed_together,
    e.ItemDetailsChanged: _details,
    e.ItemRevised: _revised,
    e.ItemRestricted: _restricted,
    e.ItemReleased: _released,
}
