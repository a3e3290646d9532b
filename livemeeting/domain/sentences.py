"""What happened, told in one sentence: the same words on page, panel and record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Meeting

E = TypeVar("E", bound=e.Event)
Teller = Callable[[Meeting, e.Event], str]

PRIVATE_ITEM = "Private item"
VIDEO_GONE = "The video is no longer available."
PRIVATE_SENTENCE = "The meeting is considering private business; this page will continue afterwards."


def told(meeting: Meeting, event: e.Event) -> str:
    """One sentence for an event. Names are looked up in `meeting`: give the public's own to tell the public."""
    teller = TELLERS.get(type(event))
    return teller(meeting, event) if teller else "Entry not readable by this version."


def label(meeting: Meeting, item_id: str) -> str:
    """'Item 12.4: Library hours', or what may be said of an item whose text is not known here."""
    tonight = meeting.item(item_id)
    if tonight is None or not tonight.item.title:
        return PRIVATE_ITEM
    return tonight.item.label


def short_label(meeting: Meeting, item_id: str) -> str:
    """'Item 12.4' where the item has a number, else its title."""
    tonight = meeting.item(item_id)
    if tonight is None or not tonight.item.title:
        return PRIVATE_ITEM
    return f"Item {tonight.item.number}" if tonight.item.number else tonight.item.short_title


def within(label: str) -> str:
    """A label inside a sentence: 'item 12.4', but a title as it is written."""
    return label[:1].lower() + label[1:] if label.startswith("Item ") else label


def tally_words(tally: e.Tally | None, casting_vote: str = "") -> str:
    """'For 28, against 31, abstained 2.' or ''."""
    if tally is None:
        return ""
    words = f"For {tally.votes_for}, against {tally.against}, abstained {tally.abstained}."
    return f"{words} Chair's casting vote: {casting_vote}." if casting_vote else words


