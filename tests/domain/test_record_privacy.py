"""Nothing private is in a public record: random evenings with a canary, searched in every format."""

from __future__ import annotations

from hypothesis import given, settings

from livemeeting.domain.fold import fold
from livemeeting.domain.record import record, seal_text
from livemeeting.exporters import EXPORTERS
from tests.domain.test_privacy import evenings
from tests.evening import PLAN, SIX_PM, Evening
from tests.records import CANARY, EXCLUDED, PRIVATE_ITEM, PRIVATE_NOTE, RecordedEvening, full_evening, post

#: Whole records that anybody can read as they are; the packed ones are in tests/exporters.
PLAIN = ("csv", "json", "html", "akn.xml")


@settings(max_examples=150, deadline=None)
@given(evenings())
def test_no_private_word_is_in_a_public_record_whatever_the_format(evening: Evening) -> None:
    for seq in {len(evening.entries), len(evening.entries) // 2}:
        entries = evening.entries[:seq]
        timeline = fold(evening.plan, entries).timeline
        posts = [post(told.seq, text=CANARY if told.is_private else "plain") for told in timeline]
        found = record(evening.plan, entries, posts, audience="public", exported_at=SIX_PM)
        assert CANARY not in repr(found)
        assert not [name for name in PLAIN if CANARY.encode() in EXPORTERS[name].write(found)]


def test_the_canary_is_in_the_internal_record() -> None:
    record = full_evening().record("internal")
    assert not [name for name in PLAIN if CANARY.encode() not in EXPORTERS[name].write(record)]


def test_what_happened_in_private_has_no_line_and_no_visit() -> None:
    record = full_evening().record("public")
    assert not {PRIVATE_ITEM, PRIVATE_NOTE} & {line.seq for line in record.lines}
    row = next(each for each in record.as_happened if each.is_restricted)
    assert (row.title, row.number, row.state_word, row.visits, row.lines) == ("Private item", "", "", (), ())


def test_a_visit_that_went_into_private_session_does_not_say_when_it_ended() -> None:
    evening = full_evening()
    public = next(each for each in evening.record("public").as_happened if each.number == "18")
    assert [visit.ended for visit in public.visits] == [None]
    inside = next(each for each in evening.record("internal").as_happened if each.number == "18")
    assert inside.visits[0].ended is not None


def test_while_private_the_public_record_stands_still() -> None:
    evening = RecordedEvening().at_item("18")
    evening.press("Exclude press and public")
    before = evening.record("public")
    evening.press("Next item")
    evening.press("Decision", outcome="agreed")
    after = evening.record("public")
    assert (after.lines, after.as_happened, after.seal) == (before.lines, before.as_happened, before.seal)


def test_an_item_restricted_afterwards_takes_its_lines_its_posts_and_its_place_in_the_plan_back() -> None:
    evening = RecordedEvening().at_item("12.4")
    evening.press("Change running order", item=evening.item_id("20"), before=evening.item_id("12.5"))
    evening.press("Mark item restricted", item=evening.item_id("12.4"))
    evening.press("Mark item restricted", item=evening.item_id("12.5"))
    posts = [post(2, text="Item 12.4: Library hours"), post(3, text="Item 20 will be taken before Bus fares")]
    found = repr(evening.record("public", posts))
    assert "Library hours" not in found
    assert "Bus fares" not in found
    assert "Date of next meeting — will be taken last" in found


def test_a_released_item_keeps_the_words_it_had_as_planned_to_itself() -> None:
    evening = RecordedEvening(PLAN).at_item("18")
    evening.press("Release item to the public", item="7", title="Future of the old baths")
    found = evening.record("public")
    assert "Sale of the old baths" not in repr(found)
    assert "Future of the old baths" in [item.title for item in found.as_happened]


def test_a_public_record_has_no_log_and_its_seal_cannot_be_made_without_the_meeting_s_id() -> None:
    evening = full_evening()
    found = evening.record("public")
    assert found.log is None
    assert evening.plan.meeting_id not in {found.seal.text, str(found.seal.seq)}
    newest = evening.links[-1]
    assert found.seal.text == seal_text(evening.plan.meeting_id, newest.seq, newest.hash)
    assert found.seal.text != seal_text("another", newest.seq, newest.hash)
    written = EXPORTERS["json"].write(found).decode()
    assert not [link.hash for link in evening.links if link.hash in written]


def test_the_seal_of_a_private_meeting_reaches_to_the_exclusion() -> None:
    evening = full_evening()
    evening.entries, evening.payloads = evening.entries[:PRIVATE_NOTE], evening.payloads[:PRIVATE_NOTE]
    assert evening.record("public").seal.seq == EXCLUDED
