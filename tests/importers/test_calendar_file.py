"""A calendar of meetings: what is read of each entry, and that a broken one never loses the rest."""

from __future__ import annotations

from datetime import date, time

import pytest

from livemeeting.domain.calendar_draft import CalendarDraft, CalendarMeeting
from livemeeting.domain.refused import Refused
from livemeeting.importers.calendar_file import read_calendar


def calendar(*entries: str, before: str = "") -> CalendarDraft:
    events = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{events}END:VCALENDAR\n"
    return read_calendar(text.replace("\n", "\r\n").encode(), "Europe/London")


WHOLE = (
    "UID:<b>meeting-7</b>@example\nSUMMARY:Planning\\, Highways & Lighting Committee\n"
    "DTSTART;TZID=Europe/London:20260603T190000\nLOCATION:Village Hall\\, Mill Lane\n"
    "DESCRIPTION:Agenda: https://parish.example/agenda/\n 2026-06.pdf\\nAll welcome"
)


def test_an_entry_is_read_whole_though_its_zone_is_nowhere_defined() -> None:
    assert calendar(WHOLE).meetings == (
        CalendarMeeting(
            body="Planning, Highways & Lighting Committee",
            date=date(2026, 6, 3),
            start_time=time(19, 0),
            venue="Village Hall, Mill Lane",
            agenda_url="https://parish.example/agenda/2026-06.pdf",
            external_id="meeting-7 @example",
        ),
    )


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("DTSTART:20260603T180000Z", time(19, 0)),
        ("DTSTART:20261203T180000Z", time(18, 0)),
        ("DTSTART:20260603T190000", time(19, 0)),
        ("DTSTART;TZID=Nowhere/Known:20260603T190000", time(19, 0)),
        ("DTSTART;TZID=GMT Standard Time:20260603T190000", time(19, 0)),
    ],
)
def test_the_time_is_the_one_on_the_wall(starts: str, expected: time) -> None:
    assert calendar(f"SUMMARY:Cabinet\n{starts}").meetings[0].start_time == expected


@pytest.mark.parametrize(
    "broken",
    [
        "SUMMARY:Broken\nDTSTART:soon",
        "SUMMARY:Broken",
        "SUMMARY:Broken\nDTSTART;TZID=Europe/London;TZID=Europe/Paris:20269999T999999",
        "SUMMARY:Broken\nnonsense without a colon\nDTSTART:2026",
        "SUMMARY:Broken\nDTSTART:20260603T190000\nBEGIN:VALARM\nTRIGGER:?",
        "SUMMARY:Broken\nDTSTART;VALUE=PERIOD:20260603T190000/PT1H",
    ],
)
def test_a_broken_entry_never_loses_the_rest(broken: str) -> None:
    found = calendar("SUMMARY:Cabinet\nDTSTART:20260603T190000", broken, WHOLE)
    assert {"Cabinet", "Planning, Highways & Lighting Committee"} <= {each.body for each in found.meetings}
    assert "Broken" in str(found)


def test_a_zone_that_is_broken_or_given_twice_loses_nothing() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Europe/London\nTZID:GMT\nBEGIN:STANDARD\nDTSTART:x\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert len(calendar(WHOLE, before=zone).meetings) == 1


def test_whole_days_are_left_out_and_told() -> None:
    found = calendar("SUMMARY:Office closed\nDTSTART;VALUE=DATE:20261225", WHOLE)
    assert len(found.meetings) == 1
    assert found.left_out == ("1 whole-day entry was left out.",)


@pytest.mark.parametrize(
    ("summary", "body", "is_cancelled"),
    [
        ("Full Council - CANCELLED", "Full Council", True),
        ("CANCELLED: Cabinet", "Cabinet", True),
        ("Cabinet\\, Wednesday 3 June 2026 7.00 pm", "Cabinet", False),
        ("Annual Parish Meeting", "Annual Parish Meeting", False),
        ("Cyngor Llawn – Agenda", "Cyngor Llawn", False),
    ],
)
def test_the_body_is_the_name_without_what_hangs_on_it(summary: str, body: str, is_cancelled: bool) -> None:
    meeting = calendar(f"SUMMARY:{summary}\nDTSTART:20260603T190000").meetings[0]
    assert (meeting.body, meeting.is_cancelled) == (body, is_cancelled)


def test_meetings_come_by_date_and_an_alarm_does_not_speak_for_them() -> None:
    alarm = "BEGIN:VALARM\nDESCRIPTION:https://alarm.example/\nEND:VALARM"
    found = calendar(
        f"SUMMARY:Later\nDTSTART:20260604T190000\n{alarm}",
        "SUMMARY:Sooner\nDTSTART:20260603T190000\nRRULE:FREQ=MONTHLY",
    )
    assert [each.body for each in found.meetings] == ["Sooner", "Later"]
    assert found.meetings[1].agenda_url == ""
    assert "only this one" in found.meetings[0].note


def test_a_calendar_cut_off_gives_what_is_whole() -> None:
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{WHOLE}\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Cut"
    found = read_calendar(text.encode(), "Europe/London")
    assert len(found.meetings) == 1
    assert "cut off" in found.left_out[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a calendar"),
        (b"1. Apologies", "not a calendar"),
        (b"PK\x03\x04\x00\x00", "not a calendar"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "no meeting with a time"),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\nEND:VEVENT\nEND:VCALENDAR",
            "1 broken entry was left out: 'X'",
        ),
    ],
)
def test_what_is_no_calendar_of_meetings_is_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_calendar(content, "Europe/London")
