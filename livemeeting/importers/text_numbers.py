"""The agenda number at the start of a line of text, of any kind councils print."""

from __future__ import annotations

import re
from dataclasses import dataclass

from livemeeting.importers.dates import MONTHS
from livemeeting.importers.source import one_line

_PREFIX = re.compile(r"(?:agenda )?item (?:no\.? ?|number )?(?=\d)", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?P<major>\d{1,4})(?P<minor>(?:\.\d{1,3}){0,3})(?![\d/])(?P<suffix>\.?[A-Fa-f](?![\w]))?"
    r"(?P<brackets>(?:\([0-9A-Za-z]{1,4}\)| \((?:[a-z]|[ivx]{1,4}"
    r"|\d{1,2})\)(?= )){0,2})(?P<also> ?\[item [\w.]{1,6}\])?",
    re.IGNORECASE,
)
_MINUTE = re.compile(r"(?P<major>\d{1,4})/(?P<year>\d{2,4})(?![\d/])")
_CODE = re.compile(r"(?P<code>[A-Z]{1,3}(?:-\d{1,3}|\d{1,3}(?=[.):\t]|  ))[a-z]?)(?=[.):\s])")
# "FC26/031 Apologies": a council's own running number, with a short code of the body and the year before it.
_RUNNING = re.compile(r"(?P<code>(?P<body>[A-Z]{1,4}\d{0,4})/(?P<count>\d{1,4}))(?=[.):]?\s)")
_LETTER = re.compile(
    r"(?P<open>\()?(?P<letters>[A-Za-z]|[ivxIVX]{1,6}|(?<=\()\d{1,2}(?=\)))(?P<close>\)|\.|(?<=[a-z]):(?= )|(?=\t))"
)
_STOP = re.compile(r"(?P<mark>[.):])?(?P<gap>[ \t]*)(?P<dash>[-–—:][ \t]+)?")
_A_LETTER = re.compile(r"[^\W\d_]")
_NOT_A_TITLE = re.compile(
    rf"(?:{MONTHS})\b|[ap]\.? ?m\b|(?:hrs?|hours|mins?|minutes (?:to|from)|noon|midday)\b", re.IGNORECASE
)
_MONTH_AND_YEAR = re.compile(rf"(?:{MONTHS}),? \d{{4}}\b", re.IGNORECASE)
_DATE_OR_PHONE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b|0\d{2,}|\d{5,}|\d{1,2}[.:]\d{2} ?[ap]\.?m", re.IGNORECASE
)
_PHONE_REST = re.compile(r"[\d ()+-]{5,}(?:$|[ ,;])")
# "7.30 Refreshments" is a time far more often than the thirtieth part of item 7.
_CLOCK_MINOR = frozenset({".00", ".15", ".30", ".45"})


@dataclass(frozen=True)
class Numbered:
    """A line that may be an item. `number` is printed text without its last stop; `rest` is what follows.

    `style` is integer, decimal, bracketed, minute, code ("A-1"), running ("FC26/031") or letter. `major` is its
    leading integer, or 0, used only to tell a likely item from a stray figure. `is_loose` means one space alone sets
    the number off.
    """

    number: str
    rest: str
    style: str
    major: int = 0
    shape: str = ""
    is_loose: bool = False
    looks_like_time: bool = False


def numbered(text: str) -> Numbered | None:
    """The line read as number and title, or None when it cannot be an item."""
    if _DATE_OR_PHONE.match(text):
        return None
    prefix = _PREFIX.match(text)
    body = text[prefix.end() :] if prefix else text
    match = _MINUTE.match(body) or _DIGITS.match(body)
    if match is None:
        return _coded(text) or _lettered(text)
    stop = _STOP.match(body, match.end())
    assert stop is not None  # every part of the pattern may be empty
    rest = body[stop.end() :].strip()
    if not _fits(match, stop, rest):
        return None
    is_loose = not prefix and _is_loose(stop)
    number, style = one_line(match.group()), _style(match)
    is_time = style == "decimal" and match["minor"] in _CLOCK_MINOR and int(match["major"]) < 24
    return Numbered(number, rest, style, int(match["major"]), is_loose=is_loose, looks_like_time=is_time)


def _style(match: re.Match[str]) -> str:
    found = match.groupdict()
    if "year" in found:
        return "minute"
    if found["brackets"]:
        return "bracketed"
    return "decimal" if found["minor"] else "integer"


def _fits(match: re.Match[str], stop: re.Match[str], rest: str) -> bool:
    if (rest and not _A_LETTER.search(rest)) or _PHONE_REST.match(rest):
        return False
    if _MONTH_AND_YEAR.match(rest) or (_is_loose(stop) and _NOT_A_TITLE.match(rest)):
        return False
    if stop["mark"] == ":" and rest[:1].isdigit():
        return False
    if "year" in match.groupdict():
        return not (stop["gap"] == " " and int(match["year"]) == (int(match["major"]) + 1) % 100)
    if rest and not (stop["mark"] or stop["gap"] or stop["dash"]):
        # Glued: "4.2Budget" is an item, "2.5m", "3D" and "10%" are not.
        return bool(match["minor"]) and rest[:1].isupper() and rest[1:2].islower()
    return True


def _coded(text: str) -> Numbered | None:
    if running := _RUNNING.match(text):
        rest = text[running.end() :].lstrip(".): \t")
        if _A_LETTER.search(rest):
            return Numbered(running["code"], rest, "running", int(running["count"]), shape=running["body"])
    match = _CODE.match(text)
    stop = _STOP.match(text, match.end()) if match else None
    if match is None or stop is None or not _A_LETTER.search(text, stop.end()):
        return None
    return Numbered(match["code"], text[stop.end() :].strip(), "code")


def _is_loose(stop: re.Match[str]) -> bool:
    return not stop["mark"] and not stop["dash"] and stop["gap"] == " "


def _lettered(text: str) -> Numbered | None:
    match = _LETTER.match(text)
    if match is None or (match["open"] and match["close"] != ")"):
        return None
    after = text[match.end() :]
    if (
        after
        and not after[0].isspace()
        and not (match["close"] == ")" or (match["letters"].isupper() and after[1:2].islower()))
    ):
        return None
    rest = after.strip()
    if rest and not _A_LETTER.search(rest):
        return None
    case = "A" if match["letters"].isupper() else "a"
    number = f"({match['letters']})" if match["open"] else match["letters"]
    return Numbered(number, rest, "letter", shape=f"{match['open'] or ''}{case}{match['close']}")
