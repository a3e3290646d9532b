"""The posts column of the control panel: what is held, what left, what needs the officer."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from livemeeting.domain.delivery_lane import Lane
from livemeeting.domain.local_time import day_words
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.notices import SEQ as NOTICE
from livemeeting.domain.panel_lanes import KeptBack, LaneNotice, as_countdown, kept_back, lane_notices
from livemeeting.domain.panel_tried import clock_seconds, is_accepted
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.views import clock_time

#: From here on a moment is given, not a countdown.
A_WHILE = timedelta(minutes=2)
#: How many settled posts stay on the screen; the others are in the record.
MOST_SETTLED = 12


@dataclass(frozen=True)
class PostAct:
    """One of the acts on a post: the last part of its address, and the word on it; one that `asks` has a form."""

    name: str
    label: str
    asks: bool = False


@dataclass(frozen=True)
class PostLine:
    """One post on one account. `waits_until` is when its countdown ends, `seconds` how long that is."""

    id: str
    network: str
    text: str
    tone: str
    icon: str
    state_words: str
    reason: str
    url: str
    waits_until: datetime | None
    seconds: int
    countdown: str
    acts: tuple[PostAct, ...]
    can_edit: bool


@dataclass(frozen=True)
class PostGroup:
    """The posts of one press. `undo_seq` is the entry *Undo* takes back, 0 when it no longer can."""

    seq: int
    time: str
    lines: tuple[PostLine, ...]
    undo_seq: int


@dataclass(frozen=True)
class Badge:
    """How one network is doing, for the state bar: an icon, a word and a tone."""

    network: str
    icon: str
    words: str
    tone: str


@dataclass(frozen=True)
class PostsView:
    """The whole column, newest press first. `sent_news` and `trouble_news` are for being read out."""

    waiting: tuple[PostGroup, ...]
    troubled: tuple[PostGroup, ...]
    settled: tuple[PostGroup, ...]
    badges: tuple[Badge, ...]
    count_words: str
    earlier: int
    sent_news: str
    trouble_news: str
    newest_held: str
    notices: tuple[LaneNotice, ...] = ()
    kept: KeptBack | None = None


STATES: dict[PostState, tuple[str, str, str]] = {
    PostState.HELD: ("wait", "Held", "held"),
    PostState.QUEUED: ("wait", "On its way", "held"),
    PostState.SENDING: ("wait", "Leaving now", "held"),
    PostState.WAITING: ("retry", "Not sent yet, trying again", "held"),
    PostState.SENT: ("tick", "Sent", "sent"),
    PostState.UNKNOWN: ("doubt", "May be there: look at the account", "trouble"),
    PostState.FAILED: ("alert", "Not sent", "trouble"),
    PostState.EXPIRED: ("alert", "Kept back", "trouble"),
    PostState.CANCELLED: ("dash", "Stopped, never sent", "gone"),
    PostState.RETRACTING: ("wait", "Being taken down", "held"),
    PostState.RETRACTED: ("dash", "Taken down", "gone"),
}
ACTS: dict[PostState, tuple[PostAct, ...]] = {
    PostState.HELD: (PostAct("stop", "Stop"), PostAct("send-now", "Send now")),
    PostState.QUEUED: (PostAct("stop", "Stop"),),
    PostState.WAITING: (PostAct("send-now", "Retry now"), PostAct("stop", "Stop")),
    PostState.FAILED: (PostAct("send-now", "Retry"),),
    PostState.EXPIRED: (PostAct("send-now", "Send now"), PostAct("stop", "Discard")),
    PostState.UNKNOWN: (PostAct("it-is-there", "It is there"), PostAct("send-again", "Send again")),
    PostState.SENT: (PostAct("take-down", "Take down", asks=True),),
}
#: In doubt and still being looked up: not yet the officer's turn, who may decide all the same.
LOOKED_UP = ("wait", "May be there: being looked up", "held")
WAITS_FOR_ACCOUNT = "Waits for the account"
EDITABLE = frozenset(
    {PostState.HELD, PostState.QUEUED, PostState.WAITING, PostState.EXPIRED, PostState.FAILED}
)


def posts_view(
    meeting: Meeting,
    posts: Sequence[Post],
    networks: Mapping[str, str],
    *,
    at: datetime,
    may_drive: bool,
    lanes: Mapping[str, Lane] | None = None,
) -> PostsView:
    """The column at `at`. `networks` gives the title of each channel by its name, `lanes` how each account does."""
    notices = lane_notices(posts, lanes or {}, networks, at=at, may_drive=may_drive)
    shut = frozenset(each.account_id for each in notices)
    groups = [_group(meeting, mine, networks, at, may_drive, shut) for mine in _by_press(posts)]
    waiting = [each for each in groups if any(line.tone == "held" for line in each.lines)]
    troubled = [
        each for each in groups if each not in waiting and any(x.tone == "trouble" for x in each.lines)
    ]
    settled = [each for each in groups if each not in waiting and each not in troubled]
    held = [each for each in posts if each.state is PostState.HELD and each.seq != NOTICE]
    return PostsView(
        waiting=tuple(waiting), troubled=tuple(troubled), settled=tuple(settled[:MOST_SETTLED]),
        badges=_badges(posts, networks), count_words=_count_words(posts),
        earlier=max(0, len(settled) - MOST_SETTLED),
        sent_news=_sent_news(meeting, posts, networks), trouble_news=_trouble_news(posts, networks),
        newest_held=held[-1].id if held and may_drive else "",
        notices=notices, kept=kept_back(posts) if may_drive else None,
    )  # fmt: skip


def _by_press(posts: Sequence[Post]) -> list[list[Post]]:
    found: dict[int, list[Post]] = {}
    for post in posts:
        found.setdefault(post.seq, []).append(post)
    return [found[seq] for seq in sorted(found, reverse=True)]


def _group(
    meeting: Meeting,
    mine: Sequence[Post],
    networks: Mapping[str, str],
    at: datetime,
    may_drive: bool,
    shut: Collection[str],
) -> PostGroup:
    seq = mine[0].seq
    lines = [_line(meeting, each, networks, at, may_drive, shut) for each in mine]
    held = may_drive and any(each.state is PostState.HELD for each in mine)
    can_undo = held and seq != NOTICE and is_accepted(meeting, "undo", entry=str(seq))
    return PostGroup(
        seq, clock_seconds(meeting.plan, mine[0].created_at), _said_once(lines), seq if can_undo else 0
    )


def _said_once(lines: Sequence[PostLine]) -> tuple[PostLine, ...]:
    """The same words for several accounts are shown once, with the first of them."""
    seen: set[str] = set()
    found = []
    for each in lines:
        found.append(replace(each, text="") if each.text in seen else each)
        seen.add(each.text)
    return tuple(found)


def _line(
    meeting: Meeting,
    post: Post,
    networks: Mapping[str, str],
    at: datetime,
    may_drive: bool,
    shut: Collection[str],
) -> PostLine:
    icon, words, tone = state_of(post)
    until = _waits_until(post)
    if post.state is PostState.SENT and post.sent_at is not None:
        words = f"Sent at {clock_seconds(meeting.plan, post.sent_at)}"
    if post.is_rehearsal and post.state is PostState.SENT:
        words = f"{words} (rehearsal: nowhere)"
    if post.seq == NOTICE and post.state is PostState.HELD:
        words = f"Leaves at {clock_time(meeting.plan, post.due_at)}, {day_words(post.due_at, meeting.plan.timezone)}"
    if post.state is PostState.HELD and post.waits_for_send:
        words = "Held until you send it"
    is_due = post.state is PostState.QUEUED or (post.state is PostState.HELD and post.due_at <= at)
    if is_due and post.account_id in shut and not post.is_rehearsal:
        words, until = WAITS_FOR_ACCOUNT, None
    seconds = max(0, math.ceil((until - at).total_seconds())) if until else 0
    return PostLine(
        id=post.id, network=networks.get(post.channel, post.channel), text=post.text, tone=tone, icon=icon,
        state_words=words, reason=post.reason, url=post.remote_url, waits_until=until, seconds=seconds,
        countdown=as_countdown(seconds) if until else "",
        acts=ACTS.get(post.state, ()) if may_drive else (), can_edit=may_drive and post.state in EDITABLE,
    )  # fmt: skip


def state_of(post: Post) -> tuple[str, str, str]:
    """The icon, the words and the tone of a post's state."""
    return LOOKED_UP if post.state is PostState.UNKNOWN and post.look_at is not None else STATES[post.state]


