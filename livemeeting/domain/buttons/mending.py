"""The buttons that mend the record: undo, correct, redact; and the hand-over of the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from livemeeting.domain import events as e
from livemeeting.domain.buttons.button import Button, opened
from livemeeting.domain.buttons.form import Field, Form, counted
from livemeeting.domain.meeting import Meeting, TimelineEntry
from livemeeting.domain.refused import Refused
from livemeeting.domain.sentences import told as sentence

#: Entries that move the meeting: only the latest of them can be undone, for the others stand on it.
MOVING = (
    e.MeetingOpened, e.MeetingAdjourned, e.MeetingResumed, e.MeetingClosed, e.MeetingPostponed,
    e.MeetingCancelled, e.ItemStarted, e.ItemWithdrawn, e.ItemDeferred, e.ItemAdded, e.RunningOrderChanged,
    e.ItemsAgreedTogether, e.ItemRestricted, e.ItemReleased, e.WebcastStarted, e.WebcastFailed, e.WebcastRestored,
)  # fmt: skip
NOT_UNDONE: dict[type[e.Event], str] = {
    e.PublicExcluded: "An exclusion is not undone. Press Readmit when the public is back in.",
    e.PublicReadmitted: "A readmission is not undone. Press Exclude again if the session is still private.",
    e.ItemRestricted: "A restriction is not undone. Press Release item to the public instead.",
    e.ItemReleased: "A release is not undone. Press Mark item restricted instead.",
    e.EntryRedacted: "A redaction cannot be undone: the text is gone.",
    e.EntryUndone: "An undo is not undone. Press the button again instead.",
    e.OperatorChanged: "A hand-over is not undone. The other officer can press Take over.",
}


def undo(meeting: Meeting, form: Form) -> e.Event:
    """Without a number: the newest press still in force."""
    target = _entry(meeting, form) if form.text("entry") else _newest(meeting)
    _refuse_undo(meeting, target)
    return e.EntryUndone(target.seq)


def _newest(meeting: Meeting) -> TimelineEntry:
    for told in reversed(meeting.timeline):
        if told.in_force and not isinstance(told.event, e.EntryUndone | e.OperatorChanged):
            return told
    raise Refused("There is nothing to undo.")


def _entry(meeting: Meeting, form: Form) -> TimelineEntry:
    number = form.number("entry")
    found = meeting.told(number or 0)
    if found is None:
        raise Refused("There is no entry with that number.")
    return found


def _refuse_undo(meeting: Meeting, target: TimelineEntry) -> None:
    refusal = NOT_UNDONE.get(type(target.event))
    if refusal:
        raise Refused(refusal)
    if not target.in_force:
        raise Refused("That entry is undone already.")
    _refuse_from_other_side(meeting, target, "undoing")
    later = [each for each in meeting.timeline if each.seq > target.seq and each.in_force]
    if isinstance(target.event, MOVING) and any(isinstance(each.event, MOVING) for each in later):
        raise Refused("The meeting has moved on since. Go back step by step, or correct the entry.")
    if any(_stands_on(each.event, target) for each in later):
        raise Refused("Later entries stand on this one. Undo them first, or correct the entry.")


def _refuse_from_other_side(meeting: Meeting, target: TimelineEntry, doing: str) -> None:
    """What was said in public is not changed while nothing may leave, and the reverse."""
    if meeting.is_private and not target.is_private:
        raise Refused(f"Readmit the press and public before {doing} what was said in public.")


def _stands_on(event: e.Event, target: TimelineEntry) -> bool:
    made = target.original
    if isinstance(event, e.EntryCorrected | e.EntryRedacted):
        return event.entry == target.seq
    if isinstance(made, e.ItemAdded):
        return made.added.id in e.items_of(event)
    if isinstance(made, e.MotionMoved):
        return made.motion == getattr(event, "motion", "")
    if isinstance(made, e.AmendmentMoved):
        return made.amendment == getattr(event, "amendment", "")
    return False


#: The text fields an officer can correct, by kind of entry.
WORDS: dict[type[e.Event], tuple[str, ...]] = {
    e.MeetingAdjourned: ("until", "reason"),
    e.MeetingPostponed: ("to", "reason"),
    e.MeetingCancelled: ("reason",),
    e.ItemWithdrawn: ("reason",),
    e.ItemDeferred: ("to", "reason"),
    e.ChairAnnounced: ("name",),
    e.SpeakerCalled: ("name",),
    e.MotionMoved: ("mover", "seconder", "label"),
    e.AmendmentMoved: ("label", "mover", "seconder"),
    e.InterestDeclared: ("member", "interest"),
    e.MemberLeft: ("member",),
    e.MemberReturned: ("member",),
    e.NoteTaken: ("text",),
    e.MessagePublished: ("text",),
}


def _corrected_words(event: e.Event, form: Form) -> e.Event:
    most = 4000 if isinstance(event, e.NoteTaken) else 1000
    return replace(event, **{name: form.text(name, most=most) for name in WORDS[type(event)]})


def _corrected_decision(event: e.Event, form: Form) -> e.Event:
    assert isinstance(event, e.DecisionRecorded | e.AmendmentDecided)
    outcomes = e.OUTCOMES if isinstance(event, e.DecisionRecorded) else e.AMENDMENT_OUTCOMES
    votes = form.votes() or event.votes
    return replace(
        event,
        outcome=form.choice("outcome", outcomes, needed="Choose the right outcome."),
        tally=form.tally() or counted(form.votes()),
        votes=votes,
        casting_vote=form.text("casting_vote", most=60),
    )


def _corrected_together(event: e.Event, form: Form) -> e.Event:
    assert isinstance(event, e.ItemsAgreedTogether)
    return replace(event, outcome=form.choice("outcome", e.OUTCOMES, needed="Choose the right outcome."))


def _corrected_item(event: e.Event, form: Form) -> e.Event:
    assert isinstance(event, e.ItemAdded)
    added = replace(
        event.added,
        number=form.text("number", most=30),
        title=form.text("title", needed="Give the right title."),
        plain_title=form.text("plain_title"),
    )
    return replace(event, added=added, reason=form.text("reason", most=400))


def _corrected_attendance(event: e.Event, form: Form) -> e.Event:
    return e.AttendanceRecorded(form.texts("present"), form.texts("apologies"), form.texts("substitutes"))


CORRECTIONS: dict[type[e.Event], Callable[[e.Event, Form], e.Event]] = {
    **dict.fromkeys(WORDS, _corrected_words),
    e.DecisionRecorded: _corrected_decision,
    e.AmendmentDecided: _corrected_decision,
    e.ItemsAgreedTogether: _corrected_together,
    e.ItemAdded: _corrected_item,
    e.AttendanceRecorded: _corrected_attendance,
}


def correct_entry(meeting: Meeting, form: Form) -> e.Event:
    target = _entry(meeting, form)
    mend = CORRECTIONS.get(type(target.event))
    if mend is None or not target.in_force:
        raise Refused("That entry cannot be corrected. Undo it, or add a note that says what is right.")
    if target.redacted_by:
        raise Refused("That entry was redacted. Add a note that says what is right.")
    _refuse_from_other_side(meeting, target, "correcting")
    replacement = mend(target.event, form)
    if replacement == target.event:
        raise Refused("Nothing is different yet. Change what was wrong and press again.")
    # Where the entry has a reason of its own, "reason" is that one's new words and "why" the correction's.
    why = form.text("why" if hasattr(target.event, "reason") else "reason", most=300)
    return e.EntryCorrected(target.seq, replacement, why)


#: Entries whose payload can go without changing where the meeting stands.
REDACTABLE = (
    e.NoteTaken, e.MessagePublished, e.SpeakerCalled, e.InterestDeclared, e.MemberLeft, e.MemberReturned,
    e.AttendanceRecorded, e.EntryCorrected,
)  # fmt: skip


def redact_entry(meeting: Meeting, form: Form) -> e.Event:
    target = _entry(meeting, form)
    if target.redacted_by:
        raise Refused("That entry is redacted already.")
    if not isinstance(target.event, REDACTABLE) and not target.corrected_by:
        raise Refused(
            "The meeting stands on that entry. Correct it first; the old words can then be redacted."
        )
    _refuse_from_other_side(meeting, target, "redacting")
    reason = form.text("reason", most=300, needed="Say why it is removed: the reason stays in the record.")
    return e.EntryRedacted(target.seq, reason, was_public=not target.is_private and target.in_force)


def take_over(meeting: Meeting, form: Form) -> e.Event:
    name = form.text("operator", most=120, needed="Sign in to take over the panel.")
    if name == meeting.operator:
        raise Refused("You are driving already.")
    return e.OperatorChanged(name, meeting.operator)


def can_be_corrected(told: TimelineEntry) -> bool:
    """Whether the panel offers *Correct* beside an entry."""
    return told.in_force and not told.redacted_by and type(told.event) in CORRECTIONS


def _anything(meeting: Meeting) -> None:
    if not meeting.timeline:
        raise Refused("There is nothing to undo.")


def undo_says(meeting: Meeting) -> str:
    """What *Undo* would take back, '' when it would refuse."""
    try:
        target = _newest(meeting)
        _refuse_undo(meeting, target)
    except Refused:
        return ""
    return sentence(meeting, target.event)


ENTRY = Field("entry", "Entry number", "entry", needed=True)
MENDING = (
    Button("undo", "Undo", e.EntryUndone, _anything, undo, (Field("entry", "Entry (empty: the last press)", "entry"),),
           key="U", group="mending"),
    Button("correct_entry", "Correct", e.EntryCorrected, opened("correcting"), correct_entry,
           (ENTRY, Field("reason", "What was wrong (shown with the correction)")), group="mending"),
    Button("redact_entry", "Redact", e.EntryRedacted, opened("redacting"), redact_entry,
           (ENTRY, Field("reason", "Reason (stays in the record)", needed=True)), group="mending"),
    Button("take_over", "Take over the panel", e.OperatorChanged, opened("taking over"), take_over, group="mending"),
)  # fmt: skip
