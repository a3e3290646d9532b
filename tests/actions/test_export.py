"""Exporting what happened, on a real database: the record agrees with the evening and its log can be proved."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from livemeeting.actions.export import (
    PublicFiles,
    at_the_desk,
    export,
    export_public,
    record_of,
    record_page,
)
from livemeeting.actions.house import NotAllowed, NotFound, Officer
from livemeeting.actions.verify import verify_database, verify_file
from livemeeting.domain.roles import Role
from tests.actions.conftest import Chamber
from tests.exporters.readers import words_in
from tests.records import CANARY


def held(chamber: Chamber) -> Chamber:
    """An evening with a decision corrected, a resident's name redacted and a private part, its posts sent."""
    chamber.begin()
    chamber.press("Go to item", item="3")
    chamber.move(60)
    chamber.deliver()
    chamber.press("Decision", outcome="carried", votes_for="31", against="28", votes=["for:Cllr Ada Byron"])
    chamber.move(60)
    chamber.deliver()
    chamber.press("Correct", entry="3", outcome="carried", votes_for="31", against="27", reason="Misheard")
    chamber.move(60)
    chamber.deliver()
    chamber.press("Note", text="Jane Doe spoke", audience="public")
    chamber.press("Redact", entry="5", reason="Names a resident")
    chamber.press("Exclude press and public")
    chamber.press("Note", text=CANARY)
    chamber.press("Readmit press and public")
    chamber.move(60)
    chamber.deliver()
    return chamber


def test_the_spreadsheet_agrees_with_the_evening_line_by_line(chamber: Chamber) -> None:
    held(chamber)
    file = export(chamber.house, chamber.officer, "m1", "csv", "internal")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    timeline = chamber.seen().meeting.timeline
    assert [(int(row["entry"]), row["kind"]) for row in rows] == [(x.seq, x.entry.kind) for x in timeline]
    assert {row["pressed_by"] for row in rows} == {"Ann"}
    assert file.filename == "council-2026-11-22-record-internal.csv"


def test_posts_come_with_their_links_and_account(chamber: Chamber) -> None:
    held(chamber)
    line = record_of(chamber.house, chamber.officer, "m1", "public").lines[1]
    assert [(each.channel, each.account, each.state) for each in line.posts] == [("X", "@calderbeck", "sent")]
    assert line.posts[0].url.startswith("https://x.example/")
    assert "Library hours" in line.posts[0].text


def test_nothing_private_is_in_what_anybody_may_fetch(chamber: Chamber) -> None:
    held(chamber)
    for format in ("csv", "json", "html"):
        public = export_public(chamber.house, "council-2026-11-22", format)
        assert CANARY.encode() not in public.content
        assert b"Jane Doe" not in public.content
        assert CANARY.encode() in export(chamber.house, chamber.officer, "m1", format, "internal").content


def test_an_exported_record_verifies_also_against_the_public_one(chamber: Chamber) -> None:
    held(chamber)
    inside = export(chamber.house, chamber.officer, "m1", "json", "internal").content
    outside = export_public(chamber.house, "council-2026-11-22", "json").content
    chamber.press("Close meeting")
    later = export(chamber.house, chamber.officer, "m1", "json", "internal").content
    assert verify_file(inside).ok
    assert verify_file(later, against=outside).ok
    assert verify_database(chamber.house, chamber.officer, "m1", against=outside).ok
    assert "10 entries, 1 of them redacted" in verify_database(chamber.house, chamber.officer, "m1").sentence


def test_a_row_changed_behind_our_back_is_named(chamber: Chamber) -> None:
    held(chamber)
    change = text("UPDATE entries SET payload = replace(payload, '31', '13') WHERE seq = 3")
    chamber.database.write(lambda c: c.execute(change))
    verdict = verify_database(chamber.house, chamber.officer, "m1")
    assert (verdict.ok, verdict.seq) == (False, 3)
    file = export(chamber.house, chamber.officer, "m1", "json", "internal")
    assert verify_file(file.content).seq == 3
    assert record_page(chamber.house, chamber.officer, "m1").verdict == verdict


