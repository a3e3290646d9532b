"""How the minutes, once they are signed, change what is known of a meeting."""

from __future__ import annotations

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Entry, Fold, Meeting, MinuteTonight, SignedMinutes


def _signed(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MinutesSigned)
    meeting.minutes = SignedMinutes(entry.seq, event.url, event.signed)


def _numbered(meeting: Meeting, entry: Entry, event: e.Event) -> None:
    assert isinstance(event, e.MinuteNumbered)
    tonight = meeting.item(event.item)
    if tonight is not None:
        tonight.minute = MinuteTonight(entry.seq, event.number)


MINUTES: dict[type[e.Event], Fold] = {e.MinutesSigned: _signed, e.MinuteNumbered: _numbered}
