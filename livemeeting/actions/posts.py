"""What an officer does with a post in the outbox: stop, edit, send, look up, take down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Connection

from livemeeting.actions import words
from livemeeting.actions.accounts import opened
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import find_meeting, meeting_now
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.channel import Account, Retracted
from livemeeting.domain.posts import STOPPABLE, Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.views import clock_time
from livemeeting.domain.wording import QUIET
from livemeeting.store import accounts, outbox

LEASE = timedelta(seconds=60)


def stop_post(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """Keep a held post from leaving; the step stays in the record. The sentence says what happened."""

    def work(connection: Connection) -> str:
        post = _find(connection, officer, meeting_id, post_id)
        if outbox.stop(connection, post.id, reason=f"Stopped by {officer.name}."):
            return "Stopped. Nothing was sent."
        raise Refused(_too_late(connection, officer, post))

    return _write(house, officer, meeting_id, work)


def send_now(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """Send a held, overtaken or failed post after all: the officer's word beats its age, never a private session."""

    def work(connection: Connection) -> str:
        post = _find(connection, officer, meeting_id, post_id)
        _refuse_private(connection, officer, post)
        states = [PostState.HELD, PostState.EXPIRED, PostState.FAILED, PostState.WAITING]
        _release(house, connection, post, states)
        return "On its way."

    return _write(house, officer, meeting_id, work)


def edit_post(house: House, officer: Officer, meeting_id: str, post_id: str, text: str) -> str:
    """Change the words of a post that has not left. The undo window starts anew."""

    def work(connection: Connection) -> str:
        post = _find(connection, officer, meeting_id, post_id)
        channel = house.channels.get(post.channel)
        wanted = clean(text)
        if not wanted:
            raise Refused("A post needs words. Press Stop if it should not go out.")
        if channel is not None and channel.count(wanted) > channel.limit:
            over = channel.count(wanted) - channel.limit
            raise Refused(f"That is {over} over the {channel.limit} {channel.title} takes. Shorten it.")
        stored = find_meeting(connection, officer, meeting_id)
        due, expires = words.window(house, stored.plan, house.clock(), asks_first=post.waits_for_send)
        same = post.state in (PostState.EXPIRED, PostState.FAILED)
        after = post.state if same else PostState.HELD
        if post.state not in STOPPABLE | {PostState.FAILED} or not outbox.finish(
            connection,
            post.id,
            from_states=[post.state],
            to_state=after,
            text=wanted,
            due_at=due,
            expires_at=expires,
        ):
            raise Refused(_too_late(connection, officer, post))
        if same or due >= expires:
            return "Changed."
        return "Changed. The undo window runs again."

    return _write(house, officer, meeting_id, work)


def it_is_there(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """The officer looked at the account: the unknown post is there."""

    def work(connection: Connection) -> str:
        post = _find(connection, officer, meeting_id, post_id)
        seen = f"{officer.name} saw it on the account."
        if not outbox.finish(
            connection, post.id, from_states=[PostState.UNKNOWN], to_state=PostState.SENT, reason=seen
        ):
            raise Refused("That post is not in doubt any more.")
        return "Recorded as sent."

    return _write(house, officer, meeting_id, work)


def send_again(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """The officer looked at the account: the unknown post is not there. The only way it is ever sent again."""

    def work(connection: Connection) -> str:
        post = _find(connection, officer, meeting_id, post_id)
        _refuse_private(connection, officer, post)
        _release(house, connection, post, [PostState.UNKNOWN])
        return "Sending it again."

    return _write(house, officer, meeting_id, work)


def take_down(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """Delete a sent post on its network. The row stays in the record with who took it down."""
    at = house.clock()

    def claim(connection: Connection) -> tuple[Post, Account]:
        post = _find(connection, officer, meeting_id, post_id)
        if not outbox.finish(
            connection,
            post.id,
            from_states=[PostState.SENT],
            to_state=PostState.RETRACTING,
            lease_until=at + LEASE,
        ):
            raise Refused("Only a post that was sent can be taken down.")
        if post.is_rehearsal:
            return post, Account(post.account_id, officer.council_id, post.channel, "Rehearsal")
        account = accounts.by_id(connection, officer.council_id, post.account_id)
        if account is None:
            raise Refused("This account is no longer connected. Take the post down on the network itself.")
        return post, opened(house, account)

    officer.must(Right.DRIVE)
    post, account = house.database.write(claim)
    outcome = house.channels["rehearsal" if post.is_rehearsal else post.channel].retract(post, account)

    def finish(connection: Connection) -> str:
        gone = isinstance(outcome, Retracted)
        state = PostState.RETRACTED if gone else PostState.SENT
        reason = (
            f"Taken down by {officer.name}." if gone else f"Not taken down: {getattr(outcome, 'reason', '')}"
        )
        outbox.finish(
            connection,
            post.id,
            from_states=[PostState.RETRACTING],
            to_state=state,
            reason=reason,
            lease_until=None,
        )
        return reason

    said = house.database.write(finish)
    house.announce(meeting_id)
    return said


def _release(house: House, connection: Connection, post: Post, states: list[PostState]) -> None:
    at = house.clock()
    if not outbox.finish(
        connection, post.id, from_states=states, to_state=PostState.QUEUED, reason="", due_at=at,
        expires_at=at + timedelta(minutes=house.stale_minutes), is_released=True,
    ):  # fmt: skip
        raise Refused("That post has changed meanwhile. Look again.")


def _find(connection: Connection, officer: Officer, meeting_id: str, post_id: str) -> Post:
    find_meeting(connection, officer, meeting_id)
    post = outbox.by_id(connection, post_id, meeting_id=meeting_id)
    if post is None:
        raise NotFound
    return post


def _refuse_private(connection: Connection, officer: Officer, post: Post) -> None:
    meeting = meeting_now(connection, find_meeting(connection, officer, post.meeting_id))
    if meeting.is_private and post.event_kind not in QUIET:
        raise Refused("Nothing leaves while the meeting is private. Decide about this post after Readmit.")


def _too_late(connection: Connection, officer: Officer, post: Post) -> str:
    if post.state is PostState.SENT and post.sent_at is not None:
        plan = find_meeting(connection, officer, post.meeting_id).plan
        return f"Already sent at {clock_time(plan, post.sent_at)}. Take it down if it must go."
    if post.state is PostState.SENDING:
        return "It is leaving at this moment. Wait for the answer, then take it down if it must go."
    return f"That post is {post.state} already."


def _write(house: House, officer: Officer, meeting_id: str, work: Callable[[Connection], str]) -> str:
    officer.must(Right.DRIVE)
    said = house.database.write(work)
    house.announce(meeting_id)
    return said
