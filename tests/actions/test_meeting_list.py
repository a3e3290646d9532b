"""The list of meetings: what stands where, and what each person may do with it."""

from __future__ import annotations

from datetime import timedelta

from livemeeting.actions.house import Officer
from livemeeting.actions.meeting_list import FEW, list_meetings
from livemeeting.actions.prepare import rehearse
from livemeeting.domain.roles import Role
from tests.actions.conftest import Chamber
from tests.evening import SIX_PM

WATCHER = Officer("p4", "c1", "Wyn", Role.WATCHER)


def test_live_comes_first_then_upcoming_soonest_then_past_newest(chamber: Chamber) -> None:
    for days in (2, 1, -3, -2):
        chamber.plan_meeting(meeting_id=f"d{days}", slug=f"d{days}", starts_at=SIX_PM + timedelta(days=days))
    chamber.begin()
    found = list_meetings(chamber.house, chamber.officer)
    assert [each.id for each in found.on_now] == ["m1"]
    assert [each.id for each in found.upcoming] == ["d1", "d2"]
    assert [each.id for each in found.past] == ["d-2", "d-3"]


def test_a_meeting_is_told_in_local_words_with_its_state(chamber: Chamber) -> None:
    chamber.begin()
    listed = list_meetings(chamber.house, chamber.officer).on_now[0]
    assert (listed.day, listed.time, listed.status_word) == ("Sunday 22 November 2026", "18:00", "Live")
    assert (listed.items, listed.restricted, listed.can_export) == (7, 1, True)


def test_a_closed_meeting_is_past_even_on_its_day(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Close meeting")
    assert [each.status_word for each in list_meetings(chamber.house, chamber.officer).past] == ["Ended"]


def test_a_live_rehearsal_stands_under_its_meeting_and_not_on_air(chamber: Chamber) -> None:
    rehearsal = rehearse(chamber.house, chamber.officer, "m1")
    chamber.press("Start meeting", meeting_id=rehearsal)
    found = list_meetings(chamber.house, chamber.officer)
    assert found.on_now == ()
    under = found.upcoming[0].rehearsals
    assert [(each.id, each.is_rehearsal, each.is_on) for each in under] == [(rehearsal, True, True)]
    assert "/rehearsal/" in under[0].public_url


def test_a_watcher_sees_the_list_and_prepares_nothing(chamber: Chamber) -> None:
    found = list_meetings(chamber.house, WATCHER)
    assert not found.can_prepare and not found.upcoming[0].can_prepare and not found.upcoming[0].can_export


def test_only_the_newest_past_meetings_are_read_until_all_are_asked_for(chamber: Chamber) -> None:
    for days in range(20, 20 + FEW + 3):
        chamber.plan_meeting(meeting_id=f"d{days}", slug=f"d{days}", starts_at=SIX_PM - timedelta(days=days))
    found = list_meetings(chamber.house, chamber.officer)
    assert (len(found.past), found.left_out) == (FEW, 3)
    assert list_meetings(chamber.house, chamber.officer, most_past=1000).left_out == 0
