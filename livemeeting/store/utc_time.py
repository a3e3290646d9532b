"""The column type for moments: aware UTC in and out, cut to milliseconds on every database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from livemeeting.domain.chain import at_text


def to_milliseconds(at: datetime) -> datetime:
    """The same moment in UTC, without the microseconds that would not survive the log."""
    return datetime.fromisoformat(at_text(at))


class UtcTime(TypeDecorator[datetime]):
    """ISO text of fixed width on SQLite (it sorts and compares as time), timestamptz on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[str]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        if value is None:
            return None
        return to_milliseconds(value) if dialect.name == "postgresql" else at_text(value)

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC) if value is not None else None
