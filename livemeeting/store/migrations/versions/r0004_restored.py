"""How often a meeting was restored from a backup."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Never, so far. Added in place: copying a table that others point at would fail on a full database."""
    op.add_column("meetings", sa.Column("restored", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Without the count."""
    op.drop_column("meetings", "restored")
