"""Events that move through the agenda."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.agenda import AgendaItem, Paper
from livemeeting.domain.events.event import Event


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
class ItemRevised(Event):
    """A newer agenda prints the item with another number or formal title; it stays the same item."""

    item: str
    number: str
    title: str
    reason: str = ""


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
