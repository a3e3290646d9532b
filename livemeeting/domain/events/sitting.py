"""Events of the sitting: opened, adjourned, private, closed."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.events.event import Event


@dataclass(frozen=True)
class MeetingOpened(Event):
    """The chair opened the meeting; the agenda as it stood at that moment goes into the record.

    With a `webcast_url` the webcast runs from here, as segment 1.
    """

    items: tuple[AgendaItem, ...]
    chair: str = ""
    webcast_url: str = ""


@dataclass(frozen=True)
class MeetingAdjourned(Event):
    """`until` is what the chair said: "20:25", "3 December 2026 at 18:00" or ""."""

    until: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MeetingResumed(Event):
    """The adjournment ended."""


@dataclass(frozen=True)
class MeetingClosed(Event):
    """The chair closed the meeting."""


@dataclass(frozen=True)
class MeetingPostponed(Event):
    """The meeting will be held on another day; `to` is the new date in words, or ""."""

    to: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MeetingCancelled(Event):
    """The meeting will not be held."""

    reason: str = ""


@dataclass(frozen=True)
class PublicExcluded(Event):
    """The press and public were excluded; `paragraphs` of Schedule 12A to the 1972 Act ("3", "7")."""

    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicReadmitted(Event):
    """The meeting is open to the public again."""
