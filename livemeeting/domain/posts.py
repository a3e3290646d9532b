"""A post on one account, and its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PostState(StrEnum):
    """Where a post is between the press and the network (docs/channels.md has the diagram)."""

    HELD = "held"  # inside its undo window
    QUEUED = "queued"  # due, not yet taken by the poster
    SENDING = "sending"  # committed before the socket opens
    SENT = "sent"
    WAITING = "waiting"  # surely not sent; tried again at `not_before`
    UNKNOWN = "unknown"  # may be there: looked up first, never blindly sent again
    FAILED = "failed"
    EXPIRED = "expired"  # overtaken or frozen: the officer decides
    CANCELLED = "cancelled"
    RETRACTING = "retracting"
    RETRACTED = "retracted"


#: States in which the text has not left the server and can still be stopped.
STOPPABLE = frozenset({PostState.HELD, PostState.QUEUED, PostState.WAITING, PostState.EXPIRED})
#: States in which its readers may have seen it.
MAY_BE_THERE = frozenset({PostState.SENDING, PostState.SENT, PostState.UNKNOWN})
#: States from which a post leaves by itself unless somebody or something stops it.
ON_THE_WAY = frozenset({PostState.HELD, PostState.QUEUED, PostState.WAITING})
#: What stands for the words of a post once they were taken out of the record.
REMOVED = "(removed)"


@dataclass(frozen=True)
class Post:
    """One text for one account, as the outbox keeps it.

    `seq` is the log entry that caused it. All times are aware, UTC. `due_at` is the end of the undo
    window; after `expires_at` it is never sent without an officer's word. `quiet` posts carry only a
    fixed sentence and may leave while the meeting is private. A post with `is_released` is sent although
    it is overtaken: an officer said so, and gave it a new `expires_at`. `wire` is what every attempt must
    repeat exactly, `reply_to` whom it answers ('' = nobody): both in the words of its channel
    (`Channel.prepare`, `Channel.as_parent`).
    """

    id: str
    meeting_id: str
    seq: int
    account_id: str
    channel: str
    event_kind: str
    item_id: str
    text: str
    state: PostState
    due_at: datetime
    expires_at: datetime
    created_at: datetime
    quiet: bool = False
    is_rehearsal: bool = False
    is_released: bool = False
    reason: str = ""
    not_before: datetime | None = None
    lease_until: datetime | None = None
    attempts: int = 0
    sent_at: datetime | None = None
    remote_id: str = ""
    remote_url: str = ""
    wire: str = ""
    reply_to: str = ""
    #: The rest is about an attempt whose answer went missing. The newest `remote_id` of the account before it:
    known_before: str = ""
    tried_at: datetime | None = None  # when the last attempt ended
    look_at: datetime | None = None  # when something happens by itself next; None = the officer's turn
    looks: int = 0  # at the account since that attempt, without finding it
    repeats: int = 0  # by itself, after looking
    holds_lane_until: datetime | None = None  # the posts behind it wait until then
    is_there: bool = False  # the network said so, but not where
    is_alone: bool = False  # the network refused it as an answer to another
    taken_down_at: datetime | None = None
    taken_down_by: str = ""
    taken_down_why: str = ""

    @property
    def waits_for_send(self) -> bool:
        """Whether it never becomes due by itself: it is news for as long as it is held, and then asks."""
        return self.due_at >= self.expires_at

    @property
    def was_in_doubt(self) -> bool:
        """Whether an earlier attempt may have put it there."""
        return self.holds_lane_until is not None

    @property
    def is_repeating(self) -> bool:
        """Whether it is in doubt at this moment and still being worked on, by looks or by another attempt."""
        return self.was_in_doubt and self.look_at is not None
