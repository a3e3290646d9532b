"""The shipped nginx configuration before a real server: streams pass at once, and polling costs next to nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests.live.hall import Hall, open_doors
from tests.live.listener import Listener, entries
from tests.nginx import nginx
from tests.patience import PATIENCE


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, str]]:
    """A hall, and its address through nginx."""
    with open_doors(tmp_path_factory.mktemp("hall")) as hall:
        hall.press("Start meeting")
        with nginx(urlsplit(hall.house.public_url).port or 0) as port:
            yield hall, f"http://127.0.0.1:{port}{hall.address}"


def test_each_event_of_a_stream_passes_at_once(behind: tuple[Hall, str]) -> None:
    hall, url = behind
    with Listener(url, f"{hall.view.epoch}.{hall.view.seq}") as viewer:
        start = hall.view.seq
        assert viewer.first_beat() == {"epoch": hall.view.epoch, "seq": start}
        for number in (1, 2, 3):
            hall.press("publish_message", text=f"Message {number}.")
            assert entries(viewer.steps(start + number - 1, start + number)) == [f"entry-{start + number}"]


def test_a_hundred_who_ask_in_the_same_second_are_one_question_or_two(behind: tuple[Hall, str]) -> None:
    _, url = behind
    started = time.monotonic()
    found = [requests.get(f"{url}/updates?after=0", timeout=PATIENCE) for _ in range(100)]
    assert {each.status_code for each in found} == {200}
    assert len({each.text for each in found}) == 1
    # One question a second, and one that had begun.
    others = [each.headers["X-Cache"] for each in found if each.headers["X-Cache"] != "HIT"]
    assert len(others) <= 2 + (time.monotonic() - started)


def test_an_answer_is_not_served_any_longer_than_a_second(behind: tuple[Hall, str]) -> None:
    hall, url = behind
    requests.get(f"{url}/updates?after=0", timeout=PATIENCE)
    hall.press("publish_message", text="Newest.")
    with Listener(url, f"{hall.view.epoch}.{hall.view.seq}") as viewer:
        viewer.next()
        viewer.next()  # a heartbeat later
    assert "Newest." in requests.get(f"{url}/updates?after=0", timeout=PATIENCE).text


def test_the_panel_is_never_kept(behind: tuple[Hall, str]) -> None:
    _, url = behind
    root = url.partition("/m/")[0]
    answers = [requests.get(f"{root}/sign-in", timeout=PATIENCE) for _ in range(2)]
    assert all("X-Cache" not in each.headers and each.ok for each in answers)
