"""A council with three accounts and hundreds of posts in the outbox, and a poster that can be killed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import see
from livemeeting.actions.poster import Poster
from livemeeting.actions.press import Press, press
from livemeeting.channels.bluesky import Bluesky
from livemeeting.channels.mastodon import Mastodon
from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.x import X
from livemeeting.domain.channel import Account, Channel
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.roles import Role
from livemeeting.store import accounts, councils, meetings, outbox
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from livemeeting.store.meetings import StoredMeeting
from livemeeting.store.secrets import Keyring
from tests.evening import PLAN, form

ANN = Officer("p1", "c1", "Ann", Role.OFFICER)
WEEK = timedelta(days=7)
#: Any Fernet key: this database lives as long as the benchmark.
KEY = "x" * 43 + "="


@dataclass(frozen=True)
class FastClock:
    """A clock that runs `pace` times as fast as the wall's since `began`, so that minutes of waiting are seconds."""

    began: float
    pace: float

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.began + (time.time() - self.began) * self.pace, UTC)


def open_house(path: Path, x_url: str, clock: Callable[[], datetime]) -> House:
    """The product on this database file, its networks on loopback."""
    x = X(x_url)
    table: tuple[Channel, ...] = (x, Bluesky(plain_http=True), Mastodon(plain_http=True), Rehearsal(x))
    return House(
        Database(f"sqlite:///{path}"), Keyring([KEY]), {each.name: each for each in table},
        "https://live.example", clock=clock, stale_minutes=240,
    )  # fmt: skip


def found(house: House, connected: list[Account]) -> None:
    """A council with these accounts and its meeting on air, nothing posted."""
    at = house.clock()
    house.database.migrate()
    house.database.write(lambda c: councils.add(c, Council("c1", "Calderbeck Council", created_at=at)))
    plan = replace(PLAN, starts_at=at, hold_seconds=0)
    house.database.write(lambda c: meetings.add(c, StoredMeeting(plan, at, "p1")))
    press(house, ANN, Press("m1", "start_meeting", 0, "c0", form(confirm="LIVE")))
    for account in connected:
        house.database.write(lambda c, each=account: accounts.add(c, each, keyring=house.keyring, at=at))


def queue(house: House, account_id: str, channel: str, count: int) -> list[str]:
    """Fill an account's lane; the texts in order."""
    at = house.clock()
    texts = [f"Item {number}: library hours are being considered." for number in range(1, count + 1)]
    posts = [
        Post(
            id=f"{channel}{number:04d}", meeting_id="m1", seq=1, account_id=account_id, channel=channel,
            event_kind="MeetingOpened", item_id="", text=text, state=PostState.QUEUED, due_at=at,
            expires_at=at + WEEK, created_at=at,
        )
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    house.database.write(lambda c: outbox.add(c, posts))
    return texts


def posts_of(house: House) -> tuple[Post, ...]:
    """Every post as it is now."""
    return see(house, ANN, "m1").posts


def post_until_killed(path: str, x_url: str, began: float, pace: float) -> None:
    """The poster, in a process of its own."""
    import logging

    logging.disable(logging.ERROR)
    Poster(open_house(Path(path), x_url, FastClock(began, pace))).run()
