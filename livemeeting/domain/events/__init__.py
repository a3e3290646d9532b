"""The closed vocabulary of what can happen in a meeting: past-tense facts, never renamed once released.

Every field has a default-free meaning given in docs/record.md. `item`, `motion` and `amendment`
are ids, "" where none applies.
"""

from __future__ import annotations

from livemeeting.domain.events.debate import (
    AmendmentDecided,
    AmendmentMoved,
    AmendmentWithdrawn,
    ChairAnnounced,
    DecisionRecorded,
    MotionMoved,
    SpeakerCalled,
    VoteCalled,
)
from livemeeting.domain.events.event import (
    Event,
    NamedVote,
    Tally,
)
from livemeeting.domain.events.items import (
    ItemAdded,
    ItemDeferred,
    ItemDetailsChanged,
    ItemReleased,
    ItemRestricted,
    ItemRevised,
    ItemsAgreedTogether,
    ItemStarted,
    ItemWithdrawn,
    RunningOrderChanged,
)
from livemeeting.domain.events.mending import (
    EntryCorrected,
    EntryRedacted,
    EntryUndone,
    Unreadable,
)
from livemeeting.domain.events.minutes import MinuteNumbered, MinutesSigned
from livemeeting.domain.events.room import (
    AttendanceRecorded,
    InterestDeclared,
    MemberLeft,
    MemberReturned,
    MessagePublished,
    NoteTaken,
    OperatorChanged,
    PlaceChecked,
    RecordingAdded,
    VideoExpired,
    WebcastAnchored,
    WebcastFailed,
    WebcastRestored,
    WebcastStarted,
)
from livemeeting.domain.events.sitting import (
    MeetingAdjourned,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingResumed,
    PublicExcluded,
    PublicReadmitted,
)

__all__ = [
    "AMENDMENT_OUTCOMES",
    "KINDS",
    "OUTCOMES",
    "VOTES",
    "VOTE_FORMS",
    "AmendmentDecided",
    "AmendmentMoved",
    "AmendmentWithdrawn",
    "AttendanceRecorded",
    "ChairAnnounced",
    "DecisionRecorded",
    "EntryCorrected",
    "EntryRedacted",
    "EntryUndone",
    "Event",
    "InterestDeclared",
    "ItemAdded",
    "ItemDeferred",
    "ItemDetailsChanged",
    "ItemReleased",
    "ItemRestricted",
    "ItemRevised",
    "ItemStarted",
    "ItemWithdrawn",
    "ItemsAgreedTogether",
    "MeetingAdjourned",
    "MeetingCancelled",
    "MeetingClosed",
    "MeetingOpened",
    "MeetingPostponed",
    "MeetingResumed",
    "MemberLeft",
    "MemberReturned",
    "MessagePublished",
    "MinuteNumbered",
    "MinutesSigned",
    "MotionMoved",
    "NamedVote",
    "NoteTaken",
    "OperatorChanged",
    "PlaceChecked",
    "PublicExcluded",
    "PublicReadmitted",
    "RecordingAdded",
    "RunningOrderChanged",
    "SpeakerCalled",
    "Tally",
    "Unreadable",
    "VideoExpired",
    "VoteCalled",
    "WebcastAnchored",
    "WebcastFailed",
    "WebcastRestored",
    "WebcastStarted",
    "item_of",
    "items_of",
]

KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        MeetingOpened, MeetingAdjourned, MeetingResumed, MeetingClosed, MeetingPostponed, MeetingCancelled,
        PublicExcluded, PublicReadmitted,
        ItemStarted, ItemWithdrawn, ItemDeferred, ItemAdded, RunningOrderChanged, ItemsAgreedTogether,
        ItemDetailsChanged, ItemRevised, ItemRestricted, ItemReleased,
        ChairAnnounced, SpeakerCalled, MotionMoved, AmendmentMoved, AmendmentWithdrawn, AmendmentDecided,
        VoteCalled, DecisionRecorded,
        AttendanceRecorded, InterestDeclared, MemberLeft, MemberReturned, OperatorChanged,
        NoteTaken, MessagePublished,
        WebcastStarted, WebcastFailed, WebcastRestored, WebcastAnchored, VideoExpired,
        MinutesSigned, MinuteNumbered,
        RecordingAdded, PlaceChecked,
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
