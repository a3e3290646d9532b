"""Tests of the page before a meeting."""

from livemeeting.actions.house import House
from tests.houses import Visitor
from tests.web.control_room import open_room


def test_the_page_says_what_is_ready_and_asks_only_when_pressed(as_officer: Visitor, house: House) -> None:
    room = open_room(house, as_officer, webcast_url="https://127.0.0.1/live", agenda_url="")
    page = as_officer.get(f"{room.address}/preflight").text
    assert "As planned" in page and "Asked just now" not in page
    asked = as_officer.send(f"{room.address}/preflight").text
    assert "Asked just now" in asked
    assert "127.0.0.1 is not a public address, so it was not asked." in asked
    assert f"{room.address}/preflight" in room.page()


def test_the_page_is_for_those_who_prepare(as_watcher: Visitor, as_officer: Visitor, house: House) -> None:
    room = open_room(house, as_officer)
    assert as_watcher.get(f"{room.address}/preflight").status_code == 403
