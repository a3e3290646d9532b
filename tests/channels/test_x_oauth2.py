"""X with an OAuth 2.0 token: renewed in time, kept before it is used, and each refresh token used once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from livemeeting.domain.channel import AccountTrouble, Checked, NotSent, ReplyRefused, Sent
from livemeeting.domain.posts import Post
from tests.channels import stations
from tests.channels.stations import Station
from tests.fakes.fake_x import FakeX


@pytest.fixture
def station() -> Iterator[Station]:
    with stations.x_oauth2() as opened:
        yield opened


def fake_of(station: Station) -> FakeX:
    assert isinstance(station.fake, FakeX)
    return station.fake


def test_one_token_serves_many_posts_and_the_new_refresh_token_is_kept(station: Station, post: Post) -> None:
    for number in range(5):
        ready = station.ready(post, text=f"Item {number}")
        assert isinstance(station.channel.send(ready, station.account), Sent)
    assert fake_of(station).oauth2.renewals == 1
    assert station.kept[-1]["refresh_token"] == fake_of(station).oauth2.refresh_token


def test_a_token_that_ends_early_is_renewed_and_the_post_goes_once(station: Station, post: Post) -> None:
    station.channel.send(station.ready(post), station.account)
    fake_of(station).oauth2.end()
    outcome = station.channel.send(station.ready(post, text="Second"), station.account)
    assert isinstance(outcome, Sent)
    assert station.texts() == [post.text, "Second"]
    assert fake_of(station).oauth2.renewals == 2


def test_an_account_read_before_a_renewal_does_not_spend_the_token_twice(station: Station) -> None:
    stale = station.account
    assert isinstance(station.channel.check(stale), Checked)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: station.channel.check(stale), range(8)))
    assert all(isinstance(each, Checked) for each in outcomes)
    assert fake_of(station).oauth2.renewals == 1


def test_a_second_process_finds_what_the_first_was_given(station: Station, post: Post) -> None:
    stale, second = station.account, station.impatient()
    assert isinstance(station.channel.check(stale), Checked)
    assert isinstance(second.send(station.ready(post), stale), Sent)
    assert fake_of(station).oauth2.renewals == 1


def test_a_refresh_token_x_no_longer_takes_is_the_account_s_trouble(station: Station, post: Post) -> None:
    spent = replace(station.account, credentials={**station.account.credentials, "refresh_token": "spent"})
    assert isinstance(station.channel.send(station.ready(post), spent), AccountTrouble)
    assert station.texts() == []


def test_x_away_while_renewing_is_surely_not_sent(station: Station, post: Post) -> None:
    fake_of(station).next_read("503-html")  # to the fake, asking for a token is no write
    assert isinstance(station.channel.send(station.ready(post), station.account), NotSent)
    assert station.texts() == []


def test_a_reply_is_refused_as_a_whole_or_for_a_parent_that_is_gone(post: Post) -> None:
    with stations.x() as station:
        fake = fake_of(station)
        first = station.channel.send(station.ready(post), station.account)
        assert isinstance(first, Sent)
        reply = station.ready(post, text="Second", reply_to=first.remote_id)
        fake.refuses_replies = True
        assert isinstance(station.channel.send(reply, station.account), ReplyRefused)
        fake.refuses_replies = False
        assert isinstance(station.channel.send(replace(reply, reply_to="1"), station.account), ReplyRefused)
        assert isinstance(station.channel.send(reply, station.account), Sent)
        assert fake.posts[-1].in_reply_to == first.remote_id


def test_old_posts_of_the_same_text_are_not_taken_for_this_one(post: Post) -> None:
    with stations.x() as station:
        fake = fake_of(station)
        fake.clock_ahead = -timedelta(days=800)
        fake.keep(post.text)
        fake.clock_ahead = timedelta(0)
        assert type(station.channel.find(station.ready(post), station.account, "")).__name__ == "Absent"


def test_a_refresh_token_that_stays_the_same_is_used_again(station: Station, post: Post) -> None:
    oauth2 = fake_of(station).oauth2
    oauth2.rotates = False
    station.channel.send(station.ready(post), station.account)
    oauth2.end()
    second = station.channel.send(station.ready(post, text="Second"), station.account)
    assert isinstance(second, Sent)
    assert (oauth2.renewals, station.kept[-1]["refresh_token"]) == (2, "fake-refresh-0")
