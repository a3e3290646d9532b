"""What a button is, and the refusals that many buttons share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from livemeeting.domain.buttons.form import Field, Form
from livemeeting.domain.events import Event
from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right

Ready = Callable[[Meeting], None]
Press = Callable[[Meeting, Form], Event]


@dataclass(frozen=True)
class Button:
    """One thing an officer can do. `name` is its form's address, `makes` the kind of event it produces.

    `ready` refuses when the state of the meeting does not allow it; `press` reads the form and returns
    the event, refusing what is wrong in it. Both leave the meeting alone. `right` is what it takes to press it.
    """

    name: str
    label: str
    makes: type[Event]
    ready: Ready
    press: Press
    fields: tuple[Field, ...] = ()
    key: str = ""
    group: str = "more"
    help: str = ""
    right: Right = Right.DRIVE

    def pressed(self, meeting: Meeting, form: Form) -> Event:
        """The event this press makes; raises Refused."""
        self.ready(meeting)
        return self.press(meeting, form)


NOT_LIVE = {
    MeetingState.SCHEDULED: "Start the meeting before {doing}.",
    MeetingState.ADJOURNED: "Resume the meeting before {doing}.",
    MeetingState.CLOSED: "The meeting is closed. Undo the closing before {doing}.",
    MeetingState.POSTPONED: "The meeting is postponed. It cannot go on to {doing}.",
    MeetingState.CANCELLED: "The meeting is cancelled. It cannot go on to {doing}.",
}


def live(doing: str) -> Ready:
    """Ready only while the meeting is live; `doing` completes 'Resume the meeting before …'."""

    def ready(meeting: Meeting) -> None:
        if not meeting.is_live:
            raise Refused(NOT_LIVE[meeting.state].format(doing=doing))

    return ready


def in_public(doing: str) -> Ready:
    """Ready only while the meeting is live and open to the public."""
    is_live = live(doing)

    def ready(meeting: Meeting) -> None:
        is_live(meeting)
        if meeting.is_private:
            raise Refused(f"Readmit the press and public before {doing}.")

    return ready


def opened(doing: str) -> Ready:
    """Ready from the opening on, also while adjourned and after the close."""

    def ready(meeting: Meeting) -> None:
        if meeting.opened_at is None:
            raise Refused(f"Start the meeting before {doing}.")

    return ready
