"""The product's numbers: in words for the panel, for Prometheus behind its token, and in /readyz."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from livemeeting.actions.vitals import Stalls
from livemeeting.web.health import MOST_BEHIND_SECONDS
from tests.houses import Visitor, sign_in
from tests.live.hall import Hall, open_doors
from tests.live.listener import Listener
from tests.patience import PATIENCE, eventually

TOKEN = "sixteen-letters-and-more"


@pytest.fixture
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    parts: dict[str, object] = {
        "metrics_token": TOKEN,
        "stalls": lambda: Stalls(2, 0.24),
        "bell": lambda: "away",
    }
    with open_doors(tmp_path_factory.mktemp("hall"), app=parts) as hall:
        hall.press("Start meeting")
        yield hall


def numbers(doors: Hall) -> dict[str, float]:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    answer = requests.get(f"{doors.house.public_url}/metrics", headers=bearer, timeout=PATIENCE)
    assert answer.status_code == 200
    lines = [each.rpartition(" ") for each in answer.text.splitlines() if not each.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_the_metrics_count_viewers_and_time_what_they_are_told(doors: Hall) -> None:
    assert (numbers(doors)["livemeeting_viewers"], numbers(doors)["livemeeting_updates_total"]) == (0, 0)
    with Listener(
        f"{doors.house.public_url}{doors.address}", f"{doors.view.epoch}.{doors.view.seq}", ""
    ) as viewer:
        start = doors.view.seq
        doors.press("publish_message", text="Hello")
        viewer.steps(start, start + 1)
        # The viewer may hear it before it is counted.
        assert eventually(lambda: numbers(doors)["livemeeting_updates_total"])
        found = numbers(doors)
    assert (found["livemeeting_viewers"], found["livemeeting_updates_total"]) == (1, 1)
    assert 0 < found["livemeeting_told_seconds_median"] <= found["livemeeting_told_seconds_worst"] < PATIENCE
    assert (found["livemeeting_hub_stalls_total"], found["livemeeting_hub_longest_stall_seconds"]) == (
        2,
        0.24,
    )
    assert found['livemeeting_posts{state="held"}'] == 0
    assert (found["livemeeting_ready"], found["livemeeting_redis_away"]) == (1, 1)
    assert found["process_resident_memory_bytes"] > 1_000_000


@pytest.mark.parametrize("given", ["", "Bearer ", f"Bearer {TOKEN}x", "Bearer \u00e9"])
def test_without_the_token_there_is_no_such_page(doors: Hall, given: str) -> None:
    headers = {"Authorization": given.encode()} if given else {}
    assert (
        requests.get(f"{doors.house.public_url}/metrics", headers=headers, timeout=PATIENCE).status_code
        == 404
    )


def test_the_page_says_the_same_in_words(doors: Hall) -> None:
    client = doors.app.test_client()
    assert isinstance(client, Visitor)
    sign_in(client, "watcher")
    page = client.get("/panel/status").text
    assert "Nothing told yet" in page
    assert "! 2, the longest 240 ms" in page
    assert "! Away" in page and "a second later" in page


def test_a_process_that_lags_behind_the_log_is_not_ready(
    doors: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doors.sockets is not None
    address = f"{doors.house.public_url}/readyz"
    with Listener(f"{doors.house.public_url}{doors.address}", f"{doors.view.epoch}.{doors.view.seq}", ""):
        assert requests.get(address, timeout=PATIENCE).status_code == 200
        monkeypatch.setattr(type(doors.sockets.gallery), "behind", MOST_BEHIND_SECONDS + 1)
        answer = requests.get(address, timeout=PATIENCE)
    assert (answer.status_code, answer.json()["behind_seconds"]) == (503, MOST_BEHIND_SECONDS + 1)
