"""What every channel promises, on every one of them, over real HTTP."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from livemeeting.domain.channel import (
    Absent,
    Account,
    AccountTrouble,
    CannotRetract,
    CannotTell,
    Checked,
    Found,
    NotSent,
    Outcome,
    RateLimited,
    Retracted,
    Sent,
    Unknown,
)  # fmt: skip
from livemeeting.domain.posts import Post
from tests.channels.stations import ALL, NETWORKS, Station
from tests.patience import allowed, shortest_of

HOSTILE = (
    "", " ", "\x00\x1b[2J", "\ud800 half a pair", "a\r\nb\rc", "a." * 250, "日." * 5_000,
    "👨‍👩‍👧‍👦" * 3_000, "x" * 1_000_000, "@" * 9_999, "https://" * 1_200, "https://a.co/" + "." * 9_900,
    "@a@" + "a." * 4_900, "\u0315\u0300" * 4_999, "a.co " * 2_000, "#" * 9_000, "(" * 9_999, "<" * 9_999,
    "https://a.co/" + ")" * 9_900, "$A " * 3_000, "a.a" + " a.a" * 120, "@a " * 3_300, "ŷ.cymru " * 60,
)  # fmt: skip


@pytest.fixture(params=ALL)
def station(request: pytest.FixtureRequest) -> Iterator[Station]:
    with ALL[request.param]() as opened:
        yield opened


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> Iterator[Station]:
    with ALL[request.param]() as opened:
        yield opened


def test_has_a_name_a_title_a_limit_and_fields_with_labels(station: Station) -> None:
    channel = station.channel
    assert channel.name == channel.name.lower().strip() != ""
    assert channel.title.strip()
    assert channel.limit > 0
    names = [field.name for field in channel.fields]
    assert len(set(names)) == len(names)
    assert all(
        field.label and field.default in ("", *dict(field.choices), field.default) for field in channel.fields
    )
    assert all(field.only_if[0] in ("", *names) for field in channel.fields)


def test_sends_a_post_once_and_says_where_it_is(station: Station, post: Post) -> None:
    outcome = station.channel.send(station.ready(post), station.account)
    assert isinstance(outcome, Sent)
    assert outcome.remote_id
    assert outcome.remote_url == "" or outcome.remote_url.startswith("https://")
    assert station.texts() == ([post.text] if station.fake else [])


def test_a_form_s_line_ends_and_loose_accents_arrive_as_they_were_counted(
    network: Station, post: Post
) -> None:
    network.channel.send(network.ready(post, text="Item 6\r\nTy\u0302 & <b>"), network.account)
    expected = "Item 6\nTŷ & <b>"
    assert network.texts() in ([expected], ["Item 6\nTŷ &amp; &lt;b&gt;"])  # Slack wants it escaped


def test_a_sent_post_can_be_taken_down_and_taken_down_again_or_says_that_it_cannot(
    station: Station, post: Post
) -> None:
    ready = station.ready(post)
    sent = station.channel.send(ready, station.account)
    assert isinstance(sent, Sent)
    there = replace(ready, remote_id=sent.remote_id)
    outcomes = [station.channel.retract(there, station.account) for _ in range(2)]
    if station.channel.can_retract:
        assert outcomes == [Retracted(), Retracted()]
        assert station.texts() == []
    else:
        assert all(isinstance(each, CannotRetract) for each in outcomes)


def test_counts_letters_of_wales_one_each(station: Station) -> None:
    assert station.channel.count("Tŷ'r Cyffredin") == 14


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_measures_any_text_at_all_within_50_ms(station: Station, text: str) -> None:
    channel, facts = station.channel, station.account.facts
    measured = channel.measure(text, facts)
    assert shortest_of(3, lambda: channel.measure(text, facts)) < allowed(0.05)
    assert channel.count(text) >= measured.count >= 0
    if len(text) > 10_000:
        assert not measured.fits
    if not measured.fits:
        assert measured.problems


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_answers_any_text_with_an_outcome(station: Station, post: Post, text: str) -> None:
    assert isinstance(
        station.channel.send(station.ready(post, text=text), station.account), get_args(Outcome)
    )


def test_what_is_prepared_depends_on_nothing_but_what_it_was_given(station: Station, post: Post) -> None:
    facts, channel = station.account.facts, station.channel
    wire = channel.prepare(post, facts, at=post.created_at)
    assert wire == channel.prepare(post, facts, at=post.created_at)
    if wire:
        assert wire != channel.prepare(replace(post, text="Other"), facts, at=post.created_at)
        assert wire != channel.prepare(replace(post, id="post-2"), facts, at=post.created_at)


def test_a_post_of_a_rehearsal_leaves_by_no_network(network: Station, post: Post) -> None:
    network.channel.send(network.ready(post, is_rehearsal=True), network.account)
    assert network.fake is not None and network.fake.requests == []


@pytest.mark.parametrize("mood", ["500", "503-html", "drop-before", "accept-then-drop", "accept-then-500"])
def test_an_answer_that_says_nothing_is_unknown_and_then_found_or_absent(
    network: Station, post: Post, mood: str
) -> None:
    assert network.fake is not None
    network.learn()
    ready = network.ready(post)
    network.fake.next(mood)
    assert isinstance(network.channel.send(ready, network.account), Unknown)
    found = network.channel.find(ready, network.account, "")
    if network.channel.name == "webhook":
        assert isinstance(found, CannotTell)
    elif mood.startswith("accept"):
        assert isinstance(found, Found)
        assert found.sent.remote_id and network.texts() == [post.text]
    else:
        assert found == Absent()
        assert network.texts() == []


def test_a_success_whose_body_is_broken_is_never_taken_for_a_failure(network: Station, post: Post) -> None:
    assert network.fake is not None
    network.learn()
    network.fake.next("broken-body")
    outcome = network.channel.send(network.ready(post), network.account)
    assert isinstance(outcome, Sent if network.channel.name == "webhook" else Unknown)
    assert network.texts() == [post.text]


@pytest.mark.parametrize("mood", ["hang", "accept-then-hang", "slow-drip"])
def test_an_answer_that_does_not_end_is_unknown_within_twice_the_wait(
    network: Station, post: Post, mood: str
) -> None:
    assert network.fake is not None
    network.learn()
    network.fake.next(mood)
    network.fake.drip_seconds = 0.25  # some twenty for a whole answer
    began = time.monotonic()
    outcome = network.impatient().send(network.ready(post), network.account)
    assert isinstance(outcome, Sent if mood == "slow-drip" and network.channel.name == "webhook" else Unknown)
    assert time.monotonic() - began < 2 * 1.0 + 8  # the last eight for a busy machine


def test_sending_a_row_again_where_that_is_safe_stores_it_once(station: Station, post: Post) -> None:
    if not station.channel.repeats_safely or station.fake is None:
        return
    ready = station.ready(post)
    station.fake.next("accept-then-drop", "accept-then-500", "broken-body")
    outcomes = [station.channel.send(ready, station.account) for _ in range(4)]
    assert isinstance(outcomes[-1], Sent)
    assert station.texts() == [post.text]


def test_a_rate_limit_ends_when_the_network_says(network: Station, post: Post) -> None:
    assert network.fake is not None
    network.learn()
    network.fake.resets_in = 600
    network.fake.next("429", "429-no-reset", "429-odd-reset")
    first, *others = [network.channel.send(network.ready(post), network.account) for _ in range(3)]
    assert isinstance(first, RateLimited) and first.until is not None
    assert abs(first.until - datetime.now(UTC) - timedelta(seconds=600)) < timedelta(seconds=20)
    assert [type(each) for each in others] == [RateLimited, RateLimited]
    assert all(each.until is None for each in others if isinstance(each, RateLimited))
    assert network.texts() == []


def test_nothing_listening_is_surely_not_sent(network: Station, post: Post) -> None:
    assert network.fake is not None
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]
    here = f"http://127.0.0.1:{port}"
    facts = {**network.account.facts, "server": here}
    keys = {**network.account.credentials, "url": f"{here}/hook"}
    account = replace(network.account, facts=facts, credentials=keys)
    ready = network.ready(post)
    channel = network.channel
    if channel.name == "x":
        channel = type(channel)(here)  # type: ignore[call-arg]
    assert isinstance(channel.send(ready, account), NotSent)
    assert isinstance(channel.check(account), NotSent)
    if channel.name != "webhook":
        assert isinstance(channel.find(ready, account, ""), CannotTell)


def test_a_redirect_is_not_followed_with_the_account_s_keys(network: Station, post: Post) -> None:
    assert network.fake is not None
    network.learn()
    before = len(network.fake.requests)
    network.fake.next("redirect")
    assert isinstance(network.channel.send(network.ready(post), network.account), AccountTrouble | Unknown)
    assert len(network.fake.requests) == before + 1


def test_checking_says_who_the_account_is_and_changes_nothing(network: Station) -> None:
    assert network.fake is not None
    checked = network.channel.check(network.account)
    assert isinstance(checked, Checked)
    assert checked.handle
    assert network.texts() == []


def test_keys_that_do_not_work_are_the_account_s_trouble(network: Station, post: Post) -> None:
    wrong = dict.fromkeys(network.account.credentials, "wrong")
    account = replace(network.account, credentials=wrong)
    for outcome in (network.channel.send(network.ready(post), account), network.channel.check(account)):
        assert isinstance(outcome, AccountTrouble)
    assert network.texts() == []


def test_an_account_that_was_never_filled_in_is_the_account_s_trouble(network: Station, post: Post) -> None:
    bare = Account("account-1", "council-1", network.channel.name, "@fakecouncil")
    assert isinstance(network.channel.send(network.ready(post), bare), AccountTrouble)
    assert isinstance(network.channel.check(bare), AccountTrouble)
    assert isinstance(network.channel.find(network.ready(post), bare, ""), CannotTell)


def test_no_answer_of_a_network_carries_a_secret_into_an_outcome(network: Station, post: Post) -> None:
    assert network.fake is not None
    network.learn()
    secrets = [
        *network.account.credentials.values(),
        *(value for kept in network.kept for value in kept.values()),
    ]
    for mood in network.fake.moods():
        if "hang" in mood or "drip" in mood:
            continue
        network.fake.next(mood)
        outcome = network.channel.send(network.ready(post, text=f"Mood {mood}"), network.account)
        assert not [secret for secret in secrets if len(secret) > 8 and secret in repr(outcome)], mood


@pytest.mark.parametrize("name", ["x", "x-oauth2", "bluesky", "mastodon", "gotosocial"])
def test_equal_texts_are_told_apart_by_counting(name: str, post: Post) -> None:
    with ALL[name]() as station:
        first, second = station.ready(post), station.ready(post, id="post-2")
        sent = station.channel.send(first, station.account)
        assert isinstance(sent, Sent)
        taken = [sent.remote_id]
        assert station.channel.find(second, station.account, "", taken=taken) == Absent()
        assert station.channel.find(second, station.account, sent.remote_id, taken=taken) == Absent()


@pytest.mark.parametrize("name", ["x", "bluesky", "mastodon", "gotosocial"])
@pytest.mark.parametrize(
    "text",
    [
        "Tŷ'r Cyffredin: For & against <12>, \"quoted\"", "Agenda: https://example.gov.uk/a?b=1&c=2, now.",
        "Motion agreed.In favour 12", "one\ntwo\n\nthree", "👨‍👩‍👧 Item 6 – agreed…", "www.example.gov.uk/path and https://example.gov.uk",
    ],
)  # fmt: skip
def test_a_post_is_found_however_the_network_writes_it(name: str, text: str, post: Post) -> None:
    with ALL[name]() as station:
        station.learn()
        ready = station.ready(post, text=text)
        sent = station.channel.send(ready, station.account)
        assert isinstance(sent, Sent)
        assert station.channel.find(ready, station.account, "") == Found(sent)
        other = station.ready(post, id="post-2", text=f"{text} (20:14)")
        assert station.channel.find(other, station.account, "") == Absent()
