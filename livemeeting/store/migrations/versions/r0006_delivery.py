"""Posts in doubt, posts taken down, and the lane of each account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENTS = ("tried_at", "look_at", "holds_lane_until", "taken_down_at")
_TEXTS = ("known_before", "taken_down_by", "taken_down_why")


def upgrade() -> None:
    """Posts that are in doubt already stay with the officer: nothing looks for them by itself."""
    for name in _TEXTS:
        op.add_column("outbox", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in _MOMENTS:
        op.add_column("outbox", sa.Column(name, _time(), nullable=True))
    for name in ("looks", "repeats"):
        op.add_column("outbox", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for name in ("is_there", "is_alone"):
        op.add_column("outbox", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "lanes",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("rests_until", _time(), nullable=True),
        sa.Column("paused_because", sa.Text(), nullable=False),
        sa.Column("paused_with", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_lanes"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("lanes")
    for name in ("is_alone", "is_there", "repeats", "looks", *reversed(_MOMENTS), *reversed(_TEXTS)):
        op.drop_column("outbox", name)


def _time() -> sa.types.TypeEngine[str]:
    """Moments, as they were stored when this revision was written."""
    return sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
