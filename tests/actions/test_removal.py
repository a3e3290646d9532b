"""A name that was removed is found nowhere: no page of the database, no file, no page of the site, no later backup."""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from livemeeting.actions.backup import backup
from livemeeting.actions.export import export
from livemeeting.actions.house import House, NotAllowed, Officer, new_id
from livemeeting.actions.look import PublicViews
from livemeeting.actions.press import Press, press
from livemeeting.actions.removal import look_for, remove_words
from livemeeting.actions.verify import verify_database, verify_file
from livemeeting.domain.agenda import AgendaItem, Paper, Plan
from livemeeting.domain.posts import PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.removal_words import Words
from livemeeting.domain.roles import Role
from livemeeting.exporters import EXPORTERS
from livemeeting.store import log, meetings, outbox
from livemeeting.store.meetings import StoredMeeting
from livemeeting.web.parts import KEY
from tests.evening import PLAN, form
from tests.houses import Visitor, new_app, new_house, sign_in
from tests.records import post

NAME, NUMBERS = "Zebedee Canary", (b"zebedee", b"canary")
WORDS = Words(NAME, "a member of the public", "Asked by the person named")


@pytest.fixture
def told() -> list[PublicViews]:
    """Who is told that something changed, as a running server tells its views: without it they may be a second old."""
    return []


@pytest.fixture
def house(tmp_path: Path, told: list[PublicViews]) -> Iterator[House]:
    def announce(meeting_id: str) -> None:
        for each in told:
            each.forget()

    made, _ = new_house(tmp_path, announce=announce)
    yield made
    made.database.close()


@pytest.fixture
def app(house: House, told: list[PublicViews]) -> Flask:
    made = new_app(house)
    told.append(made.extensions[KEY].views)
    return made


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """An administrator's browser: every page is open to it."""
    client = app.test_client()
    assert isinstance(client, Visitor)
    sign_in(client, Role.ADMINISTRATOR)
    return client


def evening(house: House, officer: Officer) -> Plan:
    """A meeting in which the name is everywhere it can be."""
    petition = AgendaItem(
        "9", "21", f"Petition of {NAME}", papers=(Paper("", "https://c.example/zebedee-canary.pdf"),)
    )
    plan = replace(
        PLAN, council_id=officer.council_id, items=(*PLAN.items, petition), venue=f"Hall of {NAME}"
    )
    house.database.write(lambda c: meetings.add(c, StoredMeeting(plan, house.clock(), officer.id)))
    steps: list[tuple[str, dict[str, str]]] = [
        ("start_meeting", {"confirm": "LIVE", "chair": NAME}),
        ("go_to_item", {"item": "3"}),
        ("move_motion", {"mover": NAME, "seconder": "Cllr Tom Okafor"}),
        ("take_note", {"text": f"{NAME.upper()} spoke of bins", "audience": "public"}),
        ("take_note", {"text": "Zebedee\u00a0Canary, wrongly", "audience": "public"}),
        ("undo", {}),
        ("take_note", {"text": "Somebody spoke", "audience": "public"}),
        ("correct_entry", {"entry": "7", "text": f"{NAME} spoke", "reason": f"It was {NAME}"}),
        ("exclude", {}),
        ("take_note", {"text": f"In private: {NAME}"}),
        ("readmit", {}),
        ("record_decision", {"outcome": "carried", "votes_for": "31", "against": "28"}),
        ("close", {}),
    ]
    for seq, (button, answers) in enumerate(steps):
        press(house, officer, Press(plan.meeting_id, button, seq, new_id(), form(**answers)))
    queued = [
        post(3, text=f"{NAME} moves", wire=f'{{"text":"{NAME} moves"}}', meeting_id=plan.meeting_id),
        post(4, PostState.HELD, text=f"We hear {NAME}", meeting_id=plan.meeting_id, id="held"),
        post(12, text="Carried", meeting_id=plan.meeting_id),
    ]
    house.database.write(lambda c: outbox.add(c, queued))
    return plan


def everything(
    house: House, visitor: Visitor, plan: Plan, folder: Path, *, has_papers: bool
) -> dict[str, bytes]:
    """All that is kept and all that is shown of a meeting; papers, which take long to make, where asked for."""
    officer = visitor.officer
    assert officer is not None
    copy = io.BytesIO()
    backup(house, officer, copy)
    found = {"the backup": copy.getvalue()}
    for name, exporter in EXPORTERS.items():
        if has_papers or not exporter.is_slow:
            with suppress(Refused):
                found[f"internal {name}"] = export(house, officer, plan.meeting_id, name, "internal").content
        if not exporter.is_slow:
            found[f"public {name}"] = visitor.get(f"/m/{plan.slug}/record.{name}").data
    public, panel = f"/m/{plan.slug}", f"/panel/meetings/{plan.meeting_id}"
    pages = [f"{public}/updates?after={after}" for after in range(14)]
    pages += [public, f"{public}/3", f"{public}/12.4", f"{public}/21", f"{public}/checkpoint.json"]
    pages += [
        panel,
        f"{panel}/record",
        f"{panel}/agenda",
        f"{panel}/preflight",
        f"{panel}/posts",
        "/panel",
        "/",
    ]
    found |= {address: visitor.get(address).data for address in pages}
    return found | {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def unpacked(what: bytes) -> bytes:
    """The bytes, and those that are packed in them."""
    if what.startswith(b"\x1f\x8b"):
        return what + gzip.decompress(what)
    if what.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(what)) as parts:
            return what + b"".join(parts.read(each) for each in parts.namelist())
    if what.startswith(b"%PDF"):
        return what + " ".join(each.extract_text() for each in PdfReader(io.BytesIO(what)).pages).encode()
    return what


