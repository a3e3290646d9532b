"""The rehearsal channel says what would have been said and touches no network."""

from __future__ import annotations

import pytest

from livemeeting.channels import all_channels
from livemeeting.channels.rehearsal import Rehearsal
from livemeeting.channels.x import X
from livemeeting.domain.channel import Account, Channel, Retracted, Sent
from livemeeting.domain.posts import Post
from tests.channels.conftest import refuse_connections


@pytest.fixture
def channel() -> Channel:
    return Rehearsal(as_channel=X("http://127.0.0.1:9"))


@pytest.fixture
def account() -> Account:
    return Account(id="account-1", council_id="council-1", channel="rehearsal", name="Rehearsal")


def test_posts_nowhere(
    channel: Channel, account: Account, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_connections(monkeypatch)
    assert channel.send(post, account) == Sent(remote_id="rehearsal-post-1", remote_url="")
    assert channel.retract(post, account) == Retracted()


def test_has_the_limit_and_the_count_of_the_channel_it_stands_in_for(channel: Channel) -> None:
    x = X("http://127.0.0.1:9")
    assert channel.limit == x.limit
    assert channel.title == "X (rehearsal)"
    for text in ("Tŷ'r Cyffredin", "Item 6 https://example.gov.uk/agenda", "👨‍👩‍👧", "a." * 200):
        assert channel.count(text) == x.count(text)


def test_the_table_knows_every_channel_by_its_name_and_opens_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refuse_connections(monkeypatch)
    channels = all_channels()
    assert list(channels) == ["x", "bluesky", "mastodon", "webhook", "rehearsal"]
    assert all(channel.name == name for name, channel in channels.items())
