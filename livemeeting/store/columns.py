"""What tables are made of: the naming of their keys, and their kinds of column."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, Text

from livemeeting.store.utc_time import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *, is_optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=is_optional)


def moment(name: str, *, is_optional: bool = False) -> Column[object]:
    return Column(name, UtcTime, nullable=is_optional)


def yes_no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def within(name: str, other: str, *, is_optional: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(other), nullable=is_optional)
