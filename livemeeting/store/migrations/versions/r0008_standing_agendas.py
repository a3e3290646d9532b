"""What every meeting of a body begins with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _time() -> sa.types.TypeEngine[str]:
    """Moments, as they were stored when this revision was written."""
    return sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """No body has one yet."""
    op.create_table(
        "standing_agendas",
        sa.Column("council_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("changed_at", _time(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name="fk_standing_agendas_council_id_councils"
        ),
        sa.PrimaryKeyConstraint("council_id", "key", name="pk_standing_agendas"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("standing_agendas")
