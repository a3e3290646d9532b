"""The commands an operator types: what they say, what they write, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_IMODE

import pytest
from click.testing import CliRunner, Result

from livemeeting.actions.export import export_public
from livemeeting.actions.house import House, Officer
from livemeeting.actions.people import add_officer
from livemeeting.actions.sessions import look_up
from livemeeting.actions.sign_in import sign_in_by_link, sign_in_by_password
from livemeeting.commands import commands
from livemeeting.domain.channel import Account
from livemeeting.domain.roles import Role
from livemeeting.exporters import EXPORTERS
from livemeeting.store import accounts, councils, people
from tests.houses import new_house
from tests.records import CANARY, hold

Typed = Callable[..., Result]
SLUG = "council-2026-11-22"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house in which a meeting was held."""
    found, _ = new_house(tmp_path)
    hold(found, Officer("p1", councils.DEFAULT_ID, "Ann", Role.OFFICER))
    yield found
    found.database.close()


@pytest.fixture
def typed(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command in a folder of its own."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return lambda *words, **more: CliRunner().invoke(commands, words, obj=lambda: house, **more)


def test_export_writes_the_public_record_into_this_folder(typed: Typed) -> None:
    done = typed("export", SLUG, "--format", "html")
    assert (done.exit_code, done.output) == (0, f"Written to {SLUG}-record-public.html.\n")
    written = Path(f"{SLUG}-record-public.html").read_text("utf-8")
    assert "Library hours" in written
    assert CANARY not in written


def test_export_lists_every_format(typed: Typed) -> None:
    done = typed("export", "--list")
    assert done.exit_code == 0
    assert not [name for name in EXPORTERS if f"  {name} " not in done.stdout]


def test_export_writes_welsh_labels(typed: Typed) -> None:
    done = typed("export", SLUG, "-f", "decisions.csv", "--language", "cy")
    assert (done.exit_code, done.stdout) == (0, f"Written to {SLUG}-decisions-public-cy.csv.\n")
    assert "Cofnod drafft" in Path(f"{SLUG}-decisions-public-cy.csv").read_text("utf-8")


def test_export_makes_another_format_of_an_exported_record_without_the_database(typed: Typed) -> None:
    typed("export", SLUG, "-f", "json", "--internal", "-o", "inside.json")
    typed("export", SLUG, "-f", "csv", "--internal", "-o", "inside.csv")
    done = typed("export", "--from", "inside.json", "-f", "csv", "-o", "again.csv")
    assert done.exit_code == 0
    assert Path("again.csv").read_bytes() == Path("inside.csv").read_bytes()
    assert typed("export", "--from", "inside.csv").exit_code == 2
    assert typed("export").exit_code == 2


def test_export_internal_writes_a_file_that_others_cannot_read(typed: Typed) -> None:
    assert typed("export", "m1", "-f", "json", "--internal", "-o", "inside.json").exit_code == 0
    assert CANARY in Path("inside.json").read_text("utf-8")
    assert S_IMODE(Path("inside.json").stat().st_mode) == 0o600


def test_export_prints_with_a_dash(typed: Typed) -> None:
    done = typed("export", SLUG, "-o", "-")
    rows = list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert [row["entry"] for row in rows] == ["1", "2", "3", "4", "6"]


def test_verify_passes_a_whole_file_and_a_whole_database(typed: Typed, house: House) -> None:
    typed("export", SLUG, "-f", "json", "--internal", "-o", "inside.json")
    Path("outside.json").write_bytes(export_public(house, SLUG, "json").content)
    for words in (["inside.json"], ["--meeting", SLUG], ["--meeting", "m1"]):
        done = typed("verify", *words)
        assert (done.exit_code, done.output[:29]) == (0, "The log is whole: 6 entries. ")
        assert "sealed with" in typed("verify", *words, "--against", "outside.json").output


def test_verify_names_the_first_bad_entry_and_ends_with_1(typed: Typed) -> None:
    typed("export", SLUG, "-f", "json", "--internal", "-o", "inside.json")
    content = json.loads(Path("inside.json").read_text("utf-8"))
    content["log"]["entries"][2]["actor"] = "Bob"
    Path("inside.json").write_text(json.dumps(content), "utf-8")
    done = typed("verify", "inside.json")
    assert done.exit_code == 1
    assert "entry 3 was changed" in done.output


def test_verify_ends_with_2_and_a_sentence_for_what_it_cannot_read(typed: Typed) -> None:
    Path("broken.json").write_bytes(b"\xff\xfe{")
    for words in (
        ["broken.json"],
        ["missing.json"],
        ["."],
        ["--meeting", "nothing"],
        [],
        ["x", "--meeting", "m1"],
    ):
        done = typed("verify", *words)
        assert done.exit_code == 2, words
        assert done.stderr.strip().endswith(".")
        assert "Traceback" not in done.output


def test_verify_reads_standard_input_with_a_dash(typed: Typed) -> None:
    printed = typed("export", SLUG, "-f", "json", "--internal", "-o", "-").stdout_bytes
    assert typed("verify", "-", input=printed).exit_code == 0


def test_a_file_that_cannot_be_written_is_a_sentence(typed: Typed) -> None:
    done = typed("export", SLUG, "-o", "no/such/folder.csv")
    assert (done.exit_code, done.stderr) == (2, "no/such/folder.csv: No such file or directory.\n")


def test_outbox_says_in_words_what_was_said_where(typed: Typed) -> None:
    assert "No posts." in typed("outbox", SLUG).output


def test_outbox_tells_of_each_post(typed: Typed, house: House) -> None:
    hold(house, Officer("p1", councils.DEFAULT_ID, "Ann", Role.OFFICER), meeting_id="m2", slug="m2",
         is_rehearsal=True)  # fmt: skip
    told = typed("outbox", "m2").output
    assert told.startswith("REHEARSAL: Full Council, Sunday 22 November 2026 (Live)\n")
    assert "18:00:00  entry 2  X: " in told
    assert "Item 12.4: Library hours" in told


def test_add_officer_prints_a_link_that_signs_in_once(typed: Typed, house: House) -> None:
    done = typed("add-officer", "New@Example.gov.uk", "--name", "Bryn New", "--role", "clerk")
    assert "Bryn New (new@example.gov.uk) is registered as clerk." in done.output
    link = done.output.split()[-1]
    visit = look_up(house, sign_in_by_link(house, link.rpartition("/")[2]))
    assert visit is not None
    assert (visit.officer.name, visit.officer.role) == ("Bryn New", Role.CLERK)


def test_add_officer_takes_a_password_from_standard_input(typed: Typed, house: House) -> None:
    secret = "correct horse battery"
    done = typed("add-officer", "b@example.gov.uk", "--name", "Bea", "--password-stdin", input=f"{secret}\n")
    assert done.exit_code == 0, done.output
    assert secret not in done.output
    assert "/sign-in/link/" not in done.output
    assert sign_in_by_password(house, "b@example.gov.uk", secret, address="127.0.0.1")


def test_sign_in_link_is_for_people_who_may_sign_in(typed: Typed, house: House) -> None:
    person = add_officer(house, "c@example.gov.uk", "Cai", Role.OFFICER)
    assert "/sign-in/link/" in typed("sign-in-link", "C@example.gov.uk").output
    house.database.write(lambda c: people.set_disabled(c, councils.DEFAULT_ID, person.id, is_disabled=True))
    for email in ("c@example.gov.uk", "nobody@example.gov.uk"):
        done = typed("sign-in-link", email)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1


def test_what_is_refused_is_one_sentence(typed: Typed) -> None:
    done = typed("add-officer", "not-an-address", "--name", "X")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "e-mail address" in done.stderr


def test_help_lists_every_command_there_is() -> None:
    told = CliRunner().invoke(commands, ["--help"]).output
    wanted = [
        "serve",
        "demo",
        "worker",
        "migrate",
        "add-officer",
        "sign-in-link",
        "outbox",
        "export",
        "verify",
        "backup",
        "restore",
    ]
    assert not [name for name in wanted if f"\n  {name} " not in told]
    for name in ("serve", "demo", "worker"):
        assert "Usage:" in CliRunner().invoke(commands, [name]).output


def python(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator types it, with settings of its own."""
    root = str(Path(__file__).parents[1])
    keep = {name: value for name, value in os.environ.items() if not name.startswith("LIVEMEETING_")}
    return subprocess.run(
        [sys.executable, "-m", "livemeeting", *words],
        cwd=folder, env={**keep, "PYTHONPATH": root, **environ}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_migrate_makes_a_database_from_nothing(tmp_path: Path) -> None:
    done = python(tmp_path, "migrate", LIVEMEETING_DATA=str(tmp_path / "data"))
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n")
    assert (tmp_path / "data" / "livemeeting.db").exists()


def test_a_wrong_setting_is_a_sentence(tmp_path: Path) -> None:
    done = python(tmp_path, "migrate", PORT="many")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("PORT must be")
    assert done.stderr.count("\n") == 1


def test_reseal_seals_every_account_with_the_first_key(typed: Typed, house: House) -> None:
    account = Account("a1", councils.DEFAULT_ID, "x", "@calderbeck", {"api_key": "k"})
    house.database.write(lambda c: accounts.add(c, account, keyring=house.keyring, at=house.clock()))
    before = house.database.read(lambda c: accounts.list_for_council(c, councils.DEFAULT_ID))[0]
    done = typed("reseal")
    after = house.database.read(lambda c: accounts.list_for_council(c, councils.DEFAULT_ID))[0]
    assert (done.exit_code, done.output.split(".")[0]) == (0, "Sealed anew: 1")
    assert before.sealed_credentials != after.sealed_credentials
    assert after.unseal(house.keyring).credentials == {"api_key": "k"}


def test_a_backup_is_written_and_restored_by_two_commands(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "night.backup")
    assert "rows. Keep SECRET_KEY" in typed("backup", file).output
    monkeypatch.setenv("LIVEMEETING_DATA", str(tmp_path / "elsewhere"))
    assert typed("restore", file).output.startswith("Restored: ")
    again = typed("restore", file)
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "empty one" in again.stderr
