"""The hosts a council's agendas may be fetched from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is fetched until an administrator lists a host."""
    op.create_table(
        "import_hosts",
        sa.Column("council_id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_import_hosts_council_id_councils"),
        sa.PrimaryKeyConstraint("council_id", "host", name="pk_import_hosts"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("import_hosts")
