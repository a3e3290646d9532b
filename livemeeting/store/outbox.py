"""The outbox: posts waiting, leaving, gone or stopped. Every change of state is one conditional UPDATE."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from livemeeting.domain.posts import STOPPABLE, Post, PostState
from livemeeting.store.tables import outbox

_POST = [outbox.c[field.name] for field in fields(Post)]
#: Will leave by themselves unless somebody or something stops them.
_ON_THE_WAY = frozenset({PostState.HELD, PostState.QUEUED, PostState.WAITING})


class PostFields(TypedDict, total=False):
    """What `finish` may set beside the state."""

    reason: str
    text: str
    due_at: datetime
    expires_at: datetime
    not_before: datetime | None
    lease_until: datetime | None
    sent_at: datetime | None
    remote_id: str
    remote_url: str
    is_released: bool


def add(connection: Connection, posts: Iterable[Post]) -> None:
    """Queue posts, in the transaction of the entries that caused them. Their order is kept."""
    for post in posts:
        connection.execute(insert(outbox).values({**asdict(post), "state": post.state.value}))


def of_meeting(connection: Connection, meeting_id: str) -> list[Post]:
    """Every post of the meeting in the order created."""
    return _posts(connection, outbox.c.meeting_id == meeting_id)


def by_id(connection: Connection, post_id: str, *, meeting_id: str | None = None) -> Post | None:
    """One post. An officer's request names the meeting too, so that another council's stays out of reach."""
    same_meeting = [] if meeting_id is None else [outbox.c.meeting_id == meeting_id]
    found = _posts(connection, outbox.c.id == post_id, *same_meeting)
    return found[0] if found else None


def due(connection: Connection, at: datetime) -> list[Post]:
    """What the poster should take now, by account, each account's in the order created.

    Posts past their `expires_at` are among them; `claim` refuses those, and who asked decides what becomes of them.
    """
    return sorted(_posts(connection, _is_due(at)), key=lambda post: post.account_id)


def claim(connection: Connection, post_id: str, *, at: datetime, lease_until: datetime) -> bool:
    """Take a due post for sending. True for exactly one caller.

    Never for a post past its `expires_at`, unless an officer released it.
    """
    return (
        _change(
            connection,
            outbox.c.id == post_id,
            _is_due(at),
            or_(outbox.c.is_released, outbox.c.expires_at > at),
            state=PostState.SENDING,
            attempts=outbox.c.attempts + 1,
            lease_until=lease_until,
            not_before=None,
        )
        == 1
    )


def finish(
    connection: Connection,
    post_id: str,
    *,
    from_states: Collection[PostState],
    to_state: PostState,
    **values: Unpack[PostFields],
) -> bool:
    """Move a post on, if it is still in one of `from_states`. The lease ends unless a new one is given."""
    return (
        _change(
            connection,
            outbox.c.id == post_id,
            outbox.c.state.in_(from_states),
            **{"lease_until": None, **values, "state": to_state},
        )
        == 1
    )


def stop(connection: Connection, post_id: str, *, reason: str = "") -> bool:
    """Cancel a post that has not left. False when it was too late."""
    return finish(
        connection,
        post_id,
        from_states=STOPPABLE,
        to_state=PostState.CANCELLED,
        reason=reason,
        not_before=None,
    )


def stop_all_of_seq(connection: Connection, meeting_id: str, seq: int, *, reason: str = "") -> int:
    """Cancel what an entry caused and has not left; how many were stopped."""
    return _change(
        connection,
        outbox.c.meeting_id == meeting_id,
        outbox.c.seq == seq,
        outbox.c.state.in_(STOPPABLE),
        state=PostState.CANCELLED,
        reason=reason,
        not_before=None,
    )


def redact_seq(connection: Connection, meeting_id: str, seq: int) -> int:
    """Remove the words of an entry's posts for good, sent ones too; the rows stay. How many."""
    return _change(connection, outbox.c.meeting_id == meeting_id, outbox.c.seq == seq, text="(removed)")


def freeze_meeting(connection: Connection, meeting_id: str, reason: str, *, except_quiet: bool = True) -> int:
    """Hold back everything of the meeting that has not left, for an officer to decide; how many."""
    spared = [outbox.c.quiet.is_(False)] if except_quiet else []
    return _change(
        connection,
        outbox.c.meeting_id == meeting_id,
        outbox.c.state.in_(_ON_THE_WAY),
        *spared,
        state=PostState.EXPIRED,
        reason=reason,
        not_before=None,
    )


def lost_leases(connection: Connection, at: datetime, reason: str) -> int:
    """Posts whose poster vanished while sending become unknown: they may be there. How many.

    One that vanished while taking a post down leaves it sent: doing that again is harmless.
    """
    return _abandon(connection, reason, outbox.c.lease_until < at)


def all_sending_to_unknown(connection: Connection, reason: str) -> int:
    """`lost_leases` whatever the lease: for the start of the only process, when nobody else is sending."""
    return _abandon(connection, reason)


def counts(connection: Connection, meeting_id: str | None = None) -> dict[PostState, int]:
    """How many posts are in each state that occurs, in one meeting or in all."""
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    if meeting_id is not None:
        query = query.where(outbox.c.meeting_id == meeting_id)
    return {PostState(state): number for state, number in connection.execute(query)}


def oldest_due(connection: Connection, at: datetime) -> timedelta | None:
    """How long the oldest due post has been waiting to leave; None when nothing is due."""
    since = connection.execute(select(func.min(outbox.c.due_at)).where(_is_due(at))).scalar_one()
    return at - since if since is not None else None


def _posts(connection: Connection, *conditions: ColumnElement[bool]) -> list[Post]:
    rows = connection.execute(select(*_POST).where(*conditions).order_by(outbox.c.position))
    return [Post(**{**row._mapping, "state": PostState(row.state)}) for row in rows]


def _is_due(at: datetime) -> ColumnElement[bool]:
    wait_is_over = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= at)
    return or_(
        and_(outbox.c.state == PostState.HELD.value, outbox.c.due_at <= at),
        outbox.c.state == PostState.QUEUED.value,
        and_(outbox.c.state == PostState.WAITING.value, wait_is_over),
    )


def _abandon(connection: Connection, reason: str, *which: ColumnElement[bool]) -> int:
    ends = {PostState.SENDING: PostState.UNKNOWN, PostState.RETRACTING: PostState.SENT}
    return sum(
        _change(
            connection, outbox.c.state == before.value, *which, state=after, reason=reason, lease_until=None
        )
        for before, after in ends.items()
    )


def _change(connection: Connection, *which: ColumnElement[bool], **values: object) -> int:
    plain = {name: value.value if isinstance(value, PostState) else value for name, value in values.items()}
    return connection.execute(update(outbox).where(*which).values(plain)).rowcount
