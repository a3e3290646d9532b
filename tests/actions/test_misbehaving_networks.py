"""Real channels against real HTTP that misbehaves: what becomes of the post, and that it is there exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from livemeeting.channels.bluesky import Bluesky
from livemeeting.channels.mastodon import Mastodon
from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.x import X
from livemeeting.domain.channel import Account, Channel
from livemeeting.domain.posts import Post, PostState
from livemeeting.store import accounts, councils
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.actions.conftest import Chamber
from tests.fakes.fake_bluesky import FakeBluesky
from tests.fakes.fake_mastodon import FakeMastodon
from tests.fakes.fake_x import FakeX
from tests.fakes.network import Network

Fake = FakeX | FakeBluesky | FakeMastodon
#: No answer, or one that says nothing: the post may be there or not, and each of these ends well by itself.
DOUBTFUL = (
    "500", "503-html", "drop-before", "accept-then-drop", "accept-then-500", "broken-body",
    "accept-then-hang", "hang", "slow-drip",
)  # fmt: skip


@dataclass
class Town:
    """A meeting on air with one account on one network, nothing posted on it yet."""

    chamber: Chamber
    fake: Fake

    def post(self, seconds: int) -> Post:
        """A step, and what became of its post after so many seconds."""
        self.chamber.press("Next item")
        self.chamber.move(11)
        self.chamber.deliver()
        self.chamber.pass_time(seconds)
        return self.chamber.posts[-1]


def open_town(database: Database, fake: Fake, name: str) -> Town:
    x = X(fake.base_url, answer_within=0.3)
    table: tuple[Channel, ...] = (
        x, Bluesky(plain_http=True, answer_within=0.3), Mastodon(plain_http=True, answer_within=0.3),
        Rehearsal(x),
    )  # fmt: skip
    chamber = Chamber(database, Network(), at=datetime.now(UTC))
    database.write(lambda c: councils.add(c, Council("c1", "Calderbeck Council", created_at=chamber.at)))
    chamber.house = replace(chamber.house, channels={each.name: each for each in table})
    chamber.plan_meeting()
    account = Account("a1", "c1", name, "@calderbeck", dict(fake.credentials), dict(fake.facts))
    database.write(lambda c: accounts.add(c, account, keyring=chamber.house.keyring, at=chamber.at))
    chamber.begin()
    chamber.move(11)
    chamber.deliver()
    assert len(fake.texts) == 1
    return Town(chamber, fake)


@pytest.fixture(params=["x", "bluesky", "mastodon", "gotosocial"])
def town(request: pytest.FixtureRequest, sqlite_database: Database) -> Iterator[Town]:
    fakes: dict[str, Fake] = {
        "x": FakeX(), "bluesky": FakeBluesky(), "mastodon": FakeMastodon(),
        "gotosocial": FakeMastodon(software="gotosocial"),
    }  # fmt: skip
    with fakes[request.param] as fake:
        name = "mastodon" if request.param == "gotosocial" else request.param
        yield open_town(sqlite_database, fake, name)


@pytest.mark.parametrize("mood", DOUBTFUL)
def test_a_post_whose_answer_is_lost_is_there_exactly_once_in_the_end(town: Town, mood: str) -> None:
    town.fake.next(mood)
    post = town.post(seconds=25)
    assert (post.state, town.fake.texts.count(post.text)) == (PostState.SENT, 1), post.reason
    assert post.remote_id


def test_lost_again_on_the_repeat_it_is_still_found(town: Town) -> None:
    town.fake.next("drop-before", "accept-then-drop")
    post = town.post(seconds=30)
    assert (post.state, town.fake.texts.count(post.text)) == (PostState.SENT, 1)


def test_a_look_that_fails_is_made_again_and_nothing_is_sent_meanwhile(town: Town) -> None:
    town.fake.next("accept-then-drop")
    town.fake.next_read("500", "503-html", "drop-before")
    post = town.post(seconds=25)
    assert (post.state, town.fake.texts.count(post.text)) == (PostState.SENT, 1)


def test_a_network_that_asks_to_wait_is_asked_again_when_it_said(town: Town) -> None:
    town.fake.resets_in = 120
    town.fake.next("429")
    post = town.post(seconds=0)
    assert post.state is PostState.WAITING and post.not_before is not None
    asked = len(town.fake.requests)
    left = (post.not_before - town.chamber.at).total_seconds()
    town.chamber.move(left - 1)
    town.chamber.deliver()
    assert len(town.fake.requests) == asked and 60 < left < 130
    town.chamber.move(1)
    town.chamber.deliver()
    assert town.chamber.again(post).state is PostState.SENT


def test_where_no_time_is_named_a_minute_is_waited(town: Town) -> None:
    town.fake.next("429-no-reset")
    post = town.post(seconds=0)
    assert (post.state, town.chamber.posts[-1].not_before is not None) == (PostState.WAITING, True)
    town.chamber.pass_time(61)
    assert town.chamber.again(post).state is PostState.SENT


def test_a_network_that_is_not_there_is_surely_not_sent_to(town: Town) -> None:
    town.fake.close()
    post = town.post(seconds=0)
    assert post.state is PostState.WAITING


@pytest.fixture
def on_x(sqlite_database: Database) -> Iterator[Town]:
    with FakeX() as fake:
        yield open_town(sqlite_database, fake, "x")


@pytest.mark.parametrize("mood", ["402", "401", "403-suspended"])
def test_an_account_that_needs_a_person_is_paused_and_keeps_its_posts(on_x: Town, mood: str) -> None:
    on_x.fake.next(mood)
    assert on_x.post(seconds=0).state is PostState.FAILED
    assert on_x.post(seconds=60).state is PostState.HELD
    assert on_x.chamber.seen().lanes["a1"].paused_because


def test_a_text_that_x_has_had_today_fails_on_the_first_attempt_with_what_to_do(on_x: Town) -> None:
    assert isinstance(on_x.fake, FakeX)
    on_x.fake.keep("Item 84: Declarations of interest #calderbeck")
    post = on_x.post(seconds=30)
    assert post.state is PostState.FAILED and "Add the time" in post.reason


def test_a_session_that_ends_in_the_middle_of_the_meeting_is_renewed_and_kept(
    sqlite_database: Database,
) -> None:
    with FakeBluesky() as fake:
        town = open_town(sqlite_database, fake, "bluesky")
        fake.end_tokens()
        assert town.post(seconds=3).state is PostState.SENT
        signed_in = len(fake.sign_ins)
        assert town.post(seconds=3).state is PostState.SENT
        assert len(fake.sign_ins) == signed_in


def test_a_parent_that_was_deleted_on_the_network_does_not_stop_the_next_post(
    sqlite_database: Database,
) -> None:
    with FakeMastodon() as fake:
        town = open_town(sqlite_database, fake, "mastodon")
        first = fake.posts.pop()
        post = town.post(seconds=3)
        assert (post.state, fake.posts[-1].in_reply_to_id) == (PostState.SENT, "")
        following = town.post(seconds=3)
        assert following.state is PostState.SENT
        assert fake.posts[-1].in_reply_to_id == post.remote_id != first.id
