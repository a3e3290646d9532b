"""What every event is, and the counts that several carry."""

from __future__ import annotations

from dataclasses import dataclass


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
