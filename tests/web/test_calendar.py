"""Meetings from a calendar: the officer sees what the file offers and adds what is chosen."""

from __future__ import annotations

import io
import re
from html import unescape

from werkzeug.test import TestResponse

from livemeeting.store import meetings
from livemeeting.web.parts import KEY
from tests.houses import Visitor

ICS = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Full Council
DTSTART;TZID=Europe/London:20261210T180000
LOCATION:Town Hall
DESCRIPTION:https://calderbeck.example/agenda/12
END:VEVENT
BEGIN:VEVENT
SUMMARY:Cabinet - CANCELLED
DTSTART:20261211T180000Z
END:VEVENT
BEGIN:VEVENT
SUMMARY:Planning Committee
DTSTART:20200103T180000Z
END:VEVENT
BEGIN:VEVENT
SUMMARY:Broken one
DTSTART:never
END:VEVENT
BEGIN:VEVENT
SUMMARY:Licensing & Fees
DTSTART:20261214T100000Z
END:VEVENT
END:VCALENDAR
"""


def offered(visitor: Visitor, content: bytes = ICS) -> TestResponse:
    return visitor.send("/panel/calendar", file=(io.BytesIO(content), "meetings.ics"))


def fields(page: str) -> dict[str, list[str]]:
    """The form as a browser would send it, untouched."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("type") != "checkbox" or "checked" in tag:
            found.setdefault(said.get("name", ""), []).append(unescape(said.get("value", "")))
    return {name: values for name, values in found.items() if name and name != "csrf"}


def bodies(visitor: Visitor) -> list[str]:
    house = visitor.application.extensions[KEY].house
    found = house.database.read(lambda c: meetings.list_for_council(c, "council"))
    return sorted(each.plan.body for each in found)


def test_a_calendar_is_offered_and_what_is_chosen_is_added_once(as_officer: Visitor) -> None:
    assert 'href="/panel/calendar"' in as_officer.get("/panel/").text
    page = offered(as_officer).text
    assert "4 meetings in the calendar" in page
    assert "1 broken entry was left out: &#39;Broken one&#39;." in page
    assert "The calendar says that it is cancelled or postponed." in page
    assert "Is over." in page
    assert bodies(as_officer) == []
    form = fields(page)
    assert sum(name.startswith("chosen.") for name in form) == 2
    for _ in range(2):
        assert as_officer.send("/panel/calendar/add", **form).status_code == 303
        assert bodies(as_officer) == ["Full Council", "Licensing & Fees"]
    house = as_officer.application.extensions[KEY].house
    council = house.database.read(lambda c: meetings.list_for_council(c, "council"))
    plan = next(each.plan for each in council if each.plan.body == "Full Council")
    assert (plan.venue, plan.agenda_url) == ("Town Hall", "https://calderbeck.example/agenda/12")
    assert plan.starts_at.isoformat() == "2026-12-10T18:00:00+00:00"


def test_a_meeting_that_is_there_already_is_not_suggested_again(as_officer: Visitor) -> None:
    as_officer.send("/panel/calendar/add", **fields(offered(as_officer).text))
    again = offered(as_officer).text
    assert again.count(">Is in the list of meetings already.") == 2
    assert as_officer.send("/panel/calendar/add", **fields(again)).status_code == 409


def test_a_wrong_row_is_told_and_nothing_is_added_or_lost(as_officer: Visitor) -> None:
    form = fields(offered(as_officer).text)
    time = next(name for name in form if name.startswith("time."))
    for name in list(form):
        if name.startswith("body."):
            form[name] = [f"{form[name][0]} typed"]
    form[time] = ["late"]
    form[f"chosen{time.removeprefix('time')}"] = ["yes"]
    answer = as_officer.send("/panel/calendar/add", **form)
    assert answer.status_code == 409
    assert "is not a time" in answer.text
    assert "Full Council typed" in answer.text
    assert bodies(as_officer) == []


def test_what_is_no_calendar_is_told(as_officer: Visitor) -> None:
    for content, sentence in ((b"1. Apologies", "not a calendar file"), (b"", "not a calendar file")):
        answer = offered(as_officer, content)
        assert answer.status_code == 409
        assert sentence in answer.text
    assert "Choose a file first" in as_officer.send("/panel/calendar").text


def test_a_calendar_given_as_an_agenda_is_sent_to_the_right_page(as_officer: Visitor) -> None:
    upload = (io.BytesIO(ICS), "meetings.ics")
    answer = as_officer.send("/panel/meetings/new", act="upload", file=upload)
    assert answer.status_code == 409
    assert "Add from a calendar" in answer.text
