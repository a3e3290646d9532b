"""The table of standing agendas: what every meeting of a body begins with."""

from __future__ import annotations

from sqlalchemy import PrimaryKeyConstraint, Table

from livemeeting.store.columns import metadata, moment, text, within

standing_agendas = Table(
    "standing_agendas",
    metadata,
    within("council_id", "councils.id"),
    text("key"),  # the name of the body in small letters
    text("body"),
    text("items"),  # JSON list in the order printed
    moment("changed_at"),
    PrimaryKeyConstraint("council_id", "key"),
)
