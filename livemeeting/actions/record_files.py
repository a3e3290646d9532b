"""Files of records: read what a record is made of, have it written, and name the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from livemeeting.actions import making
from livemeeting.actions.away import away
from livemeeting.actions.house import House, NotFound
from livemeeting.actions.look import public_address
from livemeeting.actions.making import Basis, Order
from livemeeting.domain.agenda import Plan
from livemeeting.domain.record_shape import Audience
from livemeeting.domain.record_words import Language
from livemeeting.exporters import EXPORTERS, Exporter
from livemeeting.store import accounts, log, outbox

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Exported:
    """A finished file: its bytes, what to call it, and what it is."""

    filename: str
    mimetype: str
    content: bytes


def exporter_named(name: str) -> Exporter:
    """Raises NotFound."""
    found = EXPORTERS.get(name)
    if found is None:
        raise NotFound
    return found


def basis_of(connection: Connection, plan: Plan) -> Basis:
    """What tells whether a record made earlier is still the same."""
    return Basis(
        plan=plan,
        seq=log.newest_seq(connection, plan.meeting_id),
        posts=tuple(outbox.of_meeting(connection, plan.meeting_id)),
        accounts=tuple(
            (each.id, each.name) for each in accounts.list_for_council(connection, plan.council_id)
        ),
    )


def order_of(
    house: House, connection: Connection, basis: Basis, audience: Audience, language: Language
) -> Order:
    """Everything a record is made of."""
    return Order(
        basis=basis,
        # A press may come between two readings: the record ends where the first one ended.
        stored=log.read_in_turns(
            connection, basis.plan.meeting_id, basis.seq, lambda: house.runtime.sleep(0)
        ),
        networks={name: channel.title for name, channel in house.channels.items()},
        audience=audience,
        language=language,
        address=public_address(house, basis.plan),
        at=house.clock(),
    )


def file_of(house: House, exporter: Exporter, order: Order) -> Exported:
    """The finished file. Raises Refused where there can be none of this record."""
    if exporter.is_slow:
        content = away(house.runtime, making.written, order, exporter.name)
    else:
        content = near_or_away(house, order, making.written, order, exporter.name)
    named = filename(_file_stem(order.basis.plan), exporter, order.audience, order.language)
    return Exported(named, exporter.mimetype, content)


def near_or_away(house: House, order: Order, call: Callable[..., Answer], *args: object) -> Answer:
    """Here where it is done at once, in a child process where the log is long."""
    return away(house.runtime, call, *args) if order.is_long else call(*args)


def filename(stem: str, exporter: Exporter, audience: Audience, language: Language) -> str:
    """council-2026-11-22-decisions-public-cy.docx."""
    tongue = "" if language == "en" else f"-{language}"
    return f"{stem}-{exporter.stem}-{audience}{tongue}{exporter.suffix}"


def _file_stem(plan: Plan) -> str:
    """The address of the meeting; a rehearsal's is a secret, and files get passed on."""
    local = plan.starts_at.astimezone(ZoneInfo(plan.timezone))
    stem = f"REHEARSAL-{local:%Y-%m-%d}" if plan.is_rehearsal else plan.slug
    return re.sub(r"[^A-Za-z0-9-]+", "-", stem).strip("-") or "meeting"
