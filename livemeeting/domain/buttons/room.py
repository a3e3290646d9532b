"""The buttons for the people in the room, words for followers, and the webcast."""

from __future__ import annotations

from livemeeting.domain import events as e
from livemeeting.domain.buttons.button import Button, in_public, live, opened
from livemeeting.domain.buttons.form import Field, Form, web_address
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.refused import Refused

NEEDS_MEMBER = "Say which member."


def record_attendance(meeting: Meeting, form: Form) -> e.Event:
    return e.AttendanceRecorded(form.texts("present"), form.texts("apologies"), form.texts("substitutes"))


def declare_interest(meeting: Meeting, form: Form) -> e.Event:
    return e.InterestDeclared(
        member=form.text("member", most=120, needed=NEEDS_MEMBER),
        item=form.item(meeting).item.id if form.text("item") else "",
        interest=form.text("interest", most=120),
        leaves=form.yes("leaves"),
    )


def member_left(meeting: Meeting, form: Form) -> e.Event:
    member = form.text("member", most=120, needed=NEEDS_MEMBER)
    if member in meeting.members_out:
        raise Refused(f"{member} has already left the room.")
    return e.MemberLeft(member, form.item_or_current(meeting))


def member_returned(meeting: Meeting, form: Form) -> e.Event:
    member = form.text("member", most=120, needed=NEEDS_MEMBER)
    if member not in meeting.members_out:
        raise Refused(f"{member} is not recorded as having left.")
    return e.MemberReturned(member, form.item_or_current(meeting))


def take_note(meeting: Meeting, form: Form) -> e.Event:
    """A note is for officers unless somebody chose the public, and never public in private session."""
    audience = "public" if form.text("audience") == "public" and not meeting.is_private else "officers"
    text = form.text("text", most=4000, needed="Write the note first.")
    return e.NoteTaken(text, audience, form.item_or_current(meeting))


def publish_message(meeting: Meeting, form: Form) -> e.Event:
    return e.MessagePublished(
        form.text("text", most=1000, needed="Write the message first."), _public_item(meeting)
    )


def _public_item(meeting: Meeting) -> str:
    current = meeting.current
    return current.item.id if current is not None and not current.item.restricted else ""


def start_webcast(meeting: Meeting, form: Form) -> e.Event:
    if meeting.webcast in ("live", "fault"):
        raise Refused("The webcast has started already. Use Webcast stopped or Webcast back.")
    return e.WebcastStarted(len(meeting.segments) + 1, web_address(form.text("url", most=2000)))


def webcast_failed(meeting: Meeting, form: Form) -> e.Event:
    if meeting.webcast != "live":
        raise Refused("The webcast is not running.")
    return e.WebcastFailed(len(meeting.segments))


def webcast_restored(meeting: Meeting, form: Form) -> e.Event:
    if meeting.webcast != "fault":
        raise Refused("The webcast has not stopped.")
    return e.WebcastRestored(len(meeting.segments) + 1, web_address(form.text("url", most=2000)))


MEMBER = Field("member", "Member", "member", needed=True)
ITEM = Field("item", "Item (empty: the current one)", "item")
URL = Field("url", "Address of the video (empty: the planned one)")
ROOM = (
    Button("take_note", "Note", e.NoteTaken, opened("taking a note"), take_note,
           (Field("text", "Note", "long_text", needed=True),
            Field("audience", "Who may read it", "choice", ("officers", "public")), ITEM), group="now"),
    Button("publish_message", "Message to followers", e.MessagePublished,
           in_public("sending a message"), publish_message,
           (Field("text", "Message", "long_text", needed=True),), group="now",
           help="Shown on the public page and posted."),
    Button("record_attendance", "Attendance", e.AttendanceRecorded, live("recording attendance"), record_attendance,
           (Field("present", "Present, one name a line", "members"),
            Field("apologies", "Apologies, one name a line", "members"),
            Field("substitutes", "Substitutes, one name a line", "members"))),
    Button("declare_interest", "Declaration of interest", e.InterestDeclared, live("recording a declaration"),
           declare_interest, (MEMBER, Field("item", "Item", "item"), Field("interest", "Kind of interest"),
                              Field("leaves", "Leaves the room", "yes"))),
    Button("member_left", "Member leaves", e.MemberLeft, live("recording who leaves"), member_left, (MEMBER, ITEM)),
    Button("member_returned", "Member returns", e.MemberReturned, live("recording who returns"),
           member_returned, (MEMBER, ITEM)),
    Button("start_webcast", "Webcast started", e.WebcastStarted, in_public("starting the webcast"),
           start_webcast, (URL,), group="webcast"),
    Button("webcast_failed", "Webcast stopped", e.WebcastFailed, in_public("marking the webcast"),
           webcast_failed, group="webcast"),
    Button("webcast_restored", "Webcast back", e.WebcastRestored, in_public("marking the webcast"),
           webcast_restored, (URL,), group="webcast"),
)  # fmt: skip
