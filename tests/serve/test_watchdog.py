"""Whatever holds the hub up is noticed, named and counted."""

from tests.serve.conftest import Served, Start


def test_a_blocked_hub_is_counted_whether_it_sleeps_or_works_and_its_place_is_logged(start: Start) -> None:
    served = start()
    asleep, busy, longest = held(served)
    assert min(asleep, busy) >= 1
    assert longest >= 230
    assert served.stop() == 0
    assert served.process.stderr is not None
    said = [line for line in served.process.stderr.read().splitlines() if "the hub stood still for" in line]
    assert len([line for line in said if "child.py:" in line and "_hold_the_hub" in line]) >= 2


def held(served: Served) -> list[int]:
    """How often the hub was found asleep and at work, and for how many milliseconds at most.

    Asked again while a busy machine kept everybody waiting, the watchdog too: then it rightly finds nothing.
    """
    for _ in range(20):
        counted = [int(each) for each in served.get("/hold").rpartition(b"\r\n")[2].split()]
        if all(counted):
            break
    return counted
