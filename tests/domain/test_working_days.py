"""The note of a Welsh council is due on the seventh working day, the day of the meeting being the first."""

from __future__ import annotations

from datetime import date

import pytest

from livemeeting.domain.working_days import bank_holidays, is_working_day, note_due
from tests.records import RecordedEvening


@pytest.mark.parametrize(
    ("met", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 1)),  # a Monday: Tuesday of the week after
        (date(2026, 12, 17), date(2026, 12, 29)),  # over Christmas, Boxing Day being a Saturday
        (date(2026, 3, 30), date(2026, 4, 9)),  # over Easter
        (date(2027, 12, 22), date(2028, 1, 4)),  # both holidays at a weekend, and New Year's Day too
        (date(2022, 5, 30), date(2022, 6, 9)),  # two days for the Jubilee, and the Monday moved away
        (date(2026, 11, 21), date(2026, 11, 30)),  # a Saturday counts as the first day all the same
    ],
)
def test_the_seventh_working_day(met: date, due: date) -> None:
    assert note_due(met) == due


def test_the_bank_holidays_of_a_year_are_those_that_were_published() -> None:
    days = ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"]
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(2022)) == days
    assert not is_working_day(date(2026, 12, 28))
    assert is_working_day(date(2026, 12, 29))


def test_a_record_says_when_its_note_is_due() -> None:
    assert RecordedEvening().record("public").head.note_due == "2026-11-30"
