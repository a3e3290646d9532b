"""A channel without a network: it answers what the test tells it to, and remembers what it was given.

network = Network("bluesky", repeats_safely=True)
network.answers.append(RateLimited("Wait.", until))
network.finds.append(Absent())
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from livemeeting.domain.channel import (
    Absent,
    Account,
    AccountTrouble,
    CannotTell,
    Checked,
    Field,
    Found,
    Measure,
    NotSent,
    Outcome,
    RateLimited,
    Retracted,
    Retraction,
    Sent,
)
from livemeeting.domain.posts import Post


@dataclass
class Network:
    """Scripted answers are used up in order; without any it accepts, finds nothing, is signed in and deletes."""

    name: str = "x"
    title: str = "X"
    limit: int = 280
    fields: tuple[Field, ...] = (Field("api_key", "API key"),)
    repeats_safely: bool = False
    threads: bool = True
    threads_by_default: bool = False
    can_retract: bool = True
    answers: list[Outcome] = field(default_factory=list)
    finds: list[Found | Absent | CannotTell] = field(default_factory=list)
    checks: list[Checked | AccountTrouble | NotSent | RateLimited] = field(default_factory=list)
    retractions: list[Retraction] = field(default_factory=list)
    given: list[Post] = field(default_factory=list)
    looked_for: list[tuple[Post, str, tuple[str, ...]]] = field(default_factory=list)
    taken_down: list[Post] = field(default_factory=list)

    def count(self, text: str) -> int:
        return len(text)

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        return Measure(len(text), self.limit, len(text.encode()))

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        return f"{post.id} {at.isoformat()} {post.reply_to} {post.text}" if self.repeats_safely else ""

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        return f"ref-{post.id}" if self.repeats_safely else post.remote_id

    def send(self, post: Post, account: Account) -> Outcome:
        self.given.append(post)
        if self.answers:
            return self.answers.pop(0)
        return Sent(f"n{len(self.given)}", f"https://x.example/{post.id}")

    def find(
        self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()
    ) -> Found | Absent | CannotTell:
        self.looked_for.append((post, since, tuple(taken)))
        return self.finds.pop(0) if self.finds else Absent()

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        return self.checks.pop(0) if self.checks else Checked("@calderbeck")

    def retract(self, post: Post, account: Account) -> Retraction:
        self.taken_down.append(post)
        return self.retractions.pop(0) if self.retractions else Retracted()
