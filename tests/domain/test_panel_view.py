"""The control panel in words: the state bar, what is on, what comes next, and what may be pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.panel_agenda import AgendaRow
from livemeeting.domain.panel_forms import FormView, form_view
from livemeeting.domain.panel_view import PanelView, panel_view, preview_button
from tests.evening import AGENDA, Evening

NETWORKS = {"x": "X"}


def panel(evening: Evening, *, may_drive: bool = True, viewers: int | None = None) -> PanelView:
    at = evening.at + timedelta(seconds=3)
    return panel_view(evening.meeting, [], NETWORKS, at=at, may_drive=may_drive, viewers=viewers)


def row(view: PanelView, number: str) -> AgendaRow:
    return next(each for each in view.agenda if each.number == number)


def side(view: PanelView, button: str) -> FormView | None:
    return next((each for each in view.next.sides if each.button == button), None)


def test_before_the_start_the_panel_is_disarmed() -> None:
    view = panel(Evening())
    assert (view.bar.word, view.bar.tone) == ("DISARMED", "disarmed")
    assert view.window_title == "DISARMED · Council"
    assert view.bar.saved_words == "nothing recorded yet"
    assert view.now.title == "Not started"


def test_a_live_meeting_says_live_and_where_it_is() -> None:
    view = panel(Evening().at_item("12.4"), viewers=42)
    assert (view.bar.word, view.bar.also) == ("LIVE", "")
    assert view.window_title == "LIVE · 12.4 Library hours · Council"
    assert view.bar.viewers_words == "42 viewers"
    assert view.bar.saved_words == "saved 18:01:00"
    assert view.bar.driver_words == "Ann drives"


def test_a_rehearsal_says_so_in_every_state() -> None:
    evening = Evening(is_rehearsal=True)
    words = [panel(evening).bar]
    evening.at_item("18")
    words.append(panel(evening).bar)
    for button in (
        "Exclude press and public",
        "Readmit press and public",
        "Adjourn",
        "Resume",
        "Close meeting",
    ):
        evening.press(button)
        words.append(panel(evening).bar)
    assert {each.word for each in words} == {"REHEARSAL"}
    assert [each.also for each in words] == ["NOT STARTED", "", "PRIVATE", "", "ADJOURNED", "", "CLOSED"]
    assert words[0].tone == words[1].tone == "rehearsal"
    assert words[2].tone == "private"


def test_private_beats_adjourned_and_both_are_said() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    evening.press("Adjourn")
    bar = panel(evening).bar
    assert (bar.word, bar.also, bar.tone) == ("PRIVATE", "ADJOURNED", "private")


@pytest.mark.parametrize("button, word", [("Postpone", "POSTPONED"), ("Cancel meeting", "CANCELLED")])
def test_a_meeting_that_is_not_held_says_why(button: str, word: str) -> None:
    evening = Evening()
    evening.press(button)
    view = panel(evening)
    assert view.bar.word == word
    assert view.next.button == ""


def test_the_next_bar_names_the_item_the_press_lands_on() -> None:
    view = panel(Evening().at_item("12.4"))
    assert (view.next.button, view.next.lead, view.next.title) == ("next_item", "NEXT", "12.5 Bus fares")
    assert view.next.hotkey == "N"


def test_a_live_meeting_is_started_by_typing_live_and_a_rehearsal_is_not() -> None:
    live, rehearsal = panel(Evening()).next, panel(Evening(is_rehearsal=True)).next
    assert live.asks is not None and rehearsal.asks is not None
    assert [each.name for each in live.asks.fields] == ["chair", "confirm"]
    assert [each.name for each in rehearsal.asks.fields] == ["chair"]
    assert live.hotkey == rehearsal.hotkey == ""


def test_without_an_agenda_the_start_says_what_is_missing() -> None:
    view = panel(Evening(items=()))
    assert view.next.warning == "The agenda has no items yet. Load the agenda first."


def test_in_private_only_readmit_is_bright() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public")
    bar = panel(evening).next
    assert bar.readmit and bar.is_quiet
    assert bar.sentence == "Nothing leaves while the meeting is private."
    assert (bar.button, bar.title) == ("next_item", "19 Sale of the old baths")


def test_a_restricted_item_warns_before_it_is_pressed() -> None:
    view = panel(Evening().at_item("18"))
    assert "is marked restricted. Exclude the press and public first" in view.next.warning


def test_adjourned_the_large_press_is_resume() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Adjourn", until="20:25")
    view = panel(evening)
    assert (view.next.button, view.next.title) == ("resume", "Resume the meeting")
    assert view.bar.sentence == "Adjourned until 20:25."


def test_at_the_end_of_the_agenda_no_large_press_is_left_that_could_close_by_mistake() -> None:
    evening = Evening(items=AGENDA[:1]).at_item("84")
    view = panel(evening)
    assert view.next.button == ""
    assert "Close the meeting" in view.next.title
    assert side(view, "close") is not None


def test_exclude_is_beside_next_until_the_public_is_out() -> None:
    evening = Evening().at_item("18")
    assert side(panel(evening), "exclude") is not None
    evening.press("Exclude press and public")
    assert side(panel(evening), "exclude") is None


def test_agenda_rows_are_marked_by_what_became_of_them() -> None:
    evening = Evening().at_item("84").at_item("12.5")
    evening.press("Defer item", item=evening.item_id("20"), to="3 December")
    view = panel(evening)
    marks = {each.number: each.mark for each in view.agenda if each.number}
    assert marks == {
        "84": "taken", "12.4": "later", "12.5": "current", "6A": "withdrawn", "18": "next", "19": "pending",
        "20": "deferred",
    }  # fmt: skip
    assert row(view, "84").time == "18:01"
    assert row(view, "20").mark_words == "deferred to 3 December"
    assert row(view, "19").is_restricted


def test_a_row_offers_only_what_the_buttons_accept() -> None:
    view = panel(Evening().at_item("84").at_item("12.4"))
    assert [act.label for act in row(view, "84").acts] == ["Return to it"]
    assert [act.label for act in row(view, "18").acts] == ["Go to it", "Take it next"]
    assert row(view, "6A").acts == ()
    assert row(view, "19").acts == (row(view, "19").acts[0],)
    assert row(view, "19").acts[0].label == "Take it next"
    assert [act.label for act in row(view, "19").pages][-1] == "Release to the public…"


def test_a_watcher_is_offered_nothing() -> None:
    view = panel(Evening().at_item("84").at_item("12.4"), may_drive=False)
    assert not any(each.has_menu for each in view.agenda)
    assert view.now.forms == ()
    assert (view.now.undo_says, view.now.back_item) == ("", "")
    assert not any(line.can_undo or line.can_correct for line in view.lines)


def test_amendment_decided_appears_only_while_one_is_open() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Motion")
    assert "decide_amendment" not in [each.button for each in panel(evening).now.forms]
    evening.press("Amendment", label="A")
    shown = panel(evening).now
    assert "decide_amendment" in [each.button for each in shown.forms]
    assert "Amendment A is open." in shown.facts


def test_under_way_a_button_that_is_not_for_this_moment_says_why() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Adjourn")
    decision = next(each for each in panel(evening).now.forms if each.button == "record_decision")
    assert decision.refusal == "Resume the meeting before recording a decision."


def test_a_decision_is_about_the_item_it_was_opened_at() -> None:
    form = form_view(Evening().at_item("12.4").meeting, "record_decision")
    assert form.about == "12.4 Library hours"
    item = next(each for each in form.fields if each.name == "item")
    assert [each.label for each in item.options if each.is_chosen] == ["12.4 Library hours"]
    assert form.key == "record_decision:3"


def test_the_roll_lists_members_in_calling_order_with_four_answers_each() -> None:
    form = form_view(
        Evening().at_item("12.4").meeting, "record_decision", {"votes": ("against:Cllr Siân Rhys",)}
    )
    roll = next(each for each in form.fields if each.draw == "roll").roll
    assert [each.member for each in roll] == ["Cllr Ada Byron", "Cllr Siân Rhys", "Cllr Tom Okafor"]
    assert [each.label for each in roll[0].options] == ["F", "A", "X", "−"]
    assert [each.value for each in roll[1].options if each.is_chosen] == ["against:Cllr Siân Rhys"]


def test_back_leads_to_the_item_before() -> None:
    view = panel(Evening().at_item("84").at_item("12.4"))
    assert (view.now.back_item, view.now.back_title) == ("1", "84")


def test_someone_who_declared_an_interest_is_named_when_their_item_comes() -> None:
    evening = Evening().at_item("84")
    evening.press(
        "Declaration of interest", member="Cllr Ada Byron", item=evening.item_id("12.4"), leaves="yes"
    )
    evening.at_item("12.4")
    assert "Declared an interest here: Cllr Ada Byron." in panel(evening).now.facts


def test_the_next_press_to_preview_is_the_one_on_the_bar() -> None:
    evening = Evening()
    assert preview_button(evening.meeting) == "start_meeting"
    assert preview_button(evening.at_item("84").meeting) == "next_item"


def test_rarer_buttons_are_offered_only_when_they_would_be_taken() -> None:
    groups = {each.title: [tool.button for tool in each.tools] for each in panel(Evening()).tools}
    assert groups == {"The meeting": ["postpone", "cancel"]}
    live = {tool.button for each in panel(Evening().at_item("84")).tools for tool in each.tools}
    assert {"record_attendance", "webcast_failed", "take_over", "redact_entry"} <= live
    assert "postpone" not in live


def test_a_plain_title_leads_and_the_formal_one_follows() -> None:
    items = (AgendaItem("1", "7", "To consider the motion", plain_title="Bins"),)
    now = panel(Evening(items=items).at_item("7")).now
    assert (now.title, now.formal_title) == ("7 Bins", "To consider the motion")
