"""What an officer decides about delivery from the panel: kept posts, an account that rests, taking down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from livemeeting.actions.house import House
from livemeeting.domain.channel import Account
from livemeeting.domain.delivery_lane import Lane
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.roles import Role
from livemeeting.store import accounts, lanes, outbox
from tests.fakes.network import Network
from tests.houses import STARTED, Visitor, sign_in
from tests.web.control_room import JSON, ControlRoom, open_room


@pytest.fixture
def room(house: House, as_officer: Visitor) -> ControlRoom:
    """A meeting with a sent post, and two more that an outage kept back."""
    assert as_officer.officer is not None
    account = Account("a1", as_officer.officer.council_id, "x", "@calderbeck", {"token": "t"})
    house.database.write(lambda c: accounts.add(c, account, keyring=house.keyring, at=STARTED))
    opened = open_room(house, as_officer)
    opened.start()
    first = posts(opened)[0]
    sent = replace(first, state=PostState.SENT, sent_at=STARTED, remote_id="7")
    house.database.write(lambda c: outbox.save(c, first, sent))
    kept = [
        replace(first, id=name, text=f"Kept {name}", state=PostState.EXPIRED, reason="Too old.")
        for name in ("k1", "k2")
    ]
    house.database.write(lambda c: outbox.add(c, kept))
    return opened


def posts(room: ControlRoom) -> list[Post]:
    return room.house.database.read(lambda c: outbox.of_meeting(c, room.meeting_id))


def states(room: ControlRoom) -> list[PostState]:
    return [each.state for each in posts(room)]


def page(room: ControlRoom, address: str = "") -> str:
    return room.visitor.get(f"{room.address}{address}").get_data(as_text=True)


def rest(room: ControlRoom, **changes: object) -> None:
    lane = Lane("a1", **changes)  # type: ignore[arg-type]  # each test names its own
    room.house.database.write(lambda c: lanes.save(c, lane))


@pytest.mark.parametrize(
    ("decision", "after"),
    [
        ("send-all", [PostState.QUEUED, PostState.QUEUED]),
        ("send-latest", [PostState.CANCELLED, PostState.QUEUED]),
        ("discard", [PostState.CANCELLED, PostState.CANCELLED]),
    ],
)
def test_one_decision_is_offered_for_all_posts_that_were_kept_back(
    room: ControlRoom, decision: str, after: list[PostState]
) -> None:
    assert "2 posts were kept back." in page(room)
    assert room.visitor.send(f"{room.address}/kept/{decision}").status_code == 303
    assert states(room)[1:] == after
    assert "were kept back." not in page(room)


def test_a_decision_that_somebody_else_has_made_is_refused_in_words(room: ControlRoom) -> None:
    room.visitor.send(f"{room.address}/kept/discard")
    again = room.visitor.post(f"{room.address}/kept/send-all", data={"csrf": room.visitor.csrf}, headers=JSON)
    assert again.status_code == 409
    assert "No post is kept back any more." in again.get_data(as_text=True)
    assert room.visitor.send(f"{room.address}/kept/shout").status_code == 404


def test_an_account_that_rests_is_announced_with_a_countdown_and_can_be_tried_at_once(
    room: ControlRoom,
) -> None:
    rest(room, failures=3, rests_until=room.house.clock() + timedelta(seconds=47))
    assert "X has not answered three times in a row." in page(room) and "0:47" in page(room)
    assert room.visitor.send(f"{room.address}/lanes/a1/try-again").status_code == 303
    assert "has not answered" not in page(room)


def test_an_account_that_is_paused_says_why(room: ControlRoom) -> None:
    with_now = room.house.database.read(lambda c: lanes.credentials_now(c, "a1"))
    rest(room, paused_because="This X account is out of credit.", paused_with=with_now)
    assert "This X account is out of credit. Until then posts for X wait here" in page(room)


def test_another_councils_account_is_out_of_reach(room: ControlRoom) -> None:
    assert room.visitor.send(f"{room.address}/lanes/nobodys/try-again").status_code == 404


def test_taking_down_asks_why_and_keeps_it(room: ControlRoom) -> None:
    object.__setattr__(room.house, "channels", {**room.house.channels, "x": Network()})
    address = f"/posts/{posts(room)[0].id}/take-down"
    assert "Why (for the record; officers only)" in page(room, address)
    asked = room.visitor.get(f"{room.address}{address}", headers=JSON)
    assert asked.json is not None and "Take it down" in asked.json["html"]
    assert room.visitor.send(f"{room.address}{address}", why="Wrong wording").status_code == 303
    gone = posts(room)[0]
    assert (gone.state, gone.taken_down_why) == (PostState.RETRACTED, "Wrong wording")
    refused = room.visitor.send(f"{room.address}{address}", why="Twice")
    assert refused.status_code == 409
    assert "Only a post that was sent can be taken down." in refused.get_data(as_text=True)


def test_a_watcher_decides_nothing_and_is_offered_nothing(room: ControlRoom, client: Visitor) -> None:
    sign_in(client, Role.WATCHER)
    for address in ("kept/send-all", "lanes/a1/try-again", f"posts/{posts(room)[0].id}/take-down"):
        assert client.send(f"{room.address}/{address}").status_code == 403
    assert "were kept back." not in client.get(room.address).get_data(as_text=True)
