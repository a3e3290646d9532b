"""Dates and times as councils write them, found in running text and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WELSH = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(_ENGLISH, 1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)},
    "sept": 9,
    **{name: number for number, name in enumerate(_WELSH, 1)},
}
MONTHS = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[, ]{1,3}(?:the )?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_WEEKDAY}(?<![\d/.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)? ?(?:of )?"
        rf"(?P<month>{MONTHS})\b\.?,?(?: (?P<year>\d{{4}})\b)?",
        rf"\b{_WEEKDAY}(?P<month>{MONTHS}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:),?"
        r" (?P<year>\d{4})\b",
        rf"\b{_WEEKDAY}(?<![\d/.-])(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?![\d-])",
        rf"\b{_WEEKDAY}(?<![\d/.-])(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}})\b",
    )
)
_CLOCK_12 = re.compile(r"(?<![\d.:])(\d{1,2}?)(?:[.:]?([0-5]\d))? ?([ap])\.? ?m\b", re.IGNORECASE)
# "7:30" with no am or pm is not taken: the field means half past seven in the evening, the clock does not.
_CLOCK_24 = re.compile(r"(?<![\d.:])((?:[01]\d|2[0-3]|9)):([0-5]\d)(?![\d:]| ?[ap]\.? ?m\b)", re.IGNORECASE)
_DOTTED_24 = re.compile(r"\bat (1\d|2[0-3])\.([0-5]\d)(?![\d.]| ?[ap]\.? ?m\b)", re.IGNORECASE)
_HOURS = re.compile(r"(?<![\d.:])([01]\d|2[0-3])[.:]?([0-5]\d) ?(?:hrs?|hours)\b", re.IGNORECASE)
_NOON = re.compile(r"\b(?:12(?:[.:]00)? ?)?(?:noon|midday)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text. `day` is None when it cannot be relied on, and `fault` is then the sentence why."""

    words: str
    start: int
    day: date | None
    has_weekday: bool = False
    fault: str = ""


def find_dates(text: str) -> list[FoundDate]:
    """Every date in one line of text, in reading order."""
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(_overlaps(match, earlier) for earlier in found):
                found.append(_read(match))
    return sorted(found, key=lambda item: item.start)


def _overlaps(match: re.Match[str], earlier: FoundDate) -> bool:
    return match.start() < earlier.start + len(earlier.words) and earlier.start < match.end()


def _read(match: re.Match[str]) -> FoundDate:
    words, weekday, year = match.group(), match["weekday"], match["year"]
    if not year:
        return FoundDate(
            words, match.start(), None, bool(weekday), f"The date '{words}' has no year: give the date."
        )
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTH_NUMBERS[month]
    try:
        day = date(int(year), number, int(match["day"]))
    except ValueError:
        return FoundDate(
            words, match.start(), None, bool(weekday), f"'{words}' is not a date: give the date."
        )
    if weekday and not _DAYS[day.weekday()].startswith(weekday.lower()):
        fault = f"The agenda says '{words}', but that day is a {_DAYS[day.weekday()].title()}: give the date."
        return FoundDate(words, match.start(), None, True, fault)
    return FoundDate(words, match.start(), day, bool(weekday))


def find_times(text: str) -> list[tuple[int, time]]:
    """Every time of day in one line of text with its place, in reading order."""
    return sorted(_times(text))


def _times(text: str) -> Iterator[tuple[int, time]]:
    for match in _CLOCK_12.finditer(text):
        hour, minute = int(match[1]), int(match[2] or 0)
        if 1 <= hour <= 12:
            yield match.start(), time(hour % 12 + (12 if match[3] in "pP" else 0), minute)
    for form in (_CLOCK_24, _DOTTED_24, _HOURS):
        for match in form.finditer(text):
            yield match.start(), time(int(match[1]), int(match[2]))
    for match in _NOON.finditer(text):
        yield match.start(), time(12, 0)
