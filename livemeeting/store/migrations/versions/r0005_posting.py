"""How a council posts: templates by network and language, posting profiles, notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A template so far is one for every network, in English; the other tables begin empty."""
    op.execute("CREATE TABLE kept AS SELECT council_id, kind, text FROM templates")
    op.drop_table("templates")
    _of_council("templates", "kind", "channel", "language", "text", key=3)
    op.execute(
        "INSERT INTO templates (council_id, kind, channel, language, text) "
        "SELECT council_id, kind, '', 'en', text FROM kept"
    )
    op.drop_table("kept")
    _of_council("posting_choices", "profile", "kind", "channel", "say", key=3)
    op.create_table(
        "posting_periods",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("council_id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("profile", "first_day", "last_day")),
        sa.PrimaryKeyConstraint("id", name="pk_posting_periods"),
        _belongs("posting_periods", "council_id", "councils"),
        _belongs("posting_periods", "body_id", "bodies"),
    )
    op.create_index("ix_posting_periods_council_id", "posting_periods", ["council_id"])
    op.create_table(
        "notices",
        sa.Column("council_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("clock", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "kind", name="pk_notices"),
        _belongs("notices", "council_id", "councils"),
    )


def downgrade() -> None:
    """Back to one template a kind; those of a network or in Welsh are lost."""
    for table in ("notices", "posting_periods", "posting_choices"):
        op.drop_table(table)
    op.execute(
        "CREATE TABLE kept AS SELECT council_id, kind, text FROM templates WHERE channel = '' AND language = 'en'"
    )
    op.drop_table("templates")
    _of_council("templates", "kind", "text", key=1)
    op.execute("INSERT INTO templates (council_id, kind, text) SELECT council_id, kind, text FROM kept")
    op.drop_table("kept")


def _of_council(table: str, *texts: str, key: int) -> None:
    """A table of texts of a council; its key is the council and the first `key` of them."""
    op.create_table(
        table,
        *(sa.Column(name, sa.Text, nullable=False) for name in ("council_id", *texts)),
        sa.PrimaryKeyConstraint("council_id", *texts[:key], name=f"pk_{table}"),
        _belongs(table, "council_id", "councils"),
    )


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
