"""A post whose answer went missing is found, sent once more after looking, or left to the officer."""

from __future__ import annotations

from datetime import timedelta

from livemeeting.actions import posts
from livemeeting.actions.deliver import sweep
from livemeeting.domain.channel import (
    Absent,
    CannotTell,
    Duplicate,
    Found,
    NotSent,
    Sent,
    Unknown,
)
from livemeeting.domain.delivery_look import FOUND, NOT_THERE
from livemeeting.domain.posts import Post, PostState
from livemeeting.store import outbox
from tests.actions.conftest import Chamber
from tests.fakes.network import Network

LOST = Unknown("No answer.")


def lose_one(chamber: Chamber, *finds: Found | Absent | CannotTell) -> Post:
    """A step whose post gets no answer; `finds` is what the account shows afterwards."""
    chamber.x.answers, chamber.x.finds = [LOST], list(finds)
    chamber.press("Next item")
    chamber.move(11)
    chamber.deliver()
    return chamber.posts[-1]


def test_it_is_found_after_two_seconds_and_has_its_link(on_air: Chamber) -> None:
    post = lose_one(on_air, Found(Sent("77", "https://x.example/77")))
    on_air.pass_time(1)
    assert on_air.again(post).state is PostState.UNKNOWN
    on_air.pass_time(1)
    assert (on_air.again(post).state, on_air.again(post).remote_url, on_air.again(post).reason) == (
        PostState.SENT,
        "https://x.example/77",
        FOUND,
    )
    assert len(on_air.x.given) == 2


def test_it_is_looked_for_since_the_last_known_post_and_other_rows_posts_are_not_taken_for_it(
    on_air: Chamber,
) -> None:
    lose_one(on_air)
    on_air.pass_time(2)
    looked_for, since, taken = on_air.x.looked_for[0]
    assert (looked_for.text, since, taken) == (on_air.posts[-1].text, "n1", ("n1",))


def test_not_found_in_fifteen_seconds_it_is_sent_once_more_and_the_next_post_waits_its_turn(
    on_air: Chamber,
) -> None:
    post = lose_one(on_air)
    on_air.press("Decision", outcome="noted")
    on_air.pass_time(14)
    assert len(on_air.x.given) == 2
    on_air.pass_time(1)
    assert [each.id for each in on_air.x.given[2:]] == [post.id, on_air.posts[-1].id]
    assert {each.state for each in on_air.posts} == {PostState.SENT}


def test_a_duplicate_on_the_repeat_means_it_was_there_all_along(on_air: Chamber) -> None:
    post = lose_one(on_air)
    on_air.x.answers, on_air.x.finds = [Duplicate("Already there.")], [Absent(), Absent(), Absent()]
    on_air.pass_time(15)
    on_air.x.finds = [Found(Sent("78", "https://x.example/78"))]
    on_air.pass_time(5)
    assert (on_air.again(post).state, on_air.again(post).remote_id) == (PostState.SENT, "78")


def test_nothing_in_doubt_is_repeated_while_the_meeting_is_private(on_air: Chamber) -> None:
    post = lose_one(on_air)
    on_air.press("Exclude press and public")
    on_air.pass_time(120)
    assert [each.id for each in on_air.x.given].count(post.id) == 1
    assert on_air.again(post).state is PostState.UNKNOWN and on_air.again(post).look_at is None


def test_nothing_in_doubt_is_repeated_after_its_time_also_after_a_restart(on_air: Chamber) -> None:
    post = lose_one(on_air)
    on_air.move(16 * 60)
    sweep(on_air.house, is_only_poster=True)
    on_air.pass_time(120)
    assert [each.id for each in on_air.x.given].count(post.id) == 1


def test_what_an_officer_released_does_not_leave_hours_later_either(on_air: Chamber) -> None:
    on_air.x.answers = [NotSent("Away.")] * 3
    on_air.press("Next item")
    post = on_air.posts[-1]
    posts.send_now(on_air.house, on_air.officer, "m1", post.id)
    on_air.deliver()
    on_air.move(3 * 3600)
    assert on_air.deliver() == [PostState.EXPIRED]


def test_a_poster_killed_while_sending_leaves_a_post_that_is_looked_up(on_air: Chamber) -> None:
    on_air.press("Next item")
    post = on_air.posts[-1]
    on_air.move(11)
    lease = on_air.at + timedelta(seconds=60)
    on_air.database.write(lambda c: outbox.claim(c, post.id, at=on_air.at, lease_until=lease))
    on_air.x.finds = [Found(Sent("79", "https://x.example/79"))]
    assert sweep(on_air.house, is_only_poster=True) == 1
    on_air.pass_time(2)
    assert (on_air.again(post).state, len(on_air.x.given)) == (PostState.SENT, 1)


def test_where_repeating_is_safe_the_very_same_record_is_repeated(on_air: Chamber, sky: Network) -> None:
    sky.answers = [LOST, LOST]
    on_air.press("Next item")
    on_air.move(11)
    on_air.deliver()
    on_air.pass_time(6)
    assert len(sky.given) == 3 and len({each.wire for each in sky.given}) == 1 and sky.given[0].wire
    assert sky.looked_for == [] and on_air.posts[-1].state is PostState.SENT


def test_what_may_not_be_repeated_any_more_is_looked_up_there_too(on_air: Chamber, sky: Network) -> None:
    sky.answers = [LOST]
    on_air.press("Next item")
    on_air.move(11)
    on_air.deliver()
    on_air.press("Exclude press and public")
    on_air.pass_time(3)
    post = next(each for each in on_air.posts if each.account_id == "b1")
    assert (post.state, post.reason, len(sky.given)) == (PostState.EXPIRED, NOT_THERE, 1)


def test_a_redacted_entrys_post_in_doubt_is_never_repeated(on_air: Chamber) -> None:
    on_air.x.answers = [LOST]
    on_air.press("Message to followers", text="Jane Doe spoke")
    on_air.move(11)
    on_air.deliver()
    post = on_air.posts[-1]
    on_air.press("Redact", entry=str(post.seq), reason="Names a resident")
    on_air.pass_time(60)
    posts.send_again(on_air.house, on_air.officer, "m1", post.id)
    on_air.pass_time(1)
    assert [each.id for each in on_air.x.given].count(post.id) == 1
    assert on_air.again(post).state is PostState.EXPIRED
