"""Accounts one beside the other: threads, rests and pauses, the decision after an outage, taking down."""

from __future__ import annotations

import pytest

from livemeeting.actions import posts_kept
from livemeeting.actions.export import at_the_desk, record_of
from livemeeting.actions.take_down import take_down
from livemeeting.domain.channel import (
    Account,
    AccountTrouble,
    CannotRetract,
    CannotTell,
    NotSent,
    ReplyRefused,
    Unknown,
)
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.refused import Refused
from livemeeting.store import accounts, lanes
from tests.actions.conftest import Chamber
from tests.fakes.network import Network

LOST = Unknown("No answer.")


def test_a_dead_network_keeps_no_other_waiting(on_air: Chamber, sky: Network) -> None:
    on_air.x.answers = [NotSent("Away.")] * 9
    for _ in range(3):
        on_air.press("Next item")
        on_air.move(11)
        on_air.deliver()
    mine = [each.state for each in on_air.posts if each.account_id == "b1"]
    assert mine == [PostState.SENT] * 3


def test_a_meeting_is_one_thread_where_the_network_likes_threads(on_air: Chamber, sky: Network) -> None:
    for _ in range(3):
        on_air.press("Next item")
        on_air.move(11)
        on_air.deliver()
    first, second, third = sky.given
    assert (first.reply_to, second.reply_to, third.reply_to) == ("", f"ref-{first.id}", f"ref-{second.id}")
    assert {each.reply_to for each in on_air.x.given} == {""}


def test_a_parent_in_doubt_holds_the_thread_for_30_seconds_and_then_the_next_stands_alone(
    on_air: Chamber,
) -> None:
    on_air.x.threads_by_default = True
    on_air.x.answers = [LOST, *[LOST]]
    on_air.x.finds = [CannotTell("Away.")] * 99
    on_air.press("Next item")
    on_air.move(11)
    on_air.deliver()
    on_air.press("Decision", outcome="noted")
    waited = 0
    while len(on_air.x.given) < 3:
        on_air.pass_time(1)
        waited += 1
        on_air.x.answers = []
    assert waited == 30 and on_air.x.given[-1].reply_to == ""


def test_a_refused_answer_goes_alone_and_after_two_the_meeting_stops_trying(on_air: Chamber) -> None:
    on_air.x.threads_by_default = True
    for _ in range(3):
        on_air.x.answers = [ReplyRefused("Not allowed.")] if len(on_air.x.given) < 5 else []
        on_air.press("Next item")
        on_air.move(11)
        on_air.deliver()
    asked = ["reply" if each.reply_to else "alone" for each in on_air.x.given]
    assert asked == ["alone", "reply", "alone", "reply", "alone", "alone"]
    assert {each.state for each in on_air.posts} == {PostState.SENT}


def test_an_account_out_of_credit_is_paused_until_somebody_says_try_again(on_air: Chamber) -> None:
    on_air.x.answers = [AccountTrouble("Out of credit.")]
    for _ in range(2):
        on_air.press("Next item")
        on_air.move(11)
        on_air.deliver()
    assert [each.state for each in on_air.posts[-2:]] == [PostState.FAILED, PostState.HELD]
    posts_kept.try_again(on_air.house, on_air.officer, "m1", "a1")
    assert on_air.deliver() == [PostState.SENT]


def test_other_credentials_end_the_pause(on_air: Chamber) -> None:
    on_air.x.answers = [AccountTrouble("Signed out.")]
    on_air.press("Next item")
    on_air.move(11)
    on_air.deliver()
    assert on_air.seen().lanes["a1"].paused_because == "Signed out."
    keyring = on_air.house.keyring
    on_air.database.write(
        lambda c: accounts.change_credentials(c, "c1", "a1", credentials={"api_key": "new"}, keyring=keyring)
    )
    assert on_air.seen().lanes["a1"].paused_because == ""


def test_a_session_that_somebody_else_renewed_meanwhile_is_no_trouble(on_air: Chamber) -> None:
    keyring, send = on_air.house.keyring, on_air.x.send

    def renewed_elsewhere(post: Post, account: Account) -> object:
        on_air.x.send = send  # type: ignore[method-assign]
        on_air.database.write(
            lambda c: accounts.change_credentials(
                c, "c1", "a1", credentials={"api_key": "new"}, keyring=keyring
            )
        )
        return AccountTrouble("Signed out.")

    on_air.x.send = renewed_elsewhere  # type: ignore[assignment,method-assign]
    on_air.press("Next item")
    on_air.move(11)
    assert on_air.deliver() == [PostState.WAITING]
    on_air.move(2)
    assert on_air.deliver() == [PostState.SENT]


