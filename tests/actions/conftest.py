"""A council with an officer, a meeting and accounts, on a real database, with a clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from livemeeting.actions import deliver
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import Seen, see
from livemeeting.actions.press import Acknowledged, Press, press
from livemeeting.domain.agenda import Plan
from livemeeting.domain.buttons import BUTTONS
from livemeeting.domain.channel import Account
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.roles import Role
from livemeeting.store import accounts, councils, meetings
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from livemeeting.store.meetings import StoredMeeting
from livemeeting.store.secrets import Keyring, new_key
from tests.evening import PLAN, SIX_PM, form
from tests.fakes.network import Network

ANN = Officer("p1", "c1", "Ann", Role.OFFICER)


@dataclass
class Chamber:
    """A house in which a meeting can be driven as from the panel."""

    database: Database
    x: Network
    at: datetime = SIX_PM
    announced: list[str] = field(default_factory=list)
    commands: Iterator[int] = field(default_factory=lambda: count(1))
    officer: Officer = ANN
    lived: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.house = House(
            self.database, Keyring([new_key()]), {"x": self.x, "rehearsal": Network("rehearsal", "Rehearsal")},
            "https://live.example", announce=self.announced.append, clock=lambda: self.at,
            lived_ms=lambda: self.lived // timedelta(milliseconds=1),
        )  # fmt: skip

    def plan_meeting(self, plan: Plan = PLAN, **changes: object) -> Plan:
        wanted = replace(plan, **changes)  # type: ignore[arg-type]
        self.database.write(lambda c: meetings.add(c, StoredMeeting(wanted, SIX_PM, "p1")))
        return wanted

    def connect_x(self, account_id: str = "a1") -> None:
        account = Account(account_id, "c1", "x", "@calderbeck", {"api_key": "k"})
        self.database.write(lambda c: accounts.add(c, account, keyring=self.house.keyring, at=SIX_PM))

    def seen(self, meeting_id: str = "m1") -> Seen:
        return see(self.house, self.officer, meeting_id)

    def press(
        self, button: str, *, seq: int | None = None, command: str | None = None, by: Officer | None = None,
        meeting_id: str = "m1", **answers: str | Sequence[str],
    ) -> Acknowledged:  # fmt: skip
        name = button if button in BUTTONS else next(b.name for b in BUTTONS.values() if b.label == button)
        looking_at = self.seen(meeting_id).meeting.seq if seq is None else seq
        pressed = Press(meeting_id, name, looking_at, command or f"c{next(self.commands)}", form(**answers))
        return press(self.house, by or self.officer, pressed)

    def begin(self) -> None:
        self.press("Start meeting", confirm="LIVE")

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)
        self.lived += timedelta(seconds=seconds)

    def set_clock(self, seconds: float) -> None:
        """Set the server's clock forward, or back; no time passes."""
        self.at += timedelta(seconds=seconds)

    def deliver(self) -> list[PostState | None]:
        """One round of the poster: every lane, in order."""
        states: list[PostState | None] = []
        for lane in deliver.lanes_at_work(self.house):
            while (state := deliver.step(self.house, lane)) is not None:
                states.append(state)
        return states

    def pass_time(self, seconds: int) -> None:
        """Let the poster make a round each second."""
        for _ in range(seconds):
            self.move(1)
            self.deliver()

    def again(self, post: Post) -> Post:
        """A post as it is now."""
        return next(each for each in self.posts if each.id == post.id)

    @property
    def posts(self) -> tuple[Post, ...]:
        return self.seen().posts


@pytest.fixture
def chamber(database: Database) -> Chamber:
    """A scheduled full council of one council with one X account."""
    database.write(lambda c: councils.add(c, Council(id="c1", name="Calderbeck Council", created_at=SIX_PM)))
    found = Chamber(database, Network())
    found.plan_meeting()
    found.connect_x()
    return found


@pytest.fixture
def on_air(chamber: Chamber) -> Chamber:
    """Started, with the opening post out as n1."""
    chamber.begin()
    chamber.move(11)
    chamber.deliver()
    return chamber


@pytest.fixture
def sky(chamber: Chamber) -> Network:
    """A second account, on a network where repeating is safe and a meeting is a thread."""
    network = Network("bluesky", "Bluesky", repeats_safely=True, threads_by_default=True)
    chamber.house = replace(chamber.house, channels={**chamber.house.channels, "bluesky": network})
    account = Account("b1", "c1", "bluesky", "@calderbeck.example", {"k": "v"})
    chamber.database.write(lambda c: accounts.add(c, account, keyring=chamber.house.keyring, at=SIX_PM))
    return network
