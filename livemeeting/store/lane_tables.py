"""What delivery keeps beside a post's words: how each account has been doing, and what became of a doubtful post."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, Text

from livemeeting.store.columns import metadata, moment, number, text, yes_no

lanes = Table(
    "lanes",
    metadata,
    Column("account_id", Text, primary_key=True),  # no foreign key: an account may be gone before its lane
    number("failures"),
    number("refusals"),
    moment("rests_until", is_optional=True),
    text("paused_because"),
    text("paused_with"),
)


def doubt_columns() -> tuple[Column[Any], ...]:
    """Of the outbox: an attempt whose answer went missing."""
    return (
        text("known_before"),
        moment("tried_at", is_optional=True),
        moment("look_at", is_optional=True),
        number("looks"),
        number("repeats"),
        moment("holds_lane_until", is_optional=True),
        yes_no("is_there"),
        yes_no("is_alone"),
    )


def taking_down_columns() -> tuple[Column[Any], ...]:
    """Of the outbox: when a post was taken down, by whom and why."""
    return (moment("taken_down_at", is_optional=True), text("taken_down_by"), text("taken_down_why"))
