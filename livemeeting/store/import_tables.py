"""From where a council's agendas may be fetched."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from livemeeting.store.columns import metadata, within

import_hosts = Table(
    "import_hosts",
    metadata,
    within("council_id", "councils.id"),
    Column("host", Text, nullable=False),
    PrimaryKeyConstraint("council_id", "host"),
)
