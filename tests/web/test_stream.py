"""The viewer stream over real connections: who is told what, in which order, and how they catch up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from livemeeting.actions.house import no_announcement
from tests.live.hall import Hall, open_doors
from tests.live.listener import Listener, entries
from tests.patience import PATIENCE, eventually


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with open_doors(tmp_path_factory.mktemp("hall")) as hall:
        hall.press("Start meeting")
        yield hall


def place(hall: Hall, seq: int | None = None) -> str:
    return f"{hall.view.epoch}.{hall.view.seq if seq is None else seq}"


def listen(hall: Hall, at: str | None = None, *, last_event_id: str = "") -> Listener:
    """A viewer whose page stands at a place, by default the newest."""
    stands = place(hall) if at is None else at
    return Listener(f"{hall.house.public_url}{hall.address}", stands, last_event_id)


def say(hall: Hall, *texts: str) -> int:
    for text in texts:
        hall.press("publish_message", text=text)
    return hall.view.seq


def test_a_viewer_hears_each_step_once_and_in_order(doors: Hall) -> None:
    with listen(doors) as viewer:
        assert viewer.status == "200 OK"
        assert viewer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert viewer.headers["X-Accel-Buffering"] == "no"
        start = doors.view.seq
        assert viewer.first_beat() == {"epoch": doors.view.epoch, "seq": start}
        heard = viewer.steps(start, say(doors, "one", "two", "three"))
    assert entries(heard) == [f"entry-{start + n}" for n in (1, 2, 3)]
    assert heard[-1]["announce"] == "three"
    assert all("all" not in each["entries"] for each in heard)


def test_steps_told_from_many_threads_at_once_leave_in_order_and_once(doors: Hall) -> None:
    assert doors.sockets is not None
    with listen(doors) as viewer:
        start = doors.view.seq
        for number in range(8):
            doors.press("publish_message", text=f"step {number}")
            for _ in range(4):
                doors.sockets.announce("m1")
        heard = viewer.steps(start, start + 8)
    assert entries(heard) == [f"entry-{start + n}" for n in range(1, 9)]


@pytest.mark.parametrize("brings", ["place", "last_event_id"])
def test_whoever_comes_back_is_sent_what_they_missed_from_memory(doors: Hall, brings: str) -> None:
    with listen(doors) as viewer:
        start = doors.view.seq
        viewer.steps(start, say(doors, "a", "b", "c"))
    page_of, brought = (start, place(doors, start + 1)) if brings == "last_event_id" else (start + 1, "")
    with listen(doors, place(doors, page_of), last_event_id=brought) as back:
        heard = back.steps(start + 1, start + 3)
        heard += back.steps(start + 3, say(doors, "d"))
    assert entries(heard) == [f"entry-{start + n}" for n in (2, 3, 4)]
    assert all("all" not in each["entries"] for each in heard)


def test_whoever_was_away_before_the_server_came_catches_up_from_the_log_in_one_step(tmp_path: Path) -> None:
    with open_doors(tmp_path) as hall:
        hall.press("Start meeting")
        say(hall, *"abcdef")
        with listen(hall, place(hall, 2)) as viewer:
            (caught_up,) = viewer.steps(2, 7)
            heard = viewer.steps(7, say(hall, "g"))
    assert entries([caught_up]) == [f"entry-{n}" for n in range(3, 8)]
    assert caught_up["entries"]["all"] == [f"entry-{n}" for n in range(7, 0, -1)]
    assert entries(heard) == ["entry-8"]


def test_a_page_of_another_epoch_is_told_so_and_nothing_else(doors: Hall) -> None:
    with listen(doors, "e1-00000000.3") as viewer:
        told = viewer.next()
    assert (told.name, told.data["epoch"]) == ("beat", doors.view.epoch)


@pytest.mark.parametrize("nonsense", ["", "x", "e1-0.x", "e1.1234567890", "%0d%0a", "..", "9" * 300])
def test_a_place_that_is_none_follows_from_now_on(doors: Hall, nonsense: str) -> None:
    with listen(doors, nonsense) as viewer:
        assert viewer.first_beat()["seq"] == doors.view.seq


def test_a_viewer_ahead_of_this_process_is_told_nothing_old(doors: Hall) -> None:
    with listen(doors, place(doors, doors.view.seq + 5)) as viewer:
        assert viewer.next().name == "beat"


def test_nothing_leaves_while_the_meeting_is_private(doors: Hall) -> None:
    with listen(doors) as viewer:
        start = doors.view.seq
        doors.press("Exclude press and public", paragraphs="3")
        closing = viewer.steps(start, doors.view.seq)
        doors.press("take_note", text="secret", audience="officers")
        doors.press("Readmit press and public")
        opening = viewer.steps(closing[-1]["seq"], doors.view.seq)
    assert closing[-1]["status"] == "Private session" and closing[-1]["at_once"]
    assert [each["status"] for each in opening] == ["Live"]
    assert "secret" not in str(opening)


def test_what_was_public_too_long_is_not_replayed_to_those_who_come_back(doors: Hall) -> None:
    with listen(doors) as viewer:
        start = doors.view.seq
        doors.go_to("12.5")
        (said,) = viewer.steps(start, doors.view.seq)
        assert "Bus fares" in str(said)
        doors.press("restrict_item", item=doors.item("12.5"))
        viewer.steps(said["seq"], doors.view.seq)
    with listen(doors, place(doors, start)) as back:
        (now,) = back.steps(start, doors.view.seq)
    assert "Bus fares" not in str(now)
    with listen(doors, place(doors, said["seq"])) as back:
        (now,) = back.steps(said["seq"], doors.view.seq)
    assert now["at_once"] and "Bus fares" not in str(now)


def test_what_another_process_wrote_is_told_within_a_second_or_so(doors: Hall) -> None:
    with listen(doors) as viewer:
        viewer.first_beat()
        start = doors.view.seq
        elsewhere = replace(doors, house=replace(doors.house, announce=no_announcement))
        say(elsewhere, "from another process")
        assert viewer.steps(start, start + 1)


@pytest.mark.parametrize("path", ["/m/nowhere", "/rehearsal/council", "/m/%ff", "/m/%00", "/m/%ed%a0%80"])
def test_an_unknown_page_has_no_stream(doors: Hall, path: str) -> None:
    with Listener(f"{doors.house.public_url}{path}") as viewer:
        assert viewer.status == "404 Not Found"


def test_only_reading_is_a_stream(doors: Hall) -> None:
    url = f"{doors.house.public_url}{doors.address}/stream"
    assert requests.post(url, timeout=PATIENCE).status_code in (403, 404, 405)
    assert requests.head(url, timeout=PATIENCE).status_code == 404


def test_a_server_that_cannot_hand_connections_over_says_so(doors: Hall) -> None:
    answer = doors.app.test_client().get(f"{doors.address}/stream")
    assert answer.status_code == 501
    assert "ask for updates instead" in answer.text


def test_a_full_house_is_refused_politely_and_recovers(tmp_path: Path) -> None:
    with open_doors(tmp_path, most_viewers=1) as hall:
        with listen(hall) as first:
            first.first_beat()
            with listen(hall) as second:
                assert second.status.startswith("503")
                assert second.headers["Retry-After"] == "30"
        assert eventually_viewers(hall, 0)
        with listen(hall) as third:
            assert third.status == "200 OK"


def test_viewers_are_counted(doors: Hall) -> None:
    assert doors.sockets is not None
    assert eventually_viewers(doors, 0)
    with listen(doors) as one, listen(doors) as other:
        assert one.first_beat() and other.first_beat()
        assert doors.sockets.viewers("m1") == 2
    assert eventually_viewers(doors, 0)


def eventually_viewers(hall: Hall, count: int) -> bool:
    sockets = hall.sockets
    assert sockets is not None
    return eventually(lambda: sockets.viewers("m1") == count)


def test_a_push_that_breaks_is_logged_and_raises_nothing(
    doors: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    assert doors.sockets is not None
    doors.sockets.tell("no such meeting")
    assert "The viewers of meeting no such meeting could not be told." in caplog.text


def test_a_draining_server_hangs_up_on_everybody(tmp_path: Path) -> None:
    with open_doors(tmp_path) as hall, listen(hall) as viewer:
        viewer.first_beat()
        assert hall.sockets is not None
        hall.sockets.drain()
        with pytest.raises(EOFError):
            viewer.first_beat()
