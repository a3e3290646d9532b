"""Agendas made without a file: what every meeting begins with, and the last meeting's once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from livemeeting.domain.agenda import AgendaItem, Doubt, Draft, DraftItem, Plan

#: What most meetings begin and end with, for a body that has no standing agenda of its own yet.
USUAL = (
    AgendaItem("", "1", "Apologies for absence"),
    AgendaItem("", "2", "Declarations of interest"),
    AgendaItem("", "3", "Minutes of the last meeting"),
    AgendaItem("", "4", "Questions from the public"),
    AgendaItem("", "5", "Questions from councillors"),
    AgendaItem("", "6", "Exclusion of the press and public"),
)
COPIED_RESTRICTED = "It was restricted at the last meeting, so it still is: confirm, or delete the row."


def standing_items(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """The items as every meeting may begin with: without what belongs to one meeting alone."""
    return tuple(
        replace(item, id="", external_id="", papers=(), withdrawn=False)
        for item in items
        if not item.withdrawn
    )


def draft_of_standing(body: str, items: Sequence[AgendaItem]) -> Draft:
    """A draft from the standing agenda of a body."""
    return Draft(items=_drafted(items), body=body)


def draft_of_last(plan: Plan) -> Draft:
    """A draft from the last meeting of a body: its agenda without its papers, at another date."""
    items = standing_items(plan.items)
    day = plan.starts_at.astimezone(ZoneInfo(plan.timezone))
    said = f"Copied from the meeting of {day:%-d %B %Y}, without its papers: check the numbers and titles."
    doubts = [Doubt(row, COPIED_RESTRICTED) for row, item in enumerate(items) if item.restricted]
    return Draft(
        items=_drafted(items), doubts=(Doubt(None, said), *doubts), body=plan.body,
        title="" if plan.title == plan.body else plan.title, start_time=day.time(),
    )  # fmt: skip


def _drafted(items: Sequence[AgendaItem]) -> tuple[DraftItem, ...]:
    return tuple(
        DraftItem(
            number=item.number, title=item.title, plain_title=item.plain_title, is_heading=item.is_heading,
            restricted=item.restricted, restricted_reason=item.restricted_reason, level=item.level,
        )
        for item in items
    )  # fmt: skip
