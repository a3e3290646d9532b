"""The same evening leaves the same rows on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from livemeeting.domain.delivery_lane import Lane
from livemeeting.domain.notices import Notice
from livemeeting.domain.posts import PostState
from livemeeting.domain.profiles import Period, Profile, Say
from livemeeting.store import (
    bodies,
    import_hosts,
    lanes,
    log,
    meetings,
    notices,
    outbox,
    people,
    profiles,
    sessions,
    sign_in,
    signing,
    standing,
    wordings,
)  # fmt: skip
from livemeeting.store.bodies import Body
from livemeeting.store.database import Database
from livemeeting.store.people import Person
from livemeeting.store.signing import SigningKey
from livemeeting.store.standing import Standing
from livemeeting.store.tables import metadata, signing_keys
from tests.store.samples import AT, a_meeting, a_post, append

Rows = dict[str, list[tuple[object, ...]]]


def _prepare(connection: Connection) -> None:
    bodies.add(connection, Body("b1", "ash", "Planning", members=("Cllr Ŵyn",)))
    meetings.add(connection, a_meeting())
    meetings.save_items(connection, "ash", "m1", a_meeting().plan.items[:2])
    wordings.set_wording(connection, "ash", "ItemStarted", "Now: {number}", channel="x")
    notices.set_notice(connection, "ash", Notice("NoticeToday", is_on=True, clock="09:30"))
    period = Period("period-1", Profile.QUIET, date(2026, 11, 1), date(2026, 11, 30), "b1")
    profiles.add_period(connection, "ash", period)
    profiles.set_choices(connection, "ash", Profile.QUIET, {("ItemStarted", "x"): Say.NEVER})
    import_hosts.replace_for_council(connection, "ash", ["democracy.ash.example"])
    standing.put(connection, Standing("ash", "Planning", a_meeting().plan.items[:1], AT))
    people.add(connection, Person("p1", "ash", "Ann@ash.example", "Ann", "officer", AT))
    sessions.begin(connection, "t1", person_id="p1", csrf="c1", at=AT, expires_at=AT + timedelta(hours=1))
    sign_in.add_link(connection, "l1", person_id="p1", expires_at=AT + timedelta(hours=1))
    sign_in.record_attempt(connection, account_hash="a", address_hash="b", at=AT, succeeded=False)


def _press(connection: Connection) -> None:
    odd = AT.replace(microsecond=123_999)
    append(connection, 0, ["MeetingOpened", "ItemStarted"], at=odd)
    log.remember_command(connection, "m1", "c1", seq=2, at=odd)
    outbox.add(connection, [a_post(), a_post("post-2"), a_post("post-3", due_at=odd, expires_at=odd)])
    log.redact(connection, "m1", 1)
    key = SigningKey("a public key", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    connection.execute(
        insert(signing_keys).values(public_key=key.public, sealed_private_key="sealed", created_at=odd)
    )
    assert signing.sign_checkpoint(connection, "m1", "e1", key=key, seq=2, seal="s", at=odd)


def _deliver(connection: Connection) -> None:
    at = AT + timedelta(seconds=10)
    assert outbox.claim(connection, "post-1", at=at, lease_until=at)
    assert outbox.finish(
        connection,
        "post-1",
        from_states={PostState.SENDING},
        to_state=PostState.SENT,
        sent_at=at,
        remote_id="9",
    )
    assert outbox.stop(connection, "post-2", reason="Undone.")
    lanes.save(connection, Lane("x-1", failures=3, rests_until=at))
    assert sign_in.use_link(connection, "l1", at=at) == "p1"


def _everything(connection: Connection) -> Rows:
    return {
        table.name: sorted(tuple(row) for row in connection.execute(select(table)))
        for table in metadata.sorted_tables
    }


def test_the_same_evening_leaves_the_same_rows(
    sqlite_database: Database, postgresql_database: Database
) -> None:
    left: list[Rows] = []
    for database in (sqlite_database, postgresql_database):
        for work in (_prepare, _press, _deliver):
            database.write(work)
        left.append(database.read(_everything))
    on_sqlite, on_postgresql = left
    assert {name for name, rows in on_sqlite.items() if not rows} == {"accounts"}
    assert on_sqlite == on_postgresql
