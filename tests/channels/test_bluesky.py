"""Bluesky: records under keys of our own, sessions kept and refreshed, links by their bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from livemeeting.channels.bluesky_record import cid, freeze
from livemeeting.domain.channel import AccountTrouble, NotSent, RateLimited, Rejected, Sent, Unknown
from livemeeting.domain.posts import Post
from tests.channels import stations
from tests.channels.stations import Station
from tests.fakes.fake_bluesky import DID, FakeBluesky


@pytest.fixture
def station() -> Iterator[Station]:
    with stations.bluesky() as opened:
        yield opened


def fake_of(station: Station) -> FakeBluesky:
    assert isinstance(station.fake, FakeBluesky)
    return station.fake


def asked_for(station: Station, method: str) -> int:
    return sum(each.path.endswith(method) for each in fake_of(station).requests)


def test_signing_in_happens_once_for_a_whole_evening(station: Station, post: Post) -> None:
    for number in range(40):
        assert isinstance(
            station.channel.send(
                station.ready(post, id=f"p{number}", text=f"Item {number}"), station.account
            ),
            Sent,
        )
    assert asked_for(station, "createSession") == 1
    assert asked_for(station, "createRecord") == 0
    assert [*fake_of(station).texts] == [f"Item {number}" for number in range(40)]


def test_a_session_that_ends_in_the_middle_of_the_meeting_is_refreshed_and_kept(
    station: Station, post: Post
) -> None:
    station.channel.send(station.ready(post), station.account)
    fake_of(station).end_tokens()
    second = station.ready(post, id="post-2", text="Second")
    assert isinstance(station.channel.send(second, station.account), Sent)
    assert (asked_for(station, "createSession"), asked_for(station, "refreshSession")) == (1, 1)
    assert station.kept[-1]["access"] == "fake-access-2"
    fake_of(station).end_tokens(refreshers=True)
    third = station.ready(post, id="post-3", text="Third")
    assert isinstance(station.channel.send(third, station.account), Sent)
    assert asked_for(station, "createSession") == 2


def test_signing_in_too_often_waits_and_posts_nothing(station: Station, post: Post) -> None:
    fake_of(station).sign_ins = [fake_of(station).now] * 30
    outcome = station.channel.send(station.ready(post), station.account)
    assert isinstance(outcome, RateLimited) and outcome.until is not None
    assert timedelta(minutes=4) < outcome.until - datetime.now(UTC) <= timedelta(minutes=5)
    assert station.texts() == []


@pytest.mark.parametrize(
    ("mood", "expected"),
    [("suspended", AccountTrouble), ("401", AccountTrouble), ("400", Rejected), ("upstream", Unknown)],
)
def test_each_answer_becomes_an_outcome(mood: str, expected: type, station: Station, post: Post) -> None:
    fake_of(station).next(mood)
    assert type(station.channel.send(station.ready(post), station.account)) is expected


def test_what_bluesky_would_take_but_nobody_could_read_does_not_leave(station: Station, post: Post) -> None:
    for text in ("", "x" * 301, "👨‍👩‍👧‍👦" * 121):
        assert isinstance(station.channel.send(station.ready(post, text=text), station.account), Rejected)
    assert station.channel.measure("👨‍👩‍👧‍👦" * 120, {}).fits
    assert fake_of(station).requests == []


def test_a_thread_is_known_before_any_of_it_is_sent(station: Station, post: Post) -> None:
    facts = station.account.facts
    first = station.ready(post)
    second = station.ready(post, id="post-2", text="Second", reply_to=station.channel.as_parent(first, facts))
    third = station.ready(post, id="post-3", text="Third", reply_to=station.channel.as_parent(second, facts))
    for each in (third, first, second):  # in whatever order they arrive
        assert isinstance(station.channel.send(each, station.account), Sent)
    records = list(fake_of(station).records.items())
    uris = {str(record["text"]): f"at://{DID}/app.bsky.feed.post/{rkey}" for rkey, record in records}
    replies = {str(record["text"]): record.get("reply") for _, record in records}
    root = {"uri": uris[post.text], "cid": cid(dict(records[1][1]))}
    assert replies["Second"] == {"root": root, "parent": root}
    third_reply = replies["Third"]
    assert isinstance(third_reply, dict)
    assert (third_reply["root"], third_reply["parent"]["uri"]) == (root, uris["Second"])


def test_links_and_hashtags_are_marked_by_their_bytes() -> None:
    text = "Tŷ – see https://example.gov.uk/a(b). #council #12 x#no"
    at = datetime(2026, 11, 28, 20, 14, tzinfo=UTC)
    facets = freeze(text, key="k", at=at, language="cy", reply_to="").record["facets"]
    assert isinstance(facets, list)
    marked = [
        text.encode()[each["index"]["byteStart"] : each["index"]["byteEnd"]].decode() for each in facets
    ]
    assert marked == ["https://example.gov.uk/a(b)", "#council"]


def test_the_content_id_is_the_network_s_own() -> None:
    """Checked once against the dag-cbor and multiformats libraries."""
    record = {
        "$type": "app.bsky.feed.post", "createdAt": "2026-11-28T20:14:00.000Z", "langs": ["en"],
        "text": "Tŷ'r Cyffredin: item 6", "facets": [{"index": {"byteStart": 0, "byteEnd": 300}}],
    }  # fmt: skip
    assert cid(record) == "bafyreig677lftmwxr4tmoxhk4oydnaex5zpjr5igkqhhbyt3wy2inqwiby"


def test_keys_follow_the_order_of_time_and_do_not_meet() -> None:
    at = datetime(2026, 11, 28, 20, 14, tzinfo=UTC)

    def key(name: str, moment: datetime) -> str:
        return freeze("a", key=name, at=moment, language="", reply_to="").rkey

    same = {key(f"post-{number}", at) for number in range(1_000)}
    assert len(same) == 1_000
    assert all(each < key("later", at + timedelta(milliseconds=1)) for each in same)


def test_a_row_that_was_never_prepared_repeats_safely_all_the_same(station: Station, post: Post) -> None:
    fake_of(station).next("accept-then-drop")
    bare = replace(post, channel="bluesky", wire="")
    outcomes = [station.channel.send(bare, station.account) for _ in range(2)]
    assert isinstance(outcomes[0], Unknown) and isinstance(outcomes[1], Sent)
    assert len(station.texts()) == 1


def test_words_changed_since_take_the_old_ones_place_and_never_stand_beside_them(
    station: Station, post: Post
) -> None:
    fake_of(station).next("accept-then-drop")
    ready = station.ready(post)
    station.channel.send(ready, station.account)
    assert isinstance(station.channel.send(replace(ready, text="Other"), station.account), Sent)
    assert station.texts() == ["Other"]


def test_a_server_that_does_not_sign_in_just_now_has_surely_not_posted(station: Station, post: Post) -> None:
    account = replace(station.account, facts={**station.account.facts, "server": "http://127.0.0.1:9"})
    assert isinstance(station.channel.send(station.ready(post), account), NotSent)


def test_the_prepared_record_is_plain_text(station: Station, post: Post) -> None:
    wire = json.loads(station.ready(post).wire)
    assert set(wire) == {"rkey", "record"}
    assert wire["record"]["text"] == post.text