def _waits_until(post: Post) -> datetime | None:
    if post.state is PostState.HELD and post.seq == NOTICE and post.due_at - post.created_at > A_WHILE:
        return None
    if post.state is PostState.HELD:
        return None if post.waits_for_send else post.due_at
    return post.not_before if post.state is PostState.WAITING else None


FAILED = frozenset({PostState.FAILED})
#: What a badge shows when several posts of a network are in different states: the worst of them.
#: A failure is forgotten by the badge, not by the column, once a later post went through.
WORST_FIRST = (
    (FAILED, "alert", "failed", "trouble"),
    (frozenset({PostState.UNKNOWN}), "doubt", "in doubt", "trouble"),
    (frozenset({PostState.EXPIRED}), "alert", "kept back", "trouble"),
    (frozenset({PostState.WAITING}), "retry", "trying again", "waiting"),
    (frozenset({PostState.HELD, PostState.QUEUED, PostState.SENDING, PostState.RETRACTING}), "wait", "waiting", "held"),
)  # fmt: skip


def _badges(posts: Sequence[Post], networks: Mapping[str, str]) -> tuple[Badge, ...]:
    mine: dict[str, list[Post]] = {}
    for post in posts:
        mine.setdefault(post.channel, []).append(post)
    return tuple(_badge(networks.get(name, name), some) for name, some in mine.items())


