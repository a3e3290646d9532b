"""The fake X itself: it lets in only signed requests, and shows its posts to who reads them with tweepy."""

from __future__ import annotations

import pytest
import requests
import tweepy

from livemeeting.channels.x_wire import Wire
from tests.fakes.fake_x import FakeX
from tests.fakes.fake_x_keys import USER_ID


@pytest.fixture
def client(fake_x: FakeX) -> tweepy.Client:
    keys = fake_x.keys
    client = tweepy.Client(
        None, keys.api_key, keys.api_secret, keys.access_token, keys.access_secret, return_type=dict
    )
    client.session.mount("https://", Wire(fake_x.base_url))
    return client


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer abc"}, {"Authorization": 'OAuth oauth_consumer_key="x"'}]
)
def test_a_request_without_the_signature_stores_nothing(headers: dict[str, str], fake_x: FakeX) -> None:
    answer = requests.post(f"{fake_x.base_url}/2/tweets", json={"text": "a"}, headers=headers, timeout=5)
    assert answer.status_code == 401
    assert fake_x.posts == []
    assert "x-rate-limit-remaining" in answer.headers


def test_says_whose_account_it_is(client: tweepy.Client) -> None:
    assert client.get_me(user_auth=True)["data"]["id"] == USER_ID


def test_lists_own_posts_newest_first_and_only_since_one(client: tweepy.Client, fake_x: FakeX) -> None:
    first, second = fake_x.keep("For & against"), fake_x.keep("Second")
    assert first and second
    listed = client.get_users_tweets(USER_ID, max_results=5, user_auth=True)["data"]
    assert [post["text"] for post in listed] == ["Second", "For &amp; against"]
    since = client.get_users_tweets(USER_ID, since_id=first.id, user_auth=True)["data"]
    assert [post["id"] for post in since] == [second.id]


def test_keeps_a_text_once_a_day(fake_x: FakeX) -> None:
    assert fake_x.keep("Adjourned at 20:14")
    assert fake_x.keep("Adjourned at 20:14") is None
    assert fake_x.take_down(fake_x.posts[0].id)
    assert fake_x.keep("Adjourned at 20:14")
