"""A meeting under a posting profile: what is posted, what is asked first, what is never worded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from livemeeting.actions import posts, words
from livemeeting.actions.posting import profile_words
from livemeeting.domain.buttons import Form
from livemeeting.domain.posts import PostState
from livemeeting.domain.profiles import Period, Profile, Say
from livemeeting.store import bodies, meetings, profiles
from livemeeting.store.bodies import Body
from livemeeting.store.meetings import StoredMeeting
from tests.actions.conftest import Chamber
from tests.evening import PLAN, SIX_PM


def hold_for(chamber: Chamber, profile: Profile, first: date, last: date, body_id: str = "") -> None:
    period = Period(f"period-{profile}", profile, first, last, body_id)
    chamber.database.write(lambda c: profiles.add_period(c, "c1", period))


@pytest.fixture
def planning(chamber: Chamber) -> Chamber:
    """A planning committee that posts decisions only."""
    plan = replace(PLAN, meeting_id="m2", slug="planning", body="Planning Committee")
    body = Body("b1", "c1", "Planning Committee", profile="decisions")
    chamber.database.write(lambda c: bodies.add(c, body))
    stored = StoredMeeting(plan, SIX_PM, "p1", body_id="b1")
    chamber.database.write(lambda c: meetings.add(c, stored))
    return chamber


def test_a_planning_committee_posts_the_decision_and_not_the_item(planning: Chamber) -> None:
    planning.press("Start meeting", meeting_id="m2", confirm="LIVE")
    assert not planning.press("Next item", meeting_id="m2").posts
    decided = planning.press("Decision", meeting_id="m2", outcome="approved")
    assert [each.event_kind for each in decided.posts] == ["DecisionRecorded"]
    assert profile_words(planning.house, planning.officer, "m2") == "Decisions only"
    assert profile_words(planning.house, planning.officer, "m1") == ""


def test_in_a_quiet_week_every_post_waits_for_an_officer(chamber: Chamber) -> None:
    hold_for(chamber, Profile.QUIET, date(2026, 11, 20), date(2026, 11, 22))
    chamber.begin()
    (opening,) = chamber.posts
    assert (opening.state, opening.reason) == (PostState.HELD, "Profile quiet: asks first.")
    chamber.move(60)
    chamber.deliver()
    assert not chamber.x.given
    posts.edit_post(chamber.house, chamber.officer, "m1", opening.id, "We have begun.")
    chamber.move(60)
    chamber.deliver()
    assert not chamber.x.given, "an edit is no word to send it"
    posts.send_now(chamber.house, chamber.officer, "m1", opening.id)
    chamber.deliver()
    assert [each.text for each in chamber.x.given] == ["We have begun."]


def test_a_post_that_asked_first_and_got_no_answer_never_leaves(chamber: Chamber) -> None:
    hold_for(chamber, Profile.QUIET, date(2026, 11, 1), date(2026, 11, 30))
    chamber.begin()
    chamber.move(24 * 3600)
    chamber.deliver()
    assert chamber.posts[0].state is PostState.EXPIRED
    assert not chamber.x.given


def test_the_day_after_the_last_the_meeting_posts_as_usual(chamber: Chamber) -> None:
    hold_for(chamber, Profile.QUIET, date(2026, 11, 1), date(2026, 11, 21))
    chamber.begin()
    assert chamber.posts[0].due_at < chamber.posts[0].expires_at


def test_before_an_election_no_post_names_a_member(chamber: Chamber) -> None:
    hold_for(chamber, Profile.PRE_ELECTION, date(2026, 11, 22), date(2026, 11, 22))
    chamber.begin()
    chamber.press("Urgent item", title="Tribute to Cllr Byron", number="99", reason="Today")
    item = next(each.item.id for each in chamber.seen().meeting.items if each.item.number == "99")
    named = chamber.press("Go to item", item=item).posts[0]
    assert named.waits_for_send
    assert "names Cllr Ada Byron" in named.reason
    plain = chamber.press("Go to item", item="3").posts[0]
    assert not plain.waits_for_send and not plain.reason


def test_a_result_kept_to_the_page_is_not_posted(chamber: Chamber) -> None:
    hold_for(chamber, Profile.PRE_ELECTION, date(2026, 11, 22), date(2026, 11, 22))
    chosen = {("DecisionRecorded", "x"): Say.NEVER}
    chamber.database.write(lambda c: profiles.set_choices(c, "c1", Profile.PRE_ELECTION, chosen))
    chamber.begin()
    chamber.press("Go to item", item="3")
    assert not chamber.press("Decision", outcome="carried").posts
    assert "carried" in repr(chamber.seen().meeting.timeline[-1])


def test_a_profile_never_lets_out_what_is_private(chamber: Chamber) -> None:
    hold_for(chamber, Profile.QUIET, date(2026, 11, 1), date(2026, 11, 30))
    chamber.begin()
    chamber.press("Exclude press and public", paragraphs=["3"])
    assert not chamber.press("Next item").posts


def test_the_panel_says_before_the_press_that_it_asks_first(chamber: Chamber) -> None:
    hold_for(chamber, Profile.QUIET, date(2026, 11, 1), date(2026, 11, 30))
    chamber.begin()
    (shown,) = words.preview(chamber.house, chamber.officer, "m1", "next_item", Form())
    assert shown.asks_first


def test_a_correction_before_it_left_still_asks_first(chamber: Chamber) -> None:
    hold_for(chamber, Profile.QUIET, date(2026, 11, 1), date(2026, 11, 30))
    chamber.begin()
    chamber.press("Go to item", item="3")
    decided = chamber.press("Decision", outcome="lost")
    chamber.press("Correct", entry=str(decided.seq), outcome="carried")
    waiting = [each for each in chamber.posts if each.seq == decided.seq and each.state is PostState.HELD]
    assert [each.waits_for_send for each in waiting] == [True]
    assert "carried" in waiting[0].text
