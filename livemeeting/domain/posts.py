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
    UNKNOWN = "unknown"  # may be there: never sent again by itself
    FAILED = "failed"
    EXPIRED = "expired"  # overtaken or frozen: the officer decides
    CANCELLED = "cancelled"
    RETRACTING = "retracting"
    RETRACTED = "retracted"


#: States in which the text has not left the server and can still be stopped.
STOPPABLE = frozenset({PostState.HELD, PostState.QUEUED, PostState.WAITING, PostState.EXPIRED})


@dataclass(frozen=True)
class Post:
    """One text for one account, as the outbox keeps it.

    `seq` is the log entry that caused it. All times are aware, UTC. `due_at` is the end of the undo
    window; after `expires_at` it is never sent without an officer's word. `quiet` posts carry only a
    fixed sentence and may leave while the meeting is private. A post with `is_released` is sent however
    old it is: an officer said so. `wire` is what every attempt must repeat exactly, `reply_to` whom it answers
    ('' = nobody): both in the words of its channel (`Channel.prepare`, `Channel.as_parent`).
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

    @property
    def waits_for_send(self) -> bool:
        """Whether it never becomes due by itself: it is news for as long as it is held, and then asks."""
        return self.due_at >= self.expires_at
