"""Tests of the pages of the notices."""

from livemeeting.actions.house import House
from tests.houses import Visitor
from tests.web.control_room import open_room


def test_notices_are_off_until_the_council_wants_them(as_administrator: Visitor) -> None:
    assert "checked" not in as_administrator.get("/panel/notices").text
    answer = as_administrator.send(
        "/panel/notices",
        **{"NoticeToday:on": "yes", "NoticeToday:clock": "8.30", "NoticeTomorrow:clock": "12:00"},
    )
    assert answer.status_code == 409, "is 8.30 in the morning or the evening?"
    answer = as_administrator.send(
        "/panel/notices",
        **{"NoticeToday:on": "yes", "NoticeToday:clock": "08:30", "NoticeTomorrow:clock": "12:00"},
    )
    assert answer.status_code == 303
    page = as_administrator.get("/panel/notices").text
    assert page.count("checked") == 1 and 'value="08:30"' in page


def test_the_minutes_are_announced_from_the_record(as_officer: Visitor, house: House) -> None:
    room = open_room(house, as_officer)
    assert as_officer.send(f"{room.address}/minutes", link="https://x.example").status_code == 409
    room.start()
    room.press("close")
    assert f"{room.address}/minutes" in as_officer.get(f"{room.address}/record").text
    assert as_officer.get(f"{room.address}/minutes").status_code == 200
    answer = as_officer.send(f"{room.address}/minutes", link="https://calderbeck.example/minutes")
    assert answer.status_code == 303
