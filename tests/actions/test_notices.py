"""Notices: written once, in step with the meeting, cancelled with it, never sent twice and never after their moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from livemeeting.actions import notices
from livemeeting.actions.posts import send_now, stop_post
from livemeeting.actions.prepare import archive, change_head
from livemeeting.domain.head_form import Head
from livemeeting.domain.notices import Notice
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.profiles import Period, Profile
from livemeeting.domain.refused import Refused
from livemeeting.store import notices as notice_rows
from livemeeting.store import profiles
from tests.actions.conftest import Chamber
from tests.evening import PLAN, SIX_PM


@pytest.fixture
def week_before(chamber: Chamber) -> Chamber:
    """Two days before the meeting at 18:00 in a council that wants every notice."""
    chamber.at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    for kind, clock in (("NoticeTomorrow", "12:00"), ("NoticeToday", "09:00"), ("NoticeSoon", "")):
        wanted = Notice(kind, is_on=True, clock=clock)
        chamber.database.write(lambda c, wanted=wanted: notice_rows.set_notice(c, "c1", wanted))  # type: ignore[misc]
    return chamber


def told(chamber: Chamber) -> list[str]:
    return [each.text for each in chamber.x.given]


def by_kind(chamber: Chamber, kind: str) -> Post:
    return next(each for each in reversed(chamber.posts) if each.event_kind == kind)


def move_to(chamber: Chamber, day: int, hour: int, minute: int = 0) -> None:
    """The clock at that moment, after a minute's upkeep and a round of the poster."""
    chamber.at = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    notices.write_due(chamber.house)
    chamber.deliver()


def head(**changes: object) -> Head:
    plan = replace(PLAN, **changes)  # type: ignore[arg-type]
    names = [each for each in Head.__dataclass_fields__ if hasattr(plan, each)]
    return Head(**{each: getattr(plan, each) for each in names})


def test_each_notice_leaves_once_at_its_moment(week_before: Chamber) -> None:
    for hour in (8, 9, 12):
        move_to(week_before, 20, hour)
    assert len(week_before.posts) == 3 and not told(week_before)
    for day, hour in ((21, 12), (21, 13), (22, 9), (22, 10), (22, 17), (22, 18), (22, 19)):
        move_to(week_before, day, hour)
    assert told(week_before) == [
        "Council meets tomorrow, Sunday 22 November, at 18:00. #calderbeck",
        "Council meets today at 18:00. #calderbeck",
        "Council meets in one hour, at 18:00. #calderbeck",
    ]


def test_a_council_that_wants_none_posts_none(chamber: Chamber) -> None:
    chamber.at = SIX_PM - timedelta(days=1)
    assert notices.write_due(chamber.house) == 0


def test_a_notice_that_missed_its_moment_is_kept_back(week_before: Chamber) -> None:
    move_to(week_before, 20, 12)
    move_to(week_before, 22, 9, 16)
    assert not told(week_before)
    assert by_kind(week_before, "NoticeToday").state is PostState.EXPIRED


def test_a_meeting_planned_after_the_moment_has_no_such_notice(week_before: Chamber) -> None:
    move_to(week_before, 22, 10)
    assert [each.event_kind for each in week_before.posts] == ["NoticeSoon"]


def test_a_cancelled_meeting_is_not_announced(week_before: Chamber) -> None:
    move_to(week_before, 20, 12)
    week_before.press("Cancel meeting", reason="Snow")
    scheduled = [each for each in week_before.posts if not each.seq]
    assert {each.state for each in scheduled} == {PostState.CANCELLED}
    move_to(week_before, 22, 9)
    assert not [text for text in told(week_before) if "meets" in text]


def test_a_notice_follows_the_meeting_to_its_new_time_and_back(week_before: Chamber) -> None:
    move_to(week_before, 20, 12)
    for hour in (19, 18):
        moved = head(starts_at=SIX_PM.replace(hour=hour))
        change_head(week_before.house, week_before.officer, "m1", moved)
    waiting = [each.text for each in week_before.posts if each.state is PostState.HELD]
    assert len(waiting) == 3 and all("18:00" in each for each in waiting)
    move_to(week_before, 22, 9)
    assert told(week_before) == ["Council meets today at 18:00. #calderbeck"]


