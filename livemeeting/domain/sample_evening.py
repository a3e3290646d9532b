"""An imagined meeting with one event of each kind that gets posted: what wording is tried out on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import Surroundings, words

_STARTS = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
_ITEM, _EARLIER, _URGENT, _AMENDMENT = "i3", "i1", "i4", "amendment-a"
_LINK = "https://live.example.gov.uk/m/full-council-26-november"
_ITEMS = (
    AgendaItem(_EARLIER, "84", "Declarations of interest"),
    AgendaItem("i2", "85", "Minutes of the last meeting"),
    AgendaItem(_ITEM, "12.4", "Notice of motion: Library opening hours"),
)
_BEFORE: tuple[e.Event, ...] = (
    e.MeetingOpened(_ITEMS, chair="Cllr Jones"),
    e.ItemStarted(_EARLIER),
    e.ItemStarted(_ITEM),
    e.MotionMoved("motion-1", _ITEM, "Cllr Ash", "Cllr Wyn"),
    e.AmendmentMoved(_AMENDMENT, _ITEM, "motion-1", label="A"),
    e.DecisionRecorded(_ITEM, "carried", tally=e.Tally(30, 28, 2)),
)
_EVENTS: tuple[e.Event, ...] = (
    e.MeetingOpened(_ITEMS, chair="Cllr Jones"),
    e.MeetingAdjourned(until="20:25", reason="A break"),
    e.MeetingResumed(),
    e.MeetingClosed(),
    e.MeetingPostponed(to="3 December 2026", reason="Snow"),
    e.MeetingCancelled(reason="Snow"),
    e.PublicExcluded(("3",)),
    e.PublicReadmitted(),
    e.ItemStarted(_ITEM),
    e.ItemWithdrawn(_ITEM, reason="At the request of the author"),
    e.ItemDeferred(_ITEM, to="the meeting in December"),
    e.ItemAdded(AgendaItem(_URGENT, "", "Flooding at Mill Lane"), reason="It cannot wait"),
    e.RunningOrderChanged(_ITEM, before="i2"),
    e.ItemsAgreedTogether((_EARLIER, "i2", _ITEM)),
    e.AmendmentMoved("amendment-b", _ITEM, "motion-1", label="B"),
    e.AmendmentWithdrawn(_AMENDMENT, _ITEM),
    e.AmendmentDecided(_AMENDMENT, "lost", _ITEM, tally=e.Tally(28, 31, 2)),
    e.DecisionRecorded(_ITEM, "carried", tally=e.Tally(31, 28, 2)),
    e.MessagePublished("The chamber is full; the overflow room is on the first floor."),
    e.WebcastFailed(1),
    e.WebcastRestored(2),
    e.EntryCorrected(6, e.DecisionRecorded(_ITEM, "carried", tally=e.Tally(31, 28, 2)), reason="Misheard"),
)
_SAMPLES: dict[str, e.Event] = {type(event).__name__: event for event in _EVENTS}
_SAMPLES["ItemReturned"] = e.ItemStarted(_EARLIER, how="return")


def sample_words(kind: str, *, body: str, hashtag: str) -> dict[str, str]:
    """The values of every placeholder in the imagined moment of this kind."""
    plan = Plan(
        "sample",
        "sample",
        "sample",
        "sample",
        body,
        "Ordinary meeting",
        _STARTS,
        hashtag=hashtag,
        items=_ITEMS,
    )
    event = _SAMPLES[kind]
    meeting = _meeting(plan, [*_BEFORE, event])
    newest = meeting.timeline[-1].at if meeting.timeline else _STARTS
    return words(meeting, event, Surroundings(_LINK, clock_time(plan, newest)))


def _meeting(plan: Plan, happened: Sequence[e.Event]) -> Meeting:
    entries = [
        Entry(seq, _STARTS + timedelta(minutes=10 * seq), type(event).__name__, "Officer", event)
        for seq, event in enumerate(happened, start=1)
    ]
    return public_meeting(plan, entries)
