"""Preparing a meeting in a browser without script: from a pasted agenda to a rehearsal."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from livemeeting.actions.house import House
from livemeeting.actions.prepare_agenda import see_agenda
from livemeeting.domain.agenda import Plan
from tests.houses import Visitor
from tests.web.forms import Sent, form_of

AGENDA = """CALDERBECK COUNCIL
Meeting of the Full Council on Thursday 26 November 2026 at 7.00pm

AGENDA
84  Apologies for absence
85  Notice of motion: library opening hours
86  Bus fares
87  Date of next meeting
"""


def pasted(officer: Visitor, text: str = AGENDA) -> Sent:
    """The check page after pasting."""
    answer = officer.send("/panel/meetings/new", act="paste", pasted=text)
    assert answer.status_code == 200, answer.text
    return form_of(answer.text)


def sent(officer: Visitor, form: Sent, act: str) -> TestResponse:
    """The form sent back with one of its buttons, which must be there."""
    assert act in form.buttons
    return officer.post(form.action, data=form.data(act=act))


def saved(officer: Visitor, form: Sent) -> str:
    """The meeting's id after saving."""
    answer = sent(officer, form, "save")
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/panel/meetings/([a-z2-7]{26})/agenda\?said=saved", answer.location)
    assert found, answer.location
    return found[1]


def plan(house: House, officer: Visitor, meeting_id: str) -> Plan:
    assert officer.officer is not None
    return see_agenda(house, officer.officer, meeting_id).plan


def titles(form: Sent) -> list[str]:
    return [form.one(f"title.{key}") for key in form.all("row")]


def test_a_pasted_agenda_is_checked_corrected_saved_and_rehearsed(house: House, as_officer: Visitor) -> None:
    form = pasted(as_officer)
    assert (form.one("date"), form.one("time")) == ("2026-11-26", "19:00")
    assert [form.one(f"number.{key}") for key in form.all("row")] == ["84", "85", "86", "87"]
    form.put("body", "Full Council")
    form.put("plain_title.r2", "Library hours")
    form.put("restricted.r4", "1")
    form.put("restricted_reason.r4", "Paragraph 3")
    form = form_of(sent(as_officer, form, "up:r3").text)
    meeting_id = saved(as_officer, form)
    made = plan(house, as_officer, meeting_id)
    assert made.slug == "full-council-2026-11-26"
    assert [(item.number, item.short_title, item.restricted) for item in made.items] == [
        ("84", "Apologies for absence", False),
        ("86", "Bus fares", False),
        ("85", "Library hours", False),
        ("87", "Date of next meeting", True),
    ]
    rehearsed = as_officer.send(f"/panel/meetings/{meeting_id}/rehearse")
    rehearsal = plan(house, as_officer, rehearsed.location.rpartition("/")[2])
    assert rehearsal.is_rehearsal and rehearsal.items == made.items


def test_nothing_is_saved_before_the_officer_says_so(as_officer: Visitor) -> None:
    form = pasted(as_officer)
    for act in ("up:r2", "delete:r1", "add:r1", "add", "stay"):
        sent(as_officer, form, act)
    assert "There are no meetings yet." in as_officer.get("/panel/").text


def test_every_button_sends_the_whole_form_round_and_loses_nothing(as_officer: Visitor) -> None:
    form = pasted(as_officer)
    form.put("title.r2", 'Odd “text” <b>&amp; "quotes"\x27 👩‍👩‍👧 Ŵyl')
    form.put("papers.r2", "Report | https://a.example/?a=1&b=2\nhttps://b.example/")
    form.put("venue", "Neuadd y Dref — Siambr")
    form.put("heading.r3", "1")
    form.put("withdrawn.r4", "1")
    before = sorted(form.fields)
    for act in ("down:r2", "up:r2", "delete:r3", "restore:r3", "stay"):
        form = form_of(sent(as_officer, form, act).text)
    assert sorted(form.fields) == before


def test_a_deleted_row_can_be_put_back_until_the_agenda_is_saved(house: House, as_officer: Visitor) -> None:
    form = form_of(sent(as_officer, pasted(as_officer), "delete:r2").text)
    assert "restore:r2" in form.buttons
    assert titles(form)[1] == "Notice of motion: library opening hours"
    made = plan(house, as_officer, saved(as_officer, form))
    assert [item.number for item in made.items] == ["84", "86", "87"]


def test_a_new_row_appears_where_it_was_asked_for(as_officer: Visitor) -> None:
    form = form_of(sent(as_officer, pasted(as_officer), "add:r1").text)
    assert form.all("row") == ["r1", "r5", "r2", "r3", "r4"]
    form = form_of(sent(as_officer, form, "add").text)
    assert form.all("row")[-1] == "r6"


