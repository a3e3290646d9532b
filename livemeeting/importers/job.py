"""What the process that reads sources is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.importers import Read
from livemeeting.importers.fetch_rules import FetchRules


@dataclass(frozen=True)
class Job:
    """A source to read: its content follows on standard input, or it is fetched from `address` within `rules`.

    `format` is "" where it is to be found out; `meeting` is the id of a meeting where the address is only its site.
    """

    filename: str = ""
    format: str = ""
    address: str = ""
    meeting: str = ""
    rules: FetchRules | None = None


@dataclass(frozen=True)
class Answer:
    """A draft, or the sentence of a refusal, or the place in our code at which reading broke off."""

    read: Read | None = None
    refused: str = ""
    fault: str = ""
