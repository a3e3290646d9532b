"""A post is due when its time has come, is stopped while it can be, and never leaves after its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from livemeeting.domain.delivery import after_losing
from livemeeting.domain.posts import STOPPABLE, Post, PostState
from livemeeting.store import outbox
from livemeeting.store.database import Database
from tests.store.samples import AT, a_post, hold_meeting

DUE = AT + timedelta(seconds=10)
LEASE = DUE + timedelta(seconds=30)


@pytest.fixture(autouse=True)
def _meetings(database: Database) -> None:
    database.write(hold_meeting)
    database.write(lambda c: hold_meeting(c, "m2"))


def _add(database: Database, *posts: Post) -> None:
    database.write(lambda c: outbox.add(c, posts))


def _post(database: Database, post_id: str = "post-1") -> Post:
    post = database.read(lambda c: outbox.by_id(c, post_id))
    assert post
    return post


def test_a_post_comes_back_as_it_was_queued(database: Database) -> None:
    full = a_post(
        quiet=True,
        is_rehearsal=True,
        reason="r",
        not_before=DUE,
        lease_until=LEASE,
        attempts=2,
        sent_at=DUE,
        remote_id="1",
        remote_url="https://x.example/1",
        state=PostState.SENT,
    )
    _add(database, full, a_post("post-2"))
    assert database.read(lambda c: outbox.of_meeting(c, "m1")) == [full, a_post("post-2")]
    assert database.read(lambda c: outbox.of_meeting(c, "m2")) == []


def test_a_post_is_found_only_in_its_own_meeting(database: Database) -> None:
    _add(database, a_post())
    assert database.read(lambda c: outbox.by_id(c, "post-1", meeting_id="m1")) == a_post()
    assert database.read(lambda c: outbox.by_id(c, "post-1", meeting_id="m2")) is None


def test_the_poster_is_given_all_it_has_or_will_have_something_to_do_with_in_the_order_created(
    database: Database,
) -> None:
    later = DUE + timedelta(seconds=1)
    _add(
        database,
        a_post("held", account_id="b"),
        a_post("queued", account_id="a", state=PostState.QUEUED, due_at=later),
        a_post("waiting", state=PostState.WAITING, not_before=later),
        a_post("looked-up", account_id="b", state=PostState.UNKNOWN, look_at=later),
        *(a_post(state, state=PostState(state)) for state in ("sending", "sent", "unknown", "failed")),
        *(
            a_post(state, state=PostState(state))
            for state in ("expired", "cancelled", "retracting", "retracted")
        ),
    )
    of_all = database.read(outbox.at_work)
    assert [post.id for post in of_all] == ["held", "queued", "waiting", "looked-up", "sending"]
    of_one = database.read(lambda c: outbox.at_work(c, "b"))
    assert [post.id for post in of_one] == ["held", "looked-up"]


def test_a_post_in_doubt_is_claimed_only_when_its_repeat_is_due(database: Database) -> None:
    later = DUE + timedelta(seconds=1)
    _add(
        database,
        a_post("officers", state=PostState.UNKNOWN),
        a_post("looked-up", state=PostState.UNKNOWN, look_at=later),
    )
    claim = partial(outbox.claim, lease_until=LEASE)
    assert not database.write(lambda c: claim(c, "officers", at=later))
    assert not database.write(lambda c: claim(c, "looked-up", at=DUE))
    assert database.write(lambda c: claim(c, "looked-up", at=later, repeats=1))
    assert (_post(database, "looked-up").state, _post(database, "looked-up").repeats) == ("sending", 1)


def test_what_was_made_of_a_post_is_saved_unless_it_changed_meanwhile(database: Database) -> None:
    before = a_post(state=PostState.SENDING, attempts=1, lease_until=LEASE)
    after = replace(before, state=PostState.UNKNOWN, lease_until=None, look_at=LEASE, holds_lane_until=LEASE)
    _add(database, before)
    assert database.write(lambda c: outbox.save(c, before, after))
    assert _post(database) == after
    assert not database.write(lambda c: outbox.save(c, before, replace(before, state=PostState.SENT)))
    assert _post(database) == after


def test_the_names_of_an_accounts_posts_are_known_newest_first(database: Database) -> None:
    _add(
        database,
        a_post("a", state=PostState.SENT, sent_at=DUE, remote_id="7"),
        a_post("b", state=PostState.SENT, sent_at=LEASE, remote_id="8"),
        a_post("c", state=PostState.SENT, sent_at=LEASE, remote_id="9", is_rehearsal=True),
        a_post("d", state=PostState.SENT, sent_at=LEASE, remote_id="10", account_id="other"),
        a_post("e", state=PostState.UNKNOWN),
    )
    named = partial(outbox.remote_ids, account_id="x-1")
    assert database.read(lambda c: named(c, besides="e")) == ["8", "7"]
    assert database.read(lambda c: named(c, besides="b", most=1)) == ["7"]


def test_a_claimed_post_is_sending_under_a_lease(database: Database) -> None:
    _add(database, a_post(state=PostState.WAITING, not_before=AT))
    assert database.write(lambda c: outbox.claim(c, "post-1", at=DUE, lease_until=LEASE))
    expected = a_post(state=PostState.SENDING, attempts=1, lease_until=LEASE)
    assert _post(database) == expected
    assert not database.write(lambda c: outbox.claim(c, "post-1", at=DUE, lease_until=LEASE))
    assert _post(database) == expected


def test_a_post_inside_its_undo_window_cannot_be_claimed(database: Database) -> None:
    _add(database, a_post())
    early = DUE - timedelta(milliseconds=1)
    assert not database.write(lambda c: outbox.claim(c, "post-1", at=early, lease_until=LEASE))
    assert _post(database) == a_post()


def test_a_post_past_its_time_cannot_be_claimed(database: Database) -> None:
    _add(database, a_post(), a_post("sent", state=PostState.SENT))
    late = a_post().expires_at
    assert not database.write(lambda c: outbox.claim(c, "post-1", at=late, lease_until=LEASE))
    assert _post(database) == a_post()


def test_an_overtaken_post_leaves_on_an_officers_word(database: Database) -> None:
    _add(database, a_post(state=PostState.EXPIRED))
    late = a_post().expires_at
    assert database.write(
        lambda c: outbox.finish(
            c, "post-1", from_states={PostState.EXPIRED}, to_state=PostState.QUEUED, is_released=True
        )
    )
    # The word counts for the next quarter of an hour, and not for ever.
    assert not database.write(lambda c: outbox.claim(c, "post-1", at=late, lease_until=LEASE))
    new = late + timedelta(minutes=15)
    database.write(
        lambda c: outbox.finish(
            c, "post-1", from_states={PostState.QUEUED}, to_state=PostState.QUEUED, expires_at=new
        )
    )
    assert database.write(lambda c: outbox.claim(c, "post-1", at=late, lease_until=LEASE))


def test_finishing_sets_what_is_given_and_ends_the_lease(database: Database) -> None:
    _add(database, a_post(state=PostState.SENDING, lease_until=LEASE, attempts=1))
    assert database.write(
        lambda c: outbox.finish(
            c,
            "post-1",
            from_states={PostState.SENDING},
            to_state=PostState.SENT,
            sent_at=DUE,
            remote_id="99",
            remote_url="https://x.example/99",
        )
    )
    sent = a_post(
        state=PostState.SENT, attempts=1, sent_at=DUE, remote_id="99", remote_url="https://x.example/99"
    )
    assert _post(database) == sent
    assert not database.write(
        lambda c: outbox.finish(
            c, "post-1", from_states={PostState.SENDING}, to_state=PostState.UNKNOWN, reason="lost"
        )
    )
    assert _post(database) == sent


def test_a_post_is_stopped_exactly_while_it_has_not_left(database: Database) -> None:
    _add(database, *(a_post(state.value, state=state) for state in PostState))
    stopped = {state for state in PostState if database.write(partial(outbox.stop, post_id=state.value))}
    assert stopped == STOPPABLE
    for state in PostState:
        assert _post(database, state.value).state == (PostState.CANCELLED if state in STOPPABLE else state)


def test_a_cancel_that_comes_too_late_says_so(database: Database) -> None:
    _add(database, a_post())
    database.write(lambda c: outbox.claim(c, "post-1", at=DUE, lease_until=LEASE))
    assert not database.write(lambda c: outbox.stop(c, "post-1"))
    assert _post(database).state == PostState.SENDING


def test_undoing_a_press_stops_its_own_posts_alone(database: Database) -> None:
    _add(
        database,
        a_post("a", seq=7),
        a_post("b", seq=7, state=PostState.SENT),
        a_post("c", seq=8),
        a_post("d", seq=7, meeting_id="m2"),
    )
    assert database.write(lambda c: outbox.stop_all_of_seq(c, "m1", 7, reason="Undone.")) == 1
    assert [_post(database, post).state for post in "abcd"] == ["cancelled", "sent", "held", "held"]
    assert _post(database, "a").reason == "Undone."


@pytest.mark.parametrize(("except_quiet", "left"), [(True, {"quiet"}), (False, set())])
def test_excluding_the_public_freezes_everything_that_has_not_left(
    database: Database, except_quiet: bool, left: set[str]
) -> None:
    frozen = {"held", "queued", "waiting"}
    _add(
        database,
        *(a_post(state.value, state=state) for state in PostState),
        a_post("quiet", quiet=True),
        a_post("elsewhere", meeting_id="m2"),
    )
    count = database.write(lambda c: outbox.freeze_meeting(c, "m1", "Private.", except_quiet=except_quiet))
    posts = database.read(lambda c: outbox.of_meeting(c, "m1"))
    held_back = {post.id for post in posts if post.reason == "Private."}
    assert held_back == frozen | ({"quiet"} - left)
    assert count == len(held_back)
    assert all(post.state == PostState.EXPIRED for post in posts if post.id in held_back)
    assert {post.id for post in database.read(outbox.at_work) if post.state != "sending"} == left | {
        "elsewhere"
    }


def test_a_post_whose_poster_vanished_is_unknown(database: Database) -> None:
    vanished = a_post(state=PostState.SENDING, lease_until=LEASE)
    _add(
        database,
        vanished,
        a_post("alive", state=PostState.SENDING, lease_until=LEASE + timedelta(seconds=2)),
        a_post("retracting", state=PostState.RETRACTING, lease_until=LEASE),
    )
    after = LEASE + timedelta(seconds=1)
    assert database.write(lambda c: outbox.lost_leases(c, after)) == 2
    assert _post(database) == after_losing(vanished, at=after)
    assert _post(database).state == PostState.UNKNOWN
    assert _post(database, "alive").state == PostState.SENDING
    assert _post(database, "retracting").state == PostState.SENT
    assert database.write(lambda c: outbox.lost_leases(c, after, is_only_poster=True)) == 1
    assert _post(database, "alive").state == PostState.UNKNOWN


def test_the_outbox_is_counted_by_state(database: Database) -> None:
    _add(database, a_post(), a_post("b"), a_post("c", state=PostState.SENT), a_post("d", meeting_id="m2"))
    assert database.read(lambda c: outbox.counts(c, "m1")) == {PostState.HELD: 2, PostState.SENT: 1}
    assert database.read(outbox.counts) == {PostState.HELD: 3, PostState.SENT: 1}


def test_the_age_of_the_oldest_due_post(database: Database) -> None:
    assert database.read(lambda c: outbox.oldest_due(c, DUE)) is None
    _add(database, a_post(), a_post("b", due_at=DUE + timedelta(seconds=5)))
    assert database.read(lambda c: outbox.oldest_due(c, AT)) is None
    assert database.read(lambda c: outbox.oldest_due(c, DUE + timedelta(seconds=60))) == timedelta(seconds=60)
