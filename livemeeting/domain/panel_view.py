"""Everything the control panel shows of a meeting, in words: the templates only lay it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain.delivery_lane import Lane
from livemeeting.domain.meeting import Meeting, MeetingState
from livemeeting.domain.panel_agenda import AgendaRow, agenda_rows
from livemeeting.domain.panel_forms import FormView, form_view
from livemeeting.domain.panel_next import NextBar, next_bar
from livemeeting.domain.panel_now import NowView, now_view
from livemeeting.domain.panel_posts import PostsView, posts_view
from livemeeting.domain.panel_timeline import Line, timeline_lines
from livemeeting.domain.panel_tried import clock_seconds, is_accepted, refusal_of_button
from livemeeting.domain.posts import Post
from livemeeting.domain.views import status_of, status_sentence


@dataclass(frozen=True)
class StateBar:
    """What is on air, for two metres away: `tone` picks the colour, `icon` and `word` say the same without it."""

    word: str
    also: str
    tone: str
    icon: str
    sentence: str
    body: str
    is_rehearsal: bool
    viewers_words: str
    saved_words: str
    driver_words: str


@dataclass(frozen=True)
class Tool:
    """A rarer button: pressed at once when it asks nothing, else a page with its form."""

    button: str
    label: str
    asks: bool


@dataclass(frozen=True)
class ToolGroup:
    title: str
    tools: tuple[Tool, ...]


@dataclass(frozen=True)
class PanelView:
    """One screen for the whole evening, as it stands at entry `seq`."""

    meeting_id: str
    seq: int
    window_title: str
    timezone: str
    clock: str
    at: datetime
    may_drive: bool
    bar: StateBar
    now: NowView
    agenda: tuple[AgendaRow, ...]
    agenda_forms: tuple[FormView, ...]
    posts: PostsView
    next: NextBar
    lines: tuple[Line, ...]
    earlier_lines: int
    tools: tuple[ToolGroup, ...]
    members: tuple[str, ...]
    urgent_count: int


#: Status of the meeting: the word of the state bar and its icon.
STATE_WORDS = {
    "scheduled": ("DISARMED", "disarmed"),
    "live": ("LIVE", "live"),
    "adjourned": ("ADJOURNED", "adjourned"),
    "private": ("PRIVATE", "lock"),
    "closed": ("CLOSED", "closed"),
    "postponed": ("POSTPONED", "later-day"),
    "cancelled": ("CANCELLED", "cross"),
}
REHEARSAL, REHEARSAL_ICON = "REHEARSAL", "rehearsal"
TOOLS = (
    ("People in the room", ("record_attendance", "declare_interest", "member_left", "member_returned")),
    ("Chair and debate", ("announce_chair", "withdraw_amendment")),
    ("Webcast", ("start_webcast", "webcast_failed", "webcast_restored", "anchor_webcast", "video_expired")),
    ("The meeting", ("postpone", "cancel", "take_over")),
    ("The record", ("correct_entry", "redact_entry")),
)
#: Tools that are pressed without filling anything in, so that trying them tells whether they are for now.
ASKS_LITTLE = frozenset({"start_webcast", "webcast_failed", "webcast_restored", "take_over"})


def panel_view(
    meeting: Meeting,
    posts: Sequence[Post],
    networks: Mapping[str, str],
    *,
    at: datetime,
    may_drive: bool,
    viewers: int | None = None,
    show_all: bool = False,
    lanes: Mapping[str, Lane] | None = None,
) -> PanelView:
    """The panel of `meeting` at `at`. `networks` names the channels; a watcher's has no controls."""
    bar = state_bar(meeting, viewers=viewers)
    now = now_view(meeting, may_drive=may_drive)
    lines = timeline_lines(meeting, may_drive=may_drive, show_all=show_all)
    posted = posts_view(meeting, posts, networks, at=at, may_drive=may_drive, lanes=lanes)
    return PanelView(
        meeting_id=meeting.plan.meeting_id, seq=meeting.seq, window_title=_window_title(bar, now),
        timezone=meeting.plan.timezone, clock=clock_seconds(meeting.plan, at), at=at, may_drive=may_drive,
        bar=bar, now=now, agenda=agenda_rows(meeting, may_drive=may_drive), agenda_forms=_agenda_forms(meeting),
        posts=posted, next=next_bar(meeting), lines=lines, earlier_lines=len(meeting.timeline) - len(lines),
        tools=_tools(meeting), members=meeting.plan.members,
        urgent_count=sum(len(each.lines) for each in (*posted.waiting, *posted.troubled)),
    )  # fmt: skip


def preview_button(meeting: Meeting) -> str:
    """The button whose posts the panel shows before the press, '' when nothing waits to be pressed."""
    return next_bar(meeting).button


def state_bar(meeting: Meeting, *, viewers: int | None = None) -> StateBar:
    """The state in one word. Private beats all; a rehearsal says so whatever else is the case."""
    status = status_of(meeting)
    word, icon = STATE_WORDS[status]
    also, tone = "", "disarmed" if status == "scheduled" else status
    if meeting.plan.is_rehearsal:
        also = {"live": "", "scheduled": "NOT STARTED"}.get(status, word)
        tone = "rehearsal" if status in ("live", "scheduled") else tone
        word, icon = REHEARSAL, REHEARSAL_ICON
    elif meeting.is_private and meeting.state is MeetingState.ADJOURNED:
        also = "ADJOURNED"
    return StateBar(
        word=word, also=also, tone=tone, icon=icon, sentence=_bar_sentence(meeting, status),
        body=meeting.plan.body, is_rehearsal=meeting.plan.is_rehearsal,
        viewers_words="" if viewers is None else f"{viewers} {'viewer' if viewers == 1 else 'viewers'}",
        saved_words=_saved_words(meeting), driver_words=f"{meeting.operator} drives" if meeting.operator else "",
    )  # fmt: skip


def _bar_sentence(meeting: Meeting, status: str) -> str:
    if status == "private":
        return "Nothing leaves."
    if meeting.plan.is_rehearsal:
        return "Nothing leaves."
    if status == "scheduled":
        return f"Nothing leaves yet. {status_sentence(meeting)}"
    return "" if status in ("live", "closed") else status_sentence(meeting)


def _saved_words(meeting: Meeting) -> str:
    if not meeting.timeline:
        return "nothing recorded yet"
    return f"saved {clock_seconds(meeting.plan, meeting.timeline[-1].at)}"


def _window_title(bar: StateBar, now: NowView) -> str:
    state = f"{bar.word} {bar.also}".strip()
    return " · ".join(each for each in (state, now.title if now.is_at_item else "", bar.body) if each)


def _agenda_forms(meeting: Meeting) -> tuple[FormView, ...]:
    forms = (form_view(meeting, name) for name in ("add_urgent_item", "agree_together"))
    return tuple(each for each in forms if not each.refusal)


def _tools(meeting: Meeting) -> tuple[ToolGroup, ...]:
    groups = []
    for title, names in TOOLS:
        tools = tuple(_tool(meeting, name) for name in names if _is_for_now(meeting, name))
        if tools:
            groups.append(ToolGroup(title, tools))
    return tuple(groups)


def _is_for_now(meeting: Meeting, name: str) -> bool:
    if name == "withdraw_amendment" and all(each.outcome for each in meeting.amendments):
        return False
    if name in ASKS_LITTLE:
        return is_accepted(meeting, name, operator="the officer who presses")
    return not refusal_of_button(meeting, name)


def _tool(meeting: Meeting, name: str) -> Tool:
    form = form_view(meeting, name)
    return Tool(name, form.label, bool(form.fields))
