"""The outbox: posts waiting, leaving, gone or stopped. Every change of state is one conditional UPDATE."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from livemeeting.domain.delivery import after_losing
from livemeeting.domain.posts import ON_THE_WAY, REMOVED, STOPPABLE, Post, PostState
from livemeeting.store.tables import outbox

_POST = [outbox.c[field.name] for field in fields(Post)]


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
    wire: str
    reply_to: str
    known_before: str
    tried_at: datetime | None
    look_at: datetime | None
    looks: int
    repeats: int
    holds_lane_until: datetime | None
    is_there: bool
    is_alone: bool
    taken_down_at: datetime | None
    taken_down_by: str
    taken_down_why: str


class AttemptFields(TypedDict, total=False):
    """What `claim` may set beside the state: what every further attempt repeats."""

    wire: str
    reply_to: str
    known_before: str
    repeats: int
    holds_lane_until: datetime | None


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


def at_work(connection: Connection, account_id: str | None = None) -> list[Post]:
    """What the poster has something to do with or to wait for, of one account or of all, in the order created."""
    keeps_others = or_(outbox.c.look_at.is_not(None), outbox.c.holds_lane_until.is_not(None))
    looked_up = and_(outbox.c.state == PostState.UNKNOWN.value, keeps_others)
    of_account = [] if account_id is None else [outbox.c.account_id == account_id]
    moving = outbox.c.state.in_({*ON_THE_WAY, PostState.SENDING})
    return _posts(connection, or_(moving, looked_up), *of_account)


def claim(
    connection: Connection,
    post_id: str,
    *,
    at: datetime,
    lease_until: datetime,
    **values: Unpack[AttemptFields],
) -> bool:
    """Take a post for an attempt: one that is due, or one in doubt whose repeat is. True for exactly one caller.

    Never for a post past its `expires_at`: an officer who releases one gives it a new one.
    """
    repeat_is_due = and_(outbox.c.state == PostState.UNKNOWN.value, outbox.c.look_at <= at)
    return (
        _change(
            connection,
            outbox.c.id == post_id,
            or_(_is_due(at), repeat_is_due),
            outbox.c.expires_at > at,
            **{
                **values,
                "state": PostState.SENDING,
                "attempts": outbox.c.attempts + 1,
                "lease_until": lease_until,
                "not_before": None,
            },
        )
        == 1
    )


def save(connection: Connection, before: Post, after: Post) -> bool:
    """Write down what an attempt or a look made of a post. False where somebody else changed it meanwhile."""
    changed = {
        each.name: getattr(after, each.name)
        for each in fields(Post)
        if getattr(after, each.name) != getattr(before, each.name)
    }
    return (
        _change(
            connection,
            outbox.c.id == before.id,
            outbox.c.state == before.state.value,
            outbox.c.attempts == before.attempts,
            **changed,
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


def sent_since(connection: Connection, account_id: str, since: datetime) -> int:
    """How many posts the account sent at or after `since`, in every meeting; rehearsed ones do not count."""
    query = select(func.count()).where(
        outbox.c.account_id == account_id, outbox.c.sent_at >= since, outbox.c.is_rehearsal.is_(False)
    )
    return int(connection.execute(query).scalar_one())


def said_since(connection: Connection, account_id: str, since: datetime, *, besides: str = "") -> set[str]:
    """The texts an account has said, may have said or is about to say, queued at or after `since`."""
    silent = [PostState.CANCELLED.value, PostState.RETRACTED.value]
    query = select(outbox.c.text).where(
        outbox.c.account_id == account_id, outbox.c.created_at >= since, outbox.c.id != besides,
        outbox.c.state.not_in(silent),
    )  # fmt: skip
    return {row.text for row in connection.execute(query)}


def meetings_with_notices(connection: Connection, seq: int) -> list[str]:
    """The ids of meetings with a post that belongs to no entry (`seq`) and has not left."""
    states = [state.value for state in STOPPABLE]
    found = select(outbox.c.meeting_id).where(outbox.c.seq == seq, outbox.c.state.in_(states)).distinct()
    return [row.meeting_id for row in connection.execute(found)]


def redact_seq(connection: Connection, meeting_id: str, seq: int) -> int:
    """Remove the words of an entry's posts for good, sent ones too; the rows stay. How many."""
    return _change(
        connection, outbox.c.meeting_id == meeting_id, outbox.c.seq == seq,
        text=REMOVED, wire="", look_at=None,
    )  # fmt: skip


def freeze_meeting(connection: Connection, meeting_id: str, reason: str, *, except_quiet: bool = True) -> int:
    """Hold back everything of the meeting that has not left, for an officer to decide; how many."""
    spared = [outbox.c.quiet.is_(False)] if except_quiet else []
    return _change(
        connection,
        outbox.c.meeting_id == meeting_id,
        outbox.c.state.in_(ON_THE_WAY),
        *spared,
        state=PostState.EXPIRED,
        reason=reason,
        not_before=None,
    )


def lost_leases(connection: Connection, at: datetime, *, is_only_poster: bool = False) -> int:
    """What a poster that vanished was doing: posts being sent are in doubt, and looked up. How many.

    At the start of the only poster nobody else is sending, so that every lease is lost.
    """
    leased = outbox.c.state.in_({PostState.SENDING, PostState.RETRACTING})
    lost = _posts(connection, leased, *([] if is_only_poster else [outbox.c.lease_until < at]))
    return sum(save(connection, each, after_losing(each, at=at)) for each in lost)


def before(connection: Connection, meeting_id: str, post_id: str) -> list[Post]:
    """The meeting's posts queued before this one, in order."""
    mine = select(outbox.c.position).where(outbox.c.id == post_id).scalar_subquery()
    return _posts(connection, outbox.c.meeting_id == meeting_id, outbox.c.position < mine)


def remote_ids(connection: Connection, account_id: str, *, besides: str, most: int = 500) -> list[str]:
    """What an account's posts are called on its network, newest first, without the post `besides`."""
    rows = connection.execute(
        select(outbox.c.remote_id)
        .where(
            outbox.c.account_id == account_id,
            outbox.c.remote_id != "",
            outbox.c.id != besides,
            outbox.c.is_rehearsal.is_(False),
        )
        .order_by(outbox.c.sent_at.desc(), outbox.c.position.desc())
        .limit(most)
    )
    return [row.remote_id for row in rows]


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


def _change(connection: Connection, *which: ColumnElement[bool], **values: object) -> int:
    plain = {name: value.value if isinstance(value, PostState) else value for name, value in values.items()}
    return connection.execute(update(outbox).where(*which).values(plain)).rowcount
