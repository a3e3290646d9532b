"""What Alembic runs to reach the database: the connection that `upgrade` was given, in its transaction."""

from __future__ import annotations

from alembic import context

from livemeeting.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
