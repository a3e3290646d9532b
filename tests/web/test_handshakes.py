"""The turnstile: an address may come in so often, a building never notices, and nobody holds a socket unsigned."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import requests

from livemeeting.web.guard import cookie_name
from livemeeting.web.handshakes import MOST_PLACES, WINDOW_SECONDS, Turnstile
from tests.live.hall import open_doors
from tests.web.pages import listen_from
from tests.web.test_sockets import signed_in


class Watch:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def came_in(turnstile: Turnstile, place: str, times: int) -> int:
    return sum(turnstile.lets_in(place) for _ in range(times))


def test_an_address_comes_in_so_often_and_again_as_time_goes_on() -> None:
    watch = Watch()
    turnstile = Turnstile(100, watch)
    assert came_in(turnstile, "203.0.113.7", 500) == 100
    assert came_in(turnstile, "203.0.113.8", 100) == 100
    watch.now += WINDOW_SECONDS / 4
    assert came_in(turnstile, "203.0.113.7", 500) == 25
    watch.now += WINDOW_SECONDS
    assert came_in(turnstile, "203.0.113.7", 500) == 100


def test_this_machine_and_a_turnstile_without_a_limit_let_everybody_in() -> None:
    assert came_in(Turnstile(1), "", 50) == 50
    assert came_in(Turnstile(0), "203.0.113.7", 50) == 50


def test_no_more_addresses_are_remembered_than_there_is_room_for() -> None:
    turnstile = Turnstile(1, Watch())
    for number in range(MOST_PLACES + 50):
        assert turnstile.lets_in(f"2001:db8:{number:x}::/64")
    assert len(turnstile._left) == MOST_PLACES
    assert not turnstile.lets_in(f"2001:db8:{MOST_PLACES:x}::/64")


def test_who_comes_too_often_is_told_when_to_come_back_and_nobody_else_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_doors(tmp_path, most_handshakes=3, app={"trusted_proxies": 1}) as hall:
        answers = []
        for _ in range(12):
            with listen_from(hall, "203.0.113.7") as viewer:
                answers.append((viewer.status, viewer.headers.get("Retry-After")))
        assert answers[:3] == [("200 OK", None)] * 3
        assert ("429 Too Many Requests", "10") in answers
        with listen_from(hall, "203.0.113.8") as neighbour:
            assert neighbour.first_beat()
        url = f"{hall.house.public_url}/socket.io/?EIO=4&transport=websocket"
        panel = {"X-Forwarded-For": "203.0.113.9"}
        said = [requests.get(url, headers=panel, timeout=10) for _ in range(12)]
        assert [each.status_code for each in said[:3]] == [403] * 3
        assert {each.status_code for each in said} == {403, 429}
        assert said[-1].headers["Cache-Control"] == "no-store"
    warned = [each for each in caplog.records if "HANDSHAKES_PER_ADDRESS" in each.message]
    assert [each.levelno for each in warned] == [logging.WARNING]
    assert "203.0.113" not in caplog.text


def test_a_socket_is_for_those_who_are_signed_in(tmp_path: Path) -> None:
    with open_doors(tmp_path) as hall:
        url = f"{hall.house.public_url}/socket.io/?EIO=4&transport=websocket"
        token, _csrf = signed_in(hall)
        assert requests.get(url, timeout=10).status_code == 403
        for brought, status in (("guessed", 403), (token, 400)):  # 400: no websocket was asked for
            cookies = {cookie_name(hall.parts): brought}
            assert requests.get(url, cookies=cookies, timeout=10).status_code == status
