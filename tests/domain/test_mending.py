"""Undo, correction and redaction: what they change, what they leave, when they refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livemeeting.domain.events import Unreadable
from livemeeting.domain.meeting import MeetingState
from livemeeting.domain.refused import Refused
from tests.evening import Evening


def test_undo_takes_back_the_last_step() -> None:
    evening = Evening().at_item("84").at_item("12.4")
    evening.press("Undo")
    assert evening.meeting.current is not None
    assert evening.meeting.current.item.number == "84"
    assert "Item 12.4: Library hours." not in evening.sentences


def test_undo_twice_goes_back_two_steps() -> None:
    evening = Evening().at_item("84").at_item("12.4")
    evening.press("Undo")
    evening.press("Undo")
    assert evening.meeting.current is None


def test_undo_of_the_start_disarms_the_meeting() -> None:
    evening = Evening().begin()
    evening.press("Undo")
    assert evening.meeting.state is MeetingState.SCHEDULED
    assert evening.public.timeline == ()


def test_an_exclusion_is_never_undone() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    with pytest.raises(Refused, match="Press Readmit"):
        evening.press("Undo")
    assert evening.meeting.is_private


def test_a_restriction_is_never_undone() -> None:
    evening = Evening().at_item("84")
    evening.press("Mark item restricted", item="3")
    with pytest.raises(Refused, match="Press Release item to the public"):
        evening.press("Undo")


def test_what_was_said_in_public_is_not_undone_in_private() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    with pytest.raises(Refused, match="Readmit the press and public before undoing"):
        evening.press("Undo", entry="2")


def test_an_earlier_move_is_not_undone_under_a_later_one() -> None:
    evening = Evening().at_item("84").at_item("12.4")
    with pytest.raises(Refused, match="moved on since"):
        evening.press("Undo", entry="2")


def test_a_motion_with_an_amendment_is_not_undone() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Motion")
    evening.press("Amendment", label="A")
    with pytest.raises(Refused, match="Later entries stand on this one"):
        evening.press("Undo", entry="3")


def test_nothing_is_undone_twice() -> None:
    evening = Evening().at_item("84")
    evening.press("Undo")
    with pytest.raises(Refused, match="undone already"):
        evening.press("Undo", entry="2")


def test_a_corrected_tally_shows_what_was_said_before() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="lost", votes_for="28", against="31")
    evening.press(
        "Correct", entry="3", outcome="carried", votes_for="31", against="28", reason="Figures swapped"
    )
    line = next(each for each in evening.public.timeline if each.seq == 3)
    assert line.sentence == "Item 12.4: carried. For 31, against 28, abstained 0."
    assert line.corrections[0].before == "Item 12.4: lost. For 28, against 31, abstained 0."
    assert line.corrections[0].reason == "Figures swapped"
    item = evening.meeting.item("3")
    assert item is not None and item.results[0].outcome == "carried"


def test_a_correction_that_changes_nothing_is_refused() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="carried")
    with pytest.raises(Refused, match="Nothing is different yet"):
        evening.press("Correct", entry="3", outcome="carried")


def test_a_start_cannot_be_corrected() -> None:
    with pytest.raises(Refused, match="cannot be corrected"):
        Evening().begin().press("Correct", entry="1")


def redacted(evening: Evening, seq: int) -> None:
    """What the store does to an entry that was redacted."""
    entry = evening.entries[seq - 1]
    evening.entries[seq - 1] = replace(entry, event=Unreadable(entry.kind), is_redacted=True)


def test_a_redacted_note_leaves_a_tombstone_with_its_reason() -> None:
    evening = Evening().begin()
    evening.press("Note", text="Mrs Jones spoke", audience="public")
    evening.press("Redact", entry="2", reason="Named a member of the public")
    redacted(evening, 2)
    line = next(each for each in evening.public.timeline if each.seq == 2)
    assert (line.is_removed, line.removed_because) == (True, "Named a member of the public")
    assert "Jones" not in repr(evening.public)


def test_a_redacted_private_note_leaves_nothing_public() -> None:
    evening = Evening().begin()
    evening.press("Note", text="for officers")
    evening.press("Redact", entry="2", reason="CANARY reason")
    redacted(evening, 2)
    assert "CANARY" not in repr(evening.public)
    assert len(evening.public.timeline) == 1


def test_an_entry_the_meeting_stands_on_is_corrected_before_it_is_redacted() -> None:
    evening = Evening().at_item("84")
    evening.press("Urgent item", title="Complaint by Mr Named", reason="r")
    with pytest.raises(Refused, match="Correct it first"):
        evening.press("Redact", entry="3", reason="A name")
    evening.press("Correct", entry="3", title="Complaint by a resident")
    evening.press("Redact", entry="3", reason="A name")
    redacted(evening, 3)
    added = evening.meeting.item("u3")
    assert added is not None and added.item.title == "Complaint by a resident"
    assert "Mr Named" not in repr(evening.public)


def test_the_panel_can_be_taken_over_and_the_public_does_not_see_it() -> None:
    evening = Evening().begin()
    evening.press("Take over the panel", operator="Bob")
    assert evening.meeting.operator == "Bob"
    assert evening.public.seq == 1
    with pytest.raises(Refused, match="driving already"):
        evening.press("Take over the panel", operator="Bob")


def test_a_newer_agenda_renumbers_an_item_and_it_stays_itself() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", item=evening.item_id("12.4"), outcome="carried")
    evening.press(
        "Number and title",
        item=evening.item_id("12.4"),
        number="13",
        title="Library hours 2027",
        reason="Addendum",
    )
    item = evening.public.now
    assert item is not None
    assert (item.number, item.title, item.formal_title) == ("13", "Library hours", "Library hours 2027")
    assert item.outcomes == ("Carried.",) and len(item.entries) == 3
    assert evening.sentences[-1] == "The agenda now reads: item 13: Library hours 2027. Reason: Addendum."
    evening.press("Undo")
    assert evening.public.now is not None and evening.public.now.number == "12.4"


def test_the_new_words_of_a_restricted_item_stay_private_until_it_is_released() -> None:
    evening = Evening().begin()
    evening.press("Number and title", item="7", number="19A", title="Sale of Tanner's Yard")
    assert "Tanner" not in repr(evening.public)
    evening.press("Release item to the public", item="7", title="Sale of Tanner's Yard")
    assert "Tanner" in repr(evening.public)
    evening.press("Number and title", item="7", number="19A", title="Sale of the whole yard")
    evening.press("Mark item restricted", item="7")
    assert "yard" not in repr(evening.public).casefold()


def test_number_and_title_are_not_changed_in_private_nor_to_what_they_are() -> None:
    evening = Evening().begin()
    with pytest.raises(Refused, match="this number and title already"):
        evening.press("Number and title", item="8", number="20", title="Date of next meeting")
    evening.press("Exclude press and public")
    with pytest.raises(Refused, match="Readmit the press and public"):
        evening.press("Number and title", item="8", number="21", title="Date of next meeting")
