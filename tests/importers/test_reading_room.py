"""Sources are read in a process of their own: what comes back, and what happens when reading goes wrong."""

from __future__ import annotations

import json
import logging
import threading
from datetime import date, time
from pathlib import Path
from typing import cast

import pytest

from livemeeting.domain.agenda import Doubt, Draft, DraftItem, Paper
from livemeeting.domain.refused import Refused
from livemeeting.importers import LARGEST_UPLOAD, Read
from livemeeting.importers.carried import packed, unpacked
from livemeeting.importers.child import answer_to
from livemeeting.importers.job import Answer, Job
from livemeeting.importers.reading_room import ReadingRoom
from tests.house.plan import ROOT

AGENDAS = sorted((ROOT / "agendas").iterdir())
WHOLE = Draft(
    items=(
        DraftItem("12.4", "Library “review”", papers=(Paper("Report", "https://a.example/1.pdf"),), line=3),
        DraftItem("", "Part Two", is_heading=True),
        DraftItem("13", "Depot", restricted=True, restricted_reason="Paragraph 3", level=1),
    ),
    doubts=(Doubt(2, "Is it?"), Doubt(None, "When?")),
    confidence=0.9,
    body="Cabinet",
    date=date(2026, 11, 25),
    start_time=time(18, 30),
    members=("Cllr Siân Pwll",),
)


@pytest.mark.parametrize("path", AGENDAS, ids=lambda path: path.name)
def test_what_is_read_apart_is_what_is_read_here(path: Path) -> None:
    here = answer_to(Job(path.name), path.read_bytes())
    assert ReadingRoom().read(path.name, path.read_bytes()) == here.read


@pytest.mark.parametrize(
    "answer", [Answer(read=Read(WHOLE, "own_csv", "Our CSV")), Answer(refused="No."), Answer()]
)
def test_an_answer_is_carried_whole(answer: Answer) -> None:
    assert unpacked(Answer, packed(answer)) == answer


@pytest.mark.parametrize(
    "change", [{"read": []}, {"read": {}}, {"refused": 3}, {"refused": None}, {"fault": ["x"]}]
)
def test_an_answer_of_another_shape_is_not_believed(change: dict[str, object]) -> None:
    text = json.dumps({**json.loads(packed(Answer())), **change})
    for broken in (text, "[]", "", "{}", '{"read": ' * 9000):
        with pytest.raises(ValueError):
            unpacked(Answer, broken)


def test_a_refusal_comes_back_as_it_was_worded() -> None:
    with pytest.raises(Refused, match="nothing in it"):
        ReadingRoom().read_pasted("  ")


def test_a_file_over_the_limit_is_refused_without_a_process() -> None:
    with pytest.raises(Refused, match="20 MB"):
        ReadingRoom().read("a.txt", bytes(LARGEST_UPLOAD + 1))


def test_a_child_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    seen = tmp_path / "environment"
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nenv > {seen}\n")
    python.chmod(0o755)
    with pytest.raises(Refused, match="stopped"):
        ReadingRoom(python=str(python)).read("a.txt", b"1. Apologies")
    assert "PATH=" in seen.read_text()
    assert "canary" not in seen.read_text()


@pytest.mark.parametrize(
    "fate",
    ["exit 3", "kill -9 $$", "kill -SEGV $$", "echo nonsense", "echo '{}'", "sleep 60"],
)
def test_a_child_that_ends_badly_is_a_sentence(
    fate: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{fate}\n")
    python.chmod(0o755)
    with caplog.at_level(logging.WARNING), pytest.raises(Refused, match=r"was stopped.*paste it\.$"):
        ReadingRoom(python=str(python), most_seconds=0.3).read("a.txt", b"1. Apologies")
    assert "was stopped" in caplog.text


def test_a_seat_is_free_again_after_whatever_happened() -> None:
    room = ReadingRoom(threading.BoundedSemaphore(1))
    for _ in range(2):
        with pytest.raises(Refused):
            room.read_pasted("")
    assert room.read_pasted("AGENDA\n1. Apologies\n2. Minutes").importer == "pasted_text"


def test_when_every_seat_is_taken_too_long_the_officer_is_told() -> None:
    room = ReadingRoom(threading.BoundedSemaphore(1), most_seconds=0.05)
    room.seats.acquire()
    with pytest.raises(Refused, match="Other agendas are being read"):
        room.read_pasted("1. Apologies")


def test_a_fault_of_ours_names_its_place_and_never_the_words_of_the_source() -> None:
    answer = answer_to(Job("a.csv"), cast(bytes, "a canary in place of bytes"))
    assert answer.fault.startswith("TypeError at ")
    assert "__init__.py:" in answer.fault
    assert "canary" not in answer.fault
