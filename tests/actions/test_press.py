"""A press: acts once, never on a stale view, and takes its posts with it in one transaction."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from livemeeting.actions.house import NotAllowed, NotFound, Officer
from livemeeting.actions.posts import send_now, stop_post
from livemeeting.actions.press import Stale
from livemeeting.actions.words import preview
from livemeeting.domain.buttons import Form
from livemeeting.domain.channel import NotSent
from livemeeting.domain.posts import PostState
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from tests.actions.conftest import Chamber
from tests.fakes.network import Network

BOB = Officer("p2", "c1", "Bob", Role.OFFICER)


def test_going_on_air_is_a_deliberate_act(chamber: Chamber) -> None:
    with pytest.raises(Refused, match="Type LIVE beside Start meeting"):
        chamber.press("Start meeting")
    chamber.press("Start meeting", confirm="live")
    assert chamber.seen().meeting.is_live


def test_a_rehearsal_starts_with_one_press(chamber: Chamber) -> None:
    chamber.plan_meeting(meeting_id="r1", slug="r1", is_rehearsal=True)
    chamber.press("Start meeting", meeting_id="r1")
    assert chamber.seen("r1").meeting.is_live


def test_one_councils_accounts_serve_one_live_meeting(chamber: Chamber) -> None:
    chamber.plan_meeting(meeting_id="m2", slug="other", title="Planning Committee")
    chamber.begin()
    with pytest.raises(Refused, match="Full Council is on air and uses the same accounts"):
        chamber.press("Start meeting", confirm="LIVE", meeting_id="m2")
    chamber.press("Close meeting")
    chamber.press("Start meeting", confirm="LIVE", meeting_id="m2")


def test_the_same_command_acts_once(chamber: Chamber) -> None:
    chamber.begin()
    first = chamber.press("Next item", seq=1, command="same")
    again = chamber.press("Next item", seq=1, command="same")
    assert (first.seq, again.seq, again.is_repeat) == (2, 2, True)
    assert len(chamber.seen().entries) == 2
    assert len([post for post in chamber.posts if post.seq == 2]) == 1


def test_the_second_officer_is_told_where_the_meeting_is(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item", seq=1)
    with pytest.raises(Stale, match=r"Already moved to item 84: Declarations of interest \(Ann\)") as refusal:
        chamber.press("Next item", seq=1, by=BOB)
    assert refusal.value.seq == 2
    assert len(chamber.seen().entries) == 2


def test_eight_officers_in_the_same_second_move_one_step(chamber: Chamber) -> None:
    chamber.begin()
    acknowledged: list[int] = []
    refused: list[str] = []

    def driver(name: str) -> None:
        try:
            acknowledged.append(
                chamber.press("Next item", seq=1, command=name, by=replace(BOB, name=name)).seq
            )
        except Stale as stale:
            refused.append(stale.sentence)

    threads = [threading.Thread(target=driver, args=(f"Officer {n}",)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (acknowledged, len(refused)) == ([2], 7)
    assert len(chamber.seen().entries) == 2


def test_a_refused_press_leaves_nothing_behind(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Adjourn")
    posts = len(chamber.posts)
    with pytest.raises(Refused, match="Resume the meeting"):
        chamber.press("Next item")
    assert (len(chamber.seen().entries), len(chamber.posts)) == (2, posts)


def test_viewers_are_told_after_a_press_and_not_after_a_refusal(chamber: Chamber) -> None:
    with pytest.raises(Refused):
        chamber.press("Next item")
    assert chamber.announced == []
    chamber.begin()
    assert chamber.announced == ["m1"]


def test_a_watcher_cannot_press(chamber: Chamber) -> None:
    with pytest.raises(NotAllowed, match="drive the meeting"):
        chamber.press("Start meeting", confirm="LIVE", by=replace(BOB, role=Role.WATCHER))


def test_another_councils_meeting_is_not_there(chamber: Chamber) -> None:
    with pytest.raises(NotFound):
        chamber.press("Start meeting", confirm="LIVE", by=replace(BOB, council_id="c2"))


def test_posts_are_held_for_the_undo_window(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    post = chamber.posts[-1]
    assert (post.text, post.state) == ("Item 84: Declarations of interest #calderbeck", PostState.HELD)
    assert (post.due_at - post.created_at).total_seconds() == 10


def test_undo_stops_the_posts_of_the_step(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    undone = chamber.press("Undo")
    assert undone.remark == "Nothing was sent."
    assert chamber.posts[-1].state is PostState.CANCELLED


def test_undo_after_the_post_left_says_so(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    chamber.move(11)
    chamber.deliver()
    assert chamber.press("Undo").remark.startswith("Already sent at 18:00.")
    assert chamber.posts[-1].state is PostState.SENT


def test_the_next_press_is_previewed_word_for_word(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    shown = preview(chamber.house, chamber.officer, "m1", "next_item", Form())
    chamber.press("Next item")
    assert [each.text for each in shown] == [chamber.posts[-1].text]
    assert (shown[0].count, shown[0].limit) == (len(shown[0].text), 280)


def test_a_private_press_previews_and_posts_nothing(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Exclude press and public")
    before = len(chamber.posts)
    assert preview(chamber.house, chamber.officer, "m1", "next_item", Form()) == []
    chamber.press("Next item")
    assert len(chamber.posts) == before


def test_the_same_words_twice_get_the_time(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Declaration of interest", member="Cllr Ada Byron")
    chamber.press("Message to followers", text="Ten minutes' break")
    chamber.move(3600)
    chamber.press("Message to followers", text="Ten minutes' break")
    assert [post.text for post in chamber.posts[-2:]] == [
        "Ten minutes' break #calderbeck",
        "Ten minutes' break #calderbeck 19:00",
    ]


def test_a_correction_before_the_post_left_goes_into_the_post(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    chamber.press("Decision", outcome="lost")
    done = chamber.press("Correct", entry="3", outcome="carried")
    assert done.remark == "The correction went into the post before it left."
    last = [(post.text, post.state) for post in chamber.posts[-2:]]
    assert last == [
        ("Item 84: lost. #calderbeck", PostState.CANCELLED),
        ("Item 84: carried. #calderbeck", PostState.HELD),
    ]


def test_a_correction_after_the_post_left_is_a_post_of_its_own(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    chamber.press("Decision", outcome="lost")
    chamber.move(11)
    chamber.deliver()
    done = chamber.press("Correct", entry="3", outcome="carried")
    assert done.remark == "A correction is offered under Posts: send it there, or stop it."
    offered = chamber.posts[-1]
    assert offered.text == "Correction to our 18:00 update: Item 84: carried. #calderbeck"
    chamber.move(60)
    assert chamber.deliver() == []
    send_now(chamber.house, chamber.officer, "m1", offered.id)
    assert chamber.deliver() == [PostState.SENT]


def test_a_second_correction_takes_the_place_of_an_offer_nobody_sent(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    chamber.press("Decision", outcome="lost")
    chamber.move(11)
    chamber.deliver()
    chamber.press("Correct", entry="3", outcome="carried")
    chamber.press("Correct", entry="3", outcome="noted")
    last = [(post.text, post.state) for post in chamber.posts[-2:]]
    assert last == [
        ("Correction to our 18:00 update: Item 84: carried. #calderbeck", PostState.CANCELLED),
        ("Correction to our 18:00 update: Item 84: noted. #calderbeck", PostState.HELD),
    ]


def test_each_account_is_corrected_by_what_its_readers_saw(chamber: Chamber, sky: Network) -> None:
    """On X it is out; on Bluesky it waits, with the old words frozen in its record."""
    chamber.begin()
    chamber.press("Next item")
    chamber.move(11)
    chamber.deliver()
    sky.answers = [NotSent("Away.")]
    chamber.press("Decision", outcome="lost")
    chamber.move(11)
    chamber.deliver()
    done = chamber.press("Correct", entry="3", outcome="carried")
    assert done.remark.startswith("The correction went into what had not left")
    chamber.move(2)
    chamber.deliver()
    assert sky.given[-1].text == "Item 84: carried. #calderbeck"
    assert "lost" not in sky.given[-1].wire
    assert [post.text for post in chamber.posts if post.state is PostState.HELD] == [
        "Correction to our 18:00 update: Item 84: carried. #calderbeck"
    ]


def test_what_was_stopped_is_not_corrected_in_public(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Next item")
    chamber.press("Decision", outcome="lost")
    stop_post(chamber.house, chamber.officer, "m1", chamber.posts[-1].id)
    chamber.press("Correct", entry="3", outcome="carried")
    assert "EntryCorrected" not in {post.event_kind for post in chamber.posts}


def test_what_is_not_posted_is_not_corrected_in_a_post(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Member leaves", member="Cllr Tom Okafor")
    chamber.press("Correct", entry="2", member="Cllr Siân Rhys")
    assert {post.event_kind for post in chamber.posts} == {"MeetingOpened"}


def test_a_redaction_removes_the_words_from_the_log(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Note", text="Mrs Jones of Mill Lane", audience="public")
    chamber.press("Redact", entry="2", reason="Named a resident")
    assert chamber.seen().entries[1].is_redacted
    assert "Mrs Jones" not in repr(chamber.seen())


def test_a_redaction_also_removes_the_words_from_the_outbox(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Message to followers", text="Mrs Jones of Mill Lane will speak")
    chamber.press("Redact", entry="2", reason="Named a resident")
    assert (chamber.posts[-1].text, chamber.posts[-1].state) == ("(removed)", PostState.CANCELLED)


def test_a_wall_clock_set_back_is_flagged(chamber: Chamber) -> None:
    chamber.begin()
    chamber.set_clock(-3600)
    chamber.press("Next item")
    assert [entry.clock_jumped for entry in chamber.seen().entries] == [False, True]
