"""The agenda of a meeting: its items as planned, and an importer's draft of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

#: How deep parts of parts may go.
DEEPEST = 5


@dataclass(frozen=True)
class Paper:
    """A report or appendix linked from an item. `url` is http(s); `title` may be empty."""

    title: str
    url: str


@dataclass(frozen=True)
class AgendaItem:
    """One row of the agenda, in the order printed.

    `id` is opaque, stable for ever and never used again in the same meeting.
    `number` is opaque text ("84", "17(6)", "6A", "12.4", "") and is never parsed or sorted by.
    `level` is 0 for an item that stands by itself and n for a part of the nearest row above with a lower level.
    `external_id` is its name in the system it came from, "" for none: with it an item is known again whose
    number and title have both changed.
    """

    id: str
    number: str
    title: str
    plain_title: str = ""
    is_heading: bool = False
    restricted: bool = False
    restricted_reason: str = ""
    withdrawn: bool = False
    papers: tuple[Paper, ...] = ()
    level: int = 0
    external_id: str = ""

    @property
    def short_title(self) -> str:
        """The plain-English title where an officer wrote one, else the formal title."""
        return self.plain_title or self.title

    @property
    def label(self) -> str:
        """How the chamber says it: 'Item 12.4: Library hours', or the title alone without a number."""
        return f"Item {self.number}: {self.short_title}" if self.number else self.short_title


@dataclass(frozen=True)
class Plan:
    """A meeting as planned: everything fixed before the chair opens it.

    `starts_at` is aware, UTC. `timezone` is an IANA name used for everything shown.
    `hold_seconds` (0 to 60) is the undo window of its posts; with `waits_for_send` none leaves until an officer
    sends it. `members` are names in calling order.
    A plan with `is_rehearsal` never reaches a network and is never shown at the public address.
    `restored` counts the restores from a backup, after which pages that are open must load anew.
    """

    meeting_id: str
    council_id: str
    slug: str
    epoch: str
    body: str
    title: str
    starts_at: datetime
    venue: str = ""
    webcast_url: str = ""
    hashtag: str = ""
    agenda_url: str = ""
    timezone: str = "Europe/London"
    is_rehearsal: bool = False
    hold_seconds: int = 10
    waits_for_send: bool = False
    members: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    restored: int = 0


@dataclass(frozen=True)
class DraftItem:
    """A row an importer found, before an officer has looked at it.

    `line` is the 1-based line of the source on which it begins. `level` is 0 for an item that stands by itself
    and n for a part of the nearest row above of level n-1; headings are of level 0 and have no parts.
    `section` is the heading it is printed under, "" for none. `external_id` is its name in the source system.
    """

    number: str
    title: str
    plain_title: str = ""
    is_heading: bool = False
    restricted: bool = False
    restricted_reason: str = ""
    withdrawn: bool = False
    papers: tuple[Paper, ...] = ()
    line: int | None = None
    level: int = 0
    section: str = ""
    external_id: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something an officer should look at: `row` is 0-based among the draft's items, None for the head."""

    row: int | None
    sentence: str


@dataclass(frozen=True)
class Draft:
    """What an importer made of a source: never saved until an officer has seen it.

    `confidence` runs from 0 (a guess) to 1 (a structured source read whole). `source` is the source as the lines
    the rows point into, "" where it was plain text already. `external_id` is the meeting's name in its system.
    """

    items: tuple[DraftItem, ...]
    doubts: tuple[Doubt, ...] = ()
    confidence: float = 1.0
    body: str = ""
    title: str = ""
    date: date | None = None
    start_time: time | None = None
    venue: str = ""
    webcast_url: str = ""
    members: tuple[str, ...] = ()
    hashtag: str = ""
    source: str = ""
    agenda_url: str = ""
    external_id: str = ""
