"""The page where an officer says where the meeting is in its videos: stretches, anchors, links to check."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain import events as e
from livemeeting.domain import video
from livemeeting.domain.local_time import day_words
from livemeeting.domain.meeting import Anchor, Meeting, Segment, TimelineEntry
from livemeeting.domain.panel_timeline import entry_sentence
from livemeeting.domain.panel_tried import clock_seconds, refusal_of_button
from livemeeting.domain.webcast import Webcast, as_offset, webcast

#: What one can see happen in a video.
VISIBLE = (
    e.MeetingOpened, e.ItemStarted, e.ItemsAgreedTogether, e.DecisionRecorded, e.MeetingAdjourned,
    e.MeetingResumed, e.MeetingClosed,
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Something that happened while a video ran: by the clock, and where its link goes now ("" without one)."""

    seq: int
    time: str
    sentence: str
    offset: str = ""
    url: str = ""


@dataclass(frozen=True)
class Check:
    """A link to open, and what was said of it since the last anchor: "right", "wrong" or ""."""

    step: Step
    answer: str = ""


@dataclass(frozen=True)
class AnchorTold:
    """An anchor that was set: by whom, when, and where its moment was in the video before ("" nowhere)."""

    seq: int
    actor: str
    day: str
    time: str
    moment: str
    offset: str
    before: str


@dataclass(frozen=True)
class SegmentDesk:
    """One stretch of video. `player` names a player we can ask for the time, "" where there is none.

    `chosen` is the entry to set the time at; `embed_url` what the player loads.
    """

    number: int
    name: str
    url: str
    began: str
    ended: str
    state: str
    is_gone: bool
    player: str
    embed_url: str
    chosen: int
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    advice: str
    history: tuple[AnchorTold, ...]


@dataclass(frozen=True)
class VideoDesk:
    """The whole page; `refusal` says why nothing may be set now, "" when it may."""

    meeting_id: str
    title: str
    day: str
    refusal: str
    segments: tuple[SegmentDesk, ...]
    can_add: bool
    last_entry: int


def video_desk(meeting: Meeting, allowed_hosts: Collection[str] = (), *, chosen: int = 0) -> VideoDesk:
    """The page of `meeting`, with entry `chosen` selected where a stretch shows it."""
    plan = meeting.plan
    closed = [each.seq for each in meeting.timeline if isinstance(each.event, e.MeetingClosed)]
    return VideoDesk(
        meeting_id=plan.meeting_id, title=plan.title, day=day_words(meeting.opened_at or plan.starts_at, plan.timezone),
        refusal=refusal_of_button(meeting, "anchor_webcast"),
        segments=tuple(_segment(meeting, each, allowed_hosts, chosen) for each in meeting.segments),
        can_add=meeting.closed_at is not None, last_entry=closed[-1] if closed else 0,
    )  # fmt: skip


def _segment(meeting: Meeting, segment: Segment, hosts: Collection[str], chosen: int) -> SegmentDesk:
    shown = webcast(segment.url, hosts)
    steps = tuple(_step(meeting, segment, each) for each in _visible(meeting, segment))
    checks = tuple(_check(segment, each) for each in _three([each for each in steps if each.url]))
    wrong = next((each.step.seq for each in checks if each.answer == "wrong"), 0)
    player, embed_url = ("", "") if segment.is_gone else _player(shown)
    return SegmentDesk(
        number=segment.number, name=shown.provider or "No address", url=segment.url,
        began=clock_seconds(meeting.plan, _wall(meeting, segment.started_at)),
        ended=clock_seconds(meeting.plan, _wall(meeting, segment.ended_at)) if segment.ended_at else "",
        state=_state(meeting, segment), is_gone=segment.is_gone, player=player, embed_url=embed_url,
        chosen=next((each.seq for each in steps if each.seq == (chosen or wrong)), 0), steps=steps, checks=checks,
        advice=_advice(checks), history=tuple(_told(meeting, each) for each in reversed(segment.anchors)),
    )  # fmt: skip


def _visible(meeting: Meeting, segment: Segment) -> list[TimelineEntry]:
    return [
        each
        for each in meeting.timeline
        if isinstance(each.event, VISIBLE)
        and each.in_force
        and not each.is_private
        and segment.shows(each.steady)
    ]


def _step(meeting: Meeting, segment: Segment, told: TimelineEntry) -> Step:
    place = video.place_in(meeting, segment, told.steady)
    offset = as_offset(place.seconds) if place is not None and place.is_anchored else ""
    link = place.link if place else ""
    return Step(told.seq, clock_seconds(meeting.plan, told.at), entry_sentence(meeting, told), offset, link)


def _three(steps: Sequence[Step]) -> list[Step]:
    """The first, the middle and the last of what has a link: an anchor that is off shows at one of them."""
    places = sorted({0, len(steps) // 2, len(steps) - 1}) if steps else []
    return [steps[each] for each in places]


def _check(segment: Segment, step: Step) -> Check:
    said = segment.checks.get(step.seq)
    return Check(step, "" if said is None else "right" if said else "wrong")


def _advice(checks: Sequence[Check]) -> str:
    """What the answers so far mean."""
    wrong = [each for each in checks if each.answer == "wrong"]
    if not checks or any(not each.answer for each in checks):
        return ""
    if not wrong:
        return "All of them are right. The links of this video are good."
    if len(wrong) == len(checks):
        return "All of them are wrong. Set the video time again: that moves every link."
    return (
        "Some are right and some are wrong, so something was cut out of this video. "
        "Add the part after the cut as a recording of its own, with the same address and its first entry."
    )


def _player(shown: Webcast) -> tuple[str, str]:
    if shown.provider == "YouTube":
        return "youtube", f"{shown.embed_url}&enablejsapi=1"
    if shown.provider == "Vimeo" and shown.kind == "frame":
        return "vimeo", shown.embed_url
    return (shown.kind, shown.embed_url) if shown.kind in ("audio", "video") else ("", "")


def _state(meeting: Meeting, segment: Segment) -> str:
    if segment.is_gone:
        return "This video is no longer available: times stay, and nothing links to it."
    if not segment.anchors:
        return "No video time is set, so nothing links into this video yet."
    told = _told(meeting, segment.anchors[-1])
    return f"{told.moment} is {told.offset} into the video. Every link follows from that."


def _told(meeting: Meeting, anchor: Anchor) -> AnchorTold:
    """An anchor is told by the entry it was set at, else by the time of day."""
    entry = meeting.told(anchor.seq)
    assert entry is not None and isinstance(entry.event, e.WebcastAnchored)
    at = meeting.told(entry.event.entry)
    moment = f"“{entry_sentence(meeting, at)}”" if at else clock_seconds(meeting.plan, entry.event.at)
    plan = meeting.plan
    return AnchorTold(
        seq=anchor.seq, actor=entry.entry.actor, day=day_words(entry.at, plan.timezone),
        time=clock_seconds(plan, entry.at), moment=moment, offset=as_offset(anchor.seconds),
        before=as_offset(anchor.before) if anchor.before is not None else "",
    )  # fmt: skip


def _wall(meeting: Meeting, steady: datetime) -> datetime:
    """What the wall clock showed at a steady time."""
    found = [each.entry for each in meeting.timeline if each.steady == steady]
    return found[0].at if found else steady