def test_after_three_silences_the_account_rests_and_then_one_post_tries(on_air: Chamber) -> None:
    on_air.x.answers = [NotSent("Away.")] * 4
    on_air.press("Next item")
    on_air.move(11)
    on_air.deliver()
    on_air.pass_time(5)
    assert on_air.database.read(lambda c: lanes.by_account(c, "a1")).failures == 3
    given = len(on_air.x.given)
    on_air.pass_time(55)
    assert len(on_air.x.given) == given
    on_air.pass_time(10)
    assert len(on_air.x.given) == given + 1


def keep_three_back(chamber: Chamber) -> list[Post]:
    """Three posts that waited out an outage."""
    chamber.x.answers = [NotSent("Away.")] * 99
    for item in ("1", "3", "4"):
        chamber.press("Go to item", item=item)
        chamber.press("Decision", outcome="noted")
    chamber.move(20 * 60)
    chamber.deliver()
    chamber.x.answers = []
    kept = [each for each in chamber.posts if each.state is PostState.EXPIRED]
    assert len(kept) == 6
    return kept


def test_after_an_outage_all_posts_can_be_sent_in_order(on_air: Chamber) -> None:
    kept = keep_three_back(on_air)
    assert posts_kept.send_all(on_air.house, on_air.officer, "m1") == "6 posts on the way."
    on_air.deliver()
    assert [each.id for each in on_air.x.given[1:]] == [each.id for each in kept]


def test_after_an_outage_the_latest_alone_can_be_sent(on_air: Chamber) -> None:
    kept = keep_three_back(on_air)
    said = posts_kept.send_latest(on_air.house, on_air.officer, "m1")
    assert said == "1 post on the way, 5 discarded."
    on_air.deliver()
    assert [each.id for each in on_air.x.given[1:]] == [kept[-1].id]


def test_after_an_outage_everything_can_be_discarded(on_air: Chamber) -> None:
    keep_three_back(on_air)
    said = posts_kept.discard(on_air.house, on_air.officer, "m1")
    assert said == "6 posts discarded. Nothing was sent."
    assert on_air.deliver() == []
    with pytest.raises(Refused, match="No post is kept back"):
        posts_kept.discard(on_air.house, on_air.officer, "m1")


def test_what_was_kept_back_cannot_be_sent_while_the_meeting_is_private(on_air: Chamber) -> None:
    keep_three_back(on_air)
    on_air.press("Exclude press and public")
    with pytest.raises(Refused, match="Nothing leaves while the meeting is private"):
        posts_kept.send_latest(on_air.house, on_air.officer, "m1")


def test_a_post_taken_down_keeps_who_when_and_why(on_air: Chamber) -> None:
    opening = on_air.posts[0]
    said = take_down(on_air.house, on_air.officer, "m1", opening.id, " Wrong meeting ")
    gone = on_air.again(opening)
    assert (said, gone.taken_down_by, gone.taken_down_why) == (
        "Taken down by Ann: Wrong meeting", "Ann", "Wrong meeting",
    )  # fmt: skip
    assert gone.taken_down_at == on_air.at
    record = record_of(on_air.house, *at_the_desk(on_air.house, "m1"), "internal")
    told = record.lines[0].posts[0]
    assert (told.state_words, told.reason) == ("Taken down at 18:00:11", said)


def test_a_network_that_cannot_delete_any_more_says_so_and_the_post_stands(on_air: Chamber) -> None:
    on_air.x.retractions = [CannotRetract("X deletes nothing older than a year.")]
    said = take_down(on_air.house, on_air.officer, "m1", on_air.posts[0].id)
    assert said == "Not taken down: X deletes nothing older than a year."
    assert on_air.posts[0].state is PostState.SENT
    on_air.x.can_retract = False
    with pytest.raises(Refused, match="X deletes nothing"):
        take_down(on_air.house, on_air.officer, "m1", on_air.posts[0].id)
