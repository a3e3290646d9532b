"""Removing a name or a text from a meeting: where it stands, and what the log, agenda and posts would be without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from livemeeting.domain import events as e
from livemeeting.domain.agenda import Plan
from livemeeting.domain.meeting import Meeting, TimelineEntry
from livemeeting.domain.posts import REMOVED, STOPPABLE, Post, PostState
from livemeeting.domain.removal_words import Words, texts_with, without
from livemeeting.domain.views import clock_time

#: A post that is just now on its way to or from its network.
MOVING = frozenset({PostState.SENDING, PostState.RETRACTING})
STOPPED = "The words in it were removed from the record."


@dataclass(frozen=True)
class Place:
    """One text that holds the words, and what would stand there ("" where it goes). `post` is a post's id."""

    where: str
    before: str
    after: str
    post: str = ""


@dataclass(frozen=True)
class Removal:
    """What removing the words from a meeting that stands at `seq` means.

    `events` are entered in this order behind `seq`; then the payloads of the entries `redacted` go: each is named by
    one of the events, so that the chain holds. `posts` are (before, after). `left` are posts that stand at their
    networks; `stays` says in sentences what cannot be changed.
    """

    seq: int
    places: tuple[Place, ...]
    events: tuple[e.Event, ...]
    redacted: tuple[int, ...]
    plan: Plan
    posts: tuple[tuple[Post, Post], ...]
    left: tuple[Post, ...]
    stays: tuple[str, ...]


def removal_of(meeting: Meeting, plan: Plan, posts: Sequence[Post], words: Words) -> Removal:
    """The whole removal. `plan` is the agenda as saved, which may differ from the one the meeting was opened with.

    An entry on which the meeting stands is corrected to the same without the words and then redacted; one that was
    undone, and a correction that holds them, is redacted. Nothing changes about what is private.
    """
    holding = {told.seq: texts for told in meeting.timeline if (texts := list(_texts(told, words)))}
    touched = [(each, cleaned) for each in posts if (cleaned := _cleaned(each, words)) != each]
    return Removal(
        seq=meeting.seq,
        places=(*_entry_places(meeting, holding), *_plan_places(plan, words), *_post_places(touched, words)),
        events=(*_corrections(meeting, holding, words), *_redactions(meeting, holding, words)),
        redacted=tuple(holding),
        plan=without(plan, words),
        posts=tuple(touched),
        left=tuple(
            before for before, after in touched
            if after.text == REMOVED and before.state in (PostState.SENT, PostState.UNKNOWN)
        ),
        stays=tuple(_stays(meeting, plan, words)),
    )  # fmt: skip


def _texts(told: TimelineEntry, words: Words) -> Iterator[tuple[str, str]]:
    if not told.entry.is_redacted:
        yield from texts_with(told.original, words)


def _corrections(
    meeting: Meeting, holding: dict[int, list[tuple[str, str]]], words: Words
) -> Iterator[e.Event]:
    """For what is in force and whose present words would go: the same without them."""
    for told in meeting.timeline:
        says_it_now = told.corrected_by[-1] if told.corrected_by else told.seq
        if told.in_force and says_it_now in holding and not isinstance(told.event, MENDING):
            yield e.EntryCorrected(told.seq, without(told.event, words), words.reason)


#: Entries about another entry: they are told with it.
MENDING = (e.EntryCorrected, e.EntryRedacted, e.EntryUndone)


def _redactions(
    meeting: Meeting, holding: dict[int, list[tuple[str, str]]], words: Words
) -> Iterator[e.Event]:
    for seq in holding:
        told = meeting.told(seq)
        assert told is not None
        if isinstance(told.event, e.EntryRedacted):  # what it explained is explained anew, without the words
            yield replace(told.event, reason=words.reason)
        was_public = not told.is_private and told.in_force and not isinstance(told.event, MENDING)
        yield e.EntryRedacted(seq, words.reason, was_public=was_public)


def _cleaned(post: Post, words: Words) -> Post:
    """The post without the words; one that holds them says nothing any more and cannot leave."""
    after = replace(post, reason=words.out_of(post.reason), taken_down_why=words.out_of(post.taken_down_why))
    if not (words.are_in_post(post.text) or words.are_in(post.wire)):
        return after
    after = replace(after, text=REMOVED, wire="", look_at=None)
    if post.state in STOPPABLE:
        after = replace(after, state=PostState.CANCELLED, reason=STOPPED, not_before=None)
    return after


def _entry_places(meeting: Meeting, holding: dict[int, list[tuple[str, str]]]) -> Iterator[Place]:
    for seq, texts in holding.items():
        told = meeting.told(seq)
        assert told is not None
        time = clock_time(meeting.plan, told.at)
        gone = "" if told.in_force else ", undone"
        for before, after in texts:
            yield Place(f"Entry {seq} at {time}{gone}", before, after)


def _plan_places(plan: Plan, words: Words) -> Iterator[Place]:
    for item in plan.items:
        for before, after in texts_with(item, words):
            yield Place(f"The agenda, {item.number or 'an item without a number'}", before, after)
    for before, after in texts_with(replace(plan, items=()), words):
        yield Place("The details of the meeting", before, after)


def _post_places(touched: Sequence[tuple[Post, Post]], words: Words) -> Iterator[Place]:
    for before, after in touched:
        was = before.text if after.text == REMOVED else before.reason or before.taken_down_why
        yield Place("A post", was, after.text if after.text == REMOVED else words.out_of(was), before.id)


def _stays(meeting: Meeting, plan: Plan, words: Words) -> Iterator[str]:
    pressed = [str(told.seq) for told in meeting.timeline if words.are_in(told.entry.actor)]
    if pressed:
        yield f"An officer of that name pressed entry {', '.join(pressed)}. That is part of the proof and never public."
    if words.are_in_address(plan.slug):
        yield "The address of the meeting holds the words, and addresses stay for ever."
    if words.are_in(plan.body):
        yield "The name of the body holds the words. Change it under Details."
    for told in meeting.timeline:
        if isinstance(told.event, e.Unreadable) and not told.entry.is_redacted:
            yield f"Entry {told.seq} was written by a newer version and could not be searched."
