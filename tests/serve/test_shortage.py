"""A server short of descriptors keeps the viewers it has and recovers by itself."""

import resource
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from livemeeting import runtime
from tests.patience import PATIENCE
from tests.serve.conftest import Start, line_within


def test_the_server_survives_running_out_of_descriptors(start: Start) -> None:
    served = start("--descriptors", "64", "--most", "1000")
    errors = served.process.stderr
    assert errors is not None
    with ExitStack() as crowd:
        for _ in range(80):
            crowd.enter_context(served.connect())
        # Nobody leaves before the server has said what it is short of; the line may take its time.
        said = [line_within(errors, 30.0)]
        assert "New visitors have to wait: Too many open files." in said[0]
        assert served.process.poll() is None
    assert served.get("/").startswith(b"HTTP/1.1 200 ")
    assert served.stop() == 0
    said.append(errors.read())
    assert "Traceback" not in "".join(said)


def test_only_as_many_connections_as_there_are_places_are_accepted(start: Start) -> None:
    served = start("--most", "2")
    with served.connect() as first, served.connect() as second, served.connect() as third:
        third.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        third.settimeout(0.5)
        with pytest.raises(TimeoutError):
            third.recv(1)
        first.close()
        third.settimeout(PATIENCE)
        assert third.recv(65536).startswith(b"HTTP/1.1 200 ")
        second.close()


Limits = Callable[[int, int], list[tuple[int, int]]]


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """Stands in for the system: sets what it allows and returns what it is asked for."""

    def allow(soft: int, hard: int) -> list[tuple[int, int]]:
        asked: list[tuple[int, int]] = []
        monkeypatch.setattr(resource, "getrlimit", lambda _which: (soft, hard))
        monkeypatch.setattr(resource, "setrlimit", lambda _which, pair: asked.append(pair))
        return asked

    return allow


def test_the_limit_is_raised_as_far_as_it_goes(limits: Limits) -> None:
    asked = limits(1024, 1_048_576)
    assert runtime.raise_descriptor_limit() == 65_536
    assert asked == [(65_536, 1_048_576)]


def test_a_higher_limit_is_left_alone(limits: Limits) -> None:
    asked = limits(200_000, 200_000)
    assert runtime.raise_descriptor_limit() == 200_000
    assert asked == []


def test_an_endless_limit_is_used_up_to_what_we_want(limits: Limits) -> None:
    limits(1024, resource.RLIM_INFINITY)
    assert runtime.raise_descriptor_limit() == 65_536


def test_a_low_limit_is_a_warning_with_its_consequence(
    limits: Limits, caplog: pytest.LogCaptureFixture
) -> None:
    limits(1024, 4096)
    assert runtime.raise_descriptor_limit() == 4096
    assert "at most 3840 people can watch at once" in caplog.text


def test_too_low_a_limit_stops_the_start_with_a_sentence(limits: Limits) -> None:
    limits(256, 1000)
    with pytest.raises(runtime.NotEnoughDescriptors, match="The system allows 1000 open files"):
        runtime.raise_descriptor_limit()
