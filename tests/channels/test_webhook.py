"""Webhooks: what Teams, Slack and a council's own program receive, and how they know it is ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livemeeting.domain.channel import AccountTrouble, CannotTell, Checked, NotSent, Rejected, Sent
from livemeeting.domain.posts import Post
from tests.channels.stations import ALL
from tests.fakes.fake_webhook import FakeWebhook


@pytest.mark.parametrize("kind", ["teams", "slack", "json"])
def test_each_receiver_gets_the_text_in_its_own_shape(kind: str, post: Post) -> None:
    with ALL[kind]() as station:
        assert isinstance(station.fake, FakeWebhook)
        assert isinstance(station.channel.send(station.ready(post), station.account), Sent)
        (message,) = station.fake.messages
        assert station.texts() == [post.text]
        if kind == "json":
            assert (message["id"], message["meeting"], message["entry"]) == (
                post.id,
                post.meeting_id,
                post.seq,
            )
            assert (message["kind"], message["item"], message["at"]) == (
                "item_started", "item-6", "2026-11-23T20:00:00+00:00",
            )  # fmt: skip


def test_a_message_is_signed_and_its_id_is_the_same_in_every_attempt(post: Post) -> None:
    with ALL["json"]() as station:
        fake = station.fake
        assert isinstance(fake, FakeWebhook)
        for _ in range(2):
            station.channel.send(station.ready(post), station.account)
        assert fake.signatures == [True, True]
        assert {each.headers["webhook-id"] for each in fake.requests} == {post.id}
        other = replace(station.account, credentials={**station.account.credentials, "secret": "another"})
        station.channel.send(station.ready(post), other)
        assert fake.signatures[-1] is False


@pytest.mark.parametrize(
    ("mood", "expected"), [("400", Rejected), ("403", AccountTrouble), ("410", AccountTrouble)]
)
def test_each_answer_becomes_an_outcome(mood: str, expected: type, post: Post) -> None:
    with ALL["teams"]() as station:
        assert station.fake is not None
        station.fake.next(mood)
        assert type(station.channel.send(station.ready(post), station.account)) is expected


def test_checking_sends_no_message(post: Post) -> None:
    with ALL["slack"]() as station:
        assert station.channel.check(station.account) == Checked("@fakecouncil")
        assert station.texts() == []
        assert isinstance(station.channel.find(station.ready(post), station.account, ""), CannotTell)


@pytest.mark.parametrize(
    "url", ["https://[", "https://a b", "https://:x", "https://%", "ftp://a", "https://" + "é"]
)
def test_an_address_that_is_none_is_never_taken_for_a_message_sent(url: str, post: Post) -> None:
    with ALL["teams"]() as station:
        account = replace(station.account, credentials={"url": url})
        assert isinstance(station.channel.send(station.ready(post), account), AccountTrouble | NotSent)
        assert isinstance(station.channel.check(account), AccountTrouble | NotSent)
