"""What each button does, and the sentences with which it refuses."""

from __future__ import annotations

import pytest

from livemeeting.domain.buttons import BUTTONS
from livemeeting.domain.events import KINDS, Tally
from livemeeting.domain.meeting import ItemState, MeetingState
from livemeeting.domain.refused import Refused
from tests.evening import Evening


def current_number(evening: Evening) -> str:
    current = evening.meeting.current
    return current.item.number if current else ""


def test_every_kind_of_event_has_a_button() -> None:
    assert {button.makes.__name__ for button in BUTTONS.values()} == set(KINDS)


def test_no_two_buttons_share_a_key() -> None:
    keys = [button.key for button in BUTTONS.values() if button.key]
    assert len(keys) == len(set(keys))


def test_next_item_moves_to_the_first_item_then_over_the_heading() -> None:
    evening = Evening().begin()
    evening.press("Next item")
    assert current_number(evening) == "84"
    evening.press("Next item")
    assert current_number(evening) == "12.4"


def test_next_item_before_the_start_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"Start the meeting before moving to the next item\."):
        Evening().press("Next item")


def test_next_item_while_adjourned_is_refused_with_what_to_do() -> None:
    evening = Evening().begin()
    evening.press("Adjourn", until="20:25")
    with pytest.raises(Refused, match=r"Resume the meeting before moving to the next item\."):
        evening.press("Next item")


def test_next_item_skips_what_was_withdrawn_or_deferred() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Defer item", item=evening.item_id("12.5"), to="10 December")
    evening.press("Next item")
    assert current_number(evening) == "18"


def test_an_item_left_behind_by_a_jump_comes_last() -> None:
    evening = Evening().at_item("12.5")
    assert [each.number for each in evening.public.later] == ["84", "12.4"]
    evening.press("Go to item", item=evening.item_id("20"))
    assert evening.meeting.next_item is not None
    assert evening.meeting.next_item.item.number == "84"


def test_returning_to_an_item_adds_a_visit() -> None:
    evening = Evening().at_item("84").at_item("12.4").at_item("84")
    item = evening.meeting.item(evening.item_id("84"))
    assert item is not None and len(item.visits) == 2
    assert item.visits[0].ended_at is not None


def test_a_restricted_item_is_not_taken_in_public() -> None:
    evening = Evening().at_item("18")
    with pytest.raises(Refused, match="Exclude the press and public first"):
        evening.press("Next item")


def test_a_withdrawn_item_is_not_gone_to() -> None:
    evening = Evening().begin()
    with pytest.raises(Refused, match="is withdrawn"):
        evening.press("Go to item", item=evening.item_id("6A"))


def test_an_urgent_item_is_taken_where_the_chair_put_it() -> None:
    evening = Evening().at_item("84")
    evening.press("Urgent item", title="Flooding", number="84A", reason="Rain since Friday",
                  before=evening.item_id("12.4"))  # fmt: skip
    evening.press("Next item")
    assert current_number(evening) == "84A"


def test_an_urgent_item_needs_its_reason() -> None:
    evening = Evening().begin()
    with pytest.raises(Refused, match="Say why the chair accepted it as urgent"):
        evening.press("Urgent item", title="Flooding")


def test_the_running_order_can_change() -> None:
    evening = Evening().at_item("84")
    evening.press("Change running order", item=evening.item_id("20"), before=evening.item_id("12.4"))
    evening.press("Next item")
    assert current_number(evening) == "20"


def test_several_items_are_agreed_in_one_act() -> None:
    evening = Evening().at_item("84")
    evening.press(
        "Several items together", items=[evening.item_id("12.4"), evening.item_id("12.5")], outcome="agreed"
    )
    assert evening.sentences[-1] == "Items 12.4 and 12.5: agreed without discussion."
    assert evening.meeting.items[2].state is ItemState.TAKEN


def test_an_outcome_outside_the_list_is_refused() -> None:
    evening = Evening().at_item("84")
    with pytest.raises(Refused, match="not one of the choices"):
        evening.press("Decision", outcome="brilliant")


def test_a_decision_keeps_the_tally_as_announced() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="carried", votes_for="31", against="28", abstained="2")
    item = evening.meeting.item("3")
    assert item is not None
    assert item.results[0].tally == Tally(31, 28, 2)
    assert evening.sentences[-1] == "Item 12.4: carried. For 31, against 28, abstained 2."


