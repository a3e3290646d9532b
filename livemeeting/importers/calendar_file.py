"""A calendar of meetings as an iCalendar file (.ics): each entry is read by itself, so that none loses the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Component, Event

from livemeeting.domain.calendar_draft import CalendarDraft, CalendarMeeting
from livemeeting.domain.refused import Refused
from livemeeting.importers.dates import find_dates
from livemeeting.importers.feeds import plain
from livemeeting.importers.links import is_web_address, without_links

MOST_ENTRIES = 2_000
#: What the library raises for entries that are broken, measured on entries broken on purpose.
_FAULTS = (ValueError, AttributeError, KeyError, IndexError, TypeError, LookupError, OverflowError)
_ENTRY = re.compile(r"^BEGIN:VEVENT[ \t]*\n(.*?)^END:VEVENT[ \t]*$", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_NESTED = re.compile(r"^BEGIN:(V?\w+)[ \t]*\n.*?^END:\1[ \t]*\n?", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY[^:\n]{0,200}:(.*)$", re.MULTILINE | re.IGNORECASE)
_CANCELLED = re.compile(r"\W{0,4}\b(?:cancelled|canceled|postponed)\b\W{0,4}", re.IGNORECASE)
_TAIL = re.compile(r"[\s,:;|–—-]+(?:agenda)?\s*$", re.IGNORECASE)
_NOT_A_CALENDAR = "This is not a calendar file. Export the calendar of meetings as iCalendar (.ics)."


def read_calendar(content: bytes, timezone: str) -> CalendarDraft:
    """The meetings in a calendar, in the time of this zone. Raises Refused where there are none."""
    text = _unfolded(content)
    if "BEGIN:VCALENDAR" not in text[:2_000].upper():
        raise Refused(_NOT_A_CALENDAR)
    meetings: list[CalendarMeeting] = []
    broken: list[str] = []
    whole_days = 0
    entries = [match[1] for match in _ENTRY.finditer(text)]
    for entry in entries[:MOST_ENTRIES]:
        try:
            found = _meeting(entry, ZoneInfo(timezone))
        except _FAULTS:
            broken.append(_name_of(entry))
            continue
        if found is None:
            whole_days += 1
        else:
            meetings.append(found)
    unclosed = len(re.findall(r"^BEGIN:VEVENT", text, re.MULTILINE | re.IGNORECASE)) - len(entries)
    left_out = tuple(_left_out(broken, whole_days, max(0, len(entries) - MOST_ENTRIES), unclosed))
    if not meetings:
        raise Refused(" ".join(["There is no meeting with a time in this calendar.", *left_out]))
    return CalendarDraft(tuple(sorted(meetings, key=_by_time)), left_out)


def _by_time(meeting: CalendarMeeting) -> tuple[str, str, str]:
    return meeting.date.isoformat(), str(meeting.start_time or ""), meeting.body


def _unfolded(content: bytes) -> str:
    """The text with its folded lines joined, as RFC 5545 section 3.1 folds them."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise Refused(_NOT_A_CALENDAR)
    return re.sub(r"\n[ \t]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


def _left_out(broken: list[str], whole_days: int, too_many: int, unclosed: int) -> Iterator[str]:
    if broken:
        named = ", ".join(f"'{name}'" for name in broken[:5] if name) or "without a name"
        yield f"{len(broken)} broken entr{'y was' if len(broken) == 1 else 'ies were'} left out: {named}."
    if unclosed > 0:
        yield "The file is cut off in the middle of an entry, which was left out."
    if whole_days:
        yield f"{whole_days} whole-day entr{'y was' if whole_days == 1 else 'ies were'} left out."
    if too_many:
        yield f"Only the first {MOST_ENTRIES:,} entries were read; {too_many:,} more are in the file."


def _meeting(entry: str, zone: ZoneInfo) -> CalendarMeeting | None:
    """The meeting of an entry, or None for a whole day. Raises one of _FAULTS for a broken one."""
    # An alarm inside an entry has a description of its own.
    lines = _NESTED.sub("", entry)
    event = Event.from_ical(f"BEGIN:VEVENT\r\n{lines.replace(chr(10), chr(13) + chr(10))}END:VEVENT\r\n")
    starts = getattr(event["DTSTART"], "dt")  # noqa: B009  (the library's types know no common one)
    if not isinstance(starts, date):
        raise ValueError("no date")
    if not isinstance(starts, datetime):
        return None
    is_elsewhere = starts.tzinfo is not None
    local = starts.astimezone(zone) if is_elsewhere else starts
    summary = plain(str(event.get("SUMMARY", "")))
    body = _body(summary)
    if not body:
        raise ValueError("no name")
    repeats = "It repeats in the calendar; only this one was taken." if "RRULE" in event else ""
    return CalendarMeeting(
        body=body,
        date=local.date(),
        start_time=local.time().replace(second=0, microsecond=0),
        venue=plain(str(event.get("LOCATION", "")))[:200],
        agenda_url=_address(event),
        external_id=plain(str(event.get("UID", "")))[:200],
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED" or bool(_CANCELLED.search(summary)),
        note=repeats,
    )


def _body(summary: str) -> str:
    """'Planning Committee' of 'Planning Committee, 3 June 2026 7pm - CANCELLED'."""
    name = _CANCELLED.sub(" ", summary).strip()
    dates = find_dates(name)
    if dates and dates[0].start > 3:
        name = name[: dates[0].start]
    return (_TAIL.sub("", name) or name).strip()[:120]


def _address(event: Component) -> str:
    url = str(event.get("URL", "")).strip()
    if is_web_address(url):
        return url
    _, urls = without_links(plain(str(event.get("DESCRIPTION", ""))[:5_000]))
    return urls[0] if urls else ""


def _name_of(entry: str) -> str:
    match = _SUMMARY.search(entry)
    return plain(match[1])[:60] if match else ""
