"""Every table of the product. Migrations build them; a test keeps the two equal."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from livemeeting.store.columns import (
    metadata as metadata,  # to ask for the metadata here is to have every table in it
)
from livemeeting.store.columns import moment, number, text, within, yes_no
from livemeeting.store.import_tables import import_hosts as import_hosts
from livemeeting.store.lane_tables import doubt_columns, taking_down_columns
from livemeeting.store.posting_tables import notices as notices
from livemeeting.store.posting_tables import posting_choices as posting_choices
from livemeeting.store.posting_tables import posting_periods as posting_periods
from livemeeting.store.posting_tables import templates as templates

councils = Table(
    "councils",
    metadata,
    Column("id", Text, primary_key=True),
    text("name"),
    text("colour"),
    text("hashtag"),
    moment("created_at"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("id", Text, primary_key=True),
    within("council_id", "councils.id"),
    text("name"),
    text("members"),  # JSON list of names in calling order
    text("profile"),
    text("webcast_url"),
    text("hashtag"),
    Index(None, "council_id"),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Text, primary_key=True),
    within("council_id", "councils.id"),
    within("body_id", "bodies.id", is_optional=True),
    Column("slug", Text, nullable=False, unique=True),
    text("epoch"),
    text("body"),
    text("title"),
    moment("starts_at"),
    text("venue"),
    text("webcast_url"),
    text("hashtag"),
    text("agenda_url"),
    text("timezone"),
    yes_no("is_rehearsal"),
    within("rehearsal_of", "meetings.id", is_optional=True),
    number("hold_seconds"),
    yes_no("waits_for_send"),
    text("members"),  # JSON list of names in calling order
    text("items"),  # JSON list in the order printed
    number("next_item_number"),  # only ever grows, so that an item id is never used again
    moment("created_at"),
    text("created_by"),
    moment("archived_at", is_optional=True),
    number("restored"),
    Index(None, "council_id", "starts_at"),
)

entries = Table(
    "entries",
    metadata,
    within("meeting_id", "meetings.id"),
    Column("seq", Integer, nullable=False, autoincrement=False),
    moment("at"),
    text("kind"),
    text("actor"),
    text("payload"),
    text("payload_hash"),
    text("previous_hash"),
    text("hash"),
    yes_no("is_redacted"),
    text("boot"),
    Column("monotonic_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("meeting_id", "seq"),  # the concurrency control of the whole product
    Index(None, "at"),
)

commands = Table(
    "commands",
    metadata,
    within("meeting_id", "meetings.id"),
    text("command_id"),
    number("seq"),
    moment("at"),
    PrimaryKeyConstraint("meeting_id", "command_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    within("meeting_id", "meetings.id"),
    number("seq"),
    text("account_id"),  # no foreign key: a rehearsal posts for accounts that do not exist
    text("channel"),
    text("event_kind"),
    text("item_id"),
    text("text"),
    text("state"),
    moment("due_at"),
    moment("expires_at"),
    moment("created_at"),
    yes_no("quiet"),
    yes_no("is_rehearsal"),
    Column("is_released", Boolean, nullable=False, default=False),  # an officer said: send it all the same
    text("reason"),
    moment("not_before", is_optional=True),
    moment("lease_until", is_optional=True),
    number("attempts"),
    moment("sent_at", is_optional=True),
    text("remote_id"),
    text("remote_url"),
    text("wire"),
    text("reply_to"),
    *doubt_columns(),
    *taking_down_columns(),
    Index(None, "state", "due_at"),
    Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    within("council_id", "councils.id"),
    text("channel"),
    text("name"),
    text("sealed_credentials"),
    text("facts"),  # JSON object of texts, none of them secret
    yes_no("is_enabled"),
    moment("created_at"),
    Index(None, "council_id"),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    within("council_id", "councils.id"),
    Column("email", Text, nullable=False, unique=True),  # lower case
    text("name"),
    text("password_hash", is_optional=True),
    text("role"),
    yes_no("is_disabled"),
    moment("created_at"),
    Index(None, "council_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    within("person_id", "people.id"),
    moment("created_at"),
    moment("seen_at"),
    moment("expires_at"),
    text("csrf"),
    Index(None, "person_id"),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", Text, primary_key=True),
    within("person_id", "people.id"),
    moment("expires_at"),
    moment("used_at", is_optional=True),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    text("account_hash"),
    text("address_hash"),
    moment("at"),
    yes_no("succeeded"),
    Index(None, "account_hash", "at"),
    Index(None, "address_hash", "at"),
    sqlite_autoincrement=True,
)

# The tables of one subject each, at the end because they point at those above.
from livemeeting.store.proof_tables import checkpoints as checkpoints  # noqa: E402
from livemeeting.store.proof_tables import signing_keys as signing_keys  # noqa: E402
from livemeeting.store.standing_tables import standing_agendas as standing_agendas  # noqa: E402
