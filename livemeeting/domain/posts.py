"""A post on one account: its states, and what a network can answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


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
    old it is: an officer said so.
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

    @property
    def waits_for_send(self) -> bool:
        """Whether it never becomes due by itself: it is news for as long as it is held, and then asks."""
        return self.due_at >= self.expires_at


@dataclass(frozen=True)
class Account:
    """A council's account on a network. `credentials` is unsealed only for the time of a call."""

    id: str
    council_id: str
    channel: str
    name: str
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Sent:
    """The network accepted it. `remote_url` may be empty where the network gives none."""

    remote_id: str
    remote_url: str


@dataclass(frozen=True)
class NotSent:
    """It surely did not leave (name not found, refused, connect time-out): may be tried again."""

    reason: str


@dataclass(frozen=True)
class RateLimited:
    """Surely not sent; the network asks to wait until `until` (aware, UTC; None when it did not say)."""

    reason: str
    until: datetime | None = None


@dataclass(frozen=True)
class Rejected:
    """The network looked at it and said no: the same text will not pass."""

    reason: str


@dataclass(frozen=True)
class AccountTrouble:
    """The account itself needs a person: signed out, out of credit, suspended."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """It may be there: time-out after sending, broken answer, 5xx. Never sent again by itself."""

    reason: str


Outcome = Sent | NotSent | RateLimited | Rejected | AccountTrouble | Unknown


@dataclass(frozen=True)
class Retracted:
    """It is gone from the network (or was never there)."""


class Channel(Protocol):
    """One social network. Never raises for anything a network can do: every answer is an `Outcome`.

    Sentences in outcomes are for the officer: what happened, what it means, the one thing to do.
    """

    name: str
    title: str  # how people call it: "X"
    limit: int  # in the units of `count`

    def count(self, text: str) -> int:
        """How long the network finds this text. Safe for any input of any length; at most 50 ms."""
        ...

    def send(self, post: Post, account: Account) -> Outcome:
        """Publish it once. Blocking, at most 20 seconds, no threads."""
        ...

    def retract(
        self, post: Post, account: Account
    ) -> Retracted | NotSent | Rejected | AccountTrouble | Unknown:
        """Take a sent post down. Repeating it is harmless."""
        ...
