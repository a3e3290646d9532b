"""How long a post may be on one account: its network's own count, as `fill` asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from livemeeting.domain.channel import Channel, Measure


@dataclass(frozen=True)
class Ruler:
    """A network as one account has it: `facts` may hold a limit of the account's own server."""

    channel: Channel
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def limit(self) -> int:
        """In the units of `count`."""
        return self.channel.measure("", self.facts).limit

    def count(self, text: str) -> int:
        """The length of a text; above the limit where anything else about its length is too much, such as bytes."""
        found = self.measure(text)
        return found.count if found.fits else max(found.count, found.limit + 1)

    def measure(self, text: str) -> Measure:
        """The text as this account counts it, with what to look at before it leaves."""
        return self.channel.measure(text, self.facts)