def test_a_notice_an_officer_stopped_stays_stopped(week_before: Chamber) -> None:
    move_to(week_before, 20, 12)
    stop_post(week_before.house, week_before.officer, "m1", by_kind(week_before, "NoticeToday").id)
    move_to(week_before, 22, 9)
    assert not told(week_before)


def test_a_notice_taken_off_the_list_is_stopped(week_before: Chamber) -> None:
    move_to(week_before, 20, 12)
    archive(week_before.house, week_before.officer, "m1")
    assert {each.state for each in week_before.posts} == {PostState.CANCELLED}


def test_once_the_meeting_has_begun_no_notice_is_true(week_before: Chamber) -> None:
    move_to(week_before, 22, 9, 30)
    soon = by_kind(week_before, "NoticeSoon")
    week_before.begin()
    assert by_kind(week_before, "NoticeSoon").state is PostState.CANCELLED
    with pytest.raises(Refused):
        send_now(week_before.house, week_before.officer, "m1", soon.id)


def test_a_late_word_of_an_officer_does_not_make_it_true(week_before: Chamber) -> None:
    move_to(week_before, 22, 10)
    move_to(week_before, 22, 17, 20)
    kept = by_kind(week_before, "NoticeSoon")
    assert kept.state is PostState.EXPIRED
    send_now(week_before.house, week_before.officer, "m1", kept.id)
    week_before.at = SIX_PM + timedelta(minutes=1)
    week_before.deliver()
    assert not told(week_before)


def test_a_quiet_week_holds_the_notice_for_an_officer(week_before: Chamber) -> None:
    period = Period("p1", Profile.QUIET, date(2026, 11, 22), date(2026, 11, 22))
    week_before.database.write(lambda c: profiles.add_period(c, "c1", period))
    move_to(week_before, 20, 12)
    assert by_kind(week_before, "NoticeToday").waits_for_send
    assert not by_kind(week_before, "NoticeTomorrow").waits_for_send


def test_a_notice_of_tomorrow_does_not_stand_in_the_way_of_tonight(week_before: Chamber) -> None:
    move_to(week_before, 20, 12)
    tonight = replace(PLAN, meeting_id="m2", slug="cabinet", body="Cabinet", starts_at=week_before.at)
    week_before.plan_meeting(tonight)
    week_before.press("Start meeting", meeting_id="m2", confirm="LIVE")
    week_before.move(11)
    week_before.deliver()
    assert told(week_before)[0].startswith("Cabinet is now in session")


def test_a_rehearsal_is_announced_to_nobody(week_before: Chamber) -> None:
    week_before.plan_meeting(replace(PLAN, meeting_id="m3", slug="rehearsal", is_rehearsal=True))
    move_to(week_before, 20, 12)
    assert not week_before.seen("m3").posts


def test_the_minutes_are_announced_once(chamber: Chamber) -> None:
    with pytest.raises(Refused, match="once it has closed"):
        notices.announce_minutes(chamber.house, chamber.officer, "m1", "https://calderbeck.example/minutes")
    chamber.begin()
    chamber.press("Close meeting")
    with pytest.raises(Refused, match="address"):
        notices.announce_minutes(chamber.house, chamber.officer, "m1", "")
    assert notices.announce_minutes(chamber.house, chamber.officer, "m1", "https://calderbeck.example/m") == 1
    with pytest.raises(Refused, match="already"):
        notices.announce_minutes(chamber.house, chamber.officer, "m1", "https://calderbeck.example/m")
    chamber.move(11)
    chamber.deliver()
    assert told(chamber)[-1] == (
        "The minutes of Council, Sunday 22 November, are published on our website. #calderbeck"
    )
