"""A calendar of meetings as an importer found it, before an officer has chosen from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting in a calendar; its date and time are those on the wall. `note` is what to look at, or ""."""

    body: str
    date: date
    start_time: time | None = None
    venue: str = ""
    agenda_url: str = ""
    external_id: str = ""
    is_cancelled: bool = False
    note: str = ""


@dataclass(frozen=True)
class CalendarDraft:
    """The meetings by date, and what was left out of the calendar, a sentence each."""

    meetings: tuple[CalendarMeeting, ...]
    left_out: tuple[str, ...] = ()
