"""Events of debate and decision."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.events.event import Event, NamedVote, Tally


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
