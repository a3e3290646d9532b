"""Making records and files of what was read from the database: plain data in, so that a child process can do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from livemeeting.actions.entries import entries_of
from livemeeting.domain.agenda import Plan
from livemeeting.domain.posts import Post
from livemeeting.domain.record import record
from livemeeting.domain.record_shape import Audience, Record
from livemeeting.domain.record_words import Language
from livemeeting.domain.time_spent import TimeSpent, time_spent
from livemeeting.domain.views import public_meeting
from livemeeting.exporters import EXPORTERS
from livemeeting.store.stored_entry import StoredEntry

#: A log longer than this takes so long to tell that others would notice.
LONG = 300


@dataclass(frozen=True)
class Basis:
    """What a record is made of: the same basis makes the same record."""

    plan: Plan
    posts: tuple[Post, ...]
    accounts: tuple[tuple[str, str], ...]
    seq: int


@dataclass(frozen=True)
class Order:
    """A record to be made. `stored` is the log up to the basis' entry."""

    basis: Basis
    stored: tuple[StoredEntry, ...]
    networks: Mapping[str, str]
    audience: Audience
    language: Language
    address: str
    at: datetime

    @property
    def is_long(self) -> bool:
        return len(self.stored) > LONG


def made(order: Order) -> Record:
    """The record."""
    return record(
        order.basis.plan,
        entries_of(order.stored),
        order.basis.posts,
        audience=order.audience,
        exported_at=order.at,
        account_names=dict(order.basis.accounts),
        networks=order.networks,
        links=[each.link for each in order.stored],
        language=order.language,
        address=order.address,
    )


def written(order: Order, format: str) -> bytes:
    """The file of a format there is. Raises Refused where there can be no such file of this record."""
    return EXPORTERS[format].write(made(order))


@dataclass(frozen=True)
class Outline:
    """Of a record what its page says: `why_not` holds, for formats there can be none of, the reason.

    `spent` is what the public may know, whoever the record is for.
    """

    record: Record
    why_not: Mapping[str, str]
    spent: TimeSpent


def outlined(order: Order) -> Outline:
    """The record, and the formats there can be none of."""
    found = made(order)
    reasons = {name: each.why_not(found) for name, each in EXPORTERS.items()}
    spent = time_spent(public_meeting(order.basis.plan, entries_of(order.stored)))
    return Outline(found, {name: reason for name, reason in reasons.items() if reason}, spent)
