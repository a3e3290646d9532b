"""The Next bar of the control panel: the one press that comes next, and the acts of the chair beside it."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.panel_forms import FormView, form_view
from livemeeting.domain.panel_tried import panel_title, refusal_of_press


@dataclass(frozen=True)
class NextBar:
    """The bar. `button` is what its largest control presses; '' when there is nothing to press.

    `lead` and `title` are the words on it ("NEXT", "12.5 Bus fares"); `warning` says why a press would be
    refused. `asks` are the questions of the start. `is_quiet` keeps it dim while only *Readmit* is bright.
    """

    button: str
    lead: str
    title: str
    hotkey: str
    sentence: str
    warning: str
    is_quiet: bool
    asks: FormView | None
    readmit: bool
    is_over: bool
    sides: tuple[FormView, ...]


NOTHING_LEAVES = "Nothing leaves while the meeting is private."


def next_bar(meeting: Meeting) -> NextBar:
    """The bar as it stands."""
    if meeting.state is MeetingState.SCHEDULED:
        return _before_the_start(meeting)
    if meeting.state is MeetingState.ADJOURNED:
        sentence = NOTHING_LEAVES if meeting.is_private else ""
        return _bar("resume", "", "Resume the meeting", sentence=sentence, sides=_sides(meeting, "close"))
    if meeting.state is not MeetingState.LIVE:
        words = {
            MeetingState.CLOSED: "The meeting has closed.",
            MeetingState.POSTPONED: "The meeting is postponed.",
        }
        return _bar("", "", words.get(meeting.state, "The meeting is cancelled."), is_over=meeting.is_over)
    return _under_way(meeting)


def _before_the_start(meeting: Meeting) -> NextBar:
    warning = refusal_of_press(meeting, "start_meeting")
    title = "Start the rehearsal" if meeting.plan.is_rehearsal else "Start meeting"
    return _bar("start_meeting", "", title, warning=warning, asks=form_view(meeting, "start_meeting"))


def _under_way(meeting: Meeting) -> NextBar:
    sides = _sides(meeting, "adjourn", "exclude", "close")
    sentence = NOTHING_LEAVES if meeting.is_private else ""
    following = meeting.next_item
    if following is None:
        return _bar("", "NEXT", "No further item. Close the meeting, or go back to one.", sentence=sentence,
                    sides=sides, readmit=meeting.is_private, is_quiet=meeting.is_private)  # fmt: skip
    return _bar(
        "next_item", "NEXT", panel_title(following), hotkey="N", sentence=sentence,
        warning=refusal_of_press(meeting, "next_item"), sides=sides,
        readmit=meeting.is_private, is_quiet=meeting.is_private,
    )  # fmt: skip


def _sides(meeting: Meeting, *names: str) -> tuple[FormView, ...]:
    forms = (form_view(meeting, name) for name in names)
    return tuple(each for each in forms if not each.refusal)


def _bar(
    button: str,
    lead: str,
    title: str,
    *,
    hotkey: str = "",
    sentence: str = "",
    warning: str = "",
    asks: FormView | None = None,
    sides: tuple[FormView, ...] = (),
    readmit: bool = False,
    is_quiet: bool = False,
    is_over: bool = False,
) -> NextBar:
    return NextBar(button, lead, title, hotkey, sentence, warning, is_quiet, asks, readmit, is_over, sides)
