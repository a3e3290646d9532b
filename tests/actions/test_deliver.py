"""Delivery: once, in time, in order, and never while the meeting is private."""

from __future__ import annotations

from datetime import timedelta

import pytest

from livemeeting.actions import posts
from livemeeting.actions.deliver import sweep
from livemeeting.actions.take_down import take_down
from livemeeting.domain.channel import AccountTrouble, NotSent, RateLimited, Rejected, Unknown
from livemeeting.domain.delivery_look import NOT_SEEN
from livemeeting.domain.posts import PostState
from livemeeting.domain.refused import Refused
from livemeeting.store import outbox
from tests.actions.conftest import Chamber


def newest(chamber: Chamber) -> tuple[PostState, str]:
    post = chamber.posts[-1]
    return post.state, post.reason


def step(chamber: Chamber) -> str:
    """One item further; the id of its post."""
    chamber.press("Next item")
    return chamber.posts[-1].id


def test_nothing_leaves_inside_the_undo_window(on_air: Chamber) -> None:
    step(on_air)
    on_air.move(9)
    assert on_air.deliver() == []
    on_air.move(2)
    assert on_air.deliver() == [PostState.SENT]
    assert on_air.posts[-1].remote_url.startswith("https://x.example/")


def test_where_the_officer_sends_each_post_none_leaves_by_itself(chamber: Chamber) -> None:
    chamber.plan_meeting(meeting_id="r1", slug="r1", is_rehearsal=True, waits_for_send=True)
    chamber.press("Start meeting", meeting_id="r1")
    chamber.move(600)
    assert chamber.deliver() == []
    post = chamber.seen("r1").posts[0]
    posts.send_now(chamber.house, chamber.officer, "r1", post.id)
    assert chamber.deliver() == [PostState.SENT]


def test_a_post_nobody_sent_is_kept_back_in_the_end(chamber: Chamber) -> None:
    chamber.plan_meeting(meeting_id="r1", slug="r1", is_rehearsal=True, waits_for_send=True)
    chamber.press("Start meeting", meeting_id="r1")
    chamber.move(16 * 60)
    assert chamber.deliver() == [PostState.EXPIRED]


def test_sending_is_on_disk_before_the_network_is_asked(on_air: Chamber) -> None:
    states: list[PostState] = []
    send = on_air.x.send
    on_air.x.send = lambda post, account: (states.append(on_air.posts[-1].state), send(post, account))[1]  # type: ignore[method-assign,func-returns-value]
    step(on_air)
    on_air.move(11)
    on_air.deliver()
    assert states == [PostState.SENDING]


def test_a_post_in_doubt_is_looked_for_then_sent_once_more_and_then_left_to_the_officer(
    on_air: Chamber,
) -> None:
    on_air.x.answers = [Unknown("No answer."), Unknown("No answer again.")]
    step(on_air)
    on_air.move(11)
    assert on_air.deliver() == [PostState.UNKNOWN]
    given = len(on_air.x.given)
    for _ in range(20):
        on_air.move(60)
        on_air.deliver()
    assert len(on_air.x.given) == given + 1
    assert newest(on_air) == (PostState.UNKNOWN, NOT_SEEN)


def test_a_post_in_doubt_can_be_said_to_be_there(on_air: Chamber) -> None:
    on_air.x.answers = [Unknown("No answer.")]
    post = step(on_air)
    on_air.move(11)
    on_air.deliver()
    posts.it_is_there(on_air.house, on_air.officer, "m1", post)
    assert newest(on_air) == (PostState.SENT, "Ann saw it on the account.")


def test_a_post_in_doubt_is_sent_again_only_on_an_officers_word(on_air: Chamber) -> None:
    on_air.x.answers = [Unknown("No answer.")]
    post = step(on_air)
    on_air.move(11)
    on_air.deliver()
    posts.send_again(on_air.house, on_air.officer, "m1", post)
    assert on_air.deliver() == [PostState.SENT]


