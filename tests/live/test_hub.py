"""The hub over real sockets: everybody is told once and in order, and nobody waits for anybody."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from livemeeting.live import viewer as one_viewer
from livemeeting.live.hub import Hub, Timing
from livemeeting.live.room import MOST_KEPT, Update
from livemeeting.runtime import Runtime, plain
from tests.patience import PATIENCE, eventually


class Seat:
    """The far end of a viewer's line."""

    def __init__(self, hub: Hub, *, after: str, room: str = "m/council", receives: int = 0) -> None:
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.line = socket.socket()
            if receives:
                self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
            self.line.settimeout(PATIENCE)
            self.line.connect(door.getsockname())
            ours, _ = door.accept()
        self.is_in = hub.join(room, ours.detach(), after=after, first=[b"welcome|"])
        self.left = b""

    def next(self) -> str:
        """The next frame; "" when the line has ended."""
        while b"|" not in self.left:
            more = self.line.recv(65_536)
            if not more:
                return ""
            self.left += more
        frame, _, self.left = self.left.partition(b"|")
        return frame.decode()

    def until(self, wanted: str) -> list[str]:
        """The frames up to the one that begins like this, itself included."""
        frames = [self.next()]
        while not frames[-1].startswith(wanted):
            assert frames[-1], f"{wanted} did not come"
            frames.append(self.next())
        return frames


def step(number: int, size: int = 0) -> Update:
    frame = f"step {number} {'x' * size}|".encode()
    return Update(f"e.{number - 1}", f"e.{number}", frame, f"beat {number}|".encode())


def new_hub(verbs: Runtime | None = None, *, most_viewers: int = 100, timing: Timing | None = None) -> Hub:
    """A hub with the council's room open."""
    made = Hub(verbs or plain(), most_viewers=most_viewers, resync=b"resync|", timing=timing or Timing())
    made.open("m/council", "e.0", b"beat 0|")
    return made


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = new_hub(timing=Timing(patience=10 * PATIENCE))  # whoever is slow is let go in a test of its own
    yield made
    made.close()


def test_everybody_in_the_room_is_told_once_and_in_order_and_nobody_else(hub: Hub) -> None:
    hub.open("m/planning", "e.0", b"beat 0|")
    here = [Seat(hub, after="e.0") for _ in range(3)]
    elsewhere = Seat(hub, after="e.0", room="m/planning")
    for number in (1, 2, 3):
        hub.publish("m/council", step(number))
    hub.publish("m/planning", step(1))
    for seat in here:
        assert seat.until("step 3") == ["welcome", "beat 0", "step 1 ", "step 2 ", "step 3 "]
    assert elsewhere.until("step") == ["welcome", "beat 0", "step 1 "]
    assert (hub.count("m/council"), hub.count("m/planning"), hub.count("m/nowhere")) == (3, 1, 0)


def test_whoever_comes_back_is_sent_what_they_missed_and_nothing_twice(hub: Hub) -> None:
    for number in range(1, 6):
        hub.publish("m/council", step(number))
    back = Seat(hub, after="e.3")
    hub.publish("m/council", step(6))
    assert back.until("step 6") == ["welcome", "step 4 ", "step 5 ", "beat 5", "step 6 "]


def test_a_place_the_memory_does_not_reach_is_refused(hub: Hub) -> None:
    for number in range(1, MOST_KEPT + 3):
        hub.publish("m/council", step(number))
    assert not hub.knows("m/council", "e.1") and hub.knows("m/council", "e.2")
    for unknown in ("e.1", "another.3", ""):
        seat = Seat(hub, after=unknown)
        assert not seat.is_in and seat.next() == ""
    assert hub.count("m/council") == 0


def test_joining_in_the_middle_of_a_storm_of_updates_leaves_no_gap_and_no_double(hub: Hub) -> None:
    others = [Seat(hub, after="e.0") for _ in range(30)]

    def publish_all() -> None:
        for number in range(1, 150):
            hub.publish("m/council", step(number))

    storm = threading.Thread(target=publish_all)
    storm.start()
    seats = [Seat(hub, after="e.0") for _ in range(30)]
    storm.join()
    for seat in [*others, *seats]:
        heard = [each for each in seat.until("step 149") if each.startswith("step")]
        assert heard == [f"step {number} " for number in range(1, 150)]


def test_a_viewer_who_hangs_up_is_noticed_at_once(hub: Hub) -> None:
    seat, other = Seat(hub, after="e.0"), Seat(hub, after="e.0")
    seat.line.close()
    assert eventually(lambda: hub.count("m/council") == 1)
    hub.publish("m/council", step(1))
    assert other.until("step 1")


