"""A newer agenda in a browser without script: against the saved agenda, and in the middle of the meeting."""

from __future__ import annotations

import re

from livemeeting.actions.house import House
from livemeeting.actions.look import see
from livemeeting.domain.meeting import Meeting
from tests.houses import Visitor
from tests.web.forms import form_of
from tests.web.test_agenda import AGENDA, pasted, plan, saved, sent, titles

NEWER = """AGENDA
84  Apologies for absence
85  Notice of motion: library opening times
86  Urgent: flooding at Mill Lane
87  Bus fares
"""
ADDENDUM = "ADDENDUM\n88. Flooding at Mill Lane bridge\n"


def meeting_now(house: House, officer: Visitor, meeting_id: str) -> Meeting:
    assert officer.officer is not None
    return see(house, officer.officer, meeting_id).meeting


def started(officer: Visitor) -> str:
    """A meeting under way, at its first item."""
    form = pasted(officer)
    form.put("body", "Full Council")
    meeting_id = saved(officer, form)
    for seq, button in enumerate(("start_meeting", "next_item")):
        answer = officer.send(
            f"/panel/meetings/{meeting_id}/press/{button}", seq=seq, command_id=f"c{seq}", confirm="LIVE"
        )
        assert answer.status_code == 303, answer.text
    return meeting_id


def test_a_newer_agenda_is_shown_against_the_saved_one_before_it_is_saved(
    house: House, as_officer: Visitor
) -> None:
    meeting_id = saved(as_officer, pasted(as_officer))
    before = plan(house, as_officer, meeting_id).items
    answer = as_officer.send(f"/panel/meetings/{meeting_id}/agenda/load", act="paste", pasted=NEWER)
    assert "Against the saved agenda: 1 new, 2 changed, 1 not in it, 1 the same" in answer.text
    assert "The title was “Notice of motion: library opening hours”." in answer.text
    assert "The number was 86." in answer.text
    assert plan(house, as_officer, meeting_id).items == before
    sent(as_officer, form_of(answer.text), "save")
    after = plan(house, as_officer, meeting_id).items
    assert [(item.id, item.number) for item in after] == [("1", "84"), ("2", "85"), ("5", "86"), ("3", "87")]


def test_a_change_is_kept_out_and_a_row_that_is_gone_is_kept_in(house: House, as_officer: Visitor) -> None:
    meeting_id = saved(as_officer, pasted(as_officer))
    answer = as_officer.send(f"/panel/meetings/{meeting_id}/agenda/load", act="paste", pasted=NEWER)
    form = form_of(answer.text)
    changed = next(key for key in form.all("row") if "library" in form.one(f"title.{key}"))
    form = form_of(sent(as_officer, form, f"revert:{changed}").text)
    form = form_of(sent(as_officer, form, "addition").text)
    sent(as_officer, form, "save")
    after = plan(house, as_officer, meeting_id).items
    assert [item.title for item in after] == [
        "Apologies for absence", "Notice of motion: library opening hours", "Urgent: flooding at Mill Lane",
        "Bus fares", "Date of next meeting",
    ]  # fmt: skip


def test_an_addendum_is_read_reviewed_and_recorded_in_the_middle_of_the_meeting(
    house: House, as_officer: Visitor
) -> None:
    meeting_id = started(as_officer)
    page = f"/panel/meetings/{meeting_id}/addendum"
    assert f'href="{page}"' in as_officer.get(f"/panel/meetings/{meeting_id}").text
    read = as_officer.send(page, act="paste", pasted=ADDENDUM)
    assert "the other rows stay" in read.text
    form = form_of(read.text)
    assert len(titles(form)) == 5
    form.put("reason", "Published after the agenda")
    review = sent(as_officer, form, "review")
    assert (
        "urgent item: Item 88: Flooding at Mill Lane bridge. Reason: Published after the agenda."
        in review.text
    )
    assert len(meeting_now(house, as_officer, meeting_id).timeline) == 2
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', review.text))
    rows = re.findall(r'name="row" value="(r\d+)"', review.text)
    recorded = as_officer.post(page, data={**fields, "row": rows, "act": "record"})
    assert (recorded.status_code, recorded.location) == (303, f"/panel/meetings/{meeting_id}?recorded=3")
    again = as_officer.post(page, data={**fields, "row": rows, "act": "record"})
    assert again.status_code == 303
    now = meeting_now(house, as_officer, meeting_id)
    assert [each.item.number for each in now.items] == ["84", "85", "86", "87", "88"]
    assert now.seq == 3 and now.current is not None and now.current.item.number == "84"


def test_what_has_been_before_the_meeting_neither_goes_nor_moves(house: House, as_officer: Visitor) -> None:
    meeting_id = started(as_officer)
    form = form_of(
        as_officer.send(f"/panel/meetings/{meeting_id}/addendum", act="paste", pasted=ADDENDUM).text
    )
    assert "delete:r2" not in form.buttons and "delete:r3" in form.buttons
    assert not any(button.startswith("up:") for button in form.buttons if button != "up:r1")
    forced = as_officer.post(form.action, data=form.data(act="delete:r2"))
    assert (forced.status_code, "has been before the meeting, so it stays" in forced.text) == (409, True)
    moved = as_officer.post(form.action, data=form.data(act="down:r3"))
    assert (moved.status_code, "changed from the control panel" in moved.text) == (409, True)


def test_the_agenda_of_a_started_meeting_leads_to_its_addendum(as_officer: Visitor) -> None:
    meeting_id = started(as_officer)
    assert (
        f"/panel/meetings/{meeting_id}/addendum"
        in as_officer.get(f"/panel/meetings/{meeting_id}/agenda").text
    )
    refused = as_officer.send(f"/panel/meetings/{meeting_id}/addendum", act="paste", pasted=" ")
    assert (refused.status_code, "pasted-fault" in refused.text) == (409, True)


def test_before_the_start_an_addendum_belongs_to_the_agenda(as_officer: Visitor) -> None:
    meeting_id = saved(as_officer, pasted(as_officer))
    page = as_officer.get(f"/panel/meetings/{meeting_id}/addendum").text
    assert "The meeting has not started: load the newer agenda into its agenda." in page
    assert AGENDA.splitlines()[0] not in page
