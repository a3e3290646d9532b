"""What a newer agenda means for a meeting that is under way: the presses that bring it into the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.agenda_form import Row, items_of_rows, papers_text
from livemeeting.domain.buttons import Form
from livemeeting.domain.form_fault import Faults
from livemeeting.domain.meeting import ItemState, ItemTonight, Meeting

#: What is private comes first, so that no new word of it leaves on the way.
ORDER = ("restrict_item", "revise_item", "change_item_details", "withdraw_item", "add_urgent_item")
URGENT = "The chair accepted it as urgent."


@dataclass(frozen=True)
class Step:
    """One press: a button and its answers."""

    button: str
    answers: Mapping[str, str]

    @property
    def form(self) -> Form:
        return Form({name: (text,) for name, text in self.answers.items()})


@dataclass
class Steps:
    """The presses in the order they are made, and what of the newer agenda cannot be done from here."""

    presses: list[Step] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def steps_of_rows(meeting: Meeting, rows: Sequence[Row], *, reason: str) -> Steps:
    """What the editor's rows change of the meeting as it stands. Raises Faulty naming the rows.

    An item that anything has happened to is never taken away; the running order stays as it is. `reason` goes into
    the record with every press.
    """
    tonight = {each.item.id: each for each in meeting.items}
    kept = [row for row in rows if not row.is_deleted and (row.id or not row.is_blank)]
    items = items_of_rows(kept, list(tonight))
    faults, found = Faults(), Steps()
    for place, (row, item) in enumerate(zip(kept, items, strict=True), 1):
        if item.id:
            _changed(faults, found, tonight[item.id], (row, item), f"Row {place}", reason)
        else:
            _added(found, item, _next_known(items, place), reason)
    for row in rows:
        if row.is_deleted and row.id in tonight:
            _taken_away(found, tonight[row.id], reason)
    faults.refuse()
    if _is_reordered(meeting, items):
        found.left_out.append("The running order stays as it is: change it from the control panel.")
    found.presses.sort(key=lambda step: ORDER.index(step.button))
    return found


def _changed(
    faults: Faults, found: Steps, tonight: ItemTonight, new: tuple[Row, AgendaItem], place: str, reason: str
) -> None:
    row, item = new
    was = tonight.item
    if was.restricted and not item.restricted:
        faults.add(
            f"restricted.{row.key}",
            f"{place} is restricted. Release it from the control panel, not with a newer agenda.",
        )
    if was.is_heading:
        return
    if item.restricted and not was.restricted:
        found.presses.append(
            Step("restrict_item", {"item": was.id, "reason": (item.restricted_reason or reason)[:200]})
        )
    if (item.number, item.title) != (was.number, was.title):
        words = {"number": item.number, "title": item.title, "reason": reason}
        found.presses.append(Step("revise_item", {"item": was.id, **words}))
    if (item.plain_title, item.papers) != (was.plain_title, was.papers):
        details = {"plain_title": item.plain_title, "papers": papers_text(item.papers)}
        found.presses.append(Step("change_item_details", {"item": was.id, **details}))
    if item.withdrawn and tonight.state is not ItemState.WITHDRAWN:
        _taken_away(found, tonight, reason)


def _taken_away(found: Steps, tonight: ItemTonight, reason: str) -> None:
    """Withdrawn if it is still to come; what has been before the meeting stays."""
    if tonight.state is ItemState.WITHDRAWN or tonight.item.is_heading:
        return
    if tonight.state is ItemState.PENDING and not tonight.visits and not tonight.results:
        found.presses.append(Step("withdraw_item", {"item": tonight.item.id, "reason": reason[:200]}))
    else:
        found.left_out.append(f"{tonight.item.label} has been before the meeting, so it stays.")


def _added(found: Steps, item: AgendaItem, before: str, reason: str) -> None:
    if item.is_heading:
        found.left_out.append(f"The heading “{item.title}” is not added while the meeting is under way.")
        return
    if item.withdrawn:
        found.left_out.append(f"{item.label} is marked withdrawn, so it is not added.")
        return
    answers = {
        "number": item.number, "title": item.title, "plain_title": item.plain_title, "before": before,
        "papers": papers_text(item.papers), "restricted": "yes" if item.restricted else "",
        "restricted_reason": item.restricted_reason, "level": str(item.level), "external_id": item.external_id,
        "reason": reason or URGENT,
    }  # fmt: skip
    found.presses.append(Step("add_urgent_item", answers))


def _next_known(items: Sequence[AgendaItem], place: int) -> str:
    """The id of the next row that the meeting has already."""
    return next((item.id for item in items[place:] if item.id), "")


def _is_reordered(meeting: Meeting, items: Sequence[AgendaItem]) -> bool:
    wanted = [item.id for item in items if item.id]
    return wanted != [each.item.id for each in meeting.items if each.item.id in set(wanted)]
