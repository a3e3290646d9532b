"""The record of an evening: every entry told once, as it stands, with what it said before beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from livemeeting.domain.events import NamedVote, Tally, Unreadable
from livemeeting.domain.posts import PostState
from tests.evening import PLAN, Evening
from tests.records import (
    CORRECTED,
    DECIDED,
    EXCLUDED,
    MOVED,
    OPENED,
    PRIVATE_NOTE,
    REDACTED,
    SLIP,
    TAKEN,
    UNDONE,
    RecordedEvening,
    full_evening,
    post,
)


def test_the_internal_record_has_every_entry_with_who_pressed_it() -> None:
    evening = full_evening()
    lines = evening.record().lines
    assert [line.seq for line in lines] == [entry.seq for entry in evening.entries]
    assert {line.actor for line in lines} == {"Ann"}


def test_the_public_record_has_the_lines_of_the_public_page_and_nobody_s_name() -> None:
    evening = full_evening()
    lines = evening.record("public").lines
    shown = [(line.seq, line.sentence) for line in reversed(evening.public.timeline)]
    assert [(line.seq, line.sentence) for line in lines] == shown
    assert {line.actor for line in lines} == {""}


def test_a_line_has_utc_and_the_meeting_s_own_time_to_the_second() -> None:
    summer = replace(PLAN, starts_at=datetime(2026, 7, 22, 17, 0, tzinfo=UTC))
    evening = RecordedEvening(summer)
    evening.at = datetime(2026, 7, 22, 22, 59, 45, tzinfo=UTC)
    evening.press("Start meeting")
    made = evening.record().lines[0].made
    assert (made.at, made.date, made.time) == (evening.at, "2026-07-23", "00:00:15")


def test_a_corrected_line_tells_the_right_tally_with_the_wrong_one_beside_it() -> None:
    line = full_evening().record("public").lines[3]
    assert (line.seq, line.tally) == (DECIDED, Tally(31, 27, 2))
    correction = line.corrections[0]
    assert (correction.seq, correction.made.time, correction.reason) == (CORRECTED, "18:02:30", "Misheard")
    assert "against 28" in correction.before
    assert "against 27" in correction.after


def test_a_vote_that_was_corrected_is_counted_once() -> None:
    record = full_evening().record()
    assert [line.seq for line in record.lines if line.tally] == [DECIDED]
    assert [line.seq for line in record.recorded_votes] == [DECIDED]
    assert record.lines[CORRECTED - 1].corrects == DECIDED


def test_votes_are_kept_by_name() -> None:
    votes = full_evening().record("public").recorded_votes[0].votes
    assert NamedVote("Cllr Tom Okafor", "against") in votes


def test_an_undone_entry_is_told_to_officers_alone() -> None:
    evening = full_evening()
    slip = evening.record().lines[SLIP - 1]
    assert (slip.in_force, slip.undone_by, slip.sentence) == (False, UNDONE, "A slip of the finger")
    assert not {SLIP, UNDONE} & {line.seq for line in evening.record("public").lines}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_redacted_entry_leaves_its_place_and_its_reason(audience: str) -> None:
    record = full_evening().record("public" if audience == "public" else "internal")
    line = next(each for each in record.lines if each.seq == REDACTED)
    assert (line.sentence, line.is_removed) == ("This entry was removed.", True)
    assert line.removed_because == "Names a resident"
    assert "Jane Doe" not in repr(record)


def test_a_line_has_its_place_in_the_video_once_the_video_is_anchored() -> None:
    video = full_evening().record("public").lines[TAKEN - 1].video
    assert video is not None
    assert (video.offset, video.url) == ("0:04:10", "https://www.youtube.com/watch?v=abcdefghijk&t=250s")
    assert Evening().begin().public.timeline[0].video is None


def test_the_paragraph_of_an_exclusion_is_for_officers() -> None:
    evening = full_evening()
    assert "Paragraph 3." in evening.record().lines[EXCLUDED - 1].sentence
    assert "Paragraph" not in repr(evening.record("public"))


def test_a_jump_of_the_clock_is_flagged() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.entries[0] = replace(evening.entries[0], clock_jumped=True)
    assert evening.record().lines[0].clock_jumped


def test_the_head_says_when_it_started_and_closed_and_what_a_record_is_not() -> None:
    head = full_evening().record("public").head
    assert head.started is not None
    assert head.closed is not None
    assert (head.started.time, head.closed.time, head.status_word) == ("18:00:30", "18:08:00", "Ended")
    assert (head.chair, head.notice) == ("Cllr Ada Byron", "Draft record, not the minutes.")


def test_a_rehearsal_is_loudly_one() -> None:
    head = full_evening(is_rehearsal=True).record("public").head
    assert head.is_rehearsal
    assert head.notice.startswith("Rehearsal:")


def test_the_agenda_is_there_as_planned_and_as_it_happened() -> None:
    evening = RecordedEvening().at_item("12.4")
    evening.press("Withdraw item", item=evening.item_id("20"))
    evening.press("Urgent item", title="Flood on Mill Lane", number="21", reason="It is tonight")
    record = evening.record("public")
    assert [item.number for item in record.as_planned] == ["84", "", "12.4", "12.5", "6A", "18", "", "20"]
    happened = {item.number: item for item in record.as_happened}
    assert happened["20"].state_word == "Withdrawn"
    assert happened["21"].is_urgent
    assert happened["12.4"].state_word == "Being taken"


def test_an_item_has_its_visits_its_outcomes_and_its_lines() -> None:
    record = full_evening().record("public")
    item = next(each for each in record.as_happened if each.number == "12.4")
    assert [(visit.started.time, visit.ended and visit.ended.time) for visit in item.visits] == [
        ("18:01:00", "18:05:30")
    ]
    assert item.outcomes == ("Carried. For 31, against 27, abstained 2.",)
    assert item.lines == (TAKEN, MOVED, DECIDED, CORRECTED)
    assert [line.seq for line in record.lines_of(item)] == list(item.lines)


def test_items_nobody_reached_are_not_taken() -> None:
    record = full_evening().record("public")
    assert next(each for each in record.as_happened if each.number == "20").state_word == "Not taken"


def test_posts_stand_beside_the_entry_that_caused_them() -> None:
    failed = post(DECIDED, PostState.FAILED, reason="X refused it.")
    record = full_evening().record("internal", [post(OPENED), failed])
    assert [(line.seq, each.state_words) for line in record.lines for each in line.posts] == [
        (OPENED, "Sent"),
        (DECIDED, "Not sent"),
    ]
    sent = record.lines[0].posts[0]
    assert (sent.channel, sent.account, sent.text) == ("X", "@calderbeck", "Post of entry 1")
    assert sent.sent is not None
    assert sent.sent.time == "18:00:40"


def test_the_public_reads_only_posts_that_went_out_and_stand() -> None:
    posts = [post(OPENED, state, id=state.value, reason="Ann did it") for state in PostState]
    found = full_evening().record("public", posts).lines[0].posts
    assert [(each.state, each.reason) for each in found] == [("sent", "")]


def test_a_rehearsed_post_says_that_it_went_nowhere() -> None:
    posts = [post(OPENED, is_rehearsal=True, remote_url="")]
    found = full_evening(is_rehearsal=True).record("public", posts).lines[0].posts
    assert [each.state_words for each in found] == ["Rehearsed: would have been sent"]


def test_the_post_of_a_redacted_entry_loses_its_words_too() -> None:
    posts = [post(REDACTED, text="Jane Doe of 3 High Street spoke")]
    evening = full_evening()
    inside = evening.record("internal", posts)
    assert "Jane Doe" not in repr(inside)
    assert inside.lines[REDACTED - 1].posts[0].url
    assert not [line.posts for line in evening.record("public", posts).lines if line.posts]


def test_the_post_of_an_undone_or_private_entry_is_not_public() -> None:
    record = full_evening().record("public", [post(SLIP), post(PRIVATE_NOTE)])
    assert not [line for line in record.lines if line.posts]


def test_an_entry_of_a_newer_version_is_told_to_officers_as_unreadable() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.press("Note", text="of tomorrow", audience="public")
    evening.entries[-1] = replace(evening.entries[-1], kind="FutureKind", event=Unreadable("FutureKind"))
    assert evening.record().lines[-1].sentence == "Entry not readable by this version."
    assert [line.seq for line in evening.record("public").lines] == [1]