def test_without_epoll_a_viewer_who_hangs_up_is_noticed_by_sending(hub: Hub) -> None:
    plainer = new_hub(replace(plain(), poller=None))
    Seat(plainer, after="e.0").line.close()
    numbers = count(1)

    def is_noticed() -> bool:
        plainer.publish("m/council", step(next(numbers)))
        return plainer.count("m/council") == 0

    assert eventually(is_noticed)
    plainer.close()


def test_a_viewer_who_does_not_read_holds_nobody_up_and_is_told_to_fetch_the_rest(hub: Hub) -> None:
    asleep, awake = Seat(hub, after="e.0", receives=4_096), Seat(hub, after="e.0")
    for number in range(1, 200):
        hub.publish("m/council", step(number, size=8_000))
        assert awake.until("step")[-1].startswith(f"step {number} ")
    backlog = next(iter(hub._slow)).backlog
    assert backlog is not None and backlog.is_lost
    assert backlog.size < one_viewer.MOST_WAITING_BYTES and len(backlog.frames) == 1
    heard = [each.partition(" x")[0] for each in asleep.until("resync")]
    whole = [each for each in heard if each.startswith("step")]
    assert whole == [f"step {number}" for number in range(1, len(whole) + 1)]
    hub.publish("m/council", step(200))
    assert asleep.until("step 200")


def test_a_slow_viewer_gets_everything_in_order_once_they_read_again(hub: Hub) -> None:
    slow = Seat(hub, after="e.0", receives=4_096)
    last = one_viewer.KERNEL_BYTES // 8_000 + 20
    for number in range(1, last):
        hub.publish("m/council", step(number, size=8_000))
    assert hub._slow
    heard = [each.split()[1] for each in slow.until(f"step {last - 1}") if each.startswith("step")]
    assert heard == [str(number) for number in range(1, last)]
    assert eventually(lambda: not hub._slow)


def test_what_may_not_be_said_again_leaves_neither_from_memory_nor_from_a_backlog(hub: Hub) -> None:
    slow, quick = Seat(hub, after="e.0", receives=4_096), Seat(hub, after="e.0")
    for number in range(1, 40):
        hub.publish("m/council", step(number, size=8_000))
    assert hub.count("m/council") == 2 and hub._slow
    hub.publish("m/council", replace(step(40), forgets=True))
    assert hub.count("m/council") == 1 and not hub._slow
    assert not hub.knows("m/council", "e.38") and hub.knows("m/council", "e.39")
    assert quick.until("step 40")
    assert len(slow.line.recv(1)) == 1  # what had left before


def test_whoever_never_reads_is_let_go() -> None:
    hub = new_hub(timing=Timing(patience=0.2))
    Seat(hub, after="e.0", receives=4_096)
    for number in range(1, 200):
        hub.publish("m/council", step(number, size=8_000))
    assert eventually(lambda: hub.count("m/council") == 0)
    hub.close()


def test_one_heartbeat_tells_everybody_where_they_stand() -> None:
    assert 3 * Timing().beat <= 15
    hub = new_hub(timing=Timing(beat=0.1))
    seats = [Seat(hub, after="e.0") for _ in range(3)]
    hub.publish("m/council", step(1))
    for seat in seats:
        assert seat.until("beat 1")[-2:] in (["step 1 ", "beat 1"], ["beat 0", "beat 1"])
    hub.close()


def test_an_empty_room_is_forgotten_after_a_while() -> None:
    hub = new_hub(timing=Timing(beat=0.1, empty=0.2))
    seat = Seat(hub, after="e.0")
    assert hub.rooms() == ["m/council"]
    seat.line.close()
    assert eventually(lambda: not hub.is_open("m/council"))
    hub.close()


def test_a_full_hub_lets_nobody_in_until_somebody_leaves() -> None:
    hub = new_hub(most_viewers=2)
    first, second = Seat(hub, after="e.0"), Seat(hub, after="e.0")
    assert hub.is_full and not Seat(hub, after="e.0").is_in
    first.line.close()
    assert eventually(lambda: not hub.is_full)
    assert Seat(hub, after="e.0").is_in and second.is_in
    hub.close()


def test_a_closed_hub_has_hung_up_on_everybody(hub: Hub) -> None:
    seats = [Seat(hub, after="e.0") for _ in range(3)]
    hub.close()
    assert [seat.until("beat 0") and seat.next() for seat in seats] == ["", "", ""]
    assert not Seat(hub, after="e.0").is_in
