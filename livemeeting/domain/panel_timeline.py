"""The timeline of the evening on the control panel: every entry, newest first, private ones marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from livemeeting.domain import events as e
from livemeeting.domain import video
from livemeeting.domain.buttons.mending import can_be_corrected
from livemeeting.domain.meeting import Meeting, TimelineEntry
from livemeeting.domain.panel_tried import clock_seconds, is_accepted
from livemeeting.domain.sentences import label, told
from livemeeting.domain.views import corrections_of

#: How many entries the panel shows before the officer asks for all of them.
MOST_LINES = 25


@dataclass(frozen=True)
class Line:
    """One entry. `marks` are the words beside it: private, corrected, undone, clock jumped."""

    seq: int
    time: str
    sentence: str
    actor: str
    marks: tuple[str, ...]
    is_private: bool
    is_undone: bool
    before: tuple[str, ...]
    video_offset: str
    video_url: str
    can_correct: bool
    can_undo: bool


def timeline_lines(meeting: Meeting, *, may_drive: bool, show_all: bool = False) -> tuple[Line, ...]:
    """The entries, newest first; without `show_all` the newest of them."""
    newest = list(reversed(meeting.timeline))
    shown: Sequence[TimelineEntry] = newest if show_all else newest[:MOST_LINES]
    return tuple(_line(meeting, each, may_drive) for each in shown)


def entry_sentence(meeting: Meeting, entry: TimelineEntry) -> str:
    """What an entry says to an officer, who sees everything that is left of it."""
    if entry.entry.is_redacted and not entry.corrected_by:
        return "This entry was removed."
    if isinstance(entry.event, e.ItemRestricted):
        return f"{label(meeting, entry.event.item)} — marked restricted."
    if isinstance(entry.event, e.PublicExcluded) and entry.event.paragraphs:
        return f"{told(meeting, entry.event)} Paragraph {', '.join(entry.event.paragraphs)}."
    return told(meeting, entry.event)


def _line(meeting: Meeting, each: TimelineEntry, may_drive: bool) -> Line:
    place = video.link(meeting, each.steady)
    is_open = not meeting.is_private or each.is_private
    return Line(
        seq=each.seq, time=clock_seconds(meeting.plan, each.at), sentence=entry_sentence(meeting, each),
        actor=each.entry.actor, marks=tuple(_marks(each)), is_private=each.is_private,
        is_undone=each.undone_by is not None,
        before=tuple(correction.before for correction in corrections_of(meeting, each)),
        video_offset=place.offset if place else "", video_url=place.url if place else "",
        can_correct=may_drive and is_open and can_be_corrected(each),
        can_undo=may_drive and is_accepted(meeting, "undo", entry=str(each.seq)),
    )  # fmt: skip


def _marks(each: TimelineEntry) -> list[str]:
    found = []
    if each.is_private:
        found.append("Private")
    if each.undone_by is not None:
        found.append(f"Undone by entry {each.undone_by}")
    if each.corrected_by:
        found.append(f"Corrected by entry {each.corrected_by[-1]}")
    if each.redacted_by is not None:
        found.append(f"Redacted by entry {each.redacted_by}")
    if each.entry.clock_jumped:
        found.append("The server's clock jumped here")
    return found
