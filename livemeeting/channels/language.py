"""The language an account posts in, asked for wherever an account has one."""

from __future__ import annotations

from livemeeting.domain.channel import Field

LANGUAGE = Field(
    "language",
    "Language of its posts",
    is_secret=False,
    default="en",
    choices=(("en", "English"), ("cy", "Cymraeg")),
)
