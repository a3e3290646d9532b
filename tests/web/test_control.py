"""The control panel over HTTP: the screen, its presses with and without script, and who may make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from livemeeting.actions.house import House
from livemeeting.domain.roles import Role
from livemeeting.store import councils
from livemeeting.store.councils import Council
from tests.houses import STARTED, Visitor, sign_in
from tests.web.control_room import JSON, ControlRoom, open_room, text_of


@pytest.fixture
def room(house: House, as_officer: Visitor) -> ControlRoom:
    return open_room(house, as_officer)


def test_the_screen_shows_the_state_the_agenda_and_the_next_press(room: ControlRoom) -> None:
    page = room.page()
    assert "<title>DISARMED · Council</title>" in page
    assert "Start meeting" in text_of(page) and "Library hours" in text_of(page)


def test_the_state_bar_is_the_first_thing_in_main(room: ControlRoom) -> None:
    main = room.page().partition("<main")[2].partition(">")[2].strip()
    assert main.startswith('<div class="bar">')


def test_a_press_without_script_leads_back_to_the_panel_and_says_what_was_recorded(room: ControlRoom) -> None:
    room.start()
    answer = room.press("next_item")
    assert answer.status_code == 303
    page = room.visitor.get(answer.location).get_data(as_text=True)
    assert "Recorded: Item 84: Declarations of interest." in page


def test_a_press_with_script_is_acknowledged_with_its_sentence(room: ControlRoom) -> None:
    room.start()
    answer = room.press("next_item", script=True)
    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["seq"], answer.json["sentence"]) == (2, "Item 84: Declarations of interest.")


def test_a_live_meeting_does_not_start_without_the_typed_word(room: ControlRoom) -> None:
    answer = room.press("start_meeting", confirm="yes", chair="Cllr Ada Byron")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Type LIVE beside Start meeting" in page
    assert 'value="Cllr Ada Byron"' in page
    assert room.seq == 0


def test_a_rehearsal_starts_with_one_press(house: House, as_officer: Visitor) -> None:
    rehearsal = open_room(house, as_officer, is_rehearsal=True)
    assert 'name="confirm"' not in rehearsal.page()
    assert rehearsal.press("start_meeting").status_code == 303


def test_a_stale_press_is_refused_with_what_changed_and_keeps_what_was_typed(room: ControlRoom) -> None:
    room.start()
    room.press("next_item")
    answer = room.press("take_note", seq=1, text="Point of order")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Already moved to item 84: Declarations of interest (Officer Ash). Nothing was recorded." in page
    assert ">Point of order</textarea>" in page
    assert f'name="seq" value="{room.seq}"' in page


def test_a_stale_press_tells_the_script_the_new_number(room: ControlRoom) -> None:
    room.start()
    room.press("next_item")
    answer = room.press("next_item", seq=1, script=True)
    assert answer.status_code == 409
    assert answer.json is not None and answer.json["seq"] == 2


def test_the_same_command_acts_once(room: ControlRoom) -> None:
    room.start()
    first = room.press("next_item", command="abc", script=True)
    again = room.press("next_item", command="abc", seq=1, script=True)
    assert (first.json or {})["seq"] == (again.json or {})["seq"] == room.seq


def test_a_press_without_a_number_is_out_of_date(room: ControlRoom) -> None:
    room.start()
    answer = room.press("next_item", seq="")
    assert answer.status_code == 409
    assert "Nothing was recorded." in answer.get_data(as_text=True)
    assert room.seq == 1


def test_there_is_no_page_for_a_button_that_does_not_exist(room: ControlRoom) -> None:
    assert room.visitor.get(f"{room.address}/button/launch").status_code == 404
    assert room.press("launch").status_code in (404, 409)


def test_a_correction_opens_with_what_the_entry_says(room: ControlRoom) -> None:
    room.start()
    room.press("next_item")
    room.press("record_decision", outcome="lost", votes_for="28", against="31")
    page = room.visitor.get(f"{room.address}/button/correct_entry?entry=3").get_data(as_text=True)
    assert "Entry 3: Item 84: lost. For 28, against 31, abstained 0." in page
    assert 'name="votes_for" value="28"' in page


def test_a_recorded_vote_is_counted_from_the_roll(room: ControlRoom) -> None:
    room.start()
    room.press("next_item")
    votes = ("for:Cllr Ada Byron", "against:Cllr Siân Rhys", "for:Cllr Tom Okafor")
    roll: dict[str, Any] = {f"votes-{number}": vote for number, vote in enumerate(votes, 1)}
    room.press("record_decision", outcome="carried", **roll)
    decision = room.seen.meeting.timeline[-1].event
    assert [each.member for each in decision.votes] == ["Cllr Ada Byron", "Cllr Siân Rhys", "Cllr Tom Okafor"]  # type: ignore[attr-defined]
    assert decision.tally.votes_for == 2  # type: ignore[attr-defined]


def test_a_watcher_sees_the_screen_and_no_controls(
    room: ControlRoom, signed_in: Callable[[Role], Visitor]
) -> None:
    watcher = signed_in(Role.WATCHER)
    page = watcher.get(room.address).get_data(as_text=True)
    assert "Library hours" in page and "You are watching." in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("role", [Role.WATCHER, Role.CLERK])
def test_only_those_who_drive_can_press(
    room: ControlRoom, signed_in: Callable[[Role], Visitor], role: Role
) -> None:
    other = ControlRoom(room.house, signed_in(role), room.meeting_id)
    assert other.press("start_meeting", seq=0, confirm="LIVE").status_code == 403
    assert other.visitor.get(f"{room.address}/button/take_note").status_code == 403
    assert room.seq == 0


def test_another_councils_officer_finds_no_such_meeting(room: ControlRoom, client: Visitor) -> None:
    elsewhere = Council("elsewhere", "Elsewhere Council", STARTED)
    room.house.database.write(lambda c: councils.add(c, elsewhere))
    sign_in(client, council_id="elsewhere")
    for path in ("", "/state", "/button/take_note"):
        assert client.get(f"{room.address}{path}").status_code == 404
    assert client.send(f"{room.address}/press/next_item", seq=0, command="x").status_code == 404


def test_a_press_without_the_forms_token_is_refused(room: ControlRoom) -> None:
    answer = room.visitor.post(f"{room.address}/press/start_meeting", data={"seq": 0, "confirm": "LIVE"})
    assert answer.status_code == 403
    assert room.seq == 0


def test_the_panel_is_never_kept_by_a_browser(room: ControlRoom) -> None:
    for path in ("", "/state"):
        assert room.visitor.get(f"{room.address}{path}", headers=JSON).headers["Cache-Control"] == "no-store"


def test_hostile_words_come_out_as_text(room: ControlRoom) -> None:
    room.start()
    room.press("next_item")
    room.press("take_note", text='<script>alert(1)</script>{{7*7}} " onmouseover=alert(1)')
    page = room.page()
    assert "<script>alert(1)" not in page and "{{7*7}}" in page
