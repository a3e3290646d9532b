"""The middle column of the control panel: what is before the meeting now, and the buttons of debate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from livemeeting.domain import video
from livemeeting.domain.buttons import mending
from livemeeting.domain.meeting import ItemTonight, Meeting, MeetingState
from livemeeting.domain.panel_forms import FormView, form_view
from livemeeting.domain.panel_tried import is_accepted, panel_title
from livemeeting.domain.sentences import tally_words
from livemeeting.domain.views import clock_time


@dataclass(frozen=True)
class NowView:
    """What is on. `facts` are short sentences under the title; `undo_says` is what *Undo* takes back, '' for none.

    `back_item` is where *Back* returns to, '' when there is no earlier item to return to.
    """

    is_at_item: bool
    title: str
    formal_title: str
    is_restricted: bool
    since: str
    video_offset: str
    facts: tuple[str, ...]
    undo_says: str
    back_item: str
    back_title: str
    forms: tuple[FormView, ...]


FORMS = (
    "record_decision", "move_motion", "move_amendment", "decide_amendment", "call_vote", "call_speaker",
    "take_note", "publish_message",
)  # fmt: skip


def now_view(meeting: Meeting, *, may_drive: bool) -> NowView:
    """The column as it stands."""
    current = meeting.current
    visit = current.visits[-1] if current else None
    began = meeting.told(visit.seq) if visit else None
    place = video.link(meeting, began.steady) if began else None
    back = _previous(meeting) if may_drive else None
    return NowView(
        is_at_item=current is not None,
        title=panel_title(current) if current else _between(meeting),
        formal_title=current.item.title if current and current.item.plain_title else "",
        is_restricted=current.item.restricted if current else False,
        since=clock_time(meeting.plan, visit.started_at) if visit else "",
        video_offset=place.offset if place else "",
        facts=tuple(_facts(meeting, current)),
        undo_says=mending.undo_says(meeting) if may_drive else "",
        back_item=back.item.id if back else "", back_title=(back.item.number or back.item.short_title) if back else "",
        forms=_forms(meeting) if may_drive else (),
    )  # fmt: skip


def _between(meeting: Meeting) -> str:
    return {
        MeetingState.SCHEDULED: "Not started",
        MeetingState.CLOSED: "Closed",
        MeetingState.POSTPONED: "Postponed",
        MeetingState.CANCELLED: "Cancelled",
    }.get(meeting.state, "No item yet" if not any(each.visits for each in meeting.items) else "Between items")


def _facts(meeting: Meeting, current: ItemTonight | None) -> list[str]:
    found = [f"In the chair: {meeting.chair}."] if meeting.chair else []
    if meeting.speaker:
        found.append(f"Speaking: {meeting.speaker}.")
    found += [
        f"{_named('Motion', each.label)} moved."
        for each in meeting.motions
        if _is_open(current, each.item, each.outcome)
    ]
    found += [
        f"{_named('Amendment', each.label)} is open." for each in meeting.amendments
        if _is_open(current, each.item, each.outcome)
    ]  # fmt: skip
    results = current.results if current else ()
    found += [f"{each.outcome.capitalize()}. {tally_words(each.tally)}".strip() for each in results]
    out = _out_of_the_room(meeting, current)
    return [*found, f"Declared an interest here: {', '.join(out)}."] if out else found


def _is_open(current: ItemTonight | None, item: str, outcome: str) -> bool:
    return current is not None and item == current.item.id and not outcome


def _named(what: str, label: str) -> str:
    return f"{what} {label}".strip()


def _out_of_the_room(meeting: Meeting, current: ItemTonight | None) -> Sequence[str]:
    """Who declared an interest in this item: the officer's reminder that they may have to leave."""
    if current is None:
        return ()
    return list(dict.fromkeys(member for member, item in meeting.interests if item == current.item.id))


def _previous(meeting: Meeting) -> ItemTonight | None:
    """The item the meeting was at before this one, where it may still return to it."""
    visits = sorted((visit.seq, each.item.id, each) for each in meeting.items for visit in each.visits)
    for _, item_id, each in reversed(visits):
        if each is not meeting.current:
            return each if is_accepted(meeting, "go_to_item", item=item_id) else None
    return None


def _forms(meeting: Meeting) -> tuple[FormView, ...]:
    has_open = any(not each.outcome for each in meeting.amendments)
    names = [name for name in FORMS if has_open or name != "decide_amendment"]
    forms = (form_view(meeting, name) for name in names)
    # Under way, a button that is not for this moment says why; before and after, it would only be in the way.
    under_way = meeting.state in (MeetingState.LIVE, MeetingState.ADJOURNED)
    return tuple(each for each in forms if under_way or not each.refusal)
