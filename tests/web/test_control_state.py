"""What the panel's script is told: the regions that changed, the forms it opens, and what a press would post."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from livemeeting.actions.house import House
from livemeeting.domain.channel import Account
from livemeeting.domain.posts import PostState
from livemeeting.store import accounts, outbox
from livemeeting.web.panel.control import REGIONS
from tests.houses import STARTED, Clock, Visitor
from tests.web.control_room import JSON, ControlRoom, open_room


@pytest.fixture
def room(house: House, as_officer: Visitor) -> ControlRoom:
    assert as_officer.officer is not None
    account = Account("a1", as_officer.officer.council_id, "x", "@calderbeck", {"token": "t"})
    house.database.write(lambda c: accounts.add(c, account, keyring=house.keyring, at=STARTED))
    opened = open_room(house, as_officer)
    opened.start()
    return opened


def state(room: ControlRoom, have: str = "") -> dict[str, Any]:
    answer = room.visitor.get(f"{room.address}/state", query_string={"have": have}, headers=JSON)
    assert answer.json is not None
    return dict(answer.json)


def have_of(known: dict[str, Any]) -> str:
    return ",".join(f"{name}:{digest}" for name, digest in known["digests"].items())


def test_the_first_answer_holds_every_region(room: ControlRoom) -> None:
    told = state(room)
    assert set(told["regions"]) == set(REGIONS)
    assert (told["seq"], told["title"], told["tone"]) == (1, "LIVE · Council", "live")


def test_what_the_script_has_already_is_left_out(room: ControlRoom) -> None:
    known = state(room)
    assert state(room, have_of(known))["regions"] == {}
    room.press("take_note", text="Point of order")
    changed = set(state(room, have_of(known))["regions"])
    assert "timeline" in changed and "agenda" not in changed


def test_a_running_countdown_alone_changes_nothing(room: ControlRoom, clock: Clock) -> None:
    room.press("next_item")
    known = state(room)
    clock.move(seconds=3)
    assert state(room, have_of(known))["regions"] == {}


def test_regions_for_the_script_carry_no_command_that_could_be_used_twice(room: ControlRoom) -> None:
    assert 'name="command"' in room.page()
    assert 'name="command"' not in state(room)["regions"]["next"]


def test_what_the_script_is_told_travels_small(room: ControlRoom) -> None:
    answer = room.visitor.get(f"{room.address}/state", headers={**JSON, "Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.get_data()) < len(room.visitor.get(f"{room.address}/state").get_data()) / 4


def test_a_form_for_the_dialog_comes_alone(room: ControlRoom) -> None:
    answer = room.visitor.get(f"{room.address}/button/record_attendance", headers=JSON)
    assert answer.json is not None
    assert answer.json["title"] == "Attendance"
    assert "<html" not in answer.json["html"] and "Apologies" in answer.json["html"]


def test_the_screen_shows_word_for_word_what_the_next_press_posts(room: ControlRoom) -> None:
    shown = state(room)["regions"]["preview"]
    assert "Item 84: Declarations of interest #calderbeck" in shown
    assert "45/280" in shown
    room.press("next_item")
    queued = room.house.database.read(lambda c: outbox.of_meeting(c, room.meeting_id))[-1]
    assert queued.text == "Item 84: Declarations of interest #calderbeck"


def test_a_press_that_would_be_refused_says_so_before_it_is_made(room: ControlRoom) -> None:
    room.press("go_to_item", item="6")
    assert "marked restricted. Exclude the press and public first" in state(room)["regions"]["preview"]


def test_a_preview_counts_what_is_being_typed(room: ControlRoom) -> None:
    answer = room.visitor.send(f"{room.address}/preview/publish_message", text="The break is over.")
    assert answer.json == {
        "refused": "",
        "texts": [
            {
                "account": "@calderbeck", "channel": "X", "text": "The break is over. #calderbeck", "count": 30,
                "limit": 280, "is_over": False, "problems": [], "asks": "",
            }
        ],
    }  # fmt: skip


def test_a_preview_says_what_is_missing(room: ControlRoom) -> None:
    answer = room.visitor.send(f"{room.address}/preview/publish_message", text="")
    assert answer.json == {"refused": "Write the message first.", "texts": []}


def test_a_sent_post_is_news_with_its_time(room: ControlRoom) -> None:
    assert state(room)["sent_news"] == ""
    post = room.house.database.read(lambda c: outbox.of_meeting(c, room.meeting_id))[0]
    at = STARTED + timedelta(seconds=11)
    room.house.database.write(
        lambda c: outbox.finish(c, post.id, from_states=[PostState.HELD], to_state=PostState.SENT, sent_at=at)
    )
    assert state(room)["sent_news"] == "Sent on X at 18:00:11."
