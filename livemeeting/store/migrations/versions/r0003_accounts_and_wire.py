"""What is known of an account, and what each attempt at a post repeats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Texts that are empty for what is there already."""
    op.add_column("accounts", sa.Column("facts", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("outbox", sa.Column("wire", sa.Text(), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("reply_to", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Without them."""
    op.drop_column("outbox", "reply_to")
    op.drop_column("outbox", "wire")
    op.drop_column("accounts", "facts")
