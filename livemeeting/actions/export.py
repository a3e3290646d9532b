"""Exporting a meeting's record to a file, for the public or for the office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import find_meeting, read_entries
from livemeeting.actions.verify import verify_database
from livemeeting.domain.agenda import Plan
from livemeeting.domain.posts import Post
from livemeeting.domain.record import record
from livemeeting.domain.record_shape import Audience, Record
from livemeeting.domain.roles import Right, Role
from livemeeting.exporters import EXPORTERS, Exporter
from livemeeting.exporters.json_check import Verdict
from livemeeting.store import accounts, log, meetings, outbox
from livemeeting.store.meetings import StoredMeeting

__all__ = [
    "Choice", "Exported", "PublicFiles", "RecordPage", "at_the_desk", "export", "export_public", "record_of",
    "record_page",
]  # fmt: skip


@dataclass(frozen=True)
class Exported:
    """A finished file: its bytes, what to call it, and what it is."""

    filename: str
    mimetype: str
    content: bytes


@dataclass(frozen=True)
class _Basis:
    """What a record was made of: the same basis makes the same record."""

    plan: Plan
    seq: int
    posts: tuple[Post, ...]
    accounts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """A file an officer may download: the last part of its address, and its title."""

    file: str
    title: str


@dataclass(frozen=True)
class RecordPage:
    """What the page of downloads shows. `public_files` is what anybody may fetch, without signing in."""

    meeting_id: str
    title: str
    record: Record
    verdict: Verdict
    public: tuple[Choice, ...]
    internal: tuple[Choice, ...]
    public_files: str


def export(house: House, officer: Officer, meeting_id: str, format: str, audience: Audience) -> Exported:
    """The record as a file for an officer or clerk. Raises NotFound, NotAllowed."""
    exporter = _exporter(format)
    return _written(exporter, *_for_officer(house, officer, meeting_id, audience))


def export_public(house: House, slug: str, format: str, *, is_rehearsal: bool = False) -> Exported:
    """The public record as a file for anybody at a public address; raises NotFound."""
    return PublicFiles(house).file(slug, format, is_rehearsal=is_rehearsal)


class PublicFiles:
    """The public records as files, kept while nothing changes, so that a thousand readers cost one export."""

    def __init__(self, house: House, most: int = 16) -> None:
        self._house = house
        self._most = most
        self._kept: dict[tuple[str, str], tuple[_Basis, Exported]] = {}

    def file(self, slug: str, format: str, *, is_rehearsal: bool = False) -> Exported:
        """The file for anybody at a public address; raises NotFound."""
        exporter = _exporter(format)

        def work(connection: Connection) -> _Basis:
            stored = meetings.by_slug(connection, slug, is_rehearsal=is_rehearsal)
            if stored is None:
                raise NotFound
            return _basis(connection, stored.plan)

        return self._of(self._house.database.read(work), exporter)

    def _of(self, basis: _Basis, exporter: Exporter) -> Exported:
        key = (basis.plan.meeting_id, exporter.name)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == basis:
            return kept[1]
        found = self._house.database.read(lambda c: _record(self._house, c, basis, "public"))
        written = _written(exporter, basis.plan, found)
        while len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[key] = (basis, written)
        return written


def record_of(house: House, officer: Officer, meeting_id: str, audience: Audience) -> Record:
    """The record itself, for whoever tells it in another way. Raises NotFound, NotAllowed."""
    return _for_officer(house, officer, meeting_id, audience)[1]


def record_page(house: House, officer: Officer, meeting_id: str) -> RecordPage:
    """What an officer may download, with the verdict on the log. Raises NotFound, NotAllowed."""
    plan, found = _for_officer(house, officer, meeting_id, "public")
    place = f"{'rehearsal' if plan.is_rehearsal else 'm'}/{plan.slug}/record"
    return RecordPage(
        meeting_id=meeting_id, title=plan.title, record=found,
        verdict=verify_database(house, officer, meeting_id),
        public=_choices("public"), internal=_choices("internal"), public_files=f"{house.public_url}/{place}",
    )  # fmt: skip


def at_the_desk(house: House, name: str) -> tuple[Officer, str]:
    """Who types commands on the server, and the id of the meeting they name by id or address.

    They may do what an administrator may: they could read the database itself. Raises NotFound.
    """
    stored = house.database.read(lambda connection: _named(connection, name))
    if stored is None:
        raise NotFound
    officer = Officer("", stored.plan.council_id, "Command line", Role.ADMINISTRATOR)
    return officer, stored.plan.meeting_id


def _named(connection: Connection, name: str) -> StoredMeeting | None:
    return (
        meetings.of_any_council(connection, name)
        or meetings.by_slug(connection, name, is_rehearsal=False)
        or meetings.by_slug(connection, name, is_rehearsal=True)
    )


def _exporter(name: str) -> Exporter:
    found = EXPORTERS.get(name)
    if found is None:
        raise NotFound
    return found


def _choices(audience: Audience) -> tuple[Choice, ...]:
    return tuple(Choice(f"{audience}.{each.name}", each.title) for each in EXPORTERS.values())


def _for_officer(house: House, officer: Officer, meeting_id: str, audience: Audience) -> tuple[Plan, Record]:
    officer.must(Right.EXPORT if audience == "public" else Right.EXPORT_INTERNAL)

    def work(connection: Connection) -> tuple[Plan, Record]:
        plan = find_meeting(connection, officer, meeting_id).plan
        return plan, _record(house, connection, _basis(connection, plan), audience)

    return house.database.read(work)


def _basis(connection: Connection, plan: Plan) -> _Basis:
    return _Basis(
        plan=plan,
        seq=log.newest_seq(connection, plan.meeting_id),
        posts=tuple(outbox.of_meeting(connection, plan.meeting_id)),
        accounts=tuple(
            (each.id, each.name) for each in accounts.list_for_council(connection, plan.council_id)
        ),
    )


def _record(house: House, connection: Connection, basis: _Basis, audience: Audience) -> Record:
    plan = basis.plan
    # A press may come between two readings: the record ends where the first one ended.
    entries = read_entries(connection, plan.meeting_id)[: basis.seq]
    links = [each.link for each in log.read(connection, plan.meeting_id)][: basis.seq]
    return record(
        plan,
        entries,
        basis.posts,
        audience=audience,
        exported_at=house.clock(),
        account_names=dict(basis.accounts),
        networks={name: channel.title for name, channel in house.channels.items()},
        links=links,
    )


def _written(exporter: Exporter, plan: Plan, found: Record) -> Exported:
    filename = f"{_file_stem(plan)}-record-{found.audience}{exporter.suffix}"
    return Exported(filename, exporter.mimetype, exporter.write(found))


def _file_stem(plan: Plan) -> str:
    """The address of the meeting; a rehearsal's is a secret, and files get passed on."""
    local = plan.starts_at.astimezone(ZoneInfo(plan.timezone))
    stem = f"REHEARSAL-{local:%Y-%m-%d}" if plan.is_rehearsal else plan.slug
    return re.sub(r"[^A-Za-z0-9-]+", "-", stem).strip("-") or "meeting"
