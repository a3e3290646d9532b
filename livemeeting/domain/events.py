"""The closed vocabulary of what can happen in a meeting: past-tense facts, never renamed once released.

Every field has a default-free meaning given in docs/record.md. `item`, `motion` and `amendment`
are ids, "" where none applies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from livemeeting.domain.agenda import AgendaItem, Paper


@dataclass(frozen=True)
class Tally:
    """A count as the chair announced it."""

    votes_for: int
    against: int
    abstained: int = 0


@dataclass(frozen=True)
class NamedVote:
    """One member's vote in a recorded vote: "for", "against", "abstained" or "absent"."""

    member: str
    vote: str


@dataclass(frozen=True)
class Event:
    """Something that happened."""


# --- the sitting ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingOpened(Event):
    """The chair opened the meeting; the agenda as it stood at that moment goes into the record.

    With a `webcast_url` the webcast runs from here, as segment 1.
    """

    items: tuple[AgendaItem, ...]
    chair: str = ""
    webcast_url: str = ""


@dataclass(frozen=True)
class MeetingAdjourned(Event):
    """`until` is what the chair said: "20:25", "3 December 2026 at 18:00" or ""."""

    until: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MeetingResumed(Event):
    """The adjournment ended."""


@dataclass(frozen=True)
class MeetingClosed(Event):
    """The chair closed the meeting."""


@dataclass(frozen=True)
class MeetingPostponed(Event):
    """The meeting will be held on another day; `to` is the new date in words, or ""."""

    to: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MeetingCancelled(Event):
    """The meeting will not be held."""

    reason: str = ""


@dataclass(frozen=True)
class PublicExcluded(Event):
    """The press and public were excluded; `paragraphs` of Schedule 12A to the 1972 Act ("3", "7")."""

    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicReadmitted(Event):
    """The meeting is open to the public again."""


# --- items ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemStarted(Event):
    """A visit to an item began; `how` is "next", "jump" or "return"."""

    item: str
    how: str = "next"


@dataclass(frozen=True)
class ItemWithdrawn(Event):
    item: str
    reason: str = ""


@dataclass(frozen=True)
class ItemDeferred(Event):
    """`to` is the later meeting or date in words."""

    item: str
    to: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ItemAdded(Event):
    """An urgent item the chair accepted (Local Government Act 1972 s100B(4)(b) wants the reason)."""

    added: AgendaItem
    before: str = ""
    reason: str = ""


@dataclass(frozen=True)
class RunningOrderChanged(Event):
    """`item` will be taken before `before` ("" is last)."""

    item: str
    before: str = ""


@dataclass(frozen=True)
class ItemsAgreedTogether(Event):
    """Several items decided in one act, without discussion (en bloc, call-over)."""

    items: tuple[str, ...]
    outcome: str = "agreed"


@dataclass(frozen=True)
class ItemDetailsChanged(Event):
    """The plain title or the papers of an item were set anew; the formal title and number stay."""

    item: str
    plain_title: str = ""
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class ItemRestricted(Event):
    """From now on nothing about the item leaves."""

    item: str
    reason: str = ""


@dataclass(frozen=True)
class ItemReleased(Event):
    """The item is public business after all; `released` is its text as the officer made it public."""

    item: str
    released: AgendaItem | None = None
    reason: str = ""


# --- debate and decision -------------------------------------------------------------------------


@dataclass(frozen=True)
class ChairAnnounced(Event):
    name: str


@dataclass(frozen=True)
class SpeakerCalled(Event):
    """`role` is "Member", "Officer" or "Member of the public"; a member of the public has no name."""

    name: str
    role: str = ""
    item: str = ""


@dataclass(frozen=True)
class MotionMoved(Event):
    motion: str
    item: str
    mover: str = ""
    seconder: str = ""
    label: str = ""


@dataclass(frozen=True)
class AmendmentMoved(Event):
    """`label` is the council's own letter or number for it."""

    amendment: str
    item: str
    motion: str = ""
    label: str = ""
    mover: str = ""
    seconder: str = ""


@dataclass(frozen=True)
class AmendmentWithdrawn(Event):
    amendment: str
    item: str = ""


@dataclass(frozen=True)
class AmendmentDecided(Event):
    """`outcome` is "carried" or "lost"; not the outcome of the item."""

    amendment: str
    outcome: str
    item: str = ""
    tally: Tally | None = None
    votes: tuple[NamedVote, ...] = ()
    casting_vote: str = ""


@dataclass(frozen=True)
class VoteCalled(Event):
    """`form` is one of VOTE_FORMS."""

    item: str
    form: str = "show of hands"
    amendment: str = ""


