"""Taking a post down from X: what each answer becomes, and that repeating it is harmless."""

from __future__ import annotations

import dataclasses

import pytest

from livemeeting.channels.x import X
from livemeeting.domain.channel import Account, AccountTrouble, NotSent, Rejected, Retracted, Sent, Unknown
from livemeeting.domain.posts import Post
from tests.fakes.fake_x import FakeX


@pytest.fixture
def sent_post(x: X, x_account: Account, post: Post) -> Post:
    outcome = x.send(post, x_account)
    assert isinstance(outcome, Sent)
    return dataclasses.replace(post, remote_id=outcome.remote_id)


def test_a_post_taken_down_is_gone_from_x(x: X, x_account: Account, sent_post: Post, fake_x: FakeX) -> None:
    assert x.retract(sent_post, x_account) == Retracted()
    assert fake_x.posts == []
    assert fake_x.deleted == [sent_post.remote_id]


def test_a_post_somebody_deleted_on_x_counts_as_taken_down(
    x: X, x_account: Account, sent_post: Post, fake_x: FakeX
) -> None:
    fake_x.take_down(sent_post.remote_id)
    assert x.retract(sent_post, x_account) == Retracted()


@pytest.mark.parametrize(
    ("mood", "expected"),
    [
        ("404", Retracted),
        ("401", AccountTrouble),
        ("402", AccountTrouble),
        ("403-other", Rejected),
        ("429", NotSent),
        ("500", Unknown),
        ("503-html", Unknown),
        ("drop-before", Unknown),
        ("200-errors-only", Unknown),
    ],
)
def test_each_mood_of_x_becomes_an_outcome(
    mood: str, expected: type, x: X, x_account: Account, sent_post: Post, fake_x: FakeX
) -> None:
    fake_x.next(mood)
    outcome = x.retract(sent_post, x_account)
    assert type(outcome) is expected
    assert len(fake_x.posts) == 1
    assert len(fake_x.requests) == 2


@pytest.mark.parametrize("remote_id", ["", "rehearsal-post-1", "../users/me", "12?x=1"])
def test_only_a_number_of_x_is_ever_put_into_an_address(
    remote_id: str, x: X, x_account: Account, post: Post, fake_x: FakeX
) -> None:
    outcome = x.retract(dataclasses.replace(post, remote_id=remote_id), x_account)
    assert isinstance(outcome, Rejected)
    assert len(fake_x.requests) == 0
