"""An account's keys stay out of logs and outcomes, and go to X alone."""

from __future__ import annotations

import logging
from typing import get_args

import pytest

from livemeeting.channels.x import X
from livemeeting.domain.channel import Account, Rejected
from livemeeting.domain.posts import Post
from tests.fakes.fake_x import FakeX
from tests.fakes.fake_x_keys import Keys
from tests.fakes.fake_x_words import Mood

CANARY = "canary7f3a"
MOODS = [*get_args(Mood), None]


@pytest.fixture
def fake_x(fake_x: FakeX) -> FakeX:
    fake_x.keys = Keys(
        api_key=f"{CANARY}-key",
        api_secret=f"{CANARY}-api-secret",
        access_token=f"1-{CANARY}-token",
        access_secret=f"{CANARY}-access-secret",
    )
    return fake_x


@pytest.mark.parametrize("mood", MOODS)
def test_no_key_is_in_a_log_or_an_outcome_even_at_debug(
    mood: Mood | None,
    impatient_x: X,
    x_account: Account,
    post: Post,
    fake_x: FakeX,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    if mood:
        fake_x.next(mood)
    outcome = impatient_x.send(post, x_account)
    assert CANARY not in caplog.text
    assert CANARY not in str([vars(record) for record in caplog.records])
    assert CANARY not in repr(outcome)
    assert CANARY not in repr(x_account)


def test_what_x_says_is_quoted_without_the_keys_and_cut(
    x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    fake_x.next("repeats-the-keys")
    outcome = x.send(post, x_account)
    assert isinstance(outcome, Rejected)
    assert "Bad [removed] [removed] [removed] xxx" in outcome.reason
    assert len(outcome.reason) < 300


def test_the_keys_follow_no_redirect(x: X, x_account: Account, post: Post, fake_x: FakeX) -> None:
    fake_x.next("redirect")
    x.send(post, x_account)
    assert len(fake_x.requests) == 1


def test_the_talkative_libraries_are_hushed_by_making_the_channel() -> None:
    names = ("tweepy.client", "oauthlib.oauth1", "requests_oauthlib.oauth1_auth", "urllib3.connectionpool")
    logging.getLogger("tweepy").setLevel(logging.DEBUG)
    X("http://127.0.0.1:9")
    assert not any(logging.getLogger(name).isEnabledFor(logging.INFO) for name in names)
