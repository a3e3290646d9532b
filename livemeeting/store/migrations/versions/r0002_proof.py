"""Proof: the keys an installation signs with, and the checkpoints it has signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _time() -> sa.types.TypeEngine[str]:
    """Moments, as they were stored when this revision was written."""
    return sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """Two tables, and the log by time."""
    op.create_index("ix_entries_at", "entries", ["at"])
    op.create_table(
        "signing_keys",
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sealed_private_key", sa.Text(), nullable=False),
        sa.Column("created_at", _time(), nullable=False),
        sa.PrimaryKeyConstraint("public_key", name="pk_signing_keys"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "seq", name="pk_checkpoints"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_checkpoints_meeting_id_meetings"),
        sa.ForeignKeyConstraint(
            ["public_key"], ["signing_keys.public_key"], name="fk_checkpoints_public_key_signing_keys"
        ),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_entries_at", "entries")
    op.drop_table("checkpoints")
    op.drop_table("signing_keys")
