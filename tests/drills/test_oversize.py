"""Drill D13: too much of everything, at every door; each is refused by its own status and nothing grows."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
import websocket

from tests.drills.night import Night, night, resident_mb, say

MOST_GROWTH_MB = 50
ROUNDS = 5


def statuses(night: Night) -> dict[str, int]:
    """What the server answers to each kind of too much."""
    url, page, officer = night.town.url, night.page, night.driver
    address = f"{url}/panel/meetings/{night.plan.meeting_id}"
    form = {"csrf": officer.csrf, "seq": str(officer.seq), "command": "too-much", "text": "x" * 3_000_000}
    cookie = "; ".join(f"{each.name}={each.value}" for each in officer.session.cookies)
    return {
        "9 KB address": requests.get(f"{page}?{'a' * 9_000}", timeout=20).status_code,
        "65 KB head": requests.get(
            page, headers={f"X-{n}": "a" * 1_000 for n in range(65)}, timeout=20
        ).status_code,
        "9 KB cookie": requests.get(page, headers={"Cookie": "a=" + "b" * 9_000}, timeout=20).status_code,
        "7 KB cookie": requests.get(page, headers={"Cookie": "a=" + "b" * 7_000}, timeout=20).status_code,
        "10 MB form": _sent(f"{url}/sign-in", {"Origin": url}, b"email=" + b"x" * 10_000_000),
        "3 MB press": officer.session.post(f"{address}/press/take_note", data=form, timeout=20).status_code,
        "25 MB agenda": _sent(
            f"{url}/panel/meetings/new", {"Origin": url, "Cookie": cookie}, b"x" * 25_000_000
        ),
    }


def _sent(url: str, headers: dict[str, str], body: bytes) -> int:
    """The status; 0 where the server answered and hung up before it had all of it."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        return requests.post(url, data=body, headers=headers | kind, timeout=30).status_code
    except requests.ConnectionError:
        return 0


def closing_code(night: Night) -> int:
    """How a panel's socket ends that is sent a message of 1.1 MB."""
    cookie = "; ".join(f"{each.name}={each.value}" for each in night.driver.session.cookies)
    url = night.town.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(url, cookie=cookie, origin=night.town.url, timeout=20)
    assert line.recv()
    try:
        line.send("4" + "x" * 1_100_000)
        while True:
            code, said = line.recv_data()
            if code == websocket.ABNF.OPCODE_CLOSE:
                return int.from_bytes(said[:2], "big")
    except (OSError, websocket.WebSocketConnectionClosedException):
        return 0


@pytest.mark.parametrize("library", ["eventlet", "gevent"])
def test_too_much_is_refused_and_nothing_grows(tmp_path: Path, library: str) -> None:
    with night(tmp_path, library=library) as running:
        running.must_press("Before")
        found = statuses(running)
        code = closing_code(running)
        before = resident_mb(running.town)
        for _ in range(ROUNDS):
            assert statuses(running) == found
            assert closing_code(running) == code
        grown = resident_mb(running.town) - before
        say("D13", library=library, **{**found, "1.1 MB message": code, "grown_mb": round(grown, 1)})
        assert found["9 KB address"] == 414
        assert found["65 KB head"] == 400 and found["9 KB cookie"] == 400
        assert found["7 KB cookie"] == 200
        assert {found["10 MB form"], found["25 MB agenda"]} <= {413, 0}
        assert found["3 MB press"] == 413
        assert code in (1009, 1000, 0)  # closed, with a word about it or without
        assert grown < MOST_GROWTH_MB
        running.must_press("After")
        assert "Traceback" not in running.town.log
