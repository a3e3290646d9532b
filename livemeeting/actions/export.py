"""Exporting a meeting's record to a file, for the public or for the office."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions import making
from livemeeting.actions.downloads import Group, groups_of
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import find_meeting
from livemeeting.actions.making import Order
from livemeeting.actions.public_files import PublicFiles, export_public
from livemeeting.actions.record_files import (
    Exported,
    basis_of,
    exporter_named,
    file_of,
    filename,
    near_or_away,
    order_of,
)
from livemeeting.actions.verify import verify_database
from livemeeting.domain.record_shape import Audience, Record
from livemeeting.domain.record_words import Language
from livemeeting.domain.roles import Right, Role
from livemeeting.exporters.json_check import Verdict
from livemeeting.exporters.json_read import read
from livemeeting.store import meetings
from livemeeting.store.meetings import StoredMeeting

__all__ = [
    "Exported", "PublicFiles", "RecordPage", "at_the_desk", "convert", "export",
    "export_public", "record_of", "record_page",
]  # fmt: skip


@dataclass(frozen=True)
class RecordPage:
    """What the page of downloads shows. `public_files` is what anybody may fetch, without signing in."""

    meeting_id: str
    title: str
    record: Record
    verdict: Verdict
    public: tuple[Group, ...]
    internal: tuple[Group, ...]
    public_files: str


def export(
    house: House,
    officer: Officer,
    meeting_id: str,
    format: str,
    audience: Audience,
    language: Language = "en",
) -> Exported:
    """The record as a file for an officer or clerk. Raises NotFound, NotAllowed, Refused."""
    exporter = exporter_named(format)
    return file_of(house, exporter, _for_officer(house, officer, meeting_id, audience, language))


def convert(content: bytes, format: str) -> Exported:
    """Another file of an exported JSON record, without the database. Raises Refused, NotFound."""
    exporter, found = exporter_named(format), read(content)
    return Exported(
        filename("meeting", exporter, found.audience, found.language),
        exporter.mimetype,
        exporter.write(found),
    )


def record_of(house: House, officer: Officer, meeting_id: str, audience: Audience) -> Record:
    """The record itself, for whoever tells it in another way. Raises NotFound, NotAllowed."""
    return making.made(_for_officer(house, officer, meeting_id, audience, "en"))


def record_page(house: House, officer: Officer, meeting_id: str) -> RecordPage:
    """What an officer may download, with the verdict on the log. Raises NotFound, NotAllowed."""
    order = _for_officer(house, officer, meeting_id, "public", "en")
    plan = order.basis.plan
    outline = near_or_away(house, order, making.outlined, order)
    place = f"{'rehearsal' if plan.is_rehearsal else 'm'}/{plan.slug}/record"
    return RecordPage(
        meeting_id=meeting_id, title=plan.title, record=outline.record,
        verdict=verify_database(house, officer, meeting_id),
        public=groups_of("public", outline.why_not), internal=groups_of("internal", outline.why_not),
        public_files=f"{house.public_url}/{place}",
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


def _for_officer(
    house: House, officer: Officer, meeting_id: str, audience: Audience, language: Language
) -> Order:
    officer.must(Right.EXPORT if audience == "public" else Right.EXPORT_INTERNAL)

    def work(connection: Connection) -> Order:
        plan = find_meeting(connection, officer, meeting_id).plan
        return order_of(house, connection, basis_of(connection, plan), audience, language)

    return house.database.read(work)
