"""What the process that reads sources is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.importers import Read


@dataclass(frozen=True)
class Job:
    """A source to read: its content follows on standard input. `format` is "" where it is to be found out."""

    filename: str = ""
    format: str = ""


@dataclass(frozen=True)
class Answer:
    """A draft, or the sentence of a refusal, or the place in our code at which reading broke off."""

    read: Read | None = None
    refused: str = ""
    fault: str = ""
