"""X through the real tweepy, over real HTTP: what each answer becomes for the officer."""

from __future__ import annotations

import dataclasses
import socket
import time
from datetime import UTC, datetime

import pytest

from livemeeting.channels.x import X
from livemeeting.domain.channel import (
    Account,
    AccountTrouble,
    Duplicate,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    ReplyRefused,
    Sent,
    Unknown,
)
from livemeeting.domain.posts import Post
from tests.fakes.fake_x import FakeX


def test_a_post_is_on_x_once_with_its_address(x: X, x_account: Account, post: Post, fake_x: FakeX) -> None:
    outcome = x.send(post, x_account)
    [stored] = fake_x.posts
    assert stored.text == "Item 6: Library hours is starting."
    assert outcome == Sent(remote_id=stored.id, remote_url=f"https://x.com/i/web/status/{stored.id}")
    assert len(fake_x.requests) == 1


def test_a_form_s_line_ends_and_loose_accents_reach_x_as_they_were_counted(
    x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    x.send(dataclasses.replace(post, text="Item 6\r\nTy\u0302"), x_account)
    assert fake_x.posts[0].text == "Item 6\nTŷ"


def test_the_same_text_twice_in_a_day_is_refused_with_what_to_do(
    x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    x.send(post, x_account)
    assert x.send(post, x_account) == Duplicate(
        "X already has a post with exactly this text. Add the time and try again."
    )
    assert len(fake_x.posts) == 1


def test_a_text_over_the_limit_is_refused_in_x_s_words(x: X, x_account: Account, post: Post) -> None:
    outcome = x.send(dataclasses.replace(post, text="w" * 281), x_account)
    assert isinstance(outcome, Rejected)
    assert "Your Tweet text is too long." in outcome.reason


@pytest.mark.parametrize(
    ("mood", "expected", "is_stored"),
    [
        ("401", AccountTrouble, False),
        ("402", AccountTrouble, False),
        ("403-suspended", AccountTrouble, False),
        ("403-other", Rejected, False),
        ("403-reply", ReplyRefused, False),
        ("404", Rejected, False),
        ("errors-null", Rejected, False),
        ("list-body", Rejected, False),
        ("200-errors-only", Rejected, False),
        ("429", RateLimited, False),
        ("500", Unknown, False),
        ("503-html", Unknown, False),
        ("redirect", Unknown, False),
        ("drop-before", Unknown, False),
        ("accept-then-drop", Unknown, True),
        ("broken-body", Unknown, True),
    ],
)
def test_each_mood_of_x_becomes_an_outcome_after_one_request(
    mood: str, expected: type[Outcome], is_stored: bool, x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    fake_x.next(mood)
    outcome = x.send(post, x_account)
    assert type(outcome) is expected
    assert len(fake_x.requests) == 1
    assert len(fake_x.posts) == is_stored


@pytest.mark.parametrize(
    ("mood", "sentence"),
    [
        ("401", "X no longer accepts this account's keys."),
        ("402", "out of credit"),
        ("403-other", "X said: You are not permitted to perform this action."),
        ("403-reply", "X said: Reply to this conversation is not allowed"),
        ("200-errors-only", "X said: Not now."),
        ("errors-null", "X said: nothing more."),
        ("503-html", "Look at the account on X before sending it again."),
        ("accept-then-drop", "Look at the account on X before sending it again."),
        ("broken-body", "X took the post but its answer could not be read"),
    ],
)
def test_the_officer_reads_what_happened(
    mood: str, sentence: str, x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    fake_x.next(mood)
    outcome = x.send(post, x_account)
    assert not isinstance(outcome, Sent)
    assert sentence in outcome.reason


def test_a_rate_limit_ends_when_x_says(x: X, x_account: Account, post: Post, fake_x: FakeX) -> None:
    fake_x.resets_at = 1_795_464_000
    fake_x.next("429")
    outcome = x.send(post, x_account)
    assert isinstance(outcome, RateLimited)
    assert outcome.until == datetime.fromtimestamp(1_795_464_000, UTC)


@pytest.mark.parametrize("mood", ["429-no-reset", "429-odd-reset"])
def test_a_rate_limit_without_a_readable_end_has_none(
    mood: str, x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    fake_x.next(mood)
    outcome = x.send(post, x_account)
    assert isinstance(outcome, RateLimited)
    assert outcome.until is None
    assert len(fake_x.requests) == 1


@pytest.mark.parametrize("mood", ["accept-then-hang", "slow-drip"])
def test_an_answer_that_does_not_end_is_unknown_within_twice_the_wait(
    mood: str, impatient_x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    fake_x.next(mood)
    fake_x.drip_seconds = 0.25  # some twenty for a whole answer
    began = time.monotonic()
    assert isinstance(impatient_x.send(post, x_account), Unknown)
    assert time.monotonic() - began < 2 * 1.0 + 8  # the last eight for a busy machine
    assert (len(fake_x.requests), len(fake_x.posts)) == (1, 1)


def test_nothing_listening_is_surely_not_sent(x_account: Account, post: Post) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]
    assert isinstance(X(f"http://127.0.0.1:{port}").send(post, x_account), NotSent)


def test_a_server_that_lets_nobody_in_is_surely_not_sent(x_account: Account, post: Post) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        with socket.create_connection(address):  # the only place in its queue
            outcome = X(f"http://127.0.0.1:{address[1]}", answer_within=0.3).send(post, x_account)
    assert isinstance(outcome, NotSent)


def test_a_name_not_found_is_surely_not_sent(x_account: Account, post: Post) -> None:
    assert isinstance(X("http://x.invalid").send(post, x_account), NotSent)


def test_a_certificate_nobody_vouches_for_is_surely_not_sent(
    x_account: Account, post: Post, stranger: str
) -> None:
    assert isinstance(X(stranger).send(post, x_account), NotSent)


@pytest.mark.parametrize("keys", [{}, {"api_key": "k", "api_secret": "s", "access_token": "t"}])
def test_an_account_without_all_four_keys_needs_an_administrator(
    keys: dict[str, str], x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    outcome = x.send(post, dataclasses.replace(x_account, credentials=keys))
    assert isinstance(outcome, AccountTrouble)
    assert len(fake_x.requests) == 0


def test_keys_that_cannot_be_signed_with_need_an_administrator_and_never_leave(
    x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    broken = {**x_account.credentials, "api_key": "half a character \ud800"}
    outcome = x.send(post, dataclasses.replace(x_account, credentials=broken))
    assert isinstance(outcome, AccountTrouble)
    assert len(fake_x.requests) == 0


def test_keys_x_does_not_know_need_an_administrator(x: X, x_account: Account, post: Post) -> None:
    wrong = {**x_account.credentials, "access_secret": "not the one"}
    outcome = x.send(post, dataclasses.replace(x_account, credentials=wrong))
    assert isinstance(outcome, AccountTrouble)


def test_a_post_of_a_rehearsal_never_reaches_x(x: X, x_account: Account, post: Post, fake_x: FakeX) -> None:
    outcome = x.send(dataclasses.replace(post, is_rehearsal=True), x_account)
    assert isinstance(outcome, Rejected)
    assert len(fake_x.requests) == 0
