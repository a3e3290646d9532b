"""Whatever holds the hub up is noticed, named and counted."""

from tests.serve.conftest import Served


def test_a_blocked_hub_is_counted_whether_it_sleeps_or_works_and_its_place_is_logged(served: Served) -> None:
    asleep, busy, longest = (int(each) for each in served.get("/hold").rpartition(b"\r\n")[2].split())
    assert (asleep, busy) == (1, 1)
    assert longest >= 230
    assert served.stop() == 0
    assert served.process.stderr is not None
    said = [line for line in served.process.stderr.read().splitlines() if "the hub stood still for" in line]
    assert len(said) == 2
    assert all("child.py:" in line and "_hold_the_hub" in line for line in said)
