"""The tables of proof: the keys an installation signs with, and what it has signed."""

from __future__ import annotations

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Text

from livemeeting.store.columns import metadata, moment, text, within

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("public_key", Text, primary_key=True),  # Ed25519, 32 bytes in base64
    text("sealed_private_key"),
    moment("created_at"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    within("meeting_id", "meetings.id"),
    Column("seq", Integer, nullable=False, autoincrement=False),
    text("seal"),
    moment("at"),
    within("public_key", "signing_keys.public_key"),
    text("signature"),
    PrimaryKeyConstraint("meeting_id", "seq"),
)
