"""Meetings that start with no file at all: from a standing agenda, or from the last meeting."""

from __future__ import annotations

from collections.abc import Callable

from livemeeting.actions.house import House
from livemeeting.domain.roles import Role
from livemeeting.domain.standing import USUAL
from tests.houses import Visitor
from tests.web.forms import form_of
from tests.web.test_agenda import pasted, plan, saved, sent, titles

USUAL_TITLES = [item.title for item in USUAL]


def begun(officer: Visitor, act: str, body: str = "Full Council") -> list[str]:
    answer = officer.send("/panel/meetings/new", act=act, from_body=body)
    assert answer.status_code == 200, answer.text
    return titles(form_of(answer.text))


def kept(officer: Visitor) -> str:
    """A saved meeting of Full Council with a paper and a restricted and a withdrawn row."""
    form = pasted(officer)
    form.put("body", "Full Council")
    form.put("papers.r1", "https://a.example/apologies")
    form.put("restricted.r2", "1")
    form.put("restricted_reason.r2", "Paragraph 3")
    form.put("withdrawn.r3", "1")
    return saved(officer, form)


def test_a_body_without_a_standing_agenda_begins_as_most_meetings_do(as_officer: Visitor) -> None:
    assert begun(as_officer, "standing") == USUAL_TITLES
    page = as_officer.send("/panel/meetings/new", act="standing", from_body="Full Council").text
    assert form_of(page).one("body") == "Full Council"


def test_a_standing_agenda_is_changed_and_every_new_meeting_of_the_body_begins_with_it(
    as_officer: Visitor,
) -> None:
    form = form_of(as_officer.get("/panel/standing/edit?body=Full+Council").text)
    assert titles(form) == USUAL_TITLES
    form = form_of(sent(as_officer, form, "delete:r4").text)
    form.put("title.r1", "Apologies and substitutes")
    assert sent(as_officer, form, "save").status_code == 303
    assert begun(as_officer, "standing", " full council ")[:2] == [
        "Apologies and substitutes",
        USUAL_TITLES[1],
    ]
    assert begun(as_officer, "standing", "Cabinet") == USUAL_TITLES
    assert "Full Council" in as_officer.get("/panel/standing").text


def test_a_standing_agenda_without_rows_is_none(as_officer: Visitor) -> None:
    form = form_of(as_officer.get("/panel/standing/edit?body=Cabinet").text)
    for row in form.all("row"):
        form.put(f"deleted.{row}", "1")
    assert sent(as_officer, form, "save").status_code == 303
    assert begun(as_officer, "standing", "Cabinet") == USUAL_TITLES


def test_a_standing_agenda_needs_its_body_and_titles(as_officer: Visitor) -> None:
    form = form_of(as_officer.get("/panel/standing/edit").text)
    refused = sent(as_officer, form, "save")
    assert (refused.status_code, "Say which body meets." in refused.text) == (409, True)
    form.put("body", "Cabinet")
    form.put("title.r1", "")
    assert "Row 1 has no title" in sent(as_officer, form, "save").text


def test_the_agenda_of_a_meeting_is_kept_without_what_belongs_to_it_alone(as_officer: Visitor) -> None:
    meeting_id = kept(as_officer)
    assert as_officer.send(f"/panel/meetings/{meeting_id}/standing").status_code == 303
    form = form_of(as_officer.send("/panel/meetings/new", act="standing", from_body="Full Council").text)
    assert titles(form) == [
        "Apologies for absence",
        "Notice of motion: library opening hours",
        "Date of next meeting",
    ]
    assert form.one("papers.r1") == "" and form.one("restricted.r2") == "1"


def test_the_last_meeting_is_copied_with_its_head_and_without_its_papers(
    house: House, as_officer: Visitor
) -> None:
    kept(as_officer)
    answer = as_officer.send("/panel/meetings/new", act="copy", from_body="full council")
    assert "Copied from the meeting of 26 November 2026, without its papers" in answer.text
    assert "It was restricted at the last meeting, so it still is" in answer.text
    form = form_of(answer.text)
    assert (form.one("body"), form.one("date"), form.one("time")) == ("Full Council", "", "19:00")
    assert form.one("papers.r1") == ""
    form.put("date", "2026-12-03")
    made = plan(house, as_officer, saved(as_officer, form))
    assert [item.number for item in made.items] == ["84", "85", "87"]
    assert made.items[1].restricted and made.slug == "full-council-2026-12-03"


def test_copying_where_there_is_nothing_to_copy_is_refused_beside_the_box(as_officer: Visitor) -> None:
    refused = as_officer.send("/panel/meetings/new", act="copy", from_body="Cabinet")
    assert refused.status_code == 409
    assert "There is no earlier meeting of “Cabinet” with an agenda to copy." in refused.text
    assert 'value="Cabinet"' in refused.text
    assert "Say which body meets." in as_officer.send("/panel/meetings/new", act="standing").text


def test_another_role_keeps_no_standing_agenda(signed_in: Callable[[Role], Visitor]) -> None:
    watcher = signed_in(Role.WATCHER)
    assert watcher.get("/panel/standing").status_code == 403
