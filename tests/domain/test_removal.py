"""Words are found however they are written, and what the removal of them leaves stands without them."""

from __future__ import annotations

import pytest

from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Paper
from livemeeting.domain.meeting import Meeting
from livemeeting.domain.refused import Refused
from livemeeting.domain.removal import Removal, removal_of
from livemeeting.domain.removal_words import Words, without
from tests.evening import Evening
from tests.records import RecordedEvening, post

WHY = "Asked by the person"


def words(text: str = "Siobhán O'Hara") -> Words:
    return Words(text, "a resident", WHY)


@pytest.mark.parametrize(
    "written",
    [
        "Siobhán O'Hara",
        "SIOBHAN O’HARA",
        "Siobha\u0301n  O`Hara",
        "siobhan\u00a0o‘hara",
        "Siob\u00adhán\nO'Hara",
    ],
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    assert (
        words().out_of(f"Then {written} spoke; {written}’s bins.")
        == "Then a resident spoke; a resident’s bins."
    )


def test_only_whole_words_are_meant() -> None:
    assert not Words("Ann", "x", WHY).are_in("The annual planning of Joanna")
    assert Words("Ann", "x", WHY).are_in("“Ann”, she said")


def test_a_shortened_post_that_ends_inside_the_words_holds_them() -> None:
    assert words().are_in_post("We hear from Siobhán O'Ha…")
    assert not words().are_in_post("We hear from the bus…")


@pytest.mark.parametrize(
    ("text", "instead", "reason"),
    [("ab", "x", "y"), ("123", "x", "y"), ("Jane", "", "y"), ("Jane", "x", ""), ("Jane", "JANE D", "y"),
     ("Jane", "x", "Jane asked")],
)  # fmt: skip
def test_words_that_cannot_be_meant_or_would_come_back_are_refused(
    text: str, instead: str, reason: str
) -> None:
    with pytest.raises(Refused):
        Words(text, instead, reason)


def test_an_address_that_holds_the_words_goes_whole() -> None:
    item = AgendaItem("3", "7", "Petition", papers=(
        Paper("Petition", "https://c.example/p/siobh%C3%A1n-o-hara.pdf"), Paper("Plan", "https://c.example/p/2"),
    ))  # fmt: skip
    assert without(item, words()).papers == (Paper("Plan", "https://c.example/p/2"),)


def removed(evening: RecordedEvening, wanted: Words | None = None) -> tuple[Removal, Meeting]:
    """The removal, and the evening's own log after it."""
    wanted = wanted or words()
    found = removal_of(evening.meeting, evening.plan, [], wanted)
    for event in found.events:
        evening.enter(event)
    return found, evening.meeting


def test_an_entry_on_which_the_meeting_stands_is_corrected_and_then_redacted() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.at_item("12.4")
    evening.press("Motion", mover="Siobhán O'Hara", seconder="Cllr Tom Okafor")
    found, after = removed(evening)
    assert found.redacted == (3,)
    assert [type(each) for each in found.events] == [e.EntryCorrected, e.EntryRedacted]
    assert after.motions[0].mover == "a resident"
    line = next(each for each in evening.public.timeline if each.seq == 3)
    assert "a resident" in line.sentence
    assert [each.before for each in line.corrections] == ["removed"]
    assert not removal_of(after, evening.plan, [], words()).places


def test_what_was_undone_is_redacted_alone() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.press("Note", text="Siobhan O'Hara spoke", audience="public")
    evening.press("Undo")
    found, _ = removed(evening)
    assert found.events == (e.EntryRedacted(2, WHY, was_public=False),)
    assert len(evening.public.timeline) == 1


def test_a_correction_that_holds_the_words_is_redacted_and_what_it_corrected_stays_corrected() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.press("Note", text="A resident spoke", audience="public")
    evening.press("Correct", entry="2", text="Siobhán O'Hara spoke twice")
    found, after = removed(evening)
    assert found.redacted == (3,)
    assert after.told(2).event == e.NoteTaken("a resident spoke twice", "public")  # type: ignore[union-attr]


def test_the_reason_of_an_earlier_redaction_can_go_and_what_it_explains_stays_explained() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.press("Note", text="Something", audience="public")
    evening.press("Redact", entry="2", reason="Siobhán O'Hara asked")
    found, after = removed(evening)
    assert found.redacted == (3,)
    assert next(each for each in evening.public.timeline if each.seq == 2).removed_because == WHY
    assert after.told(2).redacted_by == 4  # type: ignore[union-attr]


def test_a_corrected_opening_tells_nothing_of_restricted_items() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting", chair="Siobhán O'Hara")
    evening.at_item("12.4")
    removed(evening)
    seen = evening.public_meeting
    assert "CANARY" not in repr(list(seen.timeline))
    assert "CANARY" not in repr(evening.public)
    assert next(each.item.number for each in seen.items if not each.item.restricted) == "84"
    assert seen.chair == "a resident"


def test_an_item_whose_restriction_named_somebody_stays_restricted() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    evening.press("Mark item restricted", item="4", reason="About Siobhán O'Hara")
    found, after = removed(evening)
    assert found.redacted == (2,)
    assert after.item("4").item.restricted  # type: ignore[union-attr]
    assert "Bus fares" not in repr(evening.public)


def test_a_meeting_closed_in_private_is_mended_in_public_all_the_same() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting", chair="Siobhán O'Hara")
    evening.press("Exclude press and public")
    evening.press("Note", text="Siobhán O'Hara in private")
    evening.press("Close meeting")
    found, _ = removed(evening)
    assert found.redacted == (1, 3)
    assert evening.public_meeting.items[0].item.title
    assert evening.public_meeting.chair == "a resident"
    assert "in private" not in repr(evening.public.timeline)


def test_posts_that_hold_the_words_say_nothing_any_more_and_those_that_left_are_listed() -> None:
    evening = Evening()
    evening.press("Start meeting")
    mine, other = post(1, text="Siobhan O'Hara speaks", wire='{"text": "Siobhan O\'Hara speaks"}'), post(1)
    found = removal_of(evening.meeting, evening.plan, [mine, other], words())
    assert [after.text for _, after in found.posts] == ["(removed)"]
    assert found.posts[0][1].wire == ""
    assert found.left == (mine,)


def test_an_officer_of_that_name_is_said_to_stay() -> None:
    evening = RecordedEvening()
    evening.press("Start meeting")
    name = evening.entries[0].actor
    found = removal_of(evening.meeting, evening.plan, [], Words(name, "an officer", WHY))
    assert "pressed entry 1" in found.stays[0]
