"""How the product is doing, in numbers for the officer and for whoever runs the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import Connection

from livemeeting.actions.gallery import Gallery
from livemeeting.actions.house import House
from livemeeting.actions.readiness import Readiness, readiness
from livemeeting.domain.posts import PostState
from livemeeting.store import outbox
from livemeeting.store.trouble import StoreTrouble


@dataclass(frozen=True)
class Stalls:
    """How often the async hub of this process stood still, and for how many seconds at the most."""

    count: int = 0
    longest: float = 0.0


@dataclass(frozen=True)
class Vitals:
    """This process and what it shares with the others. Times are in seconds.

    `viewers` are open streams, an upper bound on people. `told_median` and `told_worst` are from the commit of a press
    to the moment the last viewer's line had the update, over the last two hundred updates; 0 before the first.
    """

    ready: Readiness
    viewers: int
    updates: int
    told_median: float
    told_worst: float
    behind: float
    stalls: Stalls
    posts: Mapping[PostState, int] = field(default_factory=dict)
    #: Whether Redis answers: "ok", "away", or "" where none is used.
    bell: str = ""

    @property
    def waiting_posts(self) -> int:
        """Posts that have not left and will by themselves."""
        return sum(self.posts.get(each, 0) for each in (PostState.HELD, PostState.QUEUED, PostState.WAITING))

    @property
    def troubled_posts(self) -> int:
        """Posts that need somebody."""
        return sum(
            self.posts.get(each, 0) for each in (PostState.FAILED, PostState.UNKNOWN, PostState.EXPIRED)
        )


def vitals(house: House, gallery: Gallery | None, stalls: Stalls, bell: str = "") -> Vitals:
    """Look at everything once. Never raises for a database that is away."""

    def work(connection: Connection) -> dict[PostState, int]:
        return outbox.counts(connection)

    try:
        posts = house.database.read(work)
    except StoreTrouble:
        posts = {}
    told = sorted(gallery.told_in) if gallery is not None else []
    return Vitals(
        ready=readiness(house),
        viewers=gallery.everybody if gallery is not None else 0,
        updates=gallery.updates if gallery is not None else 0,
        told_median=median(told) if told else 0.0,
        told_worst=told[-1] if told else 0.0,
        behind=gallery.behind if gallery is not None else 0.0,
        stalls=stalls,
        posts=posts,
        bell=bell,
    )
