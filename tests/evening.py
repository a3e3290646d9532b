"""An evening in the words of the field: press buttons on a log in memory and look at what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from livemeeting.domain.agenda import AgendaItem, Paper, Plan
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.events import Event
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.payloads import decode, encode
from livemeeting.domain.views import PublicView, public_meeting, public_view

SIX_PM = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
MEMBERS = ("Cllr Ada Byron", "Cllr Siân Rhys", "Cllr Tom Okafor")

AGENDA = (
    AgendaItem("1", "84", "Declarations of interest"),
    AgendaItem("2", "", "Motions on notice", is_heading=True),
    AgendaItem("3", "12.4", "Notice of motion", plain_title="Library hours",
               papers=(Paper("Report", "https://calderbeck.example/r/12.4"),)),
    AgendaItem("4", "12.5", "Notice of motion", plain_title="Bus fares"),
    AgendaItem("5", "6A", "Withdrawn before the meeting", withdrawn=True),
    AgendaItem("6", "18", "Exclusion of the press and public"),
    AgendaItem("7", "19", "Sale of the old baths", restricted=True, restricted_reason="Paragraph 3"),
    AgendaItem("8", "20", "Date of next meeting"),
)  # fmt: skip

PLAN = Plan(
    meeting_id="m1", council_id="c1", slug="council-2026-11-22", epoch="e1", body="Council",
    title="Full Council", starts_at=SIX_PM, venue="Town Hall", hashtag="calderbeck",
    webcast_url="https://www.youtube.com/watch?v=abcdefghijk", members=MEMBERS, items=AGENDA,
)  # fmt: skip


def form(**answers: str | Sequence[str]) -> Form:
    """Answers as a browser sends them."""
    return Form(
        {name: (given,) if isinstance(given, str) else tuple(given) for name, given in answers.items()}
    )


class Evening:
    """A meeting under way. Time moves 30 seconds with each press."""

    def __init__(self, plan: Plan = PLAN, **changes: object) -> None:
        self.plan = replace(plan, **changes)  # type: ignore[arg-type]
        self.at = SIX_PM
        self.entries: list[Entry] = []

    @property
    def meeting(self) -> Meeting:
        return fold(self.plan, self.entries)

    @property
    def public(self) -> PublicView:
        return public_view(self.plan, self.entries)

    @property
    def public_meeting(self) -> Meeting:
        return public_meeting(self.plan, self.entries)

    def press(self, button: str, **answers: str | Sequence[str]) -> Event:
        """Press a button by its label or name; raises Refused. Every event goes through its stored form."""
        name = button if button in BUTTONS else next(b.name for b in BUTTONS.values() if b.label == button)
        event = BUTTONS[name].pressed(self.meeting, form(**answers))
        kind, payload = encode(event)
        self.at += timedelta(seconds=30)
        self.entries.append(Entry(len(self.entries) + 1, self.at, kind, "Ann", decode(kind, payload)))
        return event

    def begin(self) -> Evening:
        self.press("Start meeting")
        return self

    def at_item(self, number: str) -> Evening:
        """Start the meeting if need be and go to the item with this agenda number."""
        if not self.entries:
            self.begin()
        item = next(each.item for each in self.meeting.items if each.item.number == number)
        self.press("Go to item", item=item.id)
        return self

    def item_id(self, number: str) -> str:
        return next(each.item.id for each in self.meeting.items if each.item.number == number)

    @property
    def sentences(self) -> list[str]:
        """The public timeline, oldest first."""
        return [line.sentence for line in reversed(self.public.timeline)]
