"""The words of a post while they are written: its network's own count, what to look at, one press to mend it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from livemeeting.actions import notices
from livemeeting.actions.editor import Measured, measure_post, mend_typed
from livemeeting.actions.posts import edit_post
from livemeeting.actions.words import preview
from livemeeting.channels.x import X
from livemeeting.domain.notices import Notice
from livemeeting.domain.posts import PostState
from livemeeting.domain.refused import Refused
from livemeeting.store import notices as notice_rows
from tests.actions.conftest import Chamber
from tests.evening import form


@pytest.fixture
def on_x(chamber: Chamber) -> Chamber:
    """A meeting under way whose network counts as X does."""
    chamber.x.measure = X().measure  # type: ignore[method-assign]  # the network's script, X's own rules
    chamber.begin()
    chamber.press("Go to item", item="3")
    return chamber


def measured(chamber: Chamber, text: str) -> Measured:
    found = measure_post(chamber.house, chamber.officer, "m1", chamber.posts[-1].id, text)
    assert found is not None
    return found


def test_a_text_is_counted_as_its_network_counts(on_x: Chamber) -> None:
    assert measured(on_x, "🏛 ŵ").count_words == "4/280"
    assert measured(on_x, "x").cost_words == "$0.02"


def test_a_missing_space_is_mended_with_one_press(on_x: Chamber) -> None:
    found = measured(on_x, "Motion agreed.In favour 12")
    problem = next(each for each in found.measure.problems if each.kind == "accidental_link")
    assert problem.fix == "Motion agreed. In favour 12"
    assert "accidental_link" not in {each.kind for each in measured(on_x, problem.fix).measure.problems}


def test_an_equal_text_within_the_day_is_offered_with_the_time(on_x: Chamber) -> None:
    opening = on_x.posts[0].text
    twin = next(each for each in measured(on_x, opening).measure.problems if each.kind == "said_before")
    assert twin.fix == f"{opening} 18:00"
    on_x.move(25 * 3600)
    assert "said_before" not in {each.kind for each in measured(on_x, opening).measure.problems}


def test_the_server_decides_about_the_length(on_x: Chamber) -> None:
    with pytest.raises(Refused, match="That is 20 over the 280 X takes"):
        edit_post(on_x.house, on_x.officer, "m1", on_x.posts[-1].id, "x" * 300)


def test_a_message_is_mended_in_what_was_typed(on_x: Chamber) -> None:
    typed = "It was agreed.In the hall"
    (worded,) = preview(on_x.house, on_x.officer, "m1", "publish_message", form(text=typed))
    fixes = [each.fix for each in mend_typed(on_x.house, worded, typed)]
    assert fixes == ["It was agreed. In the hall"]


def test_an_edited_notice_leaves_at_its_own_moment(chamber: Chamber) -> None:
    chamber.at = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    chamber.database.write(
        lambda c: notice_rows.set_notice(c, "c1", Notice("NoticeToday", is_on=True, clock="09:00"))
    )
    notices.write_due(chamber.house)
    (notice,) = chamber.posts
    assert edit_post(chamber.house, chamber.officer, "m1", notice.id, "We meet at six tonight.") == "Changed."
    chamber.move(1800)
    notices.write_due(chamber.house)
    chamber.deliver()
    assert not chamber.x.given
    chamber.at = notice.due_at + timedelta(seconds=1)
    chamber.deliver()
    assert [each.text for each in chamber.x.given] == ["We meet at six tonight."]
    assert chamber.posts[0].state is PostState.SENT


def test_the_same_words_in_another_meeting_of_the_day_get_the_time(on_x: Chamber) -> None:
    on_x.press("Close meeting")
    on_x.plan_meeting(meeting_id="m2", slug="second")
    on_x.press("Start meeting", meeting_id="m2", confirm="LIVE")
    again = on_x.press("Go to item", meeting_id="m2", item="3")
    assert [each.text for each in again.posts] == ["Item 12.4: Library hours #calderbeck 18:00"]
