"""What the async library must do for the house: be first, keep the hub free, show no insides."""

import subprocess
import sys

import pytest

from livemeeting.http_rules import without_traceback
from livemeeting.runtime import plain
from tests.serve.conftest import LIBRARIES, Served, Start, environment
from tests.servers import postgresql


@pytest.mark.parametrize("path", ["/broken", "/broken-later"])
def test_a_failure_shows_the_visitor_no_traceback(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert b"Traceback" not in answer
    assert b"canary" not in answer
    assert b".py" not in answer


def test_a_post_to_a_closed_socketio_session_shows_no_traceback(served: Served) -> None:
    body = b"1"
    opened = served.get("/socket.io/?EIO=4&transport=polling")
    session = opened.partition(b'"sid":"')[2].partition(b'"')[0].decode()
    head = (
        f"POST /socket.io/?EIO=4&transport=polling&sid={session} HTTP/1.1\r\nHost: localhost\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(3):
        assert b"Traceback" not in served.say(head.encode() + body)


def test_a_visitor_who_stalls_in_the_body_is_told_so_and_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[str] = []

    def stalled(_environ: object, _start_response: object) -> list[bytes]:
        raise TimeoutError

    app = without_traceback(stalled)
    assert app({}, lambda status, *_: said.append(status)) == [b"The request took too long.\n"]  # type: ignore[arg-type]
    assert said == ["408 Request Timeout"]
    assert not caplog.records


@pytest.mark.parametrize("work", ["pause", "reading", "exporting"])
def test_long_work_off_the_hub_holds_nobody_up(served: Served, work: str) -> None:
    """Work on the hub would hold it up for as long as it takes, at every attempt and on any machine."""
    attempts = []
    for _ in range(5):  # a busy machine may hold a process up by itself
        pause, took = (int(each) for each in served.get(f"/{work}").rpartition(b"\r\n")[2].split())
        if pause < max(250, took / 4):
            return
        attempts.append(f"{pause} of {took} ms")
    raise AssertionError(attempts)


def test_between_two_slices_of_work_everybody_else_gets_a_turn(served: Served) -> None:
    turns = int(served.get("/turns").rpartition(b"\r\n")[2])
    assert turns > 20


def test_what_work_off_the_hub_raises_reaches_the_caller(served: Served) -> None:
    assert b"invalid literal for int() with base 10: 'six'" in served.get("/refused")


def test_questions_to_postgresql_do_not_wait_for_one_another(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql() as url:
        monkeypatch.setenv("TEST_DATABASE", url)
        assert start().get("/postgresql").endswith(b"\r\n3 waited, 3 answered")


def test_plain_threads_offer_the_same_verbs() -> None:
    verbs = plain()
    assert verbs.name == "threading"
    assert verbs.off_the_hub(sorted, [2, 1]) == [1, 2]
    with pytest.raises(ValueError, match="six"):
        verbs.off_the_hub(int, "six")


def _run(library: str, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment(library), capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_library_named_in_the_environment_is_patched_in(library: str) -> None:
    asked = _run(library, "import livemeeting.serve; print(livemeeting.serve.patched())")
    assert (asked.stdout.strip(), asked.stderr) == (library, "")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_patched_in_too_late_stops_the_start(library: str) -> None:
    asked = _run(library, "import ssl, livemeeting.serve; livemeeting.serve.patched()")
    assert asked.returncode == 1
    assert "Import livemeeting.serve before ssl" in asked.stderr


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_wrong_setting_stops_the_server_with_a_sentence(library: str) -> None:
    asked = _run(library, "import livemeeting.serve as s; raise SystemExit(s.main({'PORT': 'abc'}))")
    assert asked.returncode == 2
    assert asked.stderr == "PORT must be a whole number from 1 to 65535, not 'abc'.\n"