def places(found: dict[str, bytes]) -> list[str]:
    return [where for where, what in found.items() if any(each in unpacked(what).lower() for each in NUMBERS)]


def test_a_removed_name_is_found_nowhere_and_the_chain_holds(
    house: House, visitor: Visitor, tmp_path: Path
) -> None:
    officer = visitor.officer
    assert officer is not None
    plan = evening(house, officer)
    before = places(
        everything(house, visitor, plan, tmp_path, has_papers=False)
    )  # this fills every cache, too
    assert {"house.db-wal", "the backup", "public json", "internal html", f"/m/{plan.slug}"} <= set(before)

    looked = look_for(house, officer, plan.meeting_id, WORDS)
    assert looked.redacted == (1, 3, 4, 5, 8, 10)
    done = remove_words(house, officer, plan.meeting_id, WORDS, seq=looked.seq)
    assert [each.seq for each in done.left] == [3]

    after = everything(house, visitor, plan, tmp_path, has_papers=True)
    assert places(after) == []
    assert b"Bus fares" in unpacked(after["internal docx"]) + unpacked(after["internal xlsx"])
    verdict = verify_database(house, officer, plan.meeting_id)
    assert verdict.ok, verdict.sentence
    exported = export(house, officer, plan.meeting_id, "json", "internal")
    assert verify_file(exported.content).ok
    kept = house.database.read(lambda c: log.read(c, plan.meeting_id))
    assert [each.seq for each in kept if each.is_redacted] == [1, 3, 4, 5, 8, 10]
    page = visitor.get(f"/m/{plan.slug}").text
    assert "Asked by the person named" in page
    assert "a member of the public" in page
    held = house.database.read(lambda c: outbox.by_id(c, "held"))
    assert held is not None
    assert held.state is PostState.CANCELLED


def test_the_page_shows_every_place_first_and_removes_after_that(
    house: House, visitor: Visitor, tmp_path: Path
) -> None:
    assert visitor.officer is not None
    plan = evening(house, visitor.officer)
    address = f"/panel/meetings/{plan.meeting_id}/removal"
    assert address in visitor.get(f"/panel/meetings/{plan.meeting_id}/record").text
    typed = {"words": NAME, "instead": WORDS.instead, "reason": WORDS.reason}
    assert "a member of the public" in visitor.get(address).text
    look = visitor.send(address, **typed, act="look").text
    assert "Entry 4 at" in look
    assert "<del>ZEBEDEE CANARY spoke of bins</del>" in look
    assert "<ins>a member of the public spoke of bins</ins>" in look
    assert b"ZEBEDEE" in (tmp_path / "house.db-wal").read_bytes() + (tmp_path / "house.db").read_bytes()
    seq = look_for(house, visitor.officer, plan.meeting_id, WORDS).seq
    stale = visitor.send(address, **typed, act="remove", at_seq=seq - 1)
    assert stale.status_code == 409
    assert "moved on" in stale.text
    done = visitor.send(address, **typed, act="remove", at_seq=seq)
    assert done.status_code == 200
    assert "keep number, time and seal" in done.text
    assert "take-down" in done.text
    assert NAME not in done.text
    again = visitor.send(address, **typed, act="look").text
    assert "found nowhere" in again


def test_a_reason_is_asked_for(house: House, visitor: Visitor) -> None:
    assert visitor.officer is not None
    plan = evening(house, visitor.officer)
    address = f"/panel/meetings/{plan.meeting_id}/removal"
    answer = visitor.send(address, words=NAME, instead="x", reason="", act="look")
    assert answer.status_code == 409
    assert "Say why it is removed" in answer.text


def test_nothing_is_removed_in_private_session_nor_by_a_clerk(house: House, visitor: Visitor) -> None:
    officer = visitor.officer
    assert officer is not None
    plan = replace(PLAN, council_id=officer.council_id)
    house.database.write(lambda c: meetings.add(c, StoredMeeting(plan, house.clock(), officer.id)))
    for seq, (button, answers) in enumerate(
        [("start_meeting", {"confirm": "LIVE", "chair": NAME}), ("exclude", {})]
    ):
        press(house, officer, Press(plan.meeting_id, button, seq, new_id(), form(**answers)))
    with pytest.raises(Refused, match="Readmit"):
        remove_words(house, officer, plan.meeting_id, WORDS)
    with pytest.raises(NotAllowed):
        look_for(house, replace(officer, role=Role.CLERK), plan.meeting_id, WORDS)


def test_a_reader_in_the_way_is_told_of_and_nothing_is_lost(house: House, tmp_path: Path) -> None:
    reader = sqlite3.connect(tmp_path / "house.db")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM meetings").fetchone()
    house.database.write(lambda c: c.exec_driver_sql("UPDATE councils SET name = name"))
    assert not house.database.wipe()
    reader.close()
    assert house.database.wipe()
    assert (tmp_path / "house.db-wal").stat().st_size == 0
