"""A date and a time as an officer types them, and the one moment they mean."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from livemeeting.domain.refused import Refused

_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s*([ap])?\.?m?\.?", re.IGNORECASE)
#: No council's meeting lies outside; a year such as 0026 or 20226 is a slip.
YEARS = range(1990, 2100)


def read_date(text: str) -> date:
    """2026-11-26 as browsers send it, or 26/11/2026. Raises Refused."""
    first, then = _YEAR_FIRST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if first is None and then is None:
        raise Refused(f"“{text[:40]}” is not a date. Write it like 26/11/2026.")
    year, month, day = first.groups() if first else (then or first).groups()[::-1]  # type: ignore[union-attr]
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Refused(f"There is no {int(day)}/{int(month)}/{year}. Check the date.") from None
    if found.year not in YEARS:
        raise Refused(f"The year {found.year} cannot be right. Check the date.")
    return found


def read_time(text: str) -> time:
    """18:00, 18.00, 6pm or 6.30 pm. Raises Refused, also for a half-said time such as 7.30."""
    match = _CLOCK.fullmatch(text)
    sentence = f"“{text[:40]}” is not a time. Write it like 18:00."
    if match is None or not (match[2] or match[3]):
        raise Refused(sentence)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise Refused(sentence)
        hour = hour % 12 + (12 if match[3] in "pP" else 0)
    elif len(match[1]) == 1:
        # The chamber's "7.30" is half past seven in the evening, the clock's is not.
        raise Refused(f"Is {text} in the morning or the evening? Write it like 19:30.")
    if hour > 23 or minute > 59:
        raise Refused(sentence)
    return time(hour, minute)


def moment(day: date, clock: time, timezone: str) -> datetime:
    """The moment in UTC. Refuses what the clocks of that night skip, or show twice."""
    zone = ZoneInfo(timezone)
    local = datetime.combine(day, clock)
    early, late = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early.astimezone(zone).replace(tzinfo=None) != local:
        raise Refused(
            f"The clocks go forward that night, so {clock:%H:%M} does not exist. Give a time after the change."
        )
    if early != late:
        raise Refused(
            f"The clocks go back that night, so {clock:%H:%M} comes twice. Give a time before or after that hour."
        )
    return early


def day_words(at: datetime, timezone: str) -> str:
    """Thursday 26 November 2026, in the meeting's own time zone."""
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%A} {local.day} {local:%B %Y}"
