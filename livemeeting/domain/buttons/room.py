"""The buttons for the people in the room, words for followers, and the webcast."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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


def _open_and_public(meeting: Meeting) -> None:
    opened("setting video times")(meeting)
    if meeting.is_private:
        raise Refused("Readmit the press and public before setting video times.")


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


def anchor_webcast(meeting: Meeting, form: Form) -> e.Event:
    """'At 18:02:10 by the clock the video showed 4:10': from then on every entry has its place in the video."""
    offset = form.text("offset", most=20, needed="Give the place in the video, such as 4:10.")
    url = web_address(form.text("url", most=2000))
    if form.number("entry"):
        return _anchor_at_entry(meeting, form.number("entry") or 0, _seconds(offset), url)
    number = form.number("segment") or len(meeting.segments)
    segment = next((each for each in meeting.segments if each.number == number), None)
    if segment is None:
        raise Refused("There is no such stretch of video. Press Webcast started first.")
    wall_time = form.text("wall_time", most=30, needed="Give the time of day, such as 18:02:10.")
    return e.WebcastAnchored(
        number, _wall_time(meeting, segment.started_at, wall_time), _seconds(offset), url
    )


def _anchor_at_entry(meeting: Meeting, seq: int, seconds: int, url: str) -> e.Event:
    """'Entry 14 is 4:10 into the video': never in doubt, also in the hour that comes twice in October."""
    told = meeting.told(seq)
    segment = meeting.segment_at(told.steady) if told else None
    if told is None or segment is None:
        raise Refused(f"No video was running at entry {seq}. Choose an entry while the webcast was on.")
    return e.WebcastAnchored(segment.number, told.at, seconds, url, entry=seq)


def video_expired(meeting: Meeting, form: Form) -> e.Event:
    number = form.number("segment") or 0
    with_video = [each for each in meeting.segments if each.url and number in (0, each.number)]
    if not with_video:
        raise Refused("There is no such stretch of video.")
    if all(each.is_gone for each in with_video):
        raise Refused("That video is marked as no longer available already.")
    return e.VideoExpired(number)


def _wall_time(meeting: Meeting, near: datetime, text: str) -> datetime:
    """The moment nearest to `near` at which a clock in the meeting's zone shows `text`."""
    hours, minutes, seconds = _clock(text)
    if hours > 23:
        raise Refused("A time of day runs from 0:00:00 to 23:59:59.")
    local = near.astimezone(ZoneInfo(meeting.plan.timezone)).replace(
        hour=hours, minute=minutes, second=seconds, microsecond=0
    )
    choices = [(local + timedelta(days=days)).astimezone(UTC) for days in (-1, 0, 1)]
    return min(choices, key=lambda each: abs(each - near))


def _seconds(text: str) -> int:
    """'4:10' is 250, '1:02:03' is 3723, '90' is 90: minutes and seconds where two parts are given."""
    parts = text.split(":")
    if len(parts) > 3 or not all(each.isdecimal() and len(each) < 6 for each in parts):
        raise Refused(f"“{text[:20]}” is not a place in a video. Write it as 4:10 or 1:02:03.")
    total = 0
    for each in parts:
        total = total * 60 + int(each)
    return total


def _clock(text: str) -> tuple[int, int, int]:
    parts = text.split(":")
    if len(parts) not in (2, 3) or not all(each.isdecimal() and len(each) <= 2 for each in parts):
        raise Refused(f"“{text[:20]}” is not a time of day. Write it as 18:02:10.")
    hours, minutes, seconds = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 0
    if minutes > 59 or seconds > 59:
        raise Refused(f"“{text[:20]}” is not a time of day. Write it as 18:02:10.")
    return hours, minutes, seconds


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
    Button("anchor_webcast", "Set video time", e.WebcastAnchored, _open_and_public, anchor_webcast,
           (Field("wall_time", "Time of day", needed=True, hint="18:02:10"),
            Field("offset", "Place in the video", needed=True, hint="4:10"),
            Field("segment", "Stretch of video (empty: the latest)", "number"), URL), group="webcast"),
    Button("video_expired", "Video gone", e.VideoExpired, _open_and_public, video_expired,
           (Field("segment", "Stretch of video (empty: all of them)", "number"),), group="webcast",
           help="Every link into it ends; the times stay. Setting a video time with a new address brings them back."),
)  # fmt: skip
