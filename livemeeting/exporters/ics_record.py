"""The meeting as an event for calendars (RFC 5545), in UTC so that no calendar has to know our time zone."""

from __future__ import annotations

import re
from datetime import datetime

from livemeeting.domain.record_shape import Record

STATUSES = {"cancelled": "CANCELLED", "postponed": "CANCELLED", "scheduled": "TENTATIVE"}
MOST_BYTES = 75
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(record: Record) -> bytes:
    """One calendar with one event. Its UID is made of the record's epoch and never changes."""
    head = record.head
    begins = head.started or head.planned
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//livemeeting//record//EN", "BEGIN:VEVENT",
        f"UID:{_text(head.epoch)}@livemeeting", f"DTSTAMP:{_utc(head.exported.at)}", f"DTSTART:{_utc(begins.at)}",
    ]  # fmt: skip
    if head.closed is not None and head.closed.at > begins.at:
        lines.append(f"DTEND:{_utc(head.closed.at)}")
    lines.append(f"SUMMARY:{_text(f'{head.body}: {head.title}')}")
    if head.venue:
        lines.append(f"LOCATION:{_text(head.venue)}")
    lines.append(f"DESCRIPTION:{_text(_described(record))}")
    address = head.address or head.agenda_url
    if address.startswith(("https://", "http://")):
        lines.append(f"URL:{CONTROL.sub('', address)}")
    lines += [f"STATUS:{STATUSES.get(head.status, 'CONFIRMED')}", "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{_folded(each)}\r\n" for each in lines).encode()


def _described(record: Record) -> str:
    head = record.head
    told = [f"{head.status_word}. {head.notice}"]
    told += [each.sentence for each in record.decisions]
    return "\n".join(told)


def _utc(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return CONTROL.sub("", re.sub(r"\r\n?|\n", r"\\n", text))


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, cut between letters (RFC 5545, 3.1)."""
    found, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > MOST_BYTES:
            found.append(" ")
            length = 1
        found[-1] += letter
        length += size
    return "\r\n".join(found)