@dataclass(frozen=True)
class DecisionRecorded(Event):
    """The outcome of an item (or of `motion` under it), one of OUTCOMES, as announced by the chair."""

    item: str
    outcome: str
    motion: str = ""
    tally: Tally | None = None
    votes: tuple[NamedVote, ...] = ()
    casting_vote: str = ""


# --- people --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AttendanceRecorded(Event):
    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True)
class InterestDeclared(Event):
    """`interest` is the kind declared, in the council's words."""

    member: str
    item: str = ""
    interest: str = ""
    leaves: bool = False


@dataclass(frozen=True)
class MemberLeft(Event):
    member: str
    item: str = ""


@dataclass(frozen=True)
class MemberReturned(Event):
    member: str
    item: str = ""


@dataclass(frozen=True)
class OperatorChanged(Event):
    """Another officer took over the panel. Never public."""

    name: str
    previous: str = ""


# --- words ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NoteTaken(Event):
    """`audience` is "officers" or "public"."""

    text: str
    audience: str = "officers"
    item: str = ""


@dataclass(frozen=True)
class MessagePublished(Event):
    """A free text for followers, posted and shown."""

    text: str
    item: str = ""


# --- webcast -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WebcastStarted(Event):
    """A new segment of video began; `url` is "" for the planned one."""

    segment: int
    url: str = ""


@dataclass(frozen=True)
class WebcastFailed(Event):
    segment: int


@dataclass(frozen=True)
class WebcastRestored(Event):
    """The webcast is back, as segment `segment`."""

    segment: int
    url: str = ""


@dataclass(frozen=True)
class WebcastAnchored(Event):
    """In `segment` (video at `url`), the wall time `at` (aware, UTC) is `offset_seconds` into the video."""

    segment: int
    at: datetime
    offset_seconds: int
    url: str = ""


# --- mending -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EntryCorrected(Event):
    """Entry `entry` should read `replacement`, an event of the same kind."""

    entry: int
    replacement: Event
    reason: str = ""


@dataclass(frozen=True)
class EntryRedacted(Event):
    """The payload of `entry` was removed; its number, time and hash stay.

    `was_public` says whether a tombstone may be shown: the payload can no longer tell.
    """

    entry: int
    reason: str
    was_public: bool = False


@dataclass(frozen=True)
class EntryUndone(Event):
    entry: int


@dataclass(frozen=True)
class Unreadable(Event):
    """An entry this version cannot read (written by a newer one). Treated as private: unknown means private."""

    kind: str = field(default="")


KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        MeetingOpened, MeetingAdjourned, MeetingResumed, MeetingClosed, MeetingPostponed, MeetingCancelled,
        PublicExcluded, PublicReadmitted,
        ItemStarted, ItemWithdrawn, ItemDeferred, ItemAdded, RunningOrderChanged, ItemsAgreedTogether,
        ItemDetailsChanged, ItemRestricted, ItemReleased,
        ChairAnnounced, SpeakerCalled, MotionMoved, AmendmentMoved, AmendmentWithdrawn, AmendmentDecided,
        VoteCalled, DecisionRecorded,
        AttendanceRecorded, InterestDeclared, MemberLeft, MemberReturned, OperatorChanged,
        NoteTaken, MessagePublished,
        WebcastStarted, WebcastFailed, WebcastRestored, WebcastAnchored,
        EntryCorrected, EntryRedacted, EntryUndone,
    )
}  # fmt: skip

#: The field's outcomes (reference: standing orders; planning adds granted and delegated).
OUTCOMES = (
    "agreed", "carried", "lost", "noted", "received", "approved", "refused", "granted", "recommended",
    "deferred", "referred back", "delegated", "withdrawn", "not moved", "fell", "lapsed", "not taken",
)  # fmt: skip
AMENDMENT_OUTCOMES = ("carried", "lost", "accepted without a vote", "fell")
VOTE_FORMS = ("show of hands", "recorded vote", "electronic vote", "ballot", "affirmation")
VOTES = ("for", "against", "abstained", "absent")


def item_of(event: Event) -> str:
    """The id of the item an event is about, "" when it is about none (or about several)."""
    if isinstance(event, ItemAdded):
        return event.added.id
    if isinstance(event, EntryCorrected):
        return item_of(event.replacement)
    return str(getattr(event, "item", ""))


def items_of(event: Event) -> tuple[str, ...]:
    """Every item an event names."""
    if isinstance(event, ItemsAgreedTogether):
        return event.items
    if isinstance(event, EntryCorrected):
        return items_of(event.replacement)
    one = item_of(event)
    return (one,) if one else ()
