"""A backup made while the meeting goes on, and an installation filled from it: whole, on both databases, and silent."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text

from livemeeting.actions import deliver
from livemeeting.actions.backup import backup, backup_to_path, restore
from livemeeting.actions.checkpoints import newest_checkpoint
from livemeeting.actions.house import House, NotAllowed, Officer
from livemeeting.actions.look import PublicViews, see
from livemeeting.actions.press import Press, press
from livemeeting.actions.verify import verify_database
from livemeeting.domain.posts import PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.store import migrations, outbox
from livemeeting.store.backup import LEFT_OUT
from livemeeting.store.database import Database
from livemeeting.store.tables import metadata
from tests.actions.conftest import Chamber
from tests.evening import form
from tests.servers import new_database

ADMINISTRATOR = Officer("p1", "c1", "Ann", Role.ADMINISTRATOR)
SLUG = "council-2026-11-22"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An installation that has never been started."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'restored.db'}")
        yield database
        database.close()
        return
    with new_database(request.getfixturevalue("postgresql_server")) as url:
        database = Database(url)
        yield database
        database.close()


def backed_up(chamber: Chamber) -> bytes:
    file = io.BytesIO()
    backup(chamber.house, ADMINISTRATOR, file)
    return file.getvalue()


def evening(chamber: Chamber) -> Chamber:
    """Two posts sent, one on its way, one held, a secret typed; then closed and signed. It was rehearsed before."""
    chamber.plan_meeting(meeting_id="a rehearsal", slug="r", is_rehearsal=True)
    chamber.database.write(
        lambda c: c.execute(text("UPDATE meetings SET rehearsal_of = 'm1' WHERE slug = 'r'"))
    )
    chamber.begin()
    chamber.move(60)
    chamber.deliver()
    chamber.press("Go to item", item="3")
    sent = chamber.posts[-1]
    chamber.database.write(
        lambda c: outbox.claim(
            c, sent.id, at=chamber.at + (sent.due_at - chamber.at), lease_until=sent.expires_at
        )
    )
    chamber.press("Note", text="Llŷn — “private” 🏛")
    chamber.press("Close meeting")
    return chamber


def house_of(chamber: Chamber, database: Database) -> House:
    return replace(chamber.house, database=database)


def rows(database: Database) -> dict[str, int]:
    def work(connection: Connection) -> dict[str, int]:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }

    return database.read(work)


def test_everything_comes_back_and_the_chain_verifies(chamber: Chamber, empty: Database) -> None:
    evening(chamber)
    count = restore(empty, io.BytesIO(backed_up(chamber)))
    assert rows(empty) == rows(chamber.database)
    assert count == sum(number for name, number in rows(empty).items() if name not in LEFT_OUT)
    restored = house_of(chamber, empty)
    verdict = verify_database(restored, chamber.officer, "m1")
    assert verdict.ok
    assert "signed once" in verdict.sentence
    assert newest_checkpoint(restored, SLUG) == newest_checkpoint(chamber.house, SLUG)
    assert see(restored, chamber.officer, "m1").meeting.timeline == chamber.seen().meeting.timeline
    assert empty.read(migrations.is_newest)


def test_nothing_is_sent_because_of_a_restore(chamber: Chamber, empty: Database) -> None:
    evening(chamber)
    restore(empty, io.BytesIO(backed_up(chamber)))
    restored = house_of(chamber, empty)
    states = [each.state for each in see(restored, chamber.officer, "m1").posts]
    assert states == [PostState.SENT, PostState.UNKNOWN, PostState.EXPIRED]
    given = len(chamber.x.given)
    chamber.move(3600)
    for _ in range(3):
        for lane in deliver.lanes_at_work(restored):
            while deliver.step(restored, lane) is not None:
                pass
        chamber.move(60)
    assert len(chamber.x.given) == given


def test_the_evening_goes_on_where_the_backup_ended(chamber: Chamber, empty: Database) -> None:
    chamber.begin()
    file = backed_up(chamber)
    before = PublicViews(chamber.house).current(SLUG)
    chamber.press("Go to item", item="3")
    restore(empty, io.BytesIO(file))
    restored = house_of(chamber, empty)
    done = press(restored, chamber.officer, Press("m1", "go_to_item", 1, "after", form(item="4")))
    assert (done.seq, len(done.posts)) == (2, 1)
    assert PublicViews(restored).current(SLUG).epoch != before.epoch


def damaged(content: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return gzip.compress(b"".join(change(gzip.decompress(content).splitlines(keepends=True))))


def resealed(lines: list[bytes]) -> list[bytes]:
    """The same lines with an end that fits them."""
    end = {"end": True, "rows": len(lines) - 2, "sha256": sha256(b"".join(lines[:-1])).hexdigest()}
    return [*lines[:-1], json.dumps(end).encode() + b"\n"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: lines[:-1], "not whole"),
        (lambda lines: lines[:3] + lines[4:], "not whole"),
        (
            lambda lines: [*lines[:2], lines[2].replace(b"Calderbeck", b"Calderbrook"), *lines[3:]],
            "not whole",
        ),
        (lambda lines: [line.replace(b"Calderbeck", b"Calderbrook") for line in lines], "not whole"),
        (lambda lines: [b"{}\n", *lines[1:]], "not whole"),
        (lambda lines: [b"not json\n"], "not whole"),
        (lambda lines: [], "not whole"),
        (lambda lines: resealed([lines[0].replace(b'"version":1', b'"version":2'), *lines[1:]]), "newer"),
        (lambda lines: resealed([lines[0].replace(b'"tables":"', b'"tables":"9'), *lines[1:]]), "newer"),
        (lambda lines: resealed([b"{}\n", *lines[1:]]), "not a backup"),
        (lambda lines: resealed([lines[0], b'["no such table",{"id":1}]\n', lines[-1]]), "not whole"),
    ],
)
def test_a_damaged_backup_is_a_sentence_and_leaves_nothing_behind(
    chamber: Chamber, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]], words: str
) -> None:
    content = damaged(backed_up(evening(chamber)), change)
    database = Database(f"sqlite:///{tmp_path / 'restored.db'}")
    with pytest.raises(Refused, match=words):
        restore(database, io.BytesIO(content))
    assert not database.read(migrations.revision)
    database.close()


def test_a_file_that_is_cut_off_or_no_backup_at_all_is_a_sentence(chamber: Chamber, tmp_path: Path) -> None:
    content = backed_up(evening(chamber))
    database = Database(f"sqlite:///{tmp_path / 'restored.db'}")
    for each in (content[: len(content) // 2], b"", b"PK\x03\x04", b"\x1f\x8b"):
        with pytest.raises(Refused):
            restore(database, io.BytesIO(each))
    database.close()


def test_an_installation_that_holds_something_is_left_alone(chamber: Chamber) -> None:
    content = backed_up(chamber)
    with pytest.raises(Refused, match="empty one"):
        restore(chamber.database, io.BytesIO(content))
    assert chamber.seen().meeting.seq == 0


def test_a_backup_of_an_older_version_is_brought_up_to_this_one(chamber: Chamber, empty: Database) -> None:
    then = {"councils", "bodies", "meetings", "entries", "commands", "people"}

    def as_in_the_first(lines: list[bytes]) -> list[bytes]:
        kept = [json.loads(lines[0]) | {"tables": "0001"}]
        for line in lines[1:-1]:
            table, row = json.loads(line)
            if table in then:
                known = {name: value for name, value in row.items() if name != "restored"}
                kept.append([table, known])
        made = [json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in kept]
        return resealed([*made, lines[-1]])

    restore(empty, io.BytesIO(damaged(backed_up(evening(chamber)), as_in_the_first)))
    assert verify_database(house_of(chamber, empty), chamber.officer, "m1").ok
    assert empty.read(migrations.is_newest)


def test_no_key_is_in_a_backup_and_only_its_owner_may_read_it(chamber: Chamber, tmp_path: Path) -> None:
    chamber.connect_x("a2")
    path = tmp_path / "night.backup"
    backup_to_path(chamber.house, ADMINISTRATOR, path)
    assert path.stat().st_mode & 0o077 == 0
    assert b'"api_key"' not in gzip.decompress(path.read_bytes())
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def test_only_an_administrator_takes_everything_along(chamber: Chamber) -> None:
    with pytest.raises(NotAllowed):
        backup(chamber.house, chamber.officer, io.BytesIO())
