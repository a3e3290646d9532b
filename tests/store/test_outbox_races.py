"""When many reach for one post, exactly one gets it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection

from livemeeting.domain.posts import PostState
from livemeeting.store import outbox
from livemeeting.store.database import Database
from tests.store.samples import AT, a_post, hold_meeting

DUE = AT + timedelta(seconds=10)
LEASE = DUE + timedelta(seconds=30)
ROUNDS = 10
CLAIM = partial(outbox.claim, at=DUE, lease_until=LEASE)


def _all_at_once(database: Database, works: Sequence[Callable[[Connection], bool]]) -> list[bool]:
    together = threading.Barrier(len(works))

    def run(work: Callable[[Connection], bool]) -> bool:
        together.wait()
        return database.write(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture(autouse=True)
def _posts(database: Database) -> None:
    database.write(hold_meeting)
    database.write(lambda c: outbox.add(c, [a_post(f"p{number}") for number in range(ROUNDS)]))


def test_exactly_one_of_eight_posters_claims_a_post(database: Database) -> None:
    for number in range(ROUNDS):
        claims = [partial(CLAIM, post_id=f"p{number}")] * 8
        assert sorted(_all_at_once(database, claims)) == [False] * 7 + [True]
    posts = database.read(lambda c: outbox.of_meeting(c, "m1"))
    assert [post.attempts for post in posts] == [1] * ROUNDS


def test_either_the_officer_stops_a_post_or_the_poster_has_it(database: Database) -> None:
    for number in range(ROUNDS):
        claimed, stopped = _all_at_once(
            database,
            [partial(CLAIM, post_id=f"p{number}"), partial(outbox.stop, post_id=f"p{number}")],
        )
        post = database.read(partial(outbox.by_id, post_id=f"p{number}"))
        assert post
        assert (claimed, stopped, post.state) in (
            (True, False, PostState.SENDING),
            (False, True, PostState.CANCELLED),
        )
