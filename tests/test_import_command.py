"""The import command: an agenda in, a draft out, nothing saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from livemeeting.actions.fetch_agenda import list_hosts, rules_of
from livemeeting.actions.house import Officer
from livemeeting.commands import commands
from livemeeting.domain.roles import Role
from livemeeting.importers.fetch_rules import FetchRules
from livemeeting.store import councils
from tests.fakes.fake_site import fake_site
from tests.house.plan import ROOT
from tests.houses import new_house

Typed = Callable[..., Result]
AGENDA = b"""CALDERBECK PARISH COUNCIL
Wednesday 8 April 2026 at 7.30pm, Village Hall

AGENDA
1. Apologies
2. Exclusion of the press and public
3. Sale of the depot
"""


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types the command in a folder of its own, beside no database."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, **more: CliRunner().invoke(commands, ["import", *words], **more)


def test_import_prints_the_draft_of_a_file_and_saves_nothing(typed: Typed) -> None:
    Path("agenda.txt").write_bytes(AGENDA)
    done = typed("agenda.txt", "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (said["meeting"]["date"], said["meeting"]["start_time"]) == ("2026-04-08", "19:30")
    assert [(each["number"], each["title"]) for each in said["items"]] == [
        ("1", "Apologies"),
        ("2", "Exclusion of the press and public"),
        ("3", "Sale of the depot"),
    ]
    assert [each["restricted"] for each in said["items"]] == [False, False, True]
    assert [each["kind"] for each in said["items"]] == ["procedural", "exclusion_resolution", "item"]
    assert all(each["children"] == [] for each in said["items"])
    assert (said["importer"], 0 < said["confidence"] <= 1) == ("pasted_text", True)
    assert [each["row"] for each in said["doubts"]] == [2]
    assert [path.name for path in Path().iterdir()] == ["agenda.txt"]


def test_import_reads_standard_input_with_a_dash(typed: Typed) -> None:
    done = typed("-", "--json", input=AGENDA)
    assert len(json.loads(done.stdout)["items"]) == 3


@pytest.mark.parametrize("name", ["own_csv", "csv", "CSV", "tsv"])
def test_import_reads_what_it_is_told_to(typed: Typed, name: str) -> None:
    Path("agenda").write_bytes(b"title;number\nRoads;7\n")
    done = typed("agenda", "--format", name, "--json")
    assert json.loads(done.stdout)["importer"] == "own_csv"


@pytest.mark.parametrize("path", sorted((ROOT / "agendas").iterdir()), ids=lambda path: path.name)
def test_import_reads_every_sample(typed: Typed, path: Path) -> None:
    done = typed(str(path), "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 0
    assert said["items"]
    headings = [each["title"] for each in said["items"] if each["kind"] == "section"]
    assert len(headings) < len(said["items"])


def test_import_without_json_prints_lines_to_read(typed: Typed) -> None:
    Path("agenda.txt").write_bytes(AGENDA)
    told = typed("agenda.txt").stdout
    assert "Wednesday 8 April 2026, 19:30" in told
    assert "3  Sale of the depot  [restricted: After the exclusion of the press and public]" in told
    assert "- 3: Comes after" in told


@pytest.mark.parametrize(
    ("words", "content"),
    [
        (["missing.txt"], b""),
        (["."], b""),
        (["-"], b""),
        (["-"], b"Dear all, see you there"),
        (["-", "--format", "nonsense"], AGENDA),
        (["-", "--format", "json"], b'{"items": ['),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_sentence(
    typed: Typed, words: list[str], content: bytes
) -> None:
    done = typed(*words, "--json", input=content)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.strip().endswith(".")
    assert "Traceback" not in done.stderr


def test_import_fetches_an_address_of_a_listed_site_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, _ = new_house(tmp_path)
    officer = Officer("p1", councils.DEFAULT_ID, "Ann", Role.ADMINISTRATOR)
    list_hosts(house, officer, "democracy.example.gov.uk")
    rules = FetchRules(inside=("localhost",), allows_http=True)

    def typed(*words: str) -> Result:
        return CliRunner().invoke(commands, ["import", *words], obj=lambda: replace(house, fetch_rules=rules))

    with fake_site() as site:
        site.says("/agenda.csv", b"number,title\n1,Roads\n", "text/csv")
        done = typed(f"{site.url}/agenda.csv", "--json")
        assert [each["title"] for each in json.loads(done.stdout)["items"]] == ["Roads"]
    refused = typed("https://evil.example/agenda", "--json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "evil.example is not in the council's list" in refused.stderr
    assert rules_of(house).hosts == ("democracy.example.gov.uk",)
    house.database.close()


def test_import_prints_the_meetings_of_a_calendar(typed: Typed) -> None:
    entry = "BEGIN:VEVENT\nSUMMARY:Cabinet\nDTSTART:20261210T180000Z\nEND:VEVENT\n"
    Path("diary.ics").write_text(
        f"BEGIN:VCALENDAR\n{entry}BEGIN:VEVENT\nSUMMARY:X\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    said = json.loads(typed("diary.ics", "--json").stdout)
    assert (said["importer"], said["items"], said["meeting"]["date"]) == ("icalendar", [], "2026-12-10")
    assert [each["body"] for each in said["meetings"]] == ["Cabinet"]
    assert "'X'" in said["doubts"][0]["sentence"]
    assert "2026-12-10  18:00  Cabinet" in typed("diary.ics").stdout
    assert typed("-", "--format", "ics", input=b"1. Apologies").exit_code == 2
