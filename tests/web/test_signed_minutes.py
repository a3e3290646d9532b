"""The page on which a clerk says where the signed minutes are, and where the public reads it."""

from __future__ import annotations

from livemeeting.actions.house import House
from tests.houses import Visitor
from tests.web.control_room import ControlRoom, open_room, text_of

URL = "https://calderbeck.example/minutes.pdf"


def closed(house: House, officer: Visitor) -> ControlRoom:
    room = open_room(house, officer)
    room.start()
    room.press("go_to_item", item="3")
    room.press("close")
    return room


def test_a_clerk_saves_the_minutes_and_the_public_reads_them(
    house: House, as_officer: Visitor, as_clerk: Visitor
) -> None:
    room = closed(house, as_officer)
    record = as_clerk.get(f"{room.address}/record").get_data(as_text=True)
    address = f"{room.address}/signed-minutes"
    assert f'href="{address}"' in record
    assert "Item 12.4: Library hours" in as_clerk.get(address).get_data(as_text=True)
    fields = {"seq": room.seq, "url": URL, "signed": "18 December 2026", "number:3": "96"}
    answer = as_clerk.send(address, **fields)
    assert answer.status_code == 303
    assert "Saved." in as_clerk.get(answer.headers["Location"]).get_data(as_text=True)
    public = as_clerk.get(f"/m/{room.meeting_id}").get_data(as_text=True)
    assert f'<a href="{URL}">Read the signed minutes</a>' in public
    assert "Minute 96" in text_of(public)
    assert "Minute 96" in text_of(as_clerk.get(f"/m/{room.meeting_id}/item-3").get_data(as_text=True))


def test_a_correction_of_the_minutes_stands_beside_them(house: House, as_officer: Visitor) -> None:
    room = closed(house, as_officer)
    address = f"{room.address}/signed-minutes"
    as_officer.send(address, seq=room.seq, url=URL, **{"number:3": "96"})
    as_officer.send(address, seq=room.seq, url=f"{URL}?2", **{"number:3": "97"})
    public = text_of(as_officer.get(f"/m/{room.meeting_id}").get_data(as_text=True))
    assert f"Before: The signed minutes are at {URL}" in public
    assert "Minute 97 Corrected at" in public
    assert "Before: Item 12.4: Library hours — minute 96." in public


def test_what_was_typed_stays_when_it_is_refused(house: House, as_officer: Visitor) -> None:
    room = closed(house, as_officer)
    answer = as_officer.send(
        f"{room.address}/signed-minutes", seq=room.seq, url="javascript:alert(1)", **{"number:3": "96"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "is not a web address" in page
    assert 'value="96"' in page and 'value="javascript:alert(1)"' in page


def test_before_the_close_there_is_no_form_and_a_watcher_gets_none(
    house: House, as_officer: Visitor, as_watcher: Visitor
) -> None:
    room = open_room(house, as_officer)
    room.start()
    address = f"{room.address}/signed-minutes"
    assert "once the meeting has closed" in as_officer.get(address).get_data(as_text=True)
    assert as_officer.send(address, seq=room.seq, url=URL).status_code == 409
    assert as_watcher.get(address).status_code == 403