def test_a_decision_may_have_no_numbers() -> None:
    evening = Evening().at_item("84")
    evening.press("Decision", outcome="noted")
    assert evening.sentences[-1] == "Item 84: noted."


def test_a_recorded_vote_counts_its_names() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="carried",
                  votes=["for:Cllr Ada Byron", "for:Cllr Siân Rhys", "against:Cllr Tom Okafor"])  # fmt: skip
    assert evening.sentences[-1] == "Item 12.4: carried. For 2, against 1, abstained 0."
    assert evening.public.timeline[0].votes[0] == ("Cllr Ada Byron", "for")


def test_half_a_tally_is_refused() -> None:
    evening = Evening().at_item("84")
    with pytest.raises(Refused, match="leave all three empty"):
        evening.press("Decision", outcome="carried", votes_for="3")


def test_an_amendment_lost_is_not_the_items_outcome() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Motion", mover="Cllr Ada Byron", seconder="Cllr Siân Rhys")
    evening.press("Amendment", label="A", mover="Cllr Tom Okafor")
    evening.press("Amendment decided", outcome="lost", votes_for="1", against="2")
    assert evening.sentences[-1] == "Amendment A to item 12.4: not carried. For 1, against 2, abstained 0."
    item = evening.meeting.item("3")
    assert item is not None and item.results == []


def test_an_amendment_is_decided_once() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Amendment", label="A")
    evening.press("Amendment withdrawn")
    with pytest.raises(Refused, match="Choose the amendment first"):
        evening.press("Amendment decided", outcome="lost")
    with pytest.raises(Refused, match="already withdrawn"):
        evening.press("Amendment decided", outcome="lost", amendment="a3")


def test_a_member_of_the_public_is_never_named() -> None:
    evening = Evening().at_item("84")
    evening.press("Speaker", role="Member of the public", name="Mrs Private")
    assert evening.sentences[-1] == "Member of the public speaks."


def test_a_member_cannot_leave_twice() -> None:
    evening = Evening().begin()
    evening.press("Member leaves", member="Cllr Tom Okafor")
    with pytest.raises(Refused, match="already left"):
        evening.press("Member leaves", member="Cllr Tom Okafor")
    evening.press("Member returns", member="Cllr Tom Okafor")
    assert evening.meeting.members_out == []


def test_a_note_is_for_officers_unless_said_otherwise() -> None:
    evening = Evening().begin()
    evening.press("Note", text="Point of order, nothing decided")
    assert evening.meeting.timeline[-1].is_private
    evening.press("Note", text="Minute's silence", audience="public")
    assert evening.sentences[-1] == "Minute's silence"


def test_a_meeting_that_has_begun_is_not_cancelled() -> None:
    with pytest.raises(Refused, match="Adjourn it instead"):
        Evening().begin().press("Cancel meeting")


def test_a_postponed_meeting_says_so() -> None:
    evening = Evening()
    evening.press("Postpone", to="3 December 2026")
    assert evening.meeting.state is MeetingState.POSTPONED
    assert evening.public.status_sentence == "Postponed to 3 December 2026."


def test_a_video_time_gives_every_entry_its_place() -> None:
    evening = Evening().at_item("84")
    evening.press("Set video time", wall_time="18:00:30", offset="4:10")
    video = evening.public.timeline[0].video
    assert video is not None
    assert (video.offset, video.url) == ("0:04:40", "https://www.youtube.com/watch?v=abcdefghijk&t=280s")


def test_the_webcast_can_fail_and_come_back_as_a_new_stretch() -> None:
    evening = Evening().at_item("84")
    evening.press("Webcast stopped")
    assert evening.public.webcast == "fault"
    assert "updates" in evening.public.webcast_sentence
    evening.press("Webcast back", url="https://vimeo.com/123456")
    assert (evening.public.webcast, evening.meeting.segments[-1].number) == ("live", 2)


def test_an_address_with_a_script_in_it_is_refused() -> None:
    evening = Evening().begin()
    with pytest.raises(Refused, match="is not a web address"):
        evening.press("Item details", item="1", papers="javascript:alert(1)")


def test_a_text_too_long_says_by_how_much() -> None:
    evening = Evening().begin()
    with pytest.raises(Refused, match="has 601 characters; the most is 600"):
        evening.press("Urgent item", title="x" * 601, reason="y")
