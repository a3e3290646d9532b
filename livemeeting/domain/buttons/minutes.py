"""The buttons of the minutes, pressed weeks after the close: where the signed ones are, and the number of each item."""

from __future__ import annotations

from livemeeting.domain import events as e
from livemeeting.domain.buttons.button import Button
from livemeeting.domain.buttons.form import Field, Form, web_address
from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.refused import Refused

LONGEST_NUMBER = 40


def _closed(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.CLOSED:
        raise Refused("The minutes are told of once the meeting has closed.")


def sign_minutes(meeting: Meeting, form: Form) -> e.Event:
    """Said again it is a correction; with nothing said any more, what was said is undone."""
    url, signed = web_address(form.text("url", most=2000)), form.text("signed", most=200)
    known = meeting.minutes
    if not url:
        if signed or known is None:
            raise Refused("Give the address of the signed minutes on the council's own site.")
        return e.EntryUndone(known.seq)
    if known is None:
        return e.MinutesSigned(url, signed)
    return _corrected(meeting, known.seq, e.MinutesSigned(url, signed))


def number_minute(meeting: Meeting, form: Form) -> e.Event:
    """The same of the number of an item."""
    tonight, number = form.item(meeting), form.text("number", most=LONGEST_NUMBER)
    known = tonight.minute
    if not number:
        if known is None:
            raise Refused("Give the number that the item has in the minutes.")
        return e.EntryUndone(known.seq)
    if known is None:
        return e.MinuteNumbered(tonight.item.id, number)
    return _corrected(meeting, known.seq, e.MinuteNumbered(tonight.item.id, number))


def _corrected(meeting: Meeting, seq: int, right: e.Event) -> e.Event:
    told = meeting.told(seq)
    if told is not None and told.event == right:
        raise Refused("Nothing is different yet. Change what was wrong and press again.")
    return e.EntryCorrected(seq, right)


MINUTES = (
    Button("sign_minutes", "Signed minutes", e.MinutesSigned, _closed, sign_minutes,
           (Field("url", "Address of the signed minutes"), Field("signed", "When and where they were signed")),
           group="minutes"),
    Button("number_minute", "Minute number", e.MinuteNumbered, _closed, number_minute,
           (Field("item", "Item", "item", needed=True), Field("number", "Number in the minutes")), group="minutes"),
)  # fmt: skip
