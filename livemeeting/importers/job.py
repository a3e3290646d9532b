"""What the process that reads sources is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.calendar_draft import CalendarDraft
from livemeeting.importers import Read
from livemeeting.importers.fetch_rules import FetchRules


@dataclass(frozen=True)
class Job:
    """A source to read: its content follows on standard input, or it is fetched from `address` within `rules`.

    With a `calendar_zone` it is a calendar of meetings, in the time of that zone. `format` is "" where it is to
    be found out; `meeting` is the id of a meeting where the address is only its site.
    """

    filename: str = ""
    format: str = ""
    address: str = ""
    meeting: str = ""
    rules: FetchRules | None = None
    calendar_zone: str = ""


@dataclass(frozen=True)
class Answer:
    """A draft, or a calendar, or the sentence of a refusal, or the place in our code at which reading broke off."""

    read: Read | None = None
    calendar: CalendarDraft | None = None
    refused: str = ""
    fault: str = ""
