"""Mastodon's API: what is always said, keys honoured and ignored, replies, and each server's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from livemeeting.domain.channel import (
    Absent,
    AccountTrouble,
    CannotTell,
    Found,
    Rejected,
    ReplyRefused,
    Sent,
    Unknown,
)
from livemeeting.domain.posts import Post
from tests.channels import stations
from tests.channels.stations import Station
from tests.fakes.fake_mastodon import FakeMastodon


@pytest.fixture
def station() -> Iterator[Station]:
    with stations.mastodon() as opened:
        yield opened


@pytest.fixture
def gotosocial() -> Iterator[Station]:
    with stations.gotosocial() as opened:
        yield opened


def fake_of(station: Station) -> FakeMastodon:
    assert isinstance(station.fake, FakeMastodon)
    return station.fake


def test_visibility_and_language_are_always_said(station: Station, post: Post) -> None:
    station.account = replace(station.account, facts={"server": fake_of(station).base_url, "language": "cy"})
    station.channel.send(station.ready(post), station.account)
    (stored,) = fake_of(station).posts
    assert (stored.visibility, stored.language) == ("public", "cy")


def test_a_key_is_honoured_for_an_hour_and_ignored_elsewhere(
    station: Station, gotosocial: Station, post: Post
) -> None:
    for place, stored in ((station, 1), (gotosocial, 2)):
        fake_of(place).next("accept-then-drop")
        assert isinstance(place.channel.send(place.ready(post), place.account), Unknown)
        assert isinstance(place.channel.send(place.ready(post), place.account), Sent)
        assert len(place.texts()) == stored
    fake_of(station).clock_ahead = timedelta(hours=1, minutes=1)
    station.channel.send(station.ready(post), station.account)
    assert len(station.texts()) == 2


def test_a_changed_text_gets_a_key_of_its_own(station: Station, post: Post) -> None:
    station.channel.send(station.ready(post), station.account)
    station.channel.send(station.ready(post, text="Other"), station.account)
    assert station.texts() == [post.text, "Other"]


def test_looking_first_stores_it_once_where_keys_are_ignored(gotosocial: Station, post: Post) -> None:
    gotosocial.learn()
    fake_of(gotosocial).next("accept-then-500")
    ready = gotosocial.ready(post)
    assert isinstance(gotosocial.channel.send(ready, gotosocial.account), Unknown)
    assert isinstance(gotosocial.channel.find(ready, gotosocial.account, ""), Found)
    assert len(gotosocial.texts()) == 1


def test_a_reply_names_its_parent_and_a_parent_that_is_gone_refuses_it(station: Station, post: Post) -> None:
    first = station.channel.send(station.ready(post), station.account)
    assert isinstance(first, Sent)
    parent = station.channel.as_parent(replace(post, remote_id=first.remote_id), {})
    station.channel.send(station.ready(post, id="p2", text="Second", reply_to=parent), station.account)
    assert fake_of(station).posts[1].in_reply_to_id == first.remote_id
    gone = station.ready(post, id="p3", text="Third", reply_to="999")
    assert isinstance(station.channel.send(gone, station.account), ReplyRefused)
    assert isinstance(station.channel.send(replace(gone, reply_to=""), station.account), Sent)


@pytest.mark.parametrize(
    ("mood", "expected"), [("401", AccountTrouble), ("403", AccountTrouble), ("422", Rejected)]
)
def test_each_answer_becomes_an_outcome(mood: str, expected: type, station: Station, post: Post) -> None:
    fake_of(station).next(mood)
    assert type(station.channel.send(station.ready(post), station.account)) is expected


def test_a_server_says_its_own_limits(station: Station) -> None:
    fake_of(station).max_characters = 1000
    station.learn()
    facts = station.account.facts
    assert (facts["software"], facts["max_characters"], facts["characters_per_link"]) == (
        "mastodon",
        "1000",
        "23",
    )
    assert station.channel.measure("x" * 900, facts).fits


@pytest.mark.parametrize(("software", "count"), [("mastodon", 23 + 4), ("gotosocial", 93 + 4), ("", 93 + 4)])
def test_only_mastodon_itself_counts_a_link_as_23(software: str, count: int, station: Station) -> None:
    link = "https://example.gov.uk/" + "a" * 70
    assert station.channel.measure(f"See {link}", {"software": software}).count == count


def test_the_fakes_refuse_what_we_count_as_too_long(
    station: Station, gotosocial: Station, post: Post
) -> None:
    text = "x" * 440 + " https://example.gov.uk/" + "a" * 70
    for place in (station, gotosocial):
        place.learn()
        fits = place.channel.measure(text, place.account.facts).fits
        outcome = place.channel.send(place.ready(post, text=text), place.account)
        assert isinstance(outcome, Sent if fits else Rejected)
    assert (len(station.texts()), len(gotosocial.texts())) == (1, 0)


def test_a_busy_account_is_read_page_by_page(station: Station, post: Post) -> None:
    station.learn()
    ready = station.ready(post)
    station.channel.send(ready, station.account)
    for number in range(90):
        station.channel.send(station.ready(post, id=f"p{number}", text=f"Other {number}"), station.account)
    assert isinstance(station.channel.find(ready, station.account, ""), Found)
    assert station.channel.find(station.ready(post, text="Never"), station.account, "") == Absent()
    for number in range(120):
        station.channel.send(station.ready(post, id=f"q{number}", text=f"More {number}"), station.account)
    assert isinstance(
        station.channel.find(station.ready(post, text="Never"), station.account, "1"), CannotTell
    )
