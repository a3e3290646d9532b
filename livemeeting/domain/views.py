"""The public view of a meeting: everything public goes through here, and nothing else is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from livemeeting.domain import events as e
from livemeeting.domain import video
from livemeeting.domain.agenda import Paper, Plan
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, ItemState, ItemTonight, Meeting, MeetingState, TimelineEntry
from livemeeting.domain.privacy import carry_over, considered_in_private, public_entries, public_plan
from livemeeting.domain.sentences import PRIVATE_ITEM, PRIVATE_SENTENCE, VIDEO_GONE, tally_words, told


@dataclass(frozen=True)
class CorrectionView:
    """What an entry said before it was corrected, and when."""

    at: datetime
    time: str
    before: str
    reason: str


@dataclass(frozen=True)
class EntryView:
    """One line of the public timeline. `seq` is its stable number, `anchor` its place on the page."""

    seq: int
    anchor: str
    at: datetime
    time: str
    kind: str
    sentence: str
    item_id: str
    item_label: str
    is_removed: bool
    removed_because: str
    votes: tuple[tuple[str, str], ...]
    corrections: tuple[CorrectionView, ...]
    video: video.VideoLink | None


@dataclass(frozen=True)
class ItemView:
    """An item as the public may see it. `state_word` is "" while it is simply still to come."""

    id: str
    anchor: str
    number: str
    title: str
    formal_title: str
    is_heading: bool
    is_private: bool
    is_current: bool
    is_next: bool
    state: str
    state_word: str
    since: datetime | None
    since_time: str
    outcomes: tuple[str, ...]
    papers: tuple[Paper, ...]
    entries: tuple[EntryView, ...]
    level: int = 0


@dataclass(frozen=True)
class PublicView:
    """A meeting's public page, whole. `timeline` is newest first; `agenda` in running order."""

    epoch: str
    seq: int
    slug: str
    is_rehearsal: bool
    body: str
    title: str
    starts_at: datetime
    timezone: str
    venue: str
    agenda_url: str
    status: str
    status_word: str
    status_sentence: str
    updated_at: datetime | None
    updated_time: str
    chair: str
    now: ItemView | None
    next: ItemView | None
    later: tuple[ItemView, ...]
    agenda: tuple[ItemView, ...]
    timeline: tuple[EntryView, ...]
    webcast: str
    webcast_url: str
    webcast_sentence: str


STATUS_WORDS = {
    "scheduled": "Not started", "live": "Live", "adjourned": "Adjourned", "private": "Private session",
    "closed": "Ended", "postponed": "Postponed", "cancelled": "Cancelled",
}  # fmt: skip


def public_meeting(plan: Plan, entries: Sequence[Entry]) -> Meeting:
    """The meeting as the public may know it; `seq` is the newest entry they may know of."""
    ours = fold(plan, entries)
    public = fold(public_plan(plan), public_entries(ours))
    carry_over(ours, public)
    return public


def public_view(plan: Plan, entries: Sequence[Entry]) -> PublicView:
    """The public page of a meeting, from its plan and its whole log."""
    ours = fold(plan, entries)
    meeting = fold(public_plan(plan), public_entries(ours))
    carry_over(ours, meeting)
    shown = [each for each in meeting.timeline if is_shown(each)]
    lines = [_entry_view(meeting, each) for each in shown]
    next_id = _next_id(ours)
    agenda = [_item_view(ours, meeting, each, lines, next_id) for each in meeting.items]
    status = status_of(meeting)
    newest = shown[-1].at if shown else None
    return PublicView(
        epoch=_edition(plan), seq=meeting.seq, slug=plan.slug, is_rehearsal=plan.is_rehearsal,
        body=plan.body, title=plan.title, starts_at=plan.starts_at, timezone=plan.timezone,
        venue=plan.venue, agenda_url=plan.agenda_url,
        status=status, status_word=STATUS_WORDS[status], status_sentence=status_sentence(meeting),
        updated_at=newest, updated_time=clock_time(plan, newest) if newest else "",
        chair=meeting.chair,
        now=next((each for each in agenda if each.is_current), None),
        next=next((each for each in agenda if each.is_next), None),
        later=_left_behind(meeting, agenda),
        agenda=tuple(agenda), timeline=tuple(reversed(lines)),
        webcast=meeting.webcast, webcast_url=_webcast_url(meeting), webcast_sentence=_webcast_sentence(meeting),
    )  # fmt: skip


def _edition(plan: Plan) -> str:
    """The epoch, and a print of the plan as the public has it: a page whose agenda was re-made loads anew."""
    public = replace(public_plan(plan), hold_seconds=0, waits_for_send=False)
    return f"{plan.epoch}-{sha256(repr(public).encode()).hexdigest()[:8]}"


def status_of(meeting: Meeting) -> str:
    """One word for the state bar and the page: private beats adjourned, closed beats private."""
    if meeting.is_private and meeting.state in (MeetingState.LIVE, MeetingState.ADJOURNED):
        return "private"
    return meeting.state.value


def status_sentence(meeting: Meeting) -> str:
    """The one public sentence for the state of the meeting."""
    status = status_of(meeting)
    if status == "private":
        return PRIVATE_SENTENCE
    if status == "scheduled":
        return f"Starts at {clock_time(meeting.plan, meeting.plan.starts_at)}."
    if status == "adjourned":
        return f"Adjourned until {meeting.adjourned_until}." if meeting.adjourned_until else "Adjourned."
    if status == "postponed":
        return f"Postponed to {meeting.postponed_to}." if meeting.postponed_to else "Postponed."
    if status == "closed":
        return "The meeting has closed. Decisions and video by item are below."
    return "Cancelled." if status == "cancelled" else "Live now."


