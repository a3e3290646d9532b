"""How events change debate, decisions, the people in the room and the webcast."""

from __future__ import annotations

from datetime import datetime

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Amendment, Anchor, Entry, Fold, Meeting, Motion, Result, Segment


def _speaker(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.SpeakerCalled)
    meeting.speaker = event.name or event.role


def _motion(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MotionMoved)
    meeting.motions.append(Motion(event.motion, event.item, event.label, event.mover, event.seconder))


def _amendment(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.AmendmentMoved)
    meeting.amendments.append(
        Amendment(event.amendment, event.item, event.motion, event.label, event.mover, event.seconder)
    )


def _amendment_withdrawn(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.AmendmentWithdrawn)
    amendment = meeting.amendment(event.amendment)
    if amendment is not None:
        amendment.outcome = "withdrawn"


def _amendment_decided(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.AmendmentDecided)
    amendment = meeting.amendment(event.amendment)
    if amendment is not None:
        amendment.outcome = event.outcome


def _decided(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.DecisionRecorded)
    tonight = meeting.item(event.item)
    if tonight is not None:
        tonight.results.append(Result(entry.seq, event.outcome, event.tally, meeting.is_private))
    motion = meeting.motion(event.motion)
    if motion is not None:
        motion.outcome = event.outcome


def _interest(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.InterestDeclared)
    meeting.interests.append((event.member, event.item))


def _left(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MemberLeft)
    if event.member not in meeting.members_out:
        meeting.members_out.append(event.member)


def _returned(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MemberReturned)
    if event.member in meeting.members_out:
        meeting.members_out.remove(event.member)


def _webcast_started(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.WebcastStarted | e.WebcastRestored)
    meeting.end_segments(entry.steady)
    meeting.segments.append(Segment(event.segment, event.url or meeting.plan.webcast_url, entry.steady))
    meeting.webcast = "holding" if meeting.is_private else "live"


def _webcast_failed(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    meeting.end_segments(entry.steady)
    meeting.webcast = "fault"


def _anchored(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.WebcastAnchored)
    for segment in meeting.segments:
        if segment.number == event.segment:
            named = meeting.told(event.entry)
            at = named.steady if named else _steady(meeting, entry, event.at)
            segment.anchors.append(Anchor(entry.seq, at, event.offset_seconds, segment.offset(at)))
            segment.checks.clear()
            segment.is_gone = segment.is_gone and event.url in ("", segment.url)
            segment.url = event.url or segment.url


def _expired(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.VideoExpired)
    gone = {each.url for each in meeting.segments if event.segment in (0, each.number)}
    for segment in meeting.segments:
        segment.is_gone = segment.is_gone or segment.url in gone


def _recording(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    """In the public's fold the entry named may be private: the nearest one inside stands for it."""
    assert isinstance(event, e.RecordingAdded)
    inside = [
        each.steady
        for each in meeting.timeline
        if event.first <= each.seq <= min(event.last or entry.seq, entry.seq)
    ]
    if inside:
        segment = Segment(event.segment, event.url, inside[0], inside[-1], is_recording=True)
        meeting.segments.append(segment)


def _checked(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.PlaceChecked)
    for segment in meeting.segments:
        if segment.number == event.segment:
            segment.checks[event.entry] = event.is_right


def _steady(meeting: Meeting, newest: Entry, at: datetime) -> datetime:
    """The moment the server's clock showed `at`, the last one where a clock that was set showed it twice."""
    before = [each.entry for each in meeting.timeline if each.seq <= newest.seq]
    for entry, after in reversed(list(zip(before, [*before[1:], newest], strict=True))):
        if entry.at <= at and at + entry.drift <= after.steady:
            return at + entry.drift
    return at + newest.drift


DEBATE: dict[type[e.Event], Fold] = {
    e.SpeakerCalled: _speaker,
    e.MotionMoved: _motion,
    e.AmendmentMoved: _amendment,
    e.AmendmentWithdrawn: _amendment_withdrawn,
    e.AmendmentDecided: _amendment_decided,
    e.DecisionRecorded: _decided,
    e.InterestDeclared: _interest,
    e.MemberLeft: _left,
    e.MemberReturned: _returned,
    e.WebcastStarted: _webcast_started,
    e.WebcastFailed: _webcast_failed,
    e.WebcastRestored: _webcast_started,
    e.WebcastAnchored: _anchored,
    e.VideoExpired: _expired,
    e.RecordingAdded: _recording,
    e.PlaceChecked: _checked,
}
