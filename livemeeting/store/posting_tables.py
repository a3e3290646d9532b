"""The tables that say how a council posts: its wordings, its posting profiles, its notices."""

from __future__ import annotations

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from livemeeting.store.columns import metadata, text, within, yes_no

templates = Table(
    "templates",
    metadata,
    within("council_id", "councils.id"),
    text("kind"),
    text("channel"),  # "" for every network
    text("language"),
    text("text"),
    PrimaryKeyConstraint("council_id", "kind", "channel", "language"),
)

posting_choices = Table(
    "posting_choices",
    metadata,
    within("council_id", "councils.id"),
    text("profile"),
    text("kind"),
    text("channel"),  # "" for every network
    text("say"),
    PrimaryKeyConstraint("council_id", "profile", "kind", "channel"),
)

posting_periods = Table(
    "posting_periods",
    metadata,
    Column("id", Text, primary_key=True),
    within("council_id", "councils.id"),
    within("body_id", "bodies.id", is_optional=True),  # none for every body
    text("profile"),
    text("first_day"),  # 2027-03-22
    text("last_day"),
    Index(None, "council_id"),
)

notices = Table(
    "notices",
    metadata,
    within("council_id", "councils.id"),
    text("kind"),
    yes_no("is_on"),
    text("clock"),  # 09:00, for those that have a time of day
    PrimaryKeyConstraint("council_id", "kind"),
)
