"""An imagined evening with one event of each kind that gets posted, on an imagined agenda or on a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.privacy import public_plan
from livemeeting.domain.templates import NOTICES, Wordings
from livemeeting.domain.views import clock_time, public_meeting
from livemeeting.domain.wording import Surroundings, plan_words, words

_STARTS = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
_URGENT, _AMENDMENT = "urgent", "amendment-a"
SAMPLE_LINK = "https://live.example.gov.uk/m/full-council-26-november"
_ITEMS = (
    AgendaItem("i1", "84", "Declarations of interest"),
    AgendaItem("i2", "85", "Minutes of the last meeting"),
    AgendaItem("i3", "12.4", "Notice of motion: Library opening hours"),
)
SAMPLE_PLAN = Plan(
    "sample", "sample", "sample", "sample", "Full Council", "Ordinary meeting", _STARTS,
    venue="Town Hall", items=_ITEMS,
)  # fmt: skip


def sample_words(
    kind: str,
    plan: Plan = SAMPLE_PLAN,
    *,
    link: str = SAMPLE_LINK,
    language: str = "en",
    correction: str = "",
) -> dict[str, str]:
    """The values of every placeholder in the imagined moment of this kind.

    On a real plan the moment is that of its public item with the longest title, so that a template which
    fits here fits every item. Nothing restricted is in it.
    """
    open_plan = public_plan(plan)
    around = Surroundings(link, clock_time(plan, plan.starts_at), language, correction)
    if kind in NOTICES:
        return plan_words(open_plan, around)
    before, event = _evening(kind, open_plan)
    meeting = _meeting(open_plan, [*before, event])
    newest = meeting.timeline[-1].at if meeting.timeline else plan.starts_at
    return words(meeting, event, replace(around, time=clock_time(plan, newest)))


def correction_template(wordings: Wordings, channel: str, language: str) -> str:
    """What words the decision that the imagined correction corrects."""
    return wordings.text("DecisionRecorded", channel, language)


def longest(plan: Plan) -> AgendaItem | None:
    """The item of a plan whose post is longest; None where the public may know of none."""
    return max(_known(plan), key=lambda item: len(item.label), default=None)


def _known(plan: Plan) -> list[AgendaItem]:
    return [each for each in plan.items if not (each.is_heading or each.restricted or each.withdrawn)]


def _evening(kind: str, plan: Plan) -> tuple[tuple[e.Event, ...], e.Event]:
    items = _known(plan) or list(_ITEMS)
    item = max(items, key=lambda each: len(each.label))
    others = [each for each in items if each is not item] or [item]
    ids = (others[0].id, others[-1].id, item.id)
    opened = e.MeetingOpened(tuple(plan.items if _known(plan) else _ITEMS), chair="Cllr Jones")
    before: tuple[e.Event, ...] = (
        opened,
        e.ItemStarted(ids[0]),
        e.ItemStarted(ids[2]),
        e.MotionMoved("motion-1", ids[2], "Cllr Ash", "Cllr Wyn"),
        e.AmendmentMoved(_AMENDMENT, ids[2], "motion-1", label="A"),
        e.DecisionRecorded(ids[2], "carried", tally=e.Tally(30, 28, 2)),
    )
    if kind == "ItemReturned":
        return before, e.ItemStarted(ids[2] if plan.meeting_id != "sample" else ids[0], how="return")
    urgent = AgendaItem(_URGENT, "", "Flooding at Mill Lane")
    events = {type(each).__name__: each for each in (opened, *_of_item(ids, urgent), *_OF_MEETING)}
    return before, events[kind]


def _of_item(ids: tuple[str, str, str], urgent: AgendaItem) -> tuple[e.Event, ...]:
    earlier, other, item = ids
    tally = e.Tally(31, 28, 2)
    return (
        e.ItemStarted(item),
        e.ItemWithdrawn(item, reason="At the request of the author"),
        e.ItemDeferred(item, to="the meeting in December"),
        e.ItemAdded(urgent, reason="It cannot wait"),
        e.RunningOrderChanged(item, before=other),
        e.ItemsAgreedTogether(tuple(dict.fromkeys((earlier, other, item)))),
        e.AmendmentMoved("amendment-b", item, "motion-1", label="B"),
        e.AmendmentWithdrawn(_AMENDMENT, item),
        e.AmendmentDecided(_AMENDMENT, "lost", item, tally=e.Tally(28, 31, 2)),
        e.DecisionRecorded(item, "carried", tally=tally),
        e.EntryCorrected(6, e.DecisionRecorded(item, "carried", tally=tally), reason="Misheard"),
    )


_OF_MEETING: tuple[e.Event, ...] = (
    e.MeetingAdjourned(until="20:25", reason="A break"),
    e.MeetingResumed(),
    e.MeetingClosed(),
    e.MeetingPostponed(to="3 December 2026", reason="Snow"),
    e.MeetingCancelled(reason="Snow"),
    e.PublicExcluded(("3",)),
    e.PublicReadmitted(),
    e.MessagePublished("The chamber is full; the overflow room is on the first floor."),
    e.WebcastFailed(1),
    e.WebcastRestored(2),
)


def _meeting(plan: Plan, happened: Sequence[e.Event]) -> Meeting:
    entries = [
        Entry(seq, plan.starts_at + timedelta(minutes=10 * seq), type(event).__name__, "Officer", event)
        for seq, event in enumerate(happened, start=1)
    ]
    return public_meeting(plan, entries)
