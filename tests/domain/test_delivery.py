"""What an answer, a look and time make of a post, and how the posts of an account wait for one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from livemeeting.domain.channel import (
    Absent,
    AccountTrouble,
    CannotTell,
    Duplicate,
    Found,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    ReplyRefused,
    Sent,
    Unknown,
)
from livemeeting.domain.delivery import after_losing, after_sending, back_off
from livemeeting.domain.delivery_lane import REFUSES, Lane, lane_after, next_post
from livemeeting.domain.delivery_look import (
    FOUND,
    LINKLESS,
    NEVER_SEEN,
    NOT_SEEN,
    after_looking,
    is_repeat_due,
)
from livemeeting.domain.posts import Post, PostState

AT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
THERE = Found(Sent("7", "https://x.example/7"))


def post(post_id: str = "p1", state: PostState = PostState.SENDING, **changes: object) -> Post:
    values: dict[str, object] = {
        "id": post_id, "meeting_id": "m1", "seq": 1, "account_id": "a1", "channel": "x", "event_kind": "ItemStarted",
        "item_id": "1", "text": "Item 84", "state": state, "due_at": AT, "expires_at": AT + timedelta(minutes=15),
        "created_at": AT, "attempts": 1,
    }  # fmt: skip
    return Post(**{**values, **changes})  # type: ignore[arg-type]  # each test names the fields it changes


def seconds(count: float) -> datetime:
    return AT + timedelta(seconds=count)


def test_waits_grow_to_a_minute_and_are_spread_by_chance() -> None:
    assert [back_off(n, 0.5).total_seconds() for n in range(1, 9)] == [1, 2, 5, 15, 30, 60, 60, 60]
    assert [back_off(4, chance).total_seconds() for chance in (0.0, 0.999999)] == [
        pytest.approx(12),
        pytest.approx(18, abs=0.01),
    ]
    assert back_off(99, 0.999).total_seconds() == 60


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent("7", "u"), PostState.SENT),
        (NotSent("r"), PostState.WAITING),
        (RateLimited("r"), PostState.WAITING),
        (Rejected("r"), PostState.FAILED),
        (AccountTrouble("r"), PostState.FAILED),
        (Duplicate("r"), PostState.FAILED),
        (ReplyRefused("r"), PostState.FAILED),
        (Unknown("r"), PostState.UNKNOWN),
    ],
)
def test_each_answer_to_a_first_attempt_has_its_state(outcome: Outcome, state: PostState) -> None:
    assert after_sending(post(), outcome, at=AT).state is state


def test_a_rate_limit_is_waited_out_to_its_end_and_a_minute_where_none_is_named() -> None:
    until = seconds(437)
    assert after_sending(post(), RateLimited("r", until), at=AT).not_before == until
    assert after_sending(post(), RateLimited("r"), at=AT).not_before == seconds(60)


def test_a_post_in_doubt_is_looked_for_at_2_5_and_15_seconds_and_then_repeated_once() -> None:
    doubtful = after_sending(post(), Unknown("No answer."), at=AT)
    looked_at = []
    while not is_repeat_due(doubtful, repeats_safely=False):
        assert doubtful.look_at is not None
        looked_at.append((doubtful.look_at - AT).total_seconds())
        doubtful = after_looking(doubtful, Absent(), at=doubtful.look_at)
    assert looked_at == [2, 5, 15]
    again = replace(doubtful, state=PostState.SENDING, repeats=1, attempts=2)
    doubtful = after_sending(again, Unknown("No answer."), at=seconds(16))
    for look in (18, 21):
        assert doubtful.look_at == seconds(look)
        doubtful = after_looking(doubtful, Absent(), at=seconds(look))
    assert (doubtful.state, doubtful.look_at, doubtful.reason) == (PostState.UNKNOWN, None, NOT_SEEN)
    assert not is_repeat_due(doubtful, repeats_safely=False)


def test_a_post_found_on_the_account_is_sent_with_its_link_and_the_time_of_the_attempt() -> None:
    found = after_looking(after_sending(post(), Unknown("No answer."), at=AT), THERE, at=seconds(5))
    assert (found.state, found.remote_url, found.sent_at) == (PostState.SENT, "https://x.example/7", AT)
    assert found.reason == FOUND


def test_an_account_that_cannot_be_looked_at_is_asked_again_and_nothing_is_repeated() -> None:
    doubtful = after_sending(post(), Unknown("No answer."), at=AT)
    times = 0
    while doubtful.look_at is not None:
        times += 1
        doubtful = after_looking(doubtful, CannotTell("Away."), at=doubtful.look_at)
        assert doubtful.look_at is None or not is_repeat_due(doubtful, repeats_safely=False)
    assert doubtful.reason == NEVER_SEEN
    assert 10 < times < 100


def test_a_duplicate_after_a_doubtful_attempt_is_this_post_and_is_looked_for() -> None:
    doubtful = replace(after_sending(post(), Unknown("?"), at=AT), state=PostState.SENDING, repeats=1)
    said = after_sending(doubtful, Duplicate("Already there."), at=seconds(16))
    assert (said.state, said.is_there, said.look_at) == (PostState.UNKNOWN, True, seconds(16))
    assert after_looking(said, THERE, at=seconds(17)).remote_id == "7"
    for look in (18, 21, 31):
        said = after_looking(said, Absent(), at=seconds(look))
    assert (said.state, said.remote_url, said.reason) == (PostState.SENT, "", LINKLESS)


def test_a_refused_answer_to_another_post_goes_alone_once() -> None:
    answering = post(reply_to="parent", wire="w")
    alone = after_sending(answering, ReplyRefused("Not allowed."), at=AT)
    assert (alone.state, alone.reply_to, alone.wire, alone.is_alone) == (PostState.QUEUED, "", "", True)
    sending = replace(alone, state=PostState.SENDING, attempts=2)
    assert after_sending(sending, ReplyRefused("Not allowed."), at=AT).state is PostState.FAILED


@pytest.mark.parametrize(
    "outcome", [NotSent("Away."), RateLimited("Wait."), AccountTrouble("Out of credit.")]
)
def test_a_repeat_that_surely_did_not_leave_leaves_the_first_attempt_in_doubt(outcome: Outcome) -> None:
    doubtful = replace(
        after_sending(post(), Unknown("?"), at=AT), state=PostState.SENDING, looks=3, repeats=1, attempts=2
    )
    assert after_sending(doubtful, outcome, at=seconds(16)).state is PostState.UNKNOWN


def test_where_repeating_is_safe_it_is_repeated_at_growing_waits_without_a_look() -> None:
    doubtful = after_sending(post(), Unknown("?"), at=AT, repeats_safely=True)
    assert (doubtful.look_at, is_repeat_due(doubtful, repeats_safely=True)) == (seconds(1), True)
    third = after_sending(replace(doubtful, attempts=3), Unknown("?"), at=AT, repeats_safely=True)
    assert third.look_at == seconds(5)


def test_a_poster_that_died_leaves_what_it_sent_in_doubt_and_what_it_took_down_standing() -> None:
    lost = after_losing(post(), at=AT)
    assert (lost.state, lost.look_at, lost.holds_lane_until) == (PostState.UNKNOWN, seconds(2), seconds(30))
    assert after_losing(post(state=PostState.RETRACTING), at=AT).state is PostState.SENT


def test_three_attempts_without_an_answer_rest_the_account_for_a_minute_and_one_answer_wakes_it() -> None:
    lane = Lane("a1")
    for outcome in (Unknown("?"), NotSent("Away.")):
        lane = lane_after(lane, outcome, at=AT)
        assert lane.may_send(AT)
    lane = lane_after(lane, Unknown("?"), at=AT)
    assert not lane.may_send(seconds(59)) and lane.may_send(seconds(60))
    assert not lane_after(lane, Unknown("?"), at=seconds(60)).may_send(seconds(61))
    assert lane_after(lane, Sent("1", ""), at=seconds(60)) == Lane("a1")


def test_trouble_with_the_account_and_two_refusals_in_a_row_wait_for_a_person() -> None:
    paused = lane_after(Lane("a1"), AccountTrouble("Out of credit."), at=AT, credentials="k")
    assert (paused.paused_because, paused.paused_with, paused.may_send(seconds(9_999))) == (
        "Out of credit.",
        "k",
        False,
    )
    once = lane_after(Lane("a1"), Rejected("No."), at=AT)
    assert once.may_send(AT)
    assert lane_after(once, Rejected("No."), at=AT).paused_because == REFUSES
    assert lane_after(lane_after(once, Sent("1", ""), at=AT), Rejected("No."), at=AT).may_send(AT)


def following(first: Post, *, lane: Lane | None = None, after: float = 0, is_thread: bool = False) -> str:
    """What a lane does next with `first` at its head and a queued post behind it."""
    behind = post("behind", PostState.QUEUED)
    found = next_post(
        [first, behind], lane or Lane("a1"), at=seconds(after), repeats_safely=False, is_thread=is_thread
    )
    return found.id if found else ""


def test_a_post_that_waits_or_is_being_sent_keeps_those_behind_it_in_their_order() -> None:
    waiting = post("w", PostState.WAITING, not_before=seconds(5))
    assert following(waiting) == ""
    assert following(waiting, after=5) == "w"
    assert following(post("s", PostState.SENDING)) == ""


def test_a_post_inside_its_undo_window_keeps_nobody() -> None:
    assert following(post("h", PostState.HELD, due_at=seconds(10))) == "behind"
    assert following(post("h", PostState.HELD, due_at=seconds(10)), after=10) == "h"


def test_a_post_in_doubt_keeps_a_thread_for_30_seconds_at_most() -> None:
    doubtful = replace(after_sending(post("d"), Unknown("?"), at=AT), look_at=seconds(300))
    for each in (doubtful, replace(doubtful, look_at=None)):
        assert following(each, after=29, is_thread=True) == ""
        assert following(each, after=30, is_thread=True) == "behind"


def test_where_posts_stand_alone_it_keeps_their_order_for_two_minutes() -> None:
    doubtful = replace(after_sending(post("d"), Unknown("?"), at=AT), look_at=None)
    assert following(doubtful, after=119) == ""
    assert following(doubtful, after=120) == "behind"


def test_an_account_that_rests_is_still_looked_at_and_old_posts_are_still_kept_back() -> None:
    resting = Lane("a1", failures=3, rests_until=seconds(60))
    doubtful = after_sending(post("d"), Unknown("?"), at=AT)
    assert following(doubtful, lane=resting, after=2) == "d"
    assert following(replace(doubtful, looks=3), lane=resting, after=2) == ""
    old = post("old", PostState.QUEUED, expires_at=seconds(1))
    assert following(old, lane=resting, after=1) == "old"
