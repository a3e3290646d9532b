"""A council, a meeting, posts and entries to test the store with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from livemeeting.domain.agenda import AgendaItem, Paper, Plan
from livemeeting.domain.posts import Post, PostState
from livemeeting.store import councils, log, meetings
from livemeeting.store.councils import Council
from livemeeting.store.log import Moment
from livemeeting.store.meetings import StoredMeeting
from livemeeting.store.stored_entry import StoredEntry

AT = datetime(2026, 11, 26, 18, 30, 0, 123_000, tzinfo=UTC)
MOMENT = Moment(boot="boot-1", monotonic_ms=5_000_000_000)  # two months up: more than 32 bits

ITEMS = (
    AgendaItem(id="", number="84", title="Apologies for absence"),
    AgendaItem(
        id="",
        number="17(6)",
        title="Llyfrgell — “Oriau agor” 🏛",
        plain_title="Library hours",
        papers=(Paper("Report", "https://example.org/r.pdf"), Paper("", "https://example.org/a.pdf")),
    ),
    AgendaItem(id="", number="", title="PART TWO", is_heading=True),
    AgendaItem(id="", number="6A", title="Lease", restricted=True, restricted_reason="3", withdrawn=True),
)


def found_council(connection: Connection) -> None:
    """The council that most tests happen in."""
    councils.add(connection, Council(id="ash", name="Ashford", created_at=AT))


def a_meeting(
    meeting_id: str = "m1",
    *,
    council_id: str = "ash",
    slug: str = "",
    starts_at: datetime = AT,
    is_rehearsal: bool = False,
) -> StoredMeeting:
    """A meeting of the council with everything filled in."""
    plan = Plan(
        meeting_id=meeting_id,
        council_id=council_id,
        slug=slug or meeting_id,
        epoch="e1",
        body="Full Council",
        title="Ordinary meeting",
        starts_at=starts_at,
        venue="Town Hall",
        webcast_url="https://video.example.org/1",
        hashtag="ash",
        agenda_url="https://example.org/agenda",
        is_rehearsal=is_rehearsal,
        hold_seconds=15,
        members=("Cllr Jones", "Cllr Ŵyn"),
        items=ITEMS,
    )
    return StoredMeeting(plan=plan, created_at=AT, created_by="p1")


def hold_meeting(connection: Connection, meeting_id: str = "m1") -> None:
    """Save the sample meeting, for tests of what hangs on one."""
    meetings.add(connection, a_meeting(meeting_id))


def append(
    connection: Connection,
    after_seq: int,
    kinds: Sequence[str] = ("ItemStarted",),
    *,
    meeting_id: str = "m1",
    at: datetime = AT,
) -> list[StoredEntry]:
    """Append events of these kinds, each with a payload of its own."""
    events = [(kind, json.dumps({"item": f"i{after_seq}-{number}"})) for number, kind in enumerate(kinds)]
    return log.append(
        connection, meeting_id, after_seq=after_seq, actor="p1", at=at, events=events, moment=MOMENT
    )


def a_post(post_id: str = "post-1", **changes: object) -> Post:
    """A post held for ten seconds, overtaken after fifteen minutes."""
    values: dict[str, object] = {
        "id": post_id,
        "meeting_id": "m1",
        "seq": 1,
        "account_id": "x-1",
        "channel": "x",
        "event_kind": "ItemStarted",
        "item_id": "1",
        "text": "Now: Item 84 — Apologies “for” absence 🏛",
        "state": PostState.HELD,
        "due_at": AT + timedelta(seconds=10),
        "expires_at": AT + timedelta(minutes=15),
        "created_at": AT,
    }
    return Post(**{**values, **changes})  # type: ignore[arg-type]  # each test names the fields it changes
