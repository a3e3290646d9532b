"""Every table of the product. Migrations build them; a test keeps the two equal."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from livemeeting.store.utc_time import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, is_optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=is_optional)


def _time(name: str, *, is_optional: bool = False) -> Column[object]:
    return Column(name, UtcTime, nullable=is_optional)


def _yes_no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _in(name: str, other: str, *, is_optional: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(other), nullable=is_optional)


councils = Table(
    "councils",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("colour"),
    _text("hashtag"),
    _time("created_at"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("id", Text, primary_key=True),
    _in("council_id", "councils.id"),
    _text("name"),
    _text("members"),  # JSON list of names in calling order
    _text("profile"),
    _text("webcast_url"),
    _text("hashtag"),
    Index(None, "council_id"),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Text, primary_key=True),
    _in("council_id", "councils.id"),
    _in("body_id", "bodies.id", is_optional=True),
    Column("slug", Text, nullable=False, unique=True),
    _text("epoch"),
    _text("body"),
    _text("title"),
    _time("starts_at"),
    _text("venue"),
    _text("webcast_url"),
    _text("hashtag"),
    _text("agenda_url"),
    _text("timezone"),
    _yes_no("is_rehearsal"),
    _in("rehearsal_of", "meetings.id", is_optional=True),
    _number("hold_seconds"),
    _yes_no("waits_for_send"),
    _text("members"),  # JSON list of names in calling order
    _text("items"),  # JSON list in the order printed
    _number("next_item_number"),  # only ever grows, so that an item id is never used again
    _time("created_at"),
    _text("created_by"),
    _time("archived_at", is_optional=True),
    Index(None, "council_id", "starts_at"),
)

entries = Table(
    "entries",
    metadata,
    _in("meeting_id", "meetings.id"),
    Column("seq", Integer, nullable=False, autoincrement=False),
    _time("at"),
    _text("kind"),
    _text("actor"),
    _text("payload"),
    _text("payload_hash"),
    _text("previous_hash"),
    _text("hash"),
    _yes_no("is_redacted"),
    _text("boot"),
    Column("monotonic_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("meeting_id", "seq"),  # the concurrency control of the whole product
)

commands = Table(
    "commands",
    metadata,
    _in("meeting_id", "meetings.id"),
    _text("command_id"),
    _number("seq"),
    _time("at"),
    PrimaryKeyConstraint("meeting_id", "command_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _in("meeting_id", "meetings.id"),
    _number("seq"),
    _text("account_id"),  # no foreign key: a rehearsal posts for accounts that do not exist
    _text("channel"),
    _text("event_kind"),
    _text("item_id"),
    _text("text"),
    _text("state"),
    _time("due_at"),
    _time("expires_at"),
    _time("created_at"),
    _yes_no("quiet"),
    _yes_no("is_rehearsal"),
    Column("is_released", Boolean, nullable=False, default=False),  # an officer said: send it all the same
    _text("reason"),
    _time("not_before", is_optional=True),
    _time("lease_until", is_optional=True),
    _number("attempts"),
    _time("sent_at", is_optional=True),
    _text("remote_id"),
    _text("remote_url"),
    Index(None, "state", "due_at"),
    Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    _in("council_id", "councils.id"),
    _text("channel"),
    _text("name"),
    _text("sealed_credentials"),
    _yes_no("is_enabled"),
    _time("created_at"),
    Index(None, "council_id"),
)

templates = Table(
    "templates",
    metadata,
    _in("council_id", "councils.id"),
    _text("kind"),
    _text("text"),
    PrimaryKeyConstraint("council_id", "kind"),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    _in("council_id", "councils.id"),
    Column("email", Text, nullable=False, unique=True),  # lower case
    _text("name"),
    _text("password_hash", is_optional=True),
    _text("role"),
    _yes_no("is_disabled"),
    _time("created_at"),
    Index(None, "council_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _in("person_id", "people.id"),
    _time("created_at"),
    _time("seen_at"),
    _time("expires_at"),
    _text("csrf"),
    Index(None, "person_id"),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _in("person_id", "people.id"),
    _time("expires_at"),
    _time("used_at", is_optional=True),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("account_hash"),
    _text("address_hash"),
    _time("at"),
    _yes_no("succeeded"),
    Index(None, "account_hash", "at"),
    Index(None, "address_hash", "at"),
    sqlite_autoincrement=True,
)
