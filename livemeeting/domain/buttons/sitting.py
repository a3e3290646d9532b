"""The buttons of the sitting: start, adjourn, resume, close, exclude, readmit."""

from __future__ import annotations

from livemeeting.domain import events as e
from livemeeting.domain.buttons.button import Button, live
from livemeeting.domain.buttons.form import Field, Form
from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.refused import Refused

#: Paragraphs of Schedule 12A to the Local Government Act 1972: 1-7 England, 12-18 Wales.
PARAGRAPHS = tuple(str(each) for each in (*range(1, 8), *range(12, 19)))


def _can_start(meeting: Meeting) -> None:
    if meeting.state in (MeetingState.CANCELLED, MeetingState.POSTPONED):
        raise Refused(f"The meeting is {meeting.state}. Undo that first if it will be held after all.")
    if meeting.state is not MeetingState.SCHEDULED:
        raise Refused("The meeting has already started.")
    if not any(not each.item.is_heading for each in meeting.items):
        raise Refused("The agenda has no items yet. Load the agenda first.")


def start_meeting(meeting: Meeting, form: Form) -> e.Event:
    chair = form.text("chair", most=120)
    return e.MeetingOpened(items=meeting.plan.items, chair=chair, webcast_url=meeting.plan.webcast_url)


def adjourn(meeting: Meeting, form: Form) -> e.Event:
    return e.MeetingAdjourned(until=form.text("until", most=80), reason=form.text("reason", most=200))


def _can_resume(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.ADJOURNED:
        raise Refused("The meeting is not adjourned.")


def resume(meeting: Meeting, form: Form) -> e.Event:
    return e.MeetingResumed()


def _can_close(meeting: Meeting) -> None:
    if meeting.state not in (MeetingState.LIVE, MeetingState.ADJOURNED):
        raise Refused("Only a meeting that has started can be closed.")


def close(meeting: Meeting, form: Form) -> e.Event:
    return e.MeetingClosed()


def _not_begun(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.SCHEDULED:
        raise Refused(
            "Only a meeting that has not started can be postponed or cancelled. Adjourn it instead."
        )


def postpone(meeting: Meeting, form: Form) -> e.Event:
    return e.MeetingPostponed(to=form.text("to", most=80), reason=form.text("reason", most=200))


def cancel(meeting: Meeting, form: Form) -> e.Event:
    return e.MeetingCancelled(reason=form.text("reason", most=200))


def _can_exclude(meeting: Meeting) -> None:
    if meeting.is_private:
        raise Refused("The press and public are already excluded.")
    live("excluding the press and public")(meeting)


def exclude(meeting: Meeting, form: Form) -> e.Event:
    paragraphs = form.texts("paragraphs")
    if any(each not in PARAGRAPHS for each in paragraphs):
        raise Refused("Choose paragraphs of Schedule 12A from the list: 1 to 7, or 12 to 18 in Wales.")
    return e.PublicExcluded(paragraphs=paragraphs)


def _can_readmit(meeting: Meeting) -> None:
    if not meeting.is_private:
        raise Refused("The press and public are not excluded.")
    if meeting.state is MeetingState.ADJOURNED:
        raise Refused("Resume the meeting before readmitting the press and public.")


def readmit(meeting: Meeting, form: Form) -> e.Event:
    return e.PublicReadmitted()


REASON = Field("reason", "Reason (optional)")
SITTING = (
    Button(
        "start_meeting", "Start meeting", e.MeetingOpened, _can_start, start_meeting,
        (Field("chair", "In the chair (optional)"),), group="sitting",
        help="The chair opens the meeting. The agenda as it stands goes into the record.",
    ),
    Button(
        "adjourn", "Adjourn", e.MeetingAdjourned, live("adjourning"), adjourn,
        (Field("until", "Until (as the chair said)", hint="20:25, or 3 December at 18:00"), REASON),
        group="sitting",
    ),
    Button("resume", "Resume", e.MeetingResumed, _can_resume, resume, group="sitting"),
    Button("close", "Close meeting", e.MeetingClosed, _can_close, close, group="sitting"),
    Button(
        "exclude", "Exclude press and public", e.PublicExcluded, _can_exclude, exclude,
        (Field("paragraphs", "Paragraphs of Schedule 12A", "choices", PARAGRAPHS),), group="sitting",
        help="From this press nothing leaves until you readmit.",
    ),
    Button("readmit", "Readmit press and public", e.PublicReadmitted, _can_readmit, readmit, group="sitting"),
    Button(
        "postpone", "Postpone", e.MeetingPostponed, _not_begun, postpone,
        (Field("to", "To (date in words, if known)"), REASON), group="sitting",
    ),
    Button("cancel", "Cancel meeting", e.MeetingCancelled, _not_begun, cancel, (REASON,), group="sitting"),
)  # fmt: skip