def test_rows_cut_off_the_end_show_against_a_public_record_of_the_night(chamber: Chamber) -> None:
    held(chamber)
    outside = export_public(chamber.house, "council-2026-11-22", "json").content
    chamber.database.write(lambda c: c.execute(text("DELETE FROM entries WHERE seq = 9")))
    assert verify_database(chamber.house, chamber.officer, "m1").ok
    verdict = verify_database(chamber.house, chamber.officer, "m1", against=outside)
    assert (verdict.ok, verdict.seq) == (False, 9)


def test_a_watcher_gets_no_file_and_another_council_s_officer_finds_none(chamber: Chamber) -> None:
    watcher = Officer("p2", "c1", "Will", Role.WATCHER)
    stranger = Officer("p3", "c2", "Eve", Role.ADMINISTRATOR)
    for format in ("csv", "json", "html"):
        with pytest.raises(NotAllowed):
            export(chamber.house, watcher, "m1", format, "internal")
        with pytest.raises(NotAllowed):
            export(chamber.house, watcher, "m1", format, "public")
        with pytest.raises(NotFound):
            export(chamber.house, stranger, "m1", format, "public")
    with pytest.raises(NotAllowed):
        verify_database(chamber.house, watcher, "m1")
    with pytest.raises(NotFound):
        verify_database(chamber.house, stranger, "m1")


def test_a_rehearsal_is_found_only_as_one_and_its_secret_address_is_not_in_the_file_name(
    chamber: Chamber,
) -> None:
    chamber.plan_meeting(meeting_id="m2", slug="secret", is_rehearsal=True)
    with pytest.raises(NotFound):
        export_public(chamber.house, "secret", "html")
    file = export_public(chamber.house, "secret", "html", is_rehearsal=True)
    assert file.filename == "REHEARSAL-2026-11-22-record-public.html"
    assert b"Rehearsal: none of this happened" in file.content
    assert b"secret" not in file.content


def test_formats_nobody_made_are_not_found(chamber: Chamber) -> None:
    with pytest.raises(NotFound):
        export(chamber.house, chamber.officer, "m1", "exe", "public")


def test_a_public_file_is_kept_until_something_happens(chamber: Chamber) -> None:
    chamber.begin()
    files = PublicFiles(chamber.house)
    first = files.file("council-2026-11-22", "json")
    chamber.move(60)
    assert files.file("council-2026-11-22", "json") is first
    chamber.deliver()
    told = json.loads(files.file("council-2026-11-22", "json").content)
    assert [post["state"] for post in told["lines"][0]["posts"]] == ["sent"]
    chamber.press("Next item")
    assert len(json.loads(files.file("council-2026-11-22", "json").content)["lines"]) == 2


def test_what_became_private_while_a_file_was_made_is_not_in_it(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Go to item", item="3")
    restricted = ["3"]

    def others_first(seconds: float) -> None:
        """Others are let in once what a file is made of has been read."""
        while restricted:
            chamber.press("Mark item restricted", item=restricted.pop())

    beside = replace(chamber.house.runtime, name="hub", sleep=others_first)
    files = PublicFiles(replace(chamber.house, runtime=beside))
    found = files.file("council-2026-11-22", "docx").content
    assert "Library hours" not in words_in(".docx", found)


def test_only_the_newest_public_files_are_kept(chamber: Chamber) -> None:
    files = PublicFiles(chamber.house, most=1)
    first = files.file("council-2026-11-22", "json")
    files.file("council-2026-11-22", "csv")
    assert files.file("council-2026-11-22", "json") is not first


def test_at_the_desk_a_meeting_is_named_by_its_address_or_its_id(chamber: Chamber) -> None:
    assert at_the_desk(chamber.house, "m1")[1] == "m1"
    officer, meeting_id = at_the_desk(chamber.house, "council-2026-11-22")
    assert (officer.council_id, meeting_id) == ("c1", "m1")
    with pytest.raises(NotFound):
        at_the_desk(chamber.house, "nothing")