def _badge(network: str, posts: Sequence[Post]) -> Badge:
    sent = [place for place, each in enumerate(posts) if each.state is PostState.SENT]
    works_again_from = sent[-1] if sent else -1
    for states, icon, words, tone in WORST_FIRST:
        found = [each for each in posts if each.state in states]
        if states == FAILED:
            found = [each for each in posts[works_again_from + 1 :] if each.state in states]
        if found:
            return Badge(network, icon, words, tone)
    return Badge(network, "tick", "sent", "sent") if sent else Badge(network, "disarmed", "ready", "gone")


def _count_words(posts: Sequence[Post]) -> str:
    sent = sum(1 for each in posts if each.state is PostState.SENT)
    return f"{sent} {'post' if sent == 1 else 'posts'} sent"


def _sent_news(meeting: Meeting, posts: Sequence[Post], networks: Mapping[str, str]) -> str:
    sent = [each for each in posts if each.state is PostState.SENT and each.sent_at is not None]
    if not sent:
        return ""
    newest = max(sent, key=lambda each: (each.sent_at, each.id))
    assert newest.sent_at is not None
    where = networks.get(newest.channel, newest.channel)
    return f"Sent on {where} at {clock_seconds(meeting.plan, newest.sent_at)}."


def _trouble_news(posts: Sequence[Post], networks: Mapping[str, str]) -> str:
    troubled = [each for each in posts if state_of(each)[2] == "trouble"]
    if not troubled:
        return ""
    newest = troubled[-1]
    words = f"{networks.get(newest.channel, newest.channel)}: {newest.reason or state_of(newest)[1]}"
    return words if words.endswith((".", "!", "?")) else f"{words}."