def joined(words: Sequence[str]) -> str:
    """'1, 2 and 3'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _sentence(text: str, *more: str) -> str:
    first = text if text[-1:] in ".!?…" else f"{text}."
    return " ".join([first, *(each for each in more if each)])


def _reason(reason: str) -> str:
    return f"Reason: {_sentence(reason)}" if reason else ""


def _by(mover: str, seconder: str) -> str:
    parts = [f"moved by {mover}" if mover else "", f"seconded by {seconder}" if seconder else ""]
    return ", ".join(each for each in parts if each)


def _teller(tell: Callable[[Meeting, E], str]) -> Teller:
    return cast(Teller, tell)


def _opened(m: Meeting, ev: e.MeetingOpened) -> str:
    return (
        f"{m.plan.body} is in session, chaired by {ev.chair}."
        if ev.chair
        else f"{m.plan.body} is in session."
    )


def _adjourned(m: Meeting, ev: e.MeetingAdjourned) -> str:
    return _sentence(f"Adjourned until {ev.until}" if ev.until else "Adjourned", _reason(ev.reason))


def _postponed(m: Meeting, ev: e.MeetingPostponed) -> str:
    return _sentence(f"Postponed to {ev.to}" if ev.to else "Postponed", _reason(ev.reason))


def _withdrawn(m: Meeting, ev: e.ItemWithdrawn) -> str:
    return _sentence(f"{label(m, ev.item)} — withdrawn", _reason(ev.reason))


def _deferred(m: Meeting, ev: e.ItemDeferred) -> str:
    to = f" to {ev.to}" if ev.to else ""
    return _sentence(f"{label(m, ev.item)} — deferred{to}", _reason(ev.reason))


def _added(m: Meeting, ev: e.ItemAdded) -> str:
    return _sentence(f"The chair has accepted an urgent item: {ev.added.label}", _reason(ev.reason))


def _moved(m: Meeting, ev: e.RunningOrderChanged) -> str:
    where = (
        f"before {short_label(m, ev.before)[:1].lower()}{short_label(m, ev.before)[1:]}"
        if ev.before
        else "last"
    )
    return _sentence(f"{label(m, ev.item)} — will be taken {where}")


def _together(m: Meeting, ev: e.ItemsAgreedTogether) -> str:
    numbers = [short_label(m, each).removeprefix("Item ") for each in ev.items]
    return f"Items {joined(numbers)}: {ev.outcome} without discussion."


def _details(m: Meeting, ev: e.ItemDetailsChanged) -> str:
    return _sentence(f"{label(m, ev.item)} — details updated")


def _revised(m: Meeting, ev: e.ItemRevised) -> str:
    item = f"item {ev.number}: {ev.title}" if ev.number else ev.title
    return _sentence(f"The agenda now reads: {item}", _reason(ev.reason))


def _released(m: Meeting, ev: e.ItemReleased) -> str:
    return _sentence(f"{label(m, ev.item)} — will be taken in public", _reason(ev.reason))


def _speaker(m: Meeting, ev: e.SpeakerCalled) -> str:
    role = f" ({ev.role})" if ev.role and ev.name else ""
    return f"{ev.name or ev.role or 'A speaker'}{role} speaks."


def _motion(m: Meeting, ev: e.MotionMoved) -> str:
    name = f"Motion {ev.label}" if ev.label else "The motion"
    by = _by(ev.mover, ev.seconder)
    return _sentence(f"{name} on {within(short_label(m, ev.item))} {by or 'moved'}")


def amendment_name(m: Meeting, amendment_id: str) -> str:
    """'Amendment A', or 'The amendment' where it has no label."""
    found = m.amendment(amendment_id)
    return f"Amendment {found.label}" if found and found.label else "The amendment"


def _amendment(m: Meeting, ev: e.AmendmentMoved) -> str:
    by = _by(ev.mover, ev.seconder)
    name = f"Amendment {ev.label}" if ev.label else "An amendment"
    return _sentence(f"{name} to {within(short_label(m, ev.item))} {by or 'moved'}")


def _amendment_withdrawn(m: Meeting, ev: e.AmendmentWithdrawn) -> str:
    return f"{amendment_name(m, ev.amendment)} withdrawn."


def _amendment_decided(m: Meeting, ev: e.AmendmentDecided) -> str:
    outcome = "not carried" if ev.outcome == "lost" else ev.outcome
    words = tally_words(ev.tally, ev.casting_vote)
    return _sentence(
        f"{amendment_name(m, ev.amendment)} to {within(short_label(m, ev.item))}: {outcome}", words
    )


def _vote_called(m: Meeting, ev: e.VoteCalled) -> str:
    on = amendment_name(m, ev.amendment).lower() if ev.amendment else within(short_label(m, ev.item))
    article = "an" if ev.form.startswith(("a", "e")) else "a"
    return f"{article.capitalize()} {ev.form} is being taken on {on}."


def _decided(m: Meeting, ev: e.DecisionRecorded) -> str:
    tonight = m.item(ev.item)
    name = short_label(m, ev.item) if tonight else PRIVATE_ITEM
    motion = m.motion(ev.motion)
    if motion is not None and motion.label:
        name = f"{name}, motion {motion.label}"
    return _sentence(f"{name}: {ev.outcome}", tally_words(ev.tally, ev.casting_vote))


def _attendance(m: Meeting, ev: e.AttendanceRecorded) -> str:
    parts = [f"Apologies: {joined(ev.apologies)}." if ev.apologies else ""]
    parts.append(f"Substitutes: {joined(ev.substitutes)}." if ev.substitutes else "")
    present = f"Present: {len(ev.present)} members." if ev.present else ""
    return " ".join(each for each in [present, *parts] if each) or "Attendance recorded."


def _interest(m: Meeting, ev: e.InterestDeclared) -> str:
    what = f"{ev.interest} interest" if ev.interest else "interest"
    article = "an" if what[:1].lower() in "aeiou" else "a"
    on = f" in {within(short_label(m, ev.item))}" if ev.item else ""
    return _sentence(
        f"{ev.member} declared {article} {what}{on}", "They will leave the room." if ev.leaves else ""
    )


def _corrected(m: Meeting, ev: e.EntryCorrected) -> str:
    return _sentence(f"Correction: {told(m, ev.replacement)}", _reason(ev.reason))


def _minutes(m: Meeting, ev: e.MinutesSigned) -> str:
    return f"The minutes, signed {ev.signed}, are at {ev.url}" if ev.signed else f"The signed minutes are at {ev.url}"


def _checked(m: Meeting, ev: e.PlaceChecked) -> str:
    return f"The link to entry {ev.entry} in the video was checked: {'right' if ev.is_right else 'wrong'}."


def _webcast(words: str) -> Teller:
    return lambda m, ev: words


TELLERS: dict[type[e.Event], Teller] = {
    e.MeetingOpened: _teller(_opened),
    e.MeetingAdjourned: _teller(_adjourned),
    e.MeetingResumed: lambda m, ev: "The meeting has resumed.",
    e.MeetingClosed: lambda m, ev: "The meeting has closed.",
    e.MeetingPostponed: _teller(_postponed),
    e.MeetingCancelled: _teller(
        lambda m, ev: _sentence("Cancelled", _reason(cast(e.MeetingCancelled, ev).reason))
    ),
    e.PublicExcluded: lambda m, ev: "The meeting is now considering private business.",
    e.PublicReadmitted: lambda m, ev: "The meeting is open to the public again.",
    e.ItemStarted: _teller(lambda m, ev: _sentence(label(m, cast(e.ItemStarted, ev).item))),
    e.ItemWithdrawn: _teller(_withdrawn),
    e.ItemDeferred: _teller(_deferred),
    e.ItemAdded: _teller(_added),
    e.RunningOrderChanged: _teller(_moved),
    e.ItemsAgreedTogether: _teller(_together),
    e.ItemDetailsChanged: _teller(_details),
    e.ItemRevised: _teller(_revised),
    e.ItemRestricted: lambda m, ev: "An item will be taken in private.",
    e.ItemReleased: _teller(_released),
    e.ChairAnnounced: lambda m, ev: f"{cast(e.ChairAnnounced, ev).name} takes the chair.",
    e.SpeakerCalled: _teller(_speaker),
    e.MotionMoved: _teller(_motion),
    e.AmendmentMoved: _teller(_amendment),
    e.AmendmentWithdrawn: _teller(_amendment_withdrawn),
    e.AmendmentDecided: _teller(_amendment_decided),
    e.VoteCalled: _teller(_vote_called),
    e.DecisionRecorded: _teller(_decided),
    e.AttendanceRecorded: _teller(_attendance),
    e.InterestDeclared: _teller(_interest),
    e.MemberLeft: lambda m, ev: f"{cast(e.MemberLeft, ev).member} left the room.",
    e.MemberReturned: lambda m, ev: f"{cast(e.MemberReturned, ev).member} returned to the room.",
    e.OperatorChanged: lambda m, ev: f"{cast(e.OperatorChanged, ev).name} took over the panel.",
    e.NoteTaken: lambda m, ev: cast(e.NoteTaken, ev).text,
    e.MessagePublished: lambda m, ev: cast(e.MessagePublished, ev).text,
    e.WebcastStarted: _webcast("The webcast has started."),
    e.WebcastFailed: _webcast("The webcast has stopped; the meeting continues and so do these updates."),
    e.WebcastRestored: _webcast("The webcast is back."),
    e.WebcastAnchored: _webcast("Video times set."),
    e.VideoExpired: _webcast(VIDEO_GONE),
    e.MinutesSigned: _teller(_minutes),
    e.MinuteNumbered: lambda m, ev: _sentence(
        f"{label(m, cast(e.MinuteNumbered, ev).item)} — minute {cast(e.MinuteNumbered, ev).number}"
    ),
    e.RecordingAdded: _webcast("A recording was added."),
    e.PlaceChecked: _teller(_checked),
    e.EntryCorrected: _teller(_corrected),
    e.EntryRedacted: lambda m, ev: _sentence(
        "An entry was removed", _reason(cast(e.EntryRedacted, ev).reason)
    ),
    e.EntryUndone: lambda m, ev: f"Entry {cast(e.EntryUndone, ev).entry} undone.",
}
