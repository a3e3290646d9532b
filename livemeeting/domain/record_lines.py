"""The lines of a record: each entry of the log in words, with its posts and its place in the video."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livemeeting.domain import events as e
from livemeeting.domain import record_video
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.meeting import Meeting, TimelineEntry
from livemeeting.domain.panel_posts import state_of
from livemeeting.domain.panel_timeline import entry_sentence
from livemeeting.domain.posts import REMOVED, Post, PostState
from livemeeting.domain.record_parts import stamp
from livemeeting.domain.record_shape import RecordCorrection, RecordLine, RecordPost
from livemeeting.domain.record_words import Language, say
from livemeeting.domain.sentences import PRIVATE_ITEM, told

#: Public entries that say less to the public than to us, in words no post ever carries.
POSTS_SAY_NOTHING_OF_IT = (e.MeetingOpened, e.PublicExcluded)


@dataclass(frozen=True)
class Sources:
    """What lines are told from. `meeting` is the fold they are told from: the public's own for the public.

    `networks` gives the title of each channel by its name, `account_names` the name of each account by its id.
    """

    meeting: Meeting
    ours: Meeting
    posts: Mapping[int, Sequence[Post]]
    account_names: Mapping[str, str]
    networks: Mapping[str, str]
    is_public: bool
    language: Language = "en"

    def say(self, english: str) -> str:
        """A label in the language of the record."""
        return say(self.language, english)


def lines(sources: Sources, entries: Sequence[TimelineEntry]) -> tuple[RecordLine, ...]:
    """A line for each of these entries of `sources.meeting`."""
    return tuple(_line(sources, each) for each in entries)


def _line(sources: Sources, each: TimelineEntry) -> RecordLine:
    meeting, event = sources.meeting, each.event
    items = [_item(meeting, event, item_id) for item_id in e.items_of(event)]
    redaction = meeting.told(each.redacted_by or 0)
    is_removed = each.entry.is_redacted and not each.corrected_by
    because = redaction.event.reason if redaction and isinstance(redaction.event, e.EntryRedacted) else ""
    return RecordLine(
        seq=each.seq, made=stamp(meeting, each.at), kind=each.entry.kind,
        item_ids=tuple(item.id for item in items), item_numbers=tuple(item.number for item in items),
        item_titles=tuple(item.short_title or sources.say(PRIVATE_ITEM) for item in items),
        sentence=entry_sentence(meeting, each), actor="" if sources.is_public else each.entry.actor,
        # A correction repeats what the corrected line says by now: counted there and nowhere else.
        outcome=str(getattr(event, "outcome", "")), tally=getattr(event, "tally", None),
        casting_vote=str(getattr(event, "casting_vote", "")), votes=getattr(event, "votes", ()),
        video=record_video.link(meeting, each.seq), is_private=each.is_private, in_force=each.in_force,
        undone_by=each.undone_by, corrects=event.entry if isinstance(event, e.EntryCorrected) else None,
        corrections=corrections(sources, each), is_removed=is_removed,
        removed_because=because if is_removed else "", clock_jumped=each.entry.clock_jumped,
        posts=_posts(sources, each),
    )  # fmt: skip


def _item(meeting: Meeting, event: e.Event, item_id: str) -> AgendaItem:
    tonight = meeting.item(item_id)
    if tonight is not None:
        return tonight.item
    if isinstance(event, e.ItemAdded):  # added and then undone
        return event.added
    return AgendaItem(item_id, "", "")


def corrections(sources: Sources, each: TimelineEntry) -> tuple[RecordCorrection, ...]:
    """What an entry of `sources.meeting` said before each correction, oldest first."""
    meeting, found = sources.meeting, []
    before = "removed" if each.entry.is_redacted else told(meeting, each.original)
    for seq in each.corrected_by:
        correction = meeting.told(seq)
        if correction is None or not isinstance(correction.event, e.EntryCorrected):
            continue
        after = told(meeting, correction.event.replacement)
        actor = "" if sources.is_public else correction.entry.actor
        made = stamp(meeting, correction.at)
        found.append(RecordCorrection(seq, made, before, after, correction.event.reason, actor))
        before = after
    return tuple(found)


def _posts(sources: Sources, each: TimelineEntry) -> tuple[RecordPost, ...]:
    posts = sources.posts.get(each.seq, ())
    if sources.is_public:
        posts = [post for post in posts if _is_public(sources, each, post)]
    return tuple(_post(sources, each, post) for post in posts)


def _is_public(sources: Sources, each: TimelineEntry, post: Post) -> bool:
    """Whether the public may read a post again here: it stands, and its words are still public."""
    original = sources.ours.told(each.seq)
    if post.state is not PostState.SENT or each.entry.is_redacted or post.text == REMOVED:
        return False
    if original is None or original.is_private:
        return False
    # The order of items told by one that was marked restricted since: the post still names it.
    return isinstance(original.event, POSTS_SAY_NOTHING_OF_IT) or original.original == each.original


def _post(sources: Sources, each: TimelineEntry, post: Post) -> RecordPost:
    words = state_of(post)[1]
    if post.taken_down_at is not None and post.state is PostState.RETRACTED:
        words = f"{words} at {stamp(sources.meeting, post.taken_down_at).time}"
    if post.is_rehearsal and post.state is PostState.SENT:
        words = "Rehearsed: would have been sent"
    return RecordPost(
        channel=sources.networks.get(post.channel, post.channel),
        account=sources.account_names.get(post.account_id, ""),
        text="" if each.entry.is_redacted else post.text, state=post.state.value, state_words=words,
        sent=stamp(sources.meeting, post.sent_at) if post.sent_at else None,
        url=post.remote_url, reason="" if sources.is_public else post.reason,
    )  # fmt: skip
