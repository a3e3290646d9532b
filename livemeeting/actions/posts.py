"""What an officer does with a post in the outbox: stop, edit, send, say that it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions import words
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import find_meeting, meeting_now
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.delivery import HOLDS_LANE
from livemeeting.domain.notices import SEQ as NOTICE
from livemeeting.domain.posts import STOPPABLE, Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.ruler import Ruler
from livemeeting.domain.views import clock_time
from livemeeting.domain.wording import QUIET
from livemeeting.store import accounts, lanes, outbox


def stop_post(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """Keep a held post from leaving; the step stays in the record. The sentence says what happened."""

    def work(connection: Connection) -> str:
        post = find_post(connection, officer, meeting_id, post_id)
        if outbox.stop(connection, post.id, reason=f"Stopped by {officer.name}."):
            return "Stopped. Nothing was sent."
        raise Refused(_too_late(connection, officer, post))

    return write_and_tell(house, officer, meeting_id, work)


def send_now(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """Send a held, overtaken or failed post after all: the officer's word beats its age, never a private session."""

    def work(connection: Connection) -> str:
        post = find_post(connection, officer, meeting_id, post_id)
        refuse_private(connection, officer, post)
        states = [PostState.HELD, PostState.EXPIRED, PostState.FAILED, PostState.WAITING]
        release(house, connection, post, states)
        return "On its way."

    return write_and_tell(house, officer, meeting_id, work)


def edit_post(house: House, officer: Officer, meeting_id: str, post_id: str, text: str) -> str:
    """Change the words of a post that has not left. The undo window starts anew."""

    def work(connection: Connection) -> str:
        post = find_post(connection, officer, meeting_id, post_id)
        wanted = clean(text)
        if not wanted:
            raise Refused("A post needs words. Press Stop if it should not go out.")
        _refuse_too_long(house, connection, officer, post, wanted)
        due, expires = _window(house, connection, officer, post)
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
            wire="",
            reply_to="",
            tried_at=None,
            known_before="",
            holds_lane_until=None,
        ):
            raise Refused(_too_late(connection, officer, post))
        if same or due >= expires or post.seq == NOTICE:
            return "Changed."
        return "Changed. The undo window runs again."

    return write_and_tell(house, officer, meeting_id, work)


def _refuse_too_long(house: House, connection: Connection, officer: Officer, post: Post, text: str) -> None:
    """The server's word on the length, whatever a browser counted."""
    channel = house.channels.get(post.channel)
    if channel is None:
        return
    stored = accounts.by_id(connection, officer.council_id, post.account_id)
    found = Ruler(channel, stored.facts if stored is not None else {}).measure(text)
    if found.count > found.limit:
        over = found.count - found.limit
        raise Refused(f"That is {over} over the {found.limit} {channel.title} takes. Shorten it.")
    if not found.fits:
        over = found.bytes - found.byte_limit
        raise Refused(f"That is {over} over the {found.byte_limit} bytes {channel.title} takes. Shorten it.")


def _window(house: House, connection: Connection, officer: Officer, post: Post) -> tuple[datetime, datetime]:
    """The undo window of an edited post; a notice still leaves at its own moment."""
    if post.seq == NOTICE:
        return post.due_at, post.expires_at
    plan = find_meeting(connection, officer, post.meeting_id).plan
    return words.window(house, plan, house.clock(), asks_first=post.waits_for_send)


def it_is_there(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """The officer looked at the account: the unknown post is there."""

    def work(connection: Connection) -> str:
        post = find_post(connection, officer, meeting_id, post_id)
        seen = f"{officer.name} saw it on the account."
        if not outbox.finish(
            connection, post.id, from_states=[PostState.UNKNOWN], to_state=PostState.SENT, reason=seen,
            sent_at=post.tried_at or house.clock(), look_at=None,
        ):  # fmt: skip
            raise Refused("That post is not in doubt any more.")
        return "Recorded as sent."

    return write_and_tell(house, officer, meeting_id, work)


def send_again(house: House, officer: Officer, meeting_id: str, post_id: str) -> str:
    """The officer looked at the account: the post in doubt is not there, so it is sent again at once."""

    def work(connection: Connection) -> str:
        post = find_post(connection, officer, meeting_id, post_id)
        refuse_private(connection, officer, post)
        release(house, connection, post, [PostState.UNKNOWN])
        return "Sending it again."

    return write_and_tell(house, officer, meeting_id, work)


def release(house: House, connection: Connection, post: Post, states: list[PostState]) -> None:
    """Let a post leave on an officer's word, which counts until a new `expires_at`; raises Refused if it changed."""
    at = house.clock()
    if not outbox.finish(
        connection, post.id, from_states=states, to_state=PostState.QUEUED, reason="", due_at=at,
        expires_at=at + timedelta(minutes=house.stale_minutes), is_released=True,
        look_at=None, looks=0, repeats=0, not_before=None,
        holds_lane_until=at + HOLDS_LANE if post.was_in_doubt else None,
    ):  # fmt: skip
        raise Refused("That post has changed meanwhile. Look again.")
    if not post.is_rehearsal:
        # The officer's word also counts for an account that rests or is paused: it is tried at once.
        lanes.clear(connection, post.account_id)


def find_post(connection: Connection, officer: Officer, meeting_id: str, post_id: str) -> Post:
    """A post of a meeting of the officer's council; raises NotFound for any other."""
    find_meeting(connection, officer, meeting_id)
    post = outbox.by_id(connection, post_id, meeting_id=meeting_id)
    if post is None:
        raise NotFound
    return post


def refuse_private(connection: Connection, officer: Officer, post: Post) -> None:
    """Raise Refused while this post may not leave because the meeting is private."""
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


def write_and_tell(house: House, officer: Officer, meeting_id: str, work: Callable[[Connection], str]) -> str:
    """Run an officer's act on the posts of a meeting and tell the panels."""
    officer.must(Right.DRIVE)
    said = house.database.write(work)
    house.announce(meeting_id)
    return said
