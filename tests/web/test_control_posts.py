"""What an officer does with posts from the panel: the six acts, with and without script."""

from __future__ import annotations

import pytest

from livemeeting.actions.house import House
from livemeeting.domain.channel import Account
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.roles import Role
from livemeeting.store import accounts, outbox
from tests.houses import STARTED, Visitor, sign_in
from tests.web.control_room import JSON, ControlRoom, open_room


@pytest.fixture
def room(house: House, as_officer: Visitor) -> ControlRoom:
    assert as_officer.officer is not None
    account = Account("a1", as_officer.officer.council_id, "x", "@calderbeck", {"token": "t"})
    house.database.write(lambda c: accounts.add(c, account, keyring=house.keyring, at=STARTED))
    opened = open_room(house, as_officer)
    opened.start()
    return opened


def post(room: ControlRoom) -> Post:
    return room.house.database.read(lambda c: outbox.of_meeting(c, room.meeting_id))[0]


def put(room: ControlRoom, state: PostState) -> None:
    post_id = post(room).id
    room.house.database.write(
        lambda c: outbox.finish(c, post_id, from_states=[PostState.HELD], to_state=state, sent_at=STARTED)
    )


def act(room: ControlRoom, name: str, **fields: str) -> int:
    return room.visitor.send(f"{room.address}/posts/{post(room).id}/{name}", **fields).status_code


def test_stop_keeps_a_held_post_from_leaving(room: ControlRoom) -> None:
    answer = room.visitor.send(f"{room.address}/posts/{post(room).id}/stop")
    assert answer.status_code == 303 and answer.location.endswith("#posts")
    assert post(room).state is PostState.CANCELLED


def test_with_script_the_sentence_comes_back(room: ControlRoom) -> None:
    answer = room.visitor.post(
        f"{room.address}/posts/{post(room).id}/stop", data={"csrf": room.visitor.csrf}, headers=JSON
    )
    assert answer.json == {"sentence": "Stopped. Nothing was sent."}


def test_edit_opens_with_the_words_and_changes_them(room: ControlRoom) -> None:
    page = room.visitor.get(f"{room.address}/posts/{post(room).id}/edit").get_data(as_text=True)
    assert post(room).text in page.replace("&#39;", "'")
    assert act(room, "edit", text="Full Council has begun.") == 303
    assert post(room).text == "Full Council has begun."


def test_an_edit_that_is_too_long_is_refused_and_the_words_are_kept(room: ControlRoom) -> None:
    before, words = post(room).text, "word " * 80
    answer = room.visitor.send(f"{room.address}/posts/{post(room).id}/edit", text=words)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "over the 280 X takes" in page and words.strip() in page
    assert post(room).text == before


def test_a_failed_post_is_sent_after_all(room: ControlRoom) -> None:
    put(room, PostState.FAILED)
    assert act(room, "send-now") == 303
    assert post(room).state is PostState.QUEUED


def test_an_unknown_post_is_either_there_or_sent_again(room: ControlRoom) -> None:
    put(room, PostState.UNKNOWN)
    assert act(room, "it-is-there") == 303
    assert post(room).state is PostState.SENT
    assert act(room, "send-again") == 409


def test_too_late_says_when_it_was_sent(room: ControlRoom) -> None:
    put(room, PostState.SENT)
    answer = room.visitor.send(f"{room.address}/posts/{post(room).id}/stop")
    assert answer.status_code == 409
    assert "Already sent at 18:00. Take it down if it must go." in answer.get_data(as_text=True)


def test_there_is_no_other_act_and_no_other_meetings_post(room: ControlRoom) -> None:
    assert act(room, "shout") == 404
    other = open_room(room.house, room.visitor)
    assert room.visitor.send(f"{other.address}/posts/{post(room).id}/stop").status_code == 404
    assert post(room).state is PostState.HELD


def test_a_watcher_stops_nothing(room: ControlRoom, client: Visitor) -> None:
    sign_in(client, Role.WATCHER)
    assert client.send(f"{room.address}/posts/{post(room).id}/stop").status_code == 403
    assert post(room).state is PostState.HELD
