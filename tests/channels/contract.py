"""What every channel promises: each channel's test subclasses it."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from livemeeting.domain.channel import Account, Channel, Outcome, Retracted, Sent
from livemeeting.domain.posts import Post

HOSTILE = (
    "",
    " ",
    "\x00\x1b[2J",
    "\ud800 half a pair",
    "a\r\nb\rc",
    "a." * 250,
    "日." * 5_000,
    "👨‍👩‍👧‍👦" * 3_000,
    "x" * 1_000_000,
)


class ChannelContract:
    """Subclass it with a fixture `channel` and a fixture `account` that may post there."""

    def test_has_a_name_a_title_and_a_limit(self, channel: Channel) -> None:
        assert channel.name == channel.name.lower().strip() != ""
        assert channel.title.strip()
        assert channel.limit > 0

    def test_sends_a_post_and_says_where_it_is(self, channel: Channel, account: Account, post: Post) -> None:
        outcome = channel.send(post, account)
        assert isinstance(outcome, Sent)
        assert outcome.remote_id
        assert outcome.remote_url == "" or outcome.remote_url.startswith("https://")

    def test_a_sent_post_can_be_taken_down_and_taken_down_again(
        self, channel: Channel, account: Account, post: Post
    ) -> None:
        sent = channel.send(post, account)
        assert isinstance(sent, Sent)
        there = dataclasses.replace(post, remote_id=sent.remote_id)
        assert channel.retract(there, account) == Retracted()
        assert channel.retract(there, account) == Retracted()

    def test_counts_letters_of_wales_one_each(self, channel: Channel) -> None:
        assert channel.count("Tŷ'r Cyffredin") == 14

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_counts_any_text_at_all(self, channel: Channel, text: str) -> None:
        assert channel.count(text) >= 0
        assert len(text) < 1_000 or channel.count(text) > channel.limit

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_answers_any_text_with_an_outcome(
        self, channel: Channel, account: Account, post: Post, text: str
    ) -> None:
        outcome = channel.send(dataclasses.replace(post, text=text), account)
        assert isinstance(outcome, get_args(Outcome))

    def test_makes_no_connection_to_count(self, channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
        refuse_connections(monkeypatch)
        assert channel.count("Item 6 https://example.gov.uk/agenda") > 0


def refuse_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, creating a socket or looking a name up fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("A connection was attempted.")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
