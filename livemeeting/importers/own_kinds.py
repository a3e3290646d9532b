"""The kinds of file our own format comes as, and what a template of one is."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("csv", "xlsx", "yaml", "json")


@dataclass(frozen=True)
class Template:
    """A file to download."""

    filename: str
    media_type: str
    content: bytes
