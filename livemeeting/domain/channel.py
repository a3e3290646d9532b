"""What a social network is to this house: its accounts, its promises, and everything it can answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from livemeeting.domain.posts import Post


@dataclass(frozen=True)
class Field:
    """One thing an account needs, as its settings form asks for it.

    A secret goes into the account's sealed credentials and is never shown again; anything else goes into
    its `facts`. `choices` are pairs of value and words; with any, only those values are taken. `only_if` names
    another field and the value it must have for this one to be asked.
    """

    name: str
    label: str
    hint: str = ""
    is_secret: bool = True
    is_optional: bool = False
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    only_if: tuple[str, str] = ("", "")

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        """Whether an account with these answers needs it."""
        name, value = self.only_if
        return not name or answers.get(name, "") == value


def keep_nothing(credentials: Mapping[str, str]) -> None:
    """For an account that lies nowhere, such as a rehearsal's."""


def know_nothing() -> Mapping[str, str]:
    """For an account that lies nowhere: no credentials but those in hand."""
    return {}


@dataclass(frozen=True)
class Account:
    """A council's account on a network. `credentials` is unsealed only for the time of a call.

    `facts` is not secret: what the officer set, and what `Channel.check` learned. `keep` saves new
    credentials (sealed, in a transaction of its own) and returns once they are on disk: a channel calls it
    before it uses a refreshed session. `again` reads the credentials as they are stored by now: another
    process may have refreshed the session.
    """

    id: str
    council_id: str
    channel: str
    name: str
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    facts: Mapping[str, str] = field(default_factory=dict)
    keep: Callable[[Mapping[str, str]], None] = field(default=keep_nothing, repr=False, compare=False)
    again: Callable[[], Mapping[str, str]] = field(default=know_nothing, repr=False, compare=False)


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
class Duplicate:
    """The network has this very text already: after an unknown attempt it is there, on a first it is refused."""

    reason: str


@dataclass(frozen=True)
class ReplyRefused:
    """Surely not sent: its parent is gone, or the network lets it answer nobody. It may go without `reply_to`."""

    reason: str


@dataclass(frozen=True)
class AccountTrouble:
    """The account itself needs a person: signed out, out of credit, suspended."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """It may be there: time-out after sending, broken answer, 5xx. Never sent again by itself."""

    reason: str


Outcome = Sent | NotSent | RateLimited | Rejected | Duplicate | ReplyRefused | AccountTrouble | Unknown


@dataclass(frozen=True)
class Retracted:
    """It is gone from the network (or was never there)."""


@dataclass(frozen=True)
class CannotRetract:
    """This network deletes nothing, or not this any more: only a correction can follow."""

    reason: str


Retraction = Retracted | CannotRetract | NotSent | RateLimited | Rejected | AccountTrouble | Unknown


@dataclass(frozen=True)
class Found:
    """The post is on the account: what `send` would have said."""

    sent: Sent


@dataclass(frozen=True)
class Absent:
    """The account's own posts were read far enough back, and it is not among them."""


@dataclass(frozen=True)
class CannotTell:
    """The account's own posts could not be read, or not far enough back."""

    reason: str


@dataclass(frozen=True)
class Checked:
    """The account is signed in as `handle`; `facts` are what else was learned and replace those of the same name."""

    handle: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Something to look at before a text leaves. `fix` is the whole text mended, '' where only a person can."""

    kind: str
    words: str
    fix: str = ""


@dataclass(frozen=True)
class Measure:
    """A text as the network counts it. `byte_limit` is 0 where the network counts no bytes.

    `links` are the texts the network will turn into links; `cost` is in US dollars, zero where posting is free.
    """

    count: int
    limit: int
    bytes: int
    byte_limit: int = 0
    links: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    cost: Decimal = Decimal(0)

    @property
    def fits(self) -> bool:
        """Whether the network takes a text of this length."""
        return self.count <= self.limit and (not self.byte_limit or self.bytes <= self.byte_limit)


class Channel(Protocol):
    """One social network. Never raises for anything a network can do: every answer is an `Outcome`.

    Sentences in outcomes are for the officer: what happened, what it means, the one thing to do.
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str:
        """How people call it: "X"."""
        ...

    @property
    def limit(self) -> int:
        """In the units of `count`, where no account's facts say otherwise."""
        ...

    @property
    def fields(self) -> tuple[Field, ...]:
        """What an account needs: its settings form is drawn from this."""
        ...

    @property
    def repeats_safely(self) -> bool:
        """Whether sending the same row again can never make it appear twice."""
        ...

    @property
    def threads(self) -> bool:
        """Whether a post can answer another."""
        ...

    @property
    def threads_by_default(self) -> bool: ...
    @property
    def can_retract(self) -> bool: ...

    def count(self, text: str) -> int:
        """How long the network finds this text. Safe for any input of any length; at most 50 ms."""
        ...

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """The text counted, and what to look at before it leaves. As safe and as quick as `count`."""
        ...

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        """What must be the same in every attempt, as the outbox keeps it in `wire`; '' where nothing is.

        Ask once, in the transaction that takes the post for its first attempt, and again only if its text or its
        `reply_to` changed before anything of it left. Pure: the same arguments give the same wire.
        """
        ...

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        """What the next post puts into `reply_to` to answer this one; '' while that cannot be known.

        Where `repeats_safely` it can be known from `wire` alone, before the parent is sent.
        """
        ...

    def send(self, post: Post, account: Account) -> Outcome:
        """Publish it once. Blocking, at most 20 seconds, no threads."""
        ...

    def find(
        self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()
    ) -> Found | Absent | CannotTell:
        """Look for it among the account's own posts, by its text. Blocking, at most 20 seconds.

        `since` is the newest `remote_id` known before the attempt ('' = unknown: then only what is not older
        than the post counts). `taken` are the `remote_id`s that belong to other rows: equal texts are told
        apart by counting those out.
        """
        ...

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        """Whether the account can post, by a call that changes nothing there. Refreshes a session that needs it."""
        ...

    def retract(self, post: Post, account: Account) -> Retraction:
        """Take a sent post down. Repeating it is harmless."""
        ...