def test_a_poster_that_died_while_sending_leaves_a_post_in_doubt(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.move(11)
    until = on_air.at + timedelta(seconds=60)
    on_air.database.write(lambda c: outbox.claim(c, post, at=on_air.at, lease_until=until))
    assert sweep(on_air.house) == 0
    on_air.move(61)
    assert sweep(on_air.house) == 1
    assert newest(on_air)[0] is PostState.UNKNOWN


def test_a_restart_of_the_only_poster_leaves_nothing_sending(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.move(11)
    until = on_air.at + timedelta(seconds=60)
    on_air.database.write(lambda c: outbox.claim(c, post, at=on_air.at, lease_until=until))
    assert sweep(on_air.house, is_only_poster=True) == 1
    assert newest(on_air)[0] is PostState.UNKNOWN


def test_what_surely_did_not_leave_is_tried_again_later(on_air: Chamber) -> None:
    on_air.x.answers = [NotSent("X cannot be reached.")]
    step(on_air)
    on_air.move(11)
    assert on_air.deliver() == [PostState.WAITING]
    assert on_air.deliver() == []
    on_air.move(5)
    assert on_air.deliver() == [PostState.SENT]


def test_a_rate_limit_is_waited_out_to_the_second(on_air: Chamber) -> None:
    step(on_air)
    on_air.move(11)
    on_air.x.answers = [RateLimited("X asks to wait.", on_air.at + timedelta(seconds=90))]
    on_air.deliver()
    on_air.move(89)
    assert on_air.deliver() == []
    on_air.move(1)
    assert on_air.deliver() == [PostState.SENT]


@pytest.mark.parametrize("answer", [Rejected("Too long."), AccountTrouble("Out of credit.")])
def test_a_refusal_ends_in_failed_with_the_reason_and_can_be_retried(
    on_air: Chamber, answer: Rejected | AccountTrouble
) -> None:
    on_air.x.answers = [answer]
    post = step(on_air)
    on_air.move(11)
    assert on_air.deliver() == [PostState.FAILED]
    assert newest(on_air)[1] == answer.reason
    posts.send_now(on_air.house, on_air.officer, "m1", post)
    assert on_air.deliver() == [PostState.SENT]


def test_an_item_post_overtaken_by_the_next_item_waits_for_a_decision(on_air: Chamber) -> None:
    overtaken = step(on_air)
    on_air.move(5)
    step(on_air)
    on_air.move(11)
    assert on_air.deliver() == [PostState.EXPIRED, PostState.SENT]
    assert "The meeting has moved on" in next(p.reason for p in on_air.posts if p.id == overtaken)
    posts.send_now(on_air.house, on_air.officer, "m1", overtaken)
    assert on_air.deliver() == [PostState.SENT]


def test_old_news_waits_for_a_decision_also_after_a_restart(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.move(16 * 60)
    assert on_air.deliver() == [PostState.EXPIRED]
    posts.stop_post(on_air.house, on_air.officer, "m1", post)
    assert newest(on_air)[0] is PostState.CANCELLED


def test_excluding_the_public_freezes_what_has_not_left(on_air: Chamber) -> None:
    frozen = step(on_air)
    on_air.press("Exclude press and public")
    on_air.move(11)
    on_air.deliver()
    given = [post.text for post in on_air.x.given]
    assert given[-1].startswith("Council: the meeting is now considering a private item.")
    assert next(p.state for p in on_air.posts if p.id == frozen) is PostState.EXPIRED
    with pytest.raises(Refused, match="Nothing leaves while the meeting is private"):
        posts.send_now(on_air.house, on_air.officer, "m1", frozen)
    on_air.press("Readmit press and public")
    posts.send_now(on_air.house, on_air.officer, "m1", frozen)
    assert PostState.SENT in on_air.deliver()


def test_a_queued_post_is_stopped_at_the_door_of_a_private_session(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.database.write(
        lambda c: outbox.finish(
            c, post, from_states=[PostState.HELD], to_state=PostState.QUEUED, is_released=True
        )
    )
    on_air.press("Exclude press and public")
    on_air.database.write(
        lambda c: outbox.finish(c, post, from_states=[PostState.EXPIRED], to_state=PostState.QUEUED)
    )
    on_air.deliver()
    assert all("Declarations" not in each.text for each in on_air.x.given)


def test_a_stopped_post_never_leaves_and_the_step_stays(on_air: Chamber) -> None:
    post = step(on_air)
    assert posts.stop_post(on_air.house, on_air.officer, "m1", post) == "Stopped. Nothing was sent."
    on_air.move(60)
    assert on_air.deliver() == []
    assert on_air.seen().meeting.current is not None


def test_stopping_too_late_says_when_it_was_sent(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.move(11)
    on_air.deliver()
    with pytest.raises(Refused, match="Already sent at 18:00"):
        posts.stop_post(on_air.house, on_air.officer, "m1", post)


def test_an_edited_post_leaves_with_its_new_words_after_a_new_window(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.move(8)
    posts.edit_post(on_air.house, on_air.officer, "m1", post, "Item 84 begins")
    on_air.move(9)
    assert on_air.deliver() == []
    on_air.move(2)
    on_air.deliver()
    assert on_air.x.given[-1].text == "Item 84 begins"


def test_an_edit_over_the_limit_says_by_how_much(on_air: Chamber) -> None:
    post = step(on_air)
    with pytest.raises(Refused, match="5 over the 280 X takes"):
        posts.edit_post(on_air.house, on_air.officer, "m1", post, "x" * 285)


def test_a_sent_post_can_be_taken_down_and_stays_in_the_record(on_air: Chamber) -> None:
    post = step(on_air)
    on_air.move(11)
    on_air.deliver()
    assert take_down(on_air.house, on_air.officer, "m1", post) == "Taken down by Ann."
    assert newest(on_air)[0] is PostState.RETRACTED
    assert [each.id for each in on_air.x.taken_down] == [post]


def test_a_rehearsal_never_reaches_the_network(chamber: Chamber) -> None:
    chamber.plan_meeting(meeting_id="r1", slug="r1", is_rehearsal=True, hold_seconds=0)
    chamber.press("Start meeting", meeting_id="r1")
    for _ in range(4):
        chamber.press("Next item", meeting_id="r1")
        chamber.deliver()
    assert chamber.x.given == []
    assert {post.state for post in chamber.seen("r1").posts} == {PostState.SENT}


def test_an_account_switched_off_fails_with_a_sentence(on_air: Chamber) -> None:
    from livemeeting.store import accounts

    step(on_air)
    on_air.database.write(lambda c: accounts.set_enabled(c, "c1", "a1", is_enabled=False))
    on_air.move(11)
    assert on_air.deliver() == [PostState.FAILED]
    assert newest(on_air)[1] == "This account is no longer connected."
