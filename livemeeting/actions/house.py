"""What an action needs from the running product, handed in by the front door."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from livemeeting.domain.channel import Channel
from livemeeting.domain.roles import Right, Role, may
from livemeeting.importers.fetch_rules import FetchRules
from livemeeting.importers.reading_room import ReadingRoom
from livemeeting.runtime import Runtime, plain
from livemeeting.store.database import Database
from livemeeting.store.log import Moment
from livemeeting.store.secrets import Keyring


class NotFound(Exception):
    """There is no such thing in this council: the web floor answers 404, whoever else may have it."""


class NotAllowed(Exception):
    """The person's role does not allow it: the web floor answers 403 with this sentence."""


@dataclass(frozen=True)
class Officer:
    """The signed-in person on whose behalf an action runs."""

    id: str
    council_id: str
    name: str
    role: Role

    def must(self, right: Right) -> None:
        """Raise NotAllowed unless the role has this right."""
        if not may(self.role, right):
            raise NotAllowed(f"Your role ({self.role}) does not let you {right}. Ask an administrator.")


def now() -> datetime:
    """The server's wall clock, aware, UTC. The only place the product asks for it."""
    return datetime.now(UTC)


def lived_ms() -> int:
    """Milliseconds this machine has lived, also while it was suspended: a clock that nobody sets."""
    known = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(known) // 1_000_000


def new_id() -> str:
    """A fresh identifier nobody can guess: 26 lower-case letters and digits, 130 bits."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(26))


def no_announcement(meeting_id: str) -> None:
    """Tell nobody: for the command line and tests without viewers."""


@dataclass(frozen=True)
class House:
    """The running parts. `announce(meeting_id)` tells everyone connected that something changed.

    `clock` and `moment` are asked inside a transaction; neither waits. `chance` is a number in [0, 1) for spreading
    waits. `public_url` has no slash at its end.
    """

    database: Database
    keyring: Keyring
    channels: Mapping[str, Channel]
    public_url: str
    announce: Callable[[str], None] = no_announcement
    runtime: Runtime = field(default_factory=plain)
    clock: Callable[[], datetime] = now
    lived_ms: Callable[[], int] = lived_ms
    boot: str = field(default_factory=lambda: secrets.token_hex(8))
    stale_minutes: int = 15
    chance: Callable[[], float] = random.random
    embed_hosts: frozenset[str] = frozenset()
    fetch_rules: FetchRules = field(default_factory=FetchRules)
    reading_room: ReadingRoom = field(default_factory=ReadingRoom)

    def moment(self) -> Moment:
        """The steady clock beside the wall clock, by which a jump of the latter is noticed."""
        return Moment(self.boot, self.lived_ms())
