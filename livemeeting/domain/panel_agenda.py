"""The agenda column of the control panel: a row an item, with what may be done to it."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.meeting import ItemState, ItemTonight, Meeting
from livemeeting.domain.panel_tried import is_accepted, panel_title
from livemeeting.domain.views import clock_time


@dataclass(frozen=True)
class RowAct:
    """Something to do to an item: a press, with the item and these further answers filled in."""

    button: str
    label: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AgendaRow:
    """One row. `mark` names its state for the style sheet, `icon` shows it, `mark_words` says it.

    `shows_words` is for the marks whose icon alone would not be understood.
    `acts` press at once, `reasoned` take a reason along, `pages` have a form of their own. `level` is above 0 for
    a part of another item.
    """

    id: str
    number: str
    title: str
    is_heading: bool
    mark: str
    icon: str
    mark_words: str
    shows_words: bool
    time: str
    outcomes: tuple[str, ...]
    is_restricted: bool
    is_urgent: bool
    acts: tuple[RowAct, ...]
    reasoned: tuple[RowAct, ...]
    pages: tuple[RowAct, ...]
    asks_date: bool
    has_menu: bool
    level: int = 0


#: Mark: the icon of the row and the words that say the same.
MARKS = {
    "current": ("now", "Now"),
    "next": ("next", "Next"),
    "taken": ("tick", "taken"),
    "withdrawn": ("dash", "withdrawn"),
    "deferred": ("later-day", "deferred"),
    "later": ("later", "to be taken later"),
    "pending": ("", ""),
    "heading": ("", ""),
}
SHOWN_IN_WORDS = frozenset({"withdrawn", "deferred", "later"})
#: The presses that take a reason along, in order of use.
REASONED = (("withdraw_item", "Withdraw"), ("defer_item", "Defer"), ("restrict_item", "Restrict"))


def agenda_rows(meeting: Meeting, *, may_drive: bool) -> tuple[AgendaRow, ...]:
    """Every row in the running order of this moment."""
    left_behind = _left_behind(meeting)
    return tuple(_row(meeting, each, left_behind, may_drive) for each in meeting.items)


def _left_behind(meeting: Meeting) -> frozenset[str]:
    """The ids of items before the current one that nobody has taken yet."""
    if meeting.current is None:
        return frozenset()
    before = meeting.items[: meeting.position(meeting.current.item.id)]
    return frozenset(each.item.id for each in before if each.can_be_taken)


def _row(meeting: Meeting, each: ItemTonight, left_behind: frozenset[str], may_drive: bool) -> AgendaRow:
    mark = _mark(meeting, each, left_behind)
    icon, words = MARKS[mark]
    if each.state is ItemState.DEFERRED and each.deferred_to:
        words = f"deferred to {each.deferred_to}"
    offered = may_drive and not each.item.is_heading
    acts, reasoned, pages = (
        (_acts(meeting, each), _reasoned(meeting, each), _pages(meeting, each)) if offered else ((), (), ())
    )
    return AgendaRow(
        id=each.item.id, number=each.item.number, title=each.item.short_title, is_heading=each.item.is_heading,
        mark=mark, icon=icon, mark_words=words, shows_words=mark in SHOWN_IN_WORDS, time=_time(meeting, each),
        outcomes=tuple(result.outcome for result in each.results),
        is_restricted=each.item.restricted, is_urgent=each.is_urgent,
        acts=acts, reasoned=reasoned, pages=pages, asks_date=any(act.button == "defer_item" for act in reasoned),
        has_menu=bool(acts or reasoned or pages), level=each.item.level,
    )  # fmt: skip


def _mark(meeting: Meeting, each: ItemTonight, left_behind: frozenset[str]) -> str:
    if each.item.is_heading:
        return "heading"
    if meeting.current is each:
        return "current"
    if meeting.next_item is each and not meeting.is_over:
        return "next"
    if each.item.id in left_behind:
        return "later"
    return each.state.value


def _time(meeting: Meeting, each: ItemTonight) -> str:
    return clock_time(meeting.plan, each.visits[-1].started_at) if each.visits else ""


def _acts(meeting: Meeting, each: ItemTonight) -> tuple[RowAct, ...]:
    found = [RowAct("go_to_item", "Return to it" if each.visits else "Go to it")]
    following = meeting.next_item
    if each.can_be_taken and following is not None and following is not each:
        found.append(RowAct("move_item", "Take it next", (("before", following.item.id),)))
    return tuple(
        act for act in found if is_accepted(meeting, act.button, item=each.item.id, **dict(act.answers))
    )


def _reasoned(meeting: Meeting, each: ItemTonight) -> tuple[RowAct, ...]:
    found = (RowAct(name, label) for name, label in REASONED)
    return tuple(act for act in found if is_accepted(meeting, act.button, item=each.item.id))


def _pages(meeting: Meeting, each: ItemTonight) -> tuple[RowAct, ...]:
    found = []
    if is_accepted(meeting, "change_item_details", item=each.item.id):
        found.append(RowAct("change_item_details", "Details and papers…"))
    if is_accepted(meeting, "revise_item", item=each.item.id, title="x"):
        found.append(RowAct("revise_item", "Number and title…"))
    if each.can_be_taken and is_accepted(meeting, "move_item", item=each.item.id):
        found.append(RowAct("move_item", "Move before…"))
    if is_accepted(meeting, "release_item", item=each.item.id):
        found.append(RowAct("release_item", "Release to the public…"))
    return tuple(found)


def row_label(tonight: ItemTonight) -> str:
    """How a list of items names one; restricted ones say so."""
    label = panel_title(tonight)
    return f"{label} (restricted)" if tonight.item.restricted else label
