"""The officer's one decision about the posts that were kept back: all of them, the newest alone, or none."""

from __future__ import annotations

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import find_meeting, meeting_now
from livemeeting.actions.posts import release, write_and_tell
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.store import accounts, lanes, outbox

WHILE_PRIVATE = "Nothing leaves while the meeting is private. Decide about these posts after Readmit."
NONE_LEFT = "No post is kept back any more."


def send_all(house: House, officer: Officer, meeting_id: str) -> str:
    """Send every post that was kept back, in order."""

    def work(connection: Connection) -> str:
        kept = _kept(connection, officer, meeting_id, leaving=True)
        for post in kept:
            release(house, connection, post, [PostState.EXPIRED])
        return f"{_number(len(kept))} on the way."

    return write_and_tell(house, officer, meeting_id, work)


def send_latest(house: House, officer: Officer, meeting_id: str) -> str:
    """Send the newest post that was kept back of each account, and discard the others."""

    def work(connection: Connection) -> str:
        kept = _kept(connection, officer, meeting_id, leaving=True)
        newest = {post.account_id: post for post in kept}
        for post in kept:
            if newest[post.account_id] is post:
                release(house, connection, post, [PostState.EXPIRED])
            else:
                outbox.stop(connection, post.id, reason=f"Discarded by {officer.name}: overtaken.")
        others = len(kept) - len(newest)
        return f"{_number(len(newest))} on the way, {others} discarded."

    return write_and_tell(house, officer, meeting_id, work)


def discard(house: House, officer: Officer, meeting_id: str) -> str:
    """Discard every post that was kept back."""

    def work(connection: Connection) -> str:
        kept = _kept(connection, officer, meeting_id, leaving=False)
        for post in kept:
            outbox.stop(connection, post.id, reason=f"Discarded by {officer.name}.")
        return f"{_number(len(kept))} discarded. Nothing was sent."

    return write_and_tell(house, officer, meeting_id, work)


def try_again(house: House, officer: Officer, meeting_id: str, account_id: str) -> str:
    """An officer saw to an account that rests or is paused: what waits for it is tried at once."""

    def work(connection: Connection) -> str:
        find_meeting(connection, officer, meeting_id)
        if accounts.by_id(connection, officer.council_id, account_id) is None:
            raise NotFound
        lanes.clear(connection, account_id)
        return "Trying again."

    return write_and_tell(house, officer, meeting_id, work)


def _kept(connection: Connection, officer: Officer, meeting_id: str, *, leaving: bool) -> list[Post]:
    meeting = meeting_now(connection, find_meeting(connection, officer, meeting_id))
    if leaving and meeting.is_private:
        raise Refused(WHILE_PRIVATE)
    kept = [each for each in outbox.of_meeting(connection, meeting_id) if each.state is PostState.EXPIRED]
    if not kept:
        raise Refused(NONE_LEFT)
    return kept


def _number(count: int) -> str:
    return f"{count} {'post' if count == 1 else 'posts'}"
