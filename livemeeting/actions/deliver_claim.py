"""Taking a post for an attempt or a look: whether it may go, as whom, in answer to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from livemeeting.actions.accounts import opened
from livemeeting.actions.house import House
from livemeeting.actions.look import read_entries
from livemeeting.domain import events as e
from livemeeting.domain import notices
from livemeeting.domain.channel import Account, Channel
from livemeeting.domain.delivery import after_a_rest
from livemeeting.domain.delivery_lane import STRAIGHT_FAILURES
from livemeeting.domain.delivery_look import is_repeat_due, left_to_officer
from livemeeting.domain.delivery_thread import answers_to
from livemeeting.domain.fold import fold
from livemeeting.domain.posts import ON_THE_WAY, Post, PostState
from livemeeting.domain.wording import QUIET
from livemeeting.store import accounts, lanes, meetings, outbox

#: A channel answers within 20 seconds, or twice that with a refreshed session: only a poster that died loses this.
LEASE = timedelta(seconds=60)
#: Until then nobody else looks for the same post.
LOOKING = timedelta(seconds=25)

OVERTAKEN = "The meeting has moved on since. Send it all the same, or discard it."
TOO_OLD = "It waited too long to be news. Send it all the same, or discard it."
PRIVATE = "The meeting is in private session. Decide about this post when the public is back."
REDACTED = "The entry it told of was redacted, so its words are gone."
GONE = "This account is no longer connected."
NOT_AGAIN = "It was not seen on the account, and it is too late to send it again by itself. Look there, then say which."


@dataclass(frozen=True)
class Errand:
    """A post taken: for an attempt, on disk as `sending`, or for a look. `credentials` names those it goes with."""

    post: Post
    account: Account
    channel: Channel
    is_look: bool = False
    credentials: str = ""
    taken: tuple[str, ...] = ()


def take(house: House, connection: Connection, post_id: str) -> Errand | Post | None:
    """The errand to run; the post as it is now where it may not go by itself; None where there is nothing to do."""
    post, at = outbox.by_id(connection, post_id), house.clock()
    if post is None or not _is_at_work(post, at):
        return None
    is_doubtful = post.state is PostState.UNKNOWN
    reason = why_not(connection, post, at)
    channel = house.channels.get("rehearsal" if post.is_rehearsal else post.channel)
    account = _account(house, connection, post)
    if account is None or channel is None:
        ended = left_to_officer(post, GONE) if is_doubtful else _kept_back(post, PostState.FAILED, GONE)
        return _saved(connection, post, ended)
    if reason and not is_doubtful:
        return _saved(connection, post, _kept_back(post, PostState.EXPIRED, reason))
    errand = Errand(post, account, channel, credentials=lanes.credentials_now(connection, post.account_id))
    if is_doubtful and not is_repeat_due(post, repeats_safely=channel.repeats_safely):
        return _for_a_look(connection, errand, at)
    if reason and not channel.repeats_safely:
        return _saved(connection, post, left_to_officer(post, NOT_AGAIN))
    if reason:
        return _for_a_look(connection, errand, at)
    return _for_an_attempt(connection, errand, at)


def why_not(connection: Connection, post: Post, at: datetime) -> str:
    """Why a post must not leave by itself any more, '' when it may."""
    stored = meetings.of_any_council(connection, post.meeting_id)
    if stored is None:
        return TOO_OLD
    meeting = fold(stored.plan, read_entries(connection, post.meeting_id))
    if meeting.is_private and post.event_kind not in QUIET:
        return PRIVATE
    if post.seq == notices.SEQ:
        return notices.why_not(meeting, post, at) or (TOO_OLD if post.expires_at <= at else "")
    told = meeting.told(post.seq)
    if told is not None and told.entry.is_redacted:
        return REDACTED
    if told is None or not told.in_force or (told.is_private and post.event_kind not in QUIET):
        return OVERTAKEN
    if post.expires_at <= at:
        return TOO_OLD
    if isinstance(told.event, e.ItemStarted) and not post.is_released:
        later = (each for each in meeting.timeline if each.seq > post.seq and each.in_force)
        if any(isinstance(each.event, e.ItemStarted | e.MeetingClosed) for each in later):
            return OVERTAKEN
    return ""


def _is_at_work(post: Post, at: datetime) -> bool:
    if post.state is PostState.UNKNOWN:
        return post.look_at is not None and post.look_at <= at
    return post.state in ON_THE_WAY


def _kept_back(post: Post, state: PostState, reason: str) -> Post:
    return replace(post, state=state, reason=reason, not_before=None)


def _saved(connection: Connection, before: Post, after: Post) -> Post | None:
    return after if outbox.save(connection, before, after) else None


def _account(house: House, connection: Connection, post: Post) -> Account | None:
    if post.is_rehearsal:
        return Account(post.account_id, "", post.channel, "Rehearsal")
    stored = meetings.of_any_council(connection, post.meeting_id)
    if stored is None:
        return None
    account = accounts.by_id(connection, stored.plan.council_id, post.account_id)
    return opened(house, account) if account is not None and account.is_enabled else None


def _for_a_look(connection: Connection, errand: Errand, at: datetime) -> Errand | None:
    post = errand.post
    looking = replace(post, look_at=at + LOOKING)
    if not outbox.save(connection, post, looking):
        return None
    others = outbox.remote_ids(connection, post.account_id, besides=post.id)
    return replace(errand, post=looking, is_look=True, taken=tuple(others))


def _for_an_attempt(connection: Connection, errand: Errand, at: datetime) -> Errand | None:
    """Claim the post, with all that every attempt at it will repeat."""
    post, channel, facts = errand.post, errand.channel, errand.account.facts
    if post.state is PostState.UNKNOWN:
        if lanes.by_account(connection, post.account_id).failures >= STRAIGHT_FAILURES:
            post = after_a_rest(post, at=at)
        post = replace(post, repeats=post.repeats + 1)
    elif post.tried_at is None:
        post = _first(connection, post, channel, facts)
    if not post.wire:
        post = replace(post, wire=channel.prepare(post, facts, at=at))
    lease = at + LEASE
    fields: outbox.AttemptFields = {
        "wire": post.wire, "reply_to": post.reply_to, "known_before": post.known_before,
        "repeats": post.repeats, "holds_lane_until": post.holds_lane_until,
    }  # fmt: skip
    if not outbox.claim(connection, post.id, at=at, lease_until=lease, **fields):
        return None
    claimed = replace(
        post, state=PostState.SENDING, attempts=post.attempts + 1, lease_until=lease, not_before=None
    )
    return replace(errand, post=claimed)


def _first(connection: Connection, post: Post, channel: Channel, facts: Mapping[str, str]) -> Post:
    """A post about to be tried for the first time: what was there before it, and what it answers."""
    newest = next(iter(outbox.remote_ids(connection, post.account_id, besides=post.id, most=1)), "")
    before = [
        each
        for each in outbox.before(connection, post.meeting_id, post.id)
        if each.account_id == post.account_id
        and each.is_rehearsal == post.is_rehearsal
        and (each.seq == notices.SEQ) == (post.seq == notices.SEQ)
    ]
    return replace(post, known_before=newest, reply_to=answers_to(channel, facts, before))
