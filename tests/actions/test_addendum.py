"""A newer agenda in the middle of a meeting: what is recorded, what stays, and what never leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from livemeeting.actions.addendum import (
    IS_OVER,
    MOVED_ON,
    NOT_STARTED,
    Review,
    Tonight,
    record_rows,
    review_rows,
    see_tonight,
)
from livemeeting.actions.house import NotAllowed, Officer
from livemeeting.domain.agenda import Draft, DraftItem
from livemeeting.domain.agenda_acts import act_on
from livemeeting.domain.agenda_form import Row
from livemeeting.domain.agenda_news import rows_of_draft
from livemeeting.domain.form_fault import Faulty
from livemeeting.domain.meeting import ItemState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.domain.views import public_view
from tests.actions.conftest import Chamber

REASON = "Published after the agenda: the bridge may close"
URGENT = DraftItem("21", "Flooding at Mill Lane bridge")


@dataclass
class Desk:
    """The editor of a meeting under way."""

    chamber: Chamber

    def read(self, *items: DraftItem) -> tuple[Row, ...]:
        """The rows of an addendum beside the meeting as it stands."""
        return rows_of_draft(Draft(items=items), self.tonight.plan.items)

    @property
    def tonight(self) -> Tonight:
        return see_tonight(self.chamber.house, self.chamber.officer, "m1")

    def review(self, rows: Sequence[Row]) -> Review:
        return review_rows(self.chamber.house, self.chamber.officer, "m1", rows, reason=REASON)

    def record(self, rows: Sequence[Row], *, seq: int | None = None, command: str = "add-1") -> int:
        looking_at = self.tonight.seq if seq is None else seq
        return record_rows(
            self.chamber.house,
            self.chamber.officer,
            "m1",
            rows,
            reason=REASON,
            seq=looking_at,
            command_id=command,
        ).seq

    def numbers(self) -> list[str]:
        return [each.item.number for each in self.chamber.seen().meeting.items if not each.item.is_heading]

    def changed(self, rows: Sequence[Row], number: str, **to: object) -> tuple[Row, ...]:
        return tuple(replace(row, **to) if row.number == number else row for row in rows)  # type: ignore[arg-type]


@pytest.fixture
def desk(chamber: Chamber) -> Desk:
    chamber.begin()
    chamber.press("Go to item", item="1")
    return Desk(chamber)


def test_an_addendum_adds_its_item_and_posts_it_and_loses_nothing(desk: Desk) -> None:
    before = desk.chamber.seen().entries
    rows = desk.read(URGENT)
    review = desk.review(rows)
    sentence = (
        f"The chair has accepted an urgent item: Item 21: Flooding at Mill Lane bridge. Reason: {REASON}."
    )
    assert [(line.sentence, line.is_private, len(line.posts)) for line in review.lines] == [
        (sentence, False, 1)
    ]
    assert desk.chamber.seen().entries == before  # looking records nothing
    desk.record(rows, seq=review.seq)
    seen = desk.chamber.seen()
    assert seen.entries[: len(before)] == before and len(seen.entries) == len(before) + 1
    assert desk.numbers() == ["84", "12.4", "12.5", "6A", "18", "19", "20", "21"]
    assert "Mill Lane" in seen.posts[-1].text
    assert desk.chamber.announced[-1] == "m1"


def test_an_item_with_a_new_number_keeps_what_happened_to_it(desk: Desk) -> None:
    desk.chamber.press("Decision", item="1", outcome="noted")
    rows = desk.read(*(DraftItem(number, title) for number, title in (
        ("85", "Declarations of interest"), ("12.4", "Notice of motion"), ("12.5", "Notice of motion"),
        ("18", "Exclusion of the press and public"), ("20", "Date of next meeting"),
    )))  # fmt: skip
    desk.record(rows)
    first = desk.chamber.seen().meeting.items[0]
    assert (first.item.id, first.item.number, len(first.visits), len(first.results)) == ("1", "85", 1, 1)


def test_what_has_been_before_the_meeting_is_never_taken_away(desk: Desk) -> None:
    rows = desk.read(*(DraftItem(number, title) for number, title in (
        ("12.4", "Notice of motion"), ("12.5", "Notice of motion"), ("18", "Exclusion of the press and public"),
        ("21", "Flooding at Mill Lane bridge"),
    )))  # fmt: skip
    rows = act_on(rows, "whole")
    review = desk.review(rows)
    assert "Item 84: Declarations of interest has been before the meeting, so it stays." in review.left_out
    desk.record(rows)
    states = {each.item.number: each.state for each in desk.chamber.seen().meeting.items}
    assert states["84"] is ItemState.CURRENT
    assert states["20"] is ItemState.WITHDRAWN


def test_nothing_of_a_restricted_item_leaves_whatever_order_it_is_recorded_in(desk: Desk) -> None:
    secret = DraftItem("22", "Settlement with Oakdene Ltd", restricted=True, restricted_reason="Paragraph 5")
    rows = desk.changed(desk.read(URGENT, secret), "12.5", title="Lease to Oakdene Ltd", restricted=True)
    review = desk.review(rows)
    assert [line.is_private for line in review.lines] == [True, True, False, True]
    assert not any(line.posts for line in review.lines if line.is_private)
    desk.record(rows)
    seen = desk.chamber.seen()
    assert "Oakdene" not in repr(public_view(seen.stored.plan, seen.entries))
    assert not any("Oakdene" in post.text for post in seen.posts)
    assert seen.meeting.items[3].item.title == "Lease to Oakdene Ltd"


def test_a_newer_agenda_opens_nothing(desk: Desk) -> None:
    with pytest.raises(Faulty, match="Release it from the control panel"):
        desk.review(desk.changed(desk.read(URGENT), "19", restricted=False, restricted_reason=""))


def test_a_part_is_added_behind_its_item(desk: Desk) -> None:
    rows = desk.read(DraftItem("12.4", "Notice of motion"), DraftItem("(a)", "Marsden branch", level=1))
    desk.record(rows)
    items = desk.chamber.seen().meeting.items
    place = next(at for at, each in enumerate(items) if each.item.number == "(a)")
    assert (items[place - 1].item.number, items[place].item.level) == ("12.4", 1)


def test_others_who_were_quicker_are_looked_at_first(desk: Desk) -> None:
    rows, seq = desk.read(URGENT), desk.tonight.seq
    desk.chamber.press("Next item")
    with pytest.raises(Refused, match="moved on"):
        desk.record(rows, seq=seq)
    assert "21" not in desk.numbers() and MOVED_ON.endswith("press once more.")


def test_the_same_form_sent_twice_records_once(desk: Desk) -> None:
    rows, seq = desk.read(URGENT), desk.tonight.seq
    assert desk.record(rows, seq=seq) == desk.record(rows, seq=seq)
    assert desk.numbers().count("21") == 1


def test_all_of_it_is_recorded_or_nothing(desk: Desk) -> None:
    rows = desk.changed(desk.read(URGENT), "20", title="Dates of the next meetings")
    before = desk.tonight.seq
    desk.chamber.press("Exclude press and public")
    with pytest.raises(Refused, match="Readmit the press and public"):
        desk.record(rows)
    assert desk.tonight.seq == before + 1


def test_rows_that_change_nothing_are_refused_with_what_was_left_out(desk: Desk) -> None:
    rows = desk.read(DraftItem("12.5", "Notice of motion"))
    with pytest.raises(Refused, match="Nothing in these rows changes the meeting"):
        desk.review(rows)


def test_each_entry_can_be_undone_by_itself(desk: Desk) -> None:
    desk.record(desk.read(URGENT, DraftItem("22", "Bus shelters")))
    desk.chamber.press("Undo")
    assert desk.numbers()[-1] == "21"


def test_before_the_start_and_after_the_close_it_is_refused(chamber: Chamber) -> None:
    desk = Desk(chamber)
    rows = desk.read(URGENT)
    assert desk.tonight.refusal == NOT_STARTED
    with pytest.raises(Refused, match="has not started"):
        desk.record(rows)
    chamber.begin()
    chamber.press("Close meeting")
    assert desk.tonight.refusal == IS_OVER
    with pytest.raises(Refused, match="The meeting is over"):
        desk.record(rows)


def test_a_clerk_may_not(desk: Desk) -> None:
    clerk = Officer("p3", "c1", "Cleo", Role.CLERK)
    with pytest.raises(NotAllowed):
        see_tonight(desk.chamber.house, clerk, "m1")
    with pytest.raises(NotAllowed):
        record_rows(desk.chamber.house, clerk, "m1", (), reason="", seq=0, command_id="x")
