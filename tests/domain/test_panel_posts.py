"""The posts column of the panel: countdowns, what may be done to each post, and the badges of the networks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from livemeeting.domain.panel_posts import PostLine, PostsView, posts_view
from livemeeting.domain.posts import Post, PostState
from tests.evening import Evening

EVENING = Evening().at_item("84")
AT = EVENING.at


def post(state: PostState = PostState.HELD, **changes: object) -> Post:
    values: dict[str, object] = {
        "id": "p1", "meeting_id": "m1", "seq": 2, "account_id": "a1", "channel": "x", "event_kind": "ItemStarted",
        "item_id": "1", "text": "Item 84: Declarations #calderbeck", "state": state,
        "due_at": AT + timedelta(seconds=10), "expires_at": AT + timedelta(minutes=15), "created_at": AT,
    }  # fmt: skip
    return Post(**{**values, **changes})  # type: ignore[arg-type]  # each test names the fields it changes


def column(*posts: Post, after: float = 3, may_drive: bool = True) -> PostsView:
    at = AT + timedelta(seconds=after)
    return posts_view(EVENING.meeting, posts, {"x": "X", "bluesky": "Bluesky"}, at=at, may_drive=may_drive)


def line(*posts: Post, after: float = 3) -> PostLine:
    view = column(*posts, after=after)
    return (*view.waiting, *view.troubled, *view.settled)[0].lines[0]


def test_a_held_post_counts_down_in_text() -> None:
    assert (line(post()).seconds, line(post()).countdown) == (7, "0:07")
    assert line(post(), after=12).countdown == "0:00"


def test_a_notice_names_its_moment_and_belongs_to_no_press() -> None:
    notice = post(seq=0, event_kind="NoticeToday", due_at=AT + timedelta(days=1), created_at=AT,
                  expires_at=AT + timedelta(days=2))  # fmt: skip
    assert line(notice).state_words == "Leaves at 18:01, Monday 23 November 2026"
    assert line(notice).waits_until is None
    assert column(notice).waiting[0].undo_seq == 0 and column(notice).newest_held == ""


@pytest.mark.parametrize(
    "state, acts",
    [
        (PostState.HELD, ["Stop", "Send now"]),
        (PostState.FAILED, ["Retry"]),
        (PostState.EXPIRED, ["Send now", "Discard"]),
        (PostState.UNKNOWN, ["It is there", "Send again"]),
        (PostState.SENT, ["Take down"]),
        (PostState.SENDING, []),
        (PostState.CANCELLED, []),
    ],
)
def test_each_state_offers_its_own_acts(state: PostState, acts: list[str]) -> None:
    assert [each.label for each in line(post(state)).acts] == acts


def test_a_watcher_sees_the_posts_and_can_do_nothing_to_them() -> None:
    view = column(post(), may_drive=False)
    assert view.waiting[0].lines[0].acts == ()
    assert (view.waiting[0].undo_seq, view.newest_held) == (0, "")


def test_a_held_post_can_be_undone_with_its_press() -> None:
    assert column(post()).waiting[0].undo_seq == 2
    assert column(post(PostState.SENT)).settled[0].undo_seq == 0


def test_what_needs_the_officer_stands_apart_from_what_is_settled() -> None:
    view = column(
        post(PostState.SENT, seq=1, sent_at=AT), post(PostState.FAILED, id="p2", reason="Out of credit.")
    )
    assert [each.seq for each in view.troubled] == [2]
    assert [each.seq for each in view.settled] == [1]
    assert view.troubled[0].lines[0].reason == "Out of credit."


def test_one_text_for_several_accounts_is_shown_once() -> None:
    lines = column(post(), post(id="p2", channel="bluesky")).waiting[0].lines
    assert [(each.network, bool(each.text)) for each in lines] == [("X", True), ("Bluesky", False)]


def test_a_rehearsed_post_says_that_it_went_nowhere() -> None:
    sent = line(post(PostState.SENT, sent_at=AT, is_rehearsal=True))
    assert sent.state_words == "Sent at 18:01:00 (rehearsal: nowhere)"


def test_one_network_in_trouble_shows_on_its_own_badge() -> None:
    badges = column(
        post(PostState.SENT, sent_at=AT), post(PostState.FAILED, id="p2", channel="bluesky")
    ).badges
    assert [(each.network, each.words) for each in badges] == [("X", "sent"), ("Bluesky", "failed")]


def test_the_badge_forgets_a_failure_once_a_later_post_went_through() -> None:
    view = column(post(PostState.FAILED, seq=1), post(PostState.SENT, id="p2", sent_at=AT))
    assert view.badges[0].words == "sent"
    assert [each.seq for each in view.troubled] == [1]


def test_news_name_the_network_and_the_reason() -> None:
    view = column(post(PostState.SENT, sent_at=AT), post(PostState.FAILED, id="p2", reason="Out of credit."))
    assert view.sent_news == "Sent on X at 18:01:00."
    assert view.trouble_news == "X: Out of credit."
    assert view.count_words == "1 post sent"
