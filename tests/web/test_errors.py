"""Tests of the answers when something is refused, missing or broken."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask

from livemeeting.actions.house import NotAllowed, NotFound
from livemeeting.domain.refused import Refused
from livemeeting.store.trouble import DatabaseAway
from livemeeting.web.parts import open_to_all
from tests.houses import Visitor


class Stale(Refused):
    """A refusal that carries the newest seq."""

    seq = 12


PROBLEMS: dict[str, tuple[Exception, int, str]] = {
    "refused": (Refused("Resume the meeting first."), 409, "Resume the meeting first."),
    "missing": (NotFound(), 404, "There is no such page"),
    "not-allowed": (NotAllowed("Ask Adam."), 403, "Ask Adam."),
    "away": (DatabaseAway("The database is away. Press again."), 503, "Press again."),
    "broken": (ZeroDivisionError("canary in a traceback"), 500, "Something went wrong on our side"),
}


@pytest.fixture
def troubled(app: Flask) -> Visitor:
    """A visitor of an application with a page for each thing that can go wrong."""
    for name, (problem, _, _) in {**PROBLEMS, "stale": (Stale("Look again."), 409, "")}.items():
        app.add_url_rule(f"/trouble/{name}", name, open_to_all(_raising(problem)))
    client = app.test_client()
    assert isinstance(client, Visitor)
    return client


def _raising(problem: Exception) -> Callable[[], NoReturn]:
    def view() -> NoReturn:
        raise problem

    return view


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_person_reads_a_sentence_and_no_traceback(troubled: Visitor, name: str) -> None:
    _, status, sentence = PROBLEMS[name]
    answer = troubled.get(f"/trouble/{name}")
    assert answer.status_code == status
    assert sentence in answer.text
    assert "Calderbeck Council" in answer.text
    assert "Traceback" not in answer.text and "canary" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_script_reads_the_same_as_json(troubled: Visitor, name: str) -> None:
    _, status, _ = PROBLEMS[name]
    answer = troubled.get(f"/trouble/{name}", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert set(answer.get_json()) == {"refused"}
    assert "canary" not in answer.text


def test_a_stale_press_is_told_the_newest_seq(troubled: Visitor) -> None:
    answer = troubled.get("/trouble/stale", headers={"Accept": "application/json"})
    assert answer.get_json() == {"refused": "Look again.", "seq": 12}


def test_only_what_is_our_fault_is_logged_as_an_error(
    troubled: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("refused", "missing", "not-allowed"):
        troubled.get(f"/trouble/{name}")
    assert not caplog.records
    troubled.get("/trouble/broken")
    (record,) = caplog.records
    assert record.levelname == "ERROR" and record.exc_info is not None


def test_a_page_that_is_not_there(client: Visitor) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_a_method_that_is_not_there_names_those_that_are(client: Visitor) -> None:
    answer = client.delete("/sign-in")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("address", ["/sign-in", "/sign-in/link/abc", "/panel/account/name"])
def test_more_than_two_megabytes_are_not_read(as_officer: Visitor, address: str) -> None:
    answer = as_officer.post(address, data={"csrf": as_officer.csrf, "name": "x" * (2 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "At most 2 MB" in answer.text


def test_a_long_agenda_in_one_form_is_read(as_officer: Visitor) -> None:
    answer = as_officer.post("/panel/account/name", data={"csrf": as_officer.csrf, "name": "x" * 1_500_000})
    assert answer.status_code == 409  # read, and refused for what it is


def test_a_broken_form_gets_an_answer(client: Visitor) -> None:
    answer = client.post(
        "/sign-in", data=b"--x\r\n", headers={"Content-Type": "multipart/form-data; boundary=y"}
    )
    assert answer.status_code in (400, 403)
    assert "Traceback" not in answer.text