def clock_time(plan: Plan, at: datetime) -> str:
    """20:14, in the meeting's own time zone."""
    return at.astimezone(ZoneInfo(plan.timezone)).strftime("%H:%M")


def is_shown(each: TimelineEntry) -> bool:
    """Whether an entry of the public's fold is a line of its own, on the page and in the record."""
    hidden = (
        e.EntryUndone,
        e.EntryRedacted,
        e.WebcastAnchored,
        e.MinuteNumbered,
        e.VideoExpired,
        e.RecordingAdded,
        e.ItemRestricted,
        e.ItemDetailsChanged,
    )
    return not each.is_private and each.in_force and not isinstance(each.event, hidden)


def _next_id(ours: Meeting) -> str:
    if ours.is_private or ours.is_over or ours.next_item is None:
        return ""
    return ours.next_item.item.id


def _entry_view(meeting: Meeting, each: TimelineEntry) -> EntryView:
    item_id = e.item_of(each.event)
    tonight = meeting.item(item_id)
    is_removed = each.entry.is_redacted and not each.corrected_by
    redaction = meeting.told(each.redacted_by or 0)
    reason = redaction.event.reason if redaction and isinstance(redaction.event, e.EntryRedacted) else ""
    votes = getattr(each.event, "votes", ())
    return EntryView(
        seq=each.seq, anchor=f"entry-{each.seq}", at=each.at, time=clock_time(meeting.plan, each.at),
        kind=each.entry.kind, sentence="This entry was removed." if is_removed else told(meeting, each.event),
        item_id=item_id, item_label=tonight.item.label if tonight and tonight.item.title else "",
        is_removed=is_removed, removed_because=reason if is_removed else "",
        votes=tuple((vote.member, vote.vote) for vote in votes),
        corrections=corrections_of(meeting, each), video=video.link(meeting, each.steady),
    )  # fmt: skip


def corrections_of(meeting: Meeting, each: TimelineEntry) -> tuple[CorrectionView, ...]:
    """What the entry said before each correction, oldest first."""
    found = []
    before = "removed" if each.entry.is_redacted else told(meeting, each.original)
    for seq in each.corrected_by:
        correction = meeting.told(seq)
        if correction is None or not isinstance(correction.event, e.EntryCorrected):
            continue
        time = clock_time(meeting.plan, correction.at)
        found.append(CorrectionView(correction.at, time, before, correction.event.reason))
        before = told(meeting, correction.event.replacement)
    return tuple(found)


def _item_view(
    ours: Meeting, meeting: Meeting, each: ItemTonight, lines: Sequence[EntryView], next_id: str
) -> ItemView:
    item = each.item
    is_current = meeting.current is each and not meeting.is_private
    visit = each.visits[-1] if each.visits else None
    since = visit.started_at if visit and is_current else None
    hidden = ours.item(item.id)
    in_private = hidden is not None and not item.restricted and considered_in_private(hidden)
    return ItemView(
        id=item.id, anchor=f"item-{item.id}", number=item.number,
        title=item.short_title or PRIVATE_ITEM,
        formal_title=item.title if item.plain_title else "",
        is_heading=item.is_heading, is_private=item.restricted, is_current=is_current,
        is_next=item.id == next_id and not meeting.is_private,
        state=each.state.value, state_word=_state_word(each, in_private and not meeting.is_private, is_current),
        since=since, since_time=clock_time(meeting.plan, since) if since else "",
        outcomes=tuple(_outcomes(meeting, each)), papers=item.papers,
        entries=tuple(line for line in lines if line.item_id == item.id or _names(meeting, line, item.id)),
        level=item.level,
    )  # fmt: skip


def _names(meeting: Meeting, line: EntryView, item_id: str) -> bool:
    told_line = meeting.told(line.seq)
    return told_line is not None and item_id in e.items_of(told_line.event)


def _state_word(each: ItemTonight, in_private: bool, is_current: bool) -> str:
    if is_current:
        return "Now"
    if in_private:
        return "Considered in private"
    if each.state is ItemState.DEFERRED:
        return f"Deferred to {each.deferred_to}" if each.deferred_to else "Deferred"
    return {ItemState.TAKEN: "Taken", ItemState.WITHDRAWN: "Withdrawn"}.get(each.state, "")


def _outcomes(meeting: Meeting, each: ItemTonight) -> list[str]:
    words = []
    for result in each.results:
        source = meeting.told(result.seq)
        casting = getattr(source.event, "casting_vote", "") if source else ""
        words.append(f"{result.outcome.capitalize()}. {tally_words(result.tally, casting)}".strip())
    return words


def _left_behind(meeting: Meeting, agenda: Sequence[ItemView]) -> tuple[ItemView, ...]:
    """Items before the current one that are still to be taken."""
    found: list[ItemView] = []
    for each in agenda:
        if each.is_current:
            return tuple(found)
        if each.state == ItemState.PENDING and not each.is_heading and not each.is_next:
            found.append(each)
    return ()


def _webcast_url(meeting: Meeting) -> str:
    if not meeting.segments:
        return meeting.plan.webcast_url
    return "" if meeting.segments[-1].is_gone else meeting.segments[-1].url


def _webcast_sentence(meeting: Meeting) -> str:
    if meeting.segments and meeting.segments[-1].is_gone:
        return VIDEO_GONE
    fault = "The webcast has stopped; the meeting continues and so do these updates."
    return {"fault": fault, "holding": "The webcast is paused."}.get(meeting.webcast, "")
