"""The timeline on the panel, and the form that corrects an entry."""

from __future__ import annotations

from livemeeting.domain.panel_correction import correction_view
from livemeeting.domain.panel_forms import FormView
from livemeeting.domain.panel_timeline import MOST_LINES, Line, timeline_lines
from tests.evening import Evening


def lines(evening: Evening, *, show_all: bool = False) -> dict[int, Line]:
    found = timeline_lines(evening.meeting, may_drive=True, show_all=show_all)
    return {each.seq: each for each in found}


def value(form: FormView, name: str) -> str:
    fields = [part for field in form.fields for part in (field.parts or (field,))]
    return next(each.value for each in fields if each.name == name)


def test_entries_are_newest_first_with_seconds() -> None:
    found = timeline_lines(Evening().at_item("84").meeting, may_drive=True)
    assert [(each.seq, each.time) for each in found] == [(2, "18:01:00"), (1, "18:00:30")]
    assert found[0].sentence == "Item 84: Declarations of interest."


def test_private_entries_are_marked() -> None:
    evening = Evening().at_item("18")
    evening.press("Exclude press and public", paragraphs="3")
    evening.press("Note", text="Closed doors")
    found = lines(evening)
    assert found[3].sentence == "The meeting is now considering private business. Paragraph 3."
    assert not found[3].is_private
    assert found[4].is_private and found[4].marks == ("Private",)


def test_an_undone_entry_stays_and_says_so() -> None:
    evening = Evening().at_item("84")
    evening.press("Undo")
    assert lines(evening)[2].is_undone
    assert lines(evening)[2].marks == ("Undone by entry 3",)
    assert not lines(evening)[2].can_undo


def test_a_corrected_entry_shows_what_it_said_before() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="lost", votes_for="28", against="31")
    evening.press("Correct", entry="3", outcome="carried", votes_for="31", against="28", reason="Swapped")
    line = lines(evening)[3]
    assert line.marks == ("Corrected by entry 4",)
    assert line.before == ("Item 12.4: lost. For 28, against 31, abstained 0.",)


def test_in_private_what_was_said_in_public_offers_no_correction() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="lost")
    assert lines(evening)[3].can_correct
    evening.press("Exclude press and public")
    assert not lines(evening)[3].can_correct


def test_a_redacted_entry_says_that_it_was_removed() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Note", text="A name that must go")
    evening.press("Redact", entry="3", reason="Personal data")
    assert "Redacted by entry 4" in lines(evening)[3].marks


def test_only_the_newest_entries_are_shown_until_all_are_asked_for() -> None:
    evening = Evening().at_item("84")
    for number in range(MOST_LINES + 5):
        evening.press("Note", text=f"Note {number}")
    assert len(lines(evening)) == MOST_LINES
    assert len(lines(evening, show_all=True)) == MOST_LINES + 7


def test_a_correction_starts_from_what_the_entry_says_now() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="lost", votes_for="28", against="31", abstained="2")
    form = correction_view(evening.meeting, 3)
    assert form.about == "Entry 3: Item 12.4: lost. For 28, against 31, abstained 2."
    assert [value(form, name) for name in ("votes_for", "against", "abstained")] == ["28", "31", "2"]
    outcome = next(each for each in form.fields if each.name == "outcome")
    assert [each.value for each in outcome.options if each.is_chosen] == ["lost"]
    assert form.hidden == (("entry", "3"),)


def test_a_correction_after_a_refusal_keeps_what_was_typed() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Decision", outcome="lost", votes_for="28", against="31")
    form = correction_view(evening.meeting, 3, {"votes_for": ("31",), "reason": ("Swapped",)})
    assert (value(form, "votes_for"), value(form, "reason")) == ("31", "Swapped")


def test_the_reason_of_an_entry_is_not_the_reason_of_its_correction() -> None:
    evening = Evening().at_item("12.4")
    evening.press("Adjourn", until="20:15", reason="Comfort break")
    form = correction_view(evening.meeting, 3)
    assert (value(form, "until"), value(form, "reason"), value(form, "why")) == ("20:15", "Comfort break", "")
    evening.press("Correct", entry="3", until="20:25", reason="Comfort break", why="Misheard")
    correction = evening.public.timeline[-3].corrections[0]
    assert correction.reason == "Misheard"
    assert evening.meeting.adjourned_until == "20:25"


def test_an_entry_that_cannot_be_corrected_says_what_to_do() -> None:
    form = correction_view(Evening().at_item("84").meeting, 2)
    assert form.refusal == "That entry cannot be corrected. Undo it, or add a note that says what is right."
    assert correction_view(Evening().begin().meeting, 99).refusal == "There is no entry with that number."
