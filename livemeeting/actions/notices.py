"""Notices: scheduled posts about a meeting, written once, kept in step with it, never sent late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import find_meeting, meeting_now, public_address
from livemeeting.actions.posting import language_of, posting_of
from livemeeting.actions.words import posting_accounts
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons.form import web_address
from livemeeting.domain.meeting import MeetingState
from livemeeting.domain.notices import MINUTES, SCHEDULED, SEQ, Notice, check_clock, last_moment, moment_of
from livemeeting.domain.posts import STOPPABLE, Post, PostState
from livemeeting.domain.profiles import Say
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.ruler import Ruler
from livemeeting.domain.views import clock_time
from livemeeting.domain.wording import Surroundings, fill, plan_words
from livemeeting.store import meetings, notices, outbox, turns
from livemeeting.store.meetings import StoredMeeting

#: Notices of meetings within these days are written, so that an officer can look at them, edit or stop them.
AHEAD = timedelta(days=8)
SUPERSEDED = "The meeting or its notices were changed, so this one is not needed."
OVER = "The meeting has begun, or will not be held at that time."


def see_notices(house: House, officer: Officer) -> list[Notice]:
    """What the council wants of each scheduled notice."""
    officer.must(Right.ADMINISTER)
    return list(house.database.read(lambda c: notices.get_notices(c, officer.council_id)).values())


def save_notice(house: House, officer: Officer, kind: str, *, is_on: bool, clock: str) -> None:
    """Switch a notice on or off and give its time of day. Raises Refused for a time that is none."""
    officer.must(Right.ADMINISTER)
    if kind not in SCHEDULED:
        raise Refused("There is no such notice.")
    wanted = Notice(kind, is_on, check_clock(kind, clock))
    house.database.write(lambda c: notices.set_notice(c, officer.council_id, wanted))
    write_due(house)


def write_due(house: House) -> int:
    """Bring the notices of every meeting soon to come in step with it; how many posts were written or stopped."""
    at = house.clock()
    coming = house.database.read(lambda c: meetings.starting_between(c, at, at + AHEAD))
    waiting = house.database.read(lambda c: outbox.meetings_with_notices(c, SEQ))
    changed = 0
    for meeting_id in dict.fromkeys([*coming, *waiting]):
        done = house.database.write(lambda c, each=meeting_id: keep_in_step(house, c, each))  # type: ignore[misc]
        changed += done
        if done:
            house.announce(meeting_id)
    return changed


def keep_in_step(house: House, connection: Connection, meeting_id: str) -> int:
    """Write, stop or take up again the notices of one meeting, in the caller's transaction; how many."""
    turns.take_turn(connection, f"notices {meeting_id}")
    stored = meetings.of_any_council(connection, meeting_id)
    if stored is None:
        return 0
    at = house.clock()
    wanted = {post.id: post for post in _wanted(house, connection, stored, at)}
    there = [each for each in outbox.of_meeting(connection, meeting_id) if each.event_kind in SCHEDULED]
    known = {each.id for each in there}
    fresh = [post for post in wanted.values() if post.id not in known and post.due_at > at]
    outbox.add(connection, fresh)
    changed = len(fresh)
    for each in there:
        if each.id not in wanted and each.state in STOPPABLE:
            changed += outbox.stop(connection, each.id, reason=SUPERSEDED)
        elif each.id in wanted and _is_wanted_again(each) and wanted[each.id].due_at > at:
            changed += outbox.finish(
                connection, each.id, from_states=[PostState.CANCELLED], to_state=PostState.HELD,
                reason=wanted[each.id].reason,
            )  # fmt: skip
    return changed


def _is_wanted_again(post: Post) -> bool:
    return post.state is PostState.CANCELLED and post.reason == SUPERSEDED


def stop_notices(connection: Connection, meeting_id: str) -> int:
    """Stop every notice of a meeting that begins, or will not be held as planned; how many."""
    return outbox.stop_all_of_seq(connection, meeting_id, SEQ, reason=OVER)


def _wanted(house: House, connection: Connection, stored: StoredMeeting, at: datetime) -> Iterator[Post]:
    """The notices a meeting should have, those whose moment is over among them."""
    plan = stored.plan
    if plan.is_rehearsal or stored.archived_at is not None:
        return
    meeting = meeting_now(connection, stored)
    if meeting.state is not MeetingState.SCHEDULED or plan.starts_at <= at:
        return
    for notice in notices.get_notices(connection, plan.council_id).values():
        moment = moment_of(notice, plan) if notice.is_on else None
        if moment is not None:
            link = public_address(house, plan)
            yield from _posts(house, connection, plan, notice.kind, moment, link)


def _posts(
    house: House, connection: Connection, plan: Plan, kind: str, moment: datetime, link: str
) -> Iterator[Post]:
    """The notice on each account that says it. The id is that of its words and moment: it is never written twice."""
    posting = posting_of(connection, plan, moment)
    for account in posting_accounts(connection, plan):
        channel = house.channels.get(account.channel)
        if channel is None:
            continue
        language, ruler = language_of(account), Ruler(channel, account.facts)
        template = posting.wordings.text(kind, channel.name, language)
        ruling = posting.rule.ruling((kind,), channel.name)
        if not template or ruling.say is Say.NEVER:
            continue
        values = plan_words(plan, Surroundings(link, clock_time(plan, moment), language))
        text = fill(template, values, limit=ruler.limit, count=ruler.count)
        ruling = posting.rule.of_text(ruling, text, plan.members)
        ends = last_moment(kind, moment, plan)
        named = "\n".join((plan.meeting_id, account.id, kind, moment.isoformat(), text))
        yield Post(
            id=sha256(named.encode()).hexdigest()[:26], meeting_id=plan.meeting_id, seq=SEQ,
            account_id=account.id, channel=channel.name, event_kind=kind, item_id="", text=text,
            state=PostState.HELD, due_at=ends if ruling.say is Say.ASK else moment, expires_at=ends,
            created_at=house.clock(), reason=ruling.why,
        )  # fmt: skip


def announce_minutes(house: House, officer: Officer, meeting_id: str, address: str) -> int:
    """Say that the minutes are published, once; how many posts are held. Raises Refused."""
    officer.must(Right.PREPARE)
    link = web_address(address.strip())
    if not link:
        raise Refused("Give the address of the minutes on the council's own site.")

    def work(connection: Connection) -> int:
        turns.take_turn(connection, f"notices {meeting_id}")
        stored = find_meeting(connection, officer, meeting_id)
        plan, at = stored.plan, house.clock()
        if plan.is_rehearsal or meeting_now(connection, stored).state is not MeetingState.CLOSED:
            raise Refused("The minutes of a meeting are announced once it has closed.")
        if any(each.event_kind == MINUTES for each in outbox.of_meeting(connection, meeting_id)):
            raise Refused("That the minutes are published was said already. Look under Posts.")
        due = at + timedelta(seconds=plan.hold_seconds)
        found = [_held(each, at) for each in _posts(house, connection, plan, MINUTES, due, link)]
        outbox.add(connection, found)
        return len(found)

    held = house.database.write(work)
    house.announce(meeting_id)
    return held


def _held(post: Post, at: datetime) -> Post:
    return replace(post, state=PostState.QUEUED) if post.due_at <= at else post
