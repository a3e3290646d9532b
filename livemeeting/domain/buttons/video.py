"""The buttons that say where the meeting is in its videos; they work after the close as well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from livemeeting.domain import events as e
from livemeeting.domain.buttons.button import Button, opened
from livemeeting.domain.buttons.form import Field, Form, web_address
from livemeeting.domain.meeting import Meeting, MeetingState, Segment
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right

NO_SEGMENT = "There is no such stretch of video."


def _open_and_public(meeting: Meeting) -> None:
    opened("setting video times")(meeting)
    if meeting.is_private:
        raise Refused("Readmit the press and public before setting video times.")


def anchor_webcast(meeting: Meeting, form: Form) -> e.Event:
    """'At 18:02:10 by the clock the video showed 4:10': from then on every entry has its place in the video."""
    offset = form.text("offset", most=20, needed="Give the place in the video, such as 4:10.")
    url = web_address(form.text("url", most=2000))
    if form.number("entry"):
        return _anchor_at_entry(meeting, form, _seconds(offset), url)
    number = form.number("segment") or len(meeting.segments)
    segment = _segment(meeting, number)
    if segment is None:
        raise Refused(f"{NO_SEGMENT} Press Webcast started first.")
    wall_time = form.text("wall_time", most=30, needed="Give the time of day, such as 18:02:10.")
    return e.WebcastAnchored(
        number, _wall_time(meeting, segment.started_at, wall_time), _seconds(offset), url
    )


def _anchor_at_entry(meeting: Meeting, form: Form, seconds: int, url: str) -> e.Event:
    """'Entry 14 is 4:10 into the video': never in doubt, also in the hour that comes twice in October."""
    seq, number = form.number("entry") or 0, form.number("segment")
    told = meeting.told(seq)
    running = meeting.segment_at(told.steady) if told else None
    segment = _segment(meeting, number) if number else running
    if told is None or segment is None:
        raise Refused(f"No video was running at entry {seq}. Choose an entry while the webcast was on.")
    return e.WebcastAnchored(segment.number, told.at, seconds, url, entry=seq)


def _segment(meeting: Meeting, number: int) -> Segment | None:
    return next((each for each in meeting.segments if each.number == number), None)


def video_expired(meeting: Meeting, form: Form) -> e.Event:
    number = form.number("segment") or 0
    with_video = [each for each in meeting.segments if each.url and number in (0, each.number)]
    if not with_video:
        raise Refused(NO_SEGMENT)
    if all(each.is_gone for each in with_video):
        raise Refused("That video is marked as no longer available already.")
    return e.VideoExpired(number)


def add_recording(meeting: Meeting, form: Form) -> e.Event:
    """A recording put up after the close: of the whole meeting, or of the entries named."""
    if meeting.state is not MeetingState.CLOSED:
        raise Refused("Close the meeting before adding its recording. Until then the webcast is the video.")
    url = web_address(form.text("url", most=2000, needed="Give the address of the recording."))
    is_whole = not form.text("first") and not form.text("last")
    if is_whole and any(each.url == url and not each.is_gone for each in meeting.segments):
        raise Refused("That video is here already. Set its video time instead.")
    closed = next(each for each in reversed(meeting.timeline) if isinstance(each.event, e.MeetingClosed))
    first, last = form.number("first") or 1, form.number("last") or closed.seq
    if not first < last <= closed.seq:
        raise Refused(f"A recording goes from an earlier to a later entry, from 1 to {closed.seq}.")
    return e.RecordingAdded(max((each.number for each in meeting.segments), default=0) + 1, url, first, last)


def check_place(meeting: Meeting, form: Form) -> e.Event:
    segment, told = _segment(meeting, form.number("segment") or 0), meeting.told(form.number("entry") or 0)
    if segment is None or told is None or segment.offset(told.steady) is None:
        raise Refused("That link is not there any more. Set the video time, then check again.")
    answer = form.choice("answer", ("right", "wrong"), needed="Say whether the link is right or wrong.")
    return e.PlaceChecked(segment.number, told.seq, answer == "right")


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


URL = Field("url", "Address of the video (empty: the planned one)")
VIDEO = (
    Button("anchor_webcast", "Set video time", e.WebcastAnchored, _open_and_public, anchor_webcast,
           (Field("wall_time", "Time of day", needed=True, hint="18:02:10"),
            Field("offset", "Place in the video", needed=True, hint="4:10"),
            Field("segment", "Stretch of video (empty: the latest)", "number"), URL), group="webcast",
           right=Right.PLACE_VIDEO),
    Button("video_expired", "Video gone", e.VideoExpired, _open_and_public, video_expired,
           (Field("segment", "Stretch of video (empty: all of them)", "number"),), group="webcast",
           help="Every link into it ends; the times stay. Setting a video time with a new address brings them back.",
           right=Right.PLACE_VIDEO),
    Button("add_recording", "Add a recording", e.RecordingAdded, _open_and_public, add_recording,
           (Field("url", "Address of the recording", needed=True),
            Field("first", "First entry it shows (empty: the opening)", "number"),
            Field("last", "Last entry it shows (empty: the close)", "number")), group="webcast",
           right=Right.PLACE_VIDEO),
    Button("check_place", "Check a link", e.PlaceChecked, _open_and_public, check_place,
           (Field("segment", "Stretch of video", "number", needed=True),
            Field("entry", "Entry number", "entry", needed=True),
            Field("answer", "Does it show that moment?", "choice", ("right", "wrong"), needed=True)), group="webcast",
           right=Right.PLACE_VIDEO),
)  # fmt: skip