def test_the_form_sent_twice_makes_one_meeting(as_officer: Visitor) -> None:
    form = pasted(as_officer)
    assert saved(as_officer, form) == saved(as_officer, form)


def test_doubts_stand_above_and_beside_their_row_until_checked(as_officer: Visitor) -> None:
    text = AGENDA + "88  Exclusion of the press and public\n89  Sale of the baths\n"
    answer = as_officer.send("/panel/meetings/new", act="paste", pasted=text)
    form = form_of(answer.text)
    doubted = next(key for key in form.all("row") if form.all(f"doubt.{key}"))
    sentence = form.one(f"doubt.{doubted}").replace("'", "&#39;")
    assert f'href="#row-{doubted}"' in answer.text
    assert answer.text.count(f"{sentence}</li>") == 2
    after = sent(as_officer, form, f"settle:{doubted}").text
    assert f"{sentence}</li>" not in after
    assert form_of(after).all(f"doubt.{doubted}") == []


def test_the_source_stands_beside_the_rows_line_by_line(as_officer: Visitor) -> None:
    answer = as_officer.send("/panel/meetings/new", act="paste", pasted=AGENDA)
    form = form_of(answer.text)
    assert form.one("line.r1") == "5"
    assert '<li id="line-5" data-number="5">84  Apologies for absence</li>' in answer.text
    assert form.one("source").splitlines() == AGENDA.splitlines()


def test_everything_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(as_officer: Visitor) -> None:
    form = pasted(as_officer)
    form.put("date", "2026-02-30")
    form.put("title.r1", "x" * 10_000)
    form.put("number.r2", "12.4\x00")
    form.put("papers.r3", "www.calderbeck.example")
    answer = sent(as_officer, form, "save")
    assert answer.status_code == 409
    for field, sentence in (
        ("date", "There is no 30/2/2026. Check the date."),
        ("title.r1", "Row 1: the title has 10,000 characters; the most is 600. Shorten it."),
        ("papers.r3", "Row 3: “www.calderbeck.example” is not a web address."),
    ):
        assert f'<a href="#{field}">{sentence}' in answer.text
        assert f'id="{field}"' in answer.text
    again = form_of(answer.text)
    assert again.one("title.r1") == "x" * 10_000
    assert again.one("papers.r3") == "www.calderbeck.example"


def test_a_date_the_agenda_contradicts_is_asked_for(as_officer: Visitor) -> None:
    answer = as_officer.send(
        "/panel/meetings/new",
        act="paste",
        pasted=AGENDA.replace("Thursday 26 November", "Monday 26 November"),
    )
    form = form_of(answer.text)
    assert form.one("date") == ""
    assert "that day is a Thursday" in answer.text
    refused = sent(as_officer, form, "save")
    assert (refused.status_code, "Give the date of the meeting." in refused.text) == (409, True)


def test_a_file_is_read_and_one_that_cannot_be_is_refused_beside_its_box(as_officer: Visitor) -> None:
    csv = b"number,title,restricted\n6A,Budget,no\n,Lease,yes\n"
    data = {"csrf": as_officer.csrf, "act": "upload"}
    read = as_officer.post("/panel/meetings/new", data={**data, "file": (BytesIO(csv), "agenda.csv")})
    form = form_of(read.text)
    assert titles(form) == ["Budget", "Lease"]
    assert form.one("restricted.r2") == "1"
    refused = as_officer.post("/panel/meetings/new", data={**data, "file": (BytesIO(b"%PDF-1.7"), "a.pdf")})
    assert (refused.status_code, "file-fault" in refused.text) == (409, True)
    assert "This PDF is broken or cut off." in refused.text
    assert as_officer.post("/panel/meetings/new", data=data).status_code == 409


def test_a_refused_paste_is_kept_in_its_box(as_officer: Visitor) -> None:
    answer = as_officer.send("/panel/meetings/new", act="paste", pasted="hello there")
    assert answer.status_code == 409 or titles(form_of(answer.text)) == ["hello there"]
    empty = as_officer.send("/panel/meetings/new", act="paste", pasted="   ")
    assert (empty.status_code, "pasted-fault" in empty.text) == (409, True)


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "</textarea><script>"]
)
def test_hostile_titles_come_back_as_text(as_officer: Visitor, title: str) -> None:
    form = pasted(as_officer)
    form.put("title.r1", title)
    answer = sent(as_officer, form, "stay")
    assert form_of(answer.text).one("title.r1") == title
    assert "<script>alert" not in answer.text and "<img" not in answer.text
