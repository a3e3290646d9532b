"""Working days in England and Wales, and the day a Welsh council's note of a meeting is due."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

#: Local Government Act 1972 s100C(1C): within seven working days, the day of the meeting being the first.
NOTE_DAYS = 7
#: Bank holidays by proclamation, and days that took another's place (gov.uk/bank-holidays and its history).
EXTRA = {
    date(1999, 12, 31), date(2002, 6, 3), date(2002, 6, 4), date(2011, 4, 29), date(2012, 6, 4), date(2012, 6, 5),
    date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8),
}  # fmt: skip
MOVED_AWAY = {date(2002, 5, 27), date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)}
MONDAY, SATURDAY = 0, 5


def note_due(met: date) -> date:
    """The last day on which the note of a meeting held on `met` is in time.

    A meeting on a day that is no working day counts it as the first all the same: early is never late.
    """
    day = met
    for _ in range(NOTE_DAYS - 1):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday in England and Wales."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year (Banking and Financial Dealings Act 1971, and the days put in since).

    A holiday that will be proclaimed for one year only cannot be known before.
    """
    easter = _easter(year)
    regular = {
        *_moved_from_the_weekend(date(year, 1, 1)), easter - timedelta(days=2), easter + timedelta(days=1),
        _monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25)), _monday_from(date(year, 8, 25)),
        *_moved_from_the_weekend(date(year, 12, 25), date(year, 12, 26)),
    }  # fmt: skip
    return frozenset((regular - MOVED_AWAY) | {each for each in EXTRA if each.year == year})


def _moved_from_the_weekend(*days: date) -> set[date]:
    """The days themselves, or for each at a weekend the next weekday that is not taken already."""
    taken = {each for each in days if each.weekday() < SATURDAY}
    for each in days:
        day = each
        while day.weekday() >= SATURDAY or (day in taken and each.weekday() >= SATURDAY):
            day += timedelta(days=1)
        taken.add(day)
    return taken


def _monday_from(day: date) -> date:
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm, as printed in Meeus, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    letter = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + letter - 7 * ((a + 11 * h + 22 * letter) // 451) + 114, 31)
    return date(year, month, day + 1)
