"""What a pasted agenda says of the meeting as a whole: body, date, time, venue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from livemeeting.domain.agenda import Doubt
from livemeeting.importers.dates import FoundDate, find_dates, find_times
from livemeeting.importers.links import without_links
from livemeeting.importers.source import one_line
from livemeeting.importers.text_lines import Line

_COMMITTEE = re.compile(
    r"\b(?:committee|cabinet|panel|board|commission|forum|executive|sub-?committee|working group"
    r"|full council)\b|\bassembly\b",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"\b(?:council|authority|cyngor|parish meeting)\b", re.IGNORECASE)
_MEETING_OF = re.compile(
    r"\b(?:meeting|session) of (?:the )?(?P<body>[A-Z][^.;:]{3,80}?)(?= (?:will|to|which|is|on|at|in"
    r"|held|are)\b|[.,;:]|$)"
)
_NOT_THE_MEETING = re.compile(
    r"\b(?:clerk|dated|published|issued|minutes|deadline|by noon|before|until|next meeting)\b", re.IGNORECASE
)
_THE_MEETING = re.compile(r"\b(?:held|meeting|date|take place|on)\b", re.IGNORECASE)
_VENUE_LABEL = re.compile(r"^(?:venue|location|place|where)\s?[:–-]\s*(?P<venue>.{3,150})$", re.IGNORECASE)
_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_VENUE_TEXT = re.compile(
    r"\b(?:at|in) (?:the )?(?P<venue>[A-Z][^.;:]{3,100}?)"
    rf"(?=,? (?:on|at|from|commencing|starting|beginning|when|to|for)\b|[.;:]|,? {_DAY_NAME}\b"
    rf"|,? \d{{1,2}}[.:]\d\d|,?$)"
)
_WATCH_WORD = re.compile(r"\bweb ?cast|\blive ?stream|\bstreamed\b|\bwatch\b|\bbroadcast", re.IGNORECASE)
_WATCH_PLACE = re.compile(
    r"//(?:[\w.-]+\.)?(?:public-i\.tv|youtube\.com|youtu\.be|vimeo\.com)/", re.IGNORECASE
)
_SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to"])
_CLOSING_WORDS = re.compile(r"(?:\bon\b|\bmeeting\b|\bagenda\b|[-–,:|(\s])+$", re.IGNORECASE)
_SENTENCE = re.compile(r"\b(?:will be|to the|you are|is hereby)\b", re.IGNORECASE)
_OPENING_WORDS = re.compile(
    r"^(?:(?:name of )?(?:meeting|committee|body|panel|board)\s?: "
    r"|agenda (?:for|of) (?:the )?|(?:a |the )?(?:(?:ordinary|annual|extraordinary"
    r"|special) )?meeting of (?:the )?"
    r"|notice of (?:a |the )?(?:\w+ )?(?:meeting of (?:the )?)?|agenda ?[-–:] ?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """The meeting as its agenda announces it; what is not stated is empty, with a doubt where it matters."""

    body: str
    date: date | None
    start_time: time | None
    venue: str
    webcast_url: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class _Dated:
    score: int
    found: FoundDate
    text: str


def read_head(lines: list[Line]) -> Head:
    """Read the lines above the first item."""
    texts = [one_line(line.text) for line in lines[:200]]
    doubts: list[Doubt] = []
    chosen = _choose_date(texts, doubts)
    start = _choose_time(texts, chosen, doubts)
    day = chosen.found.day if chosen else None
    body = _body(texts)
    if not body:
        doubts.append(Doubt(None, "The agenda does not say which body meets: give its name."))
    return Head(body, day, start, _venue(texts), webcast_in(texts), tuple(doubts))


def webcast_in(texts: Sequence[str]) -> str:
    """The first web address that is said to show the meeting, or that leads where councils show theirs; "" for none."""
    for text in texts:
        if "http" not in text:
            continue
        words, urls = without_links(text)
        shown = next((url for url in urls if _WATCH_PLACE.search(url) or _WATCH_WORD.search(words)), "")
        if shown:
            return shown
    return ""


def _choose_date(texts: list[str], doubts: list[Doubt]) -> _Dated | None:
    dated = [_dated(texts, index, found) for index, text in enumerate(texts) for found in find_dates(text)]
    best = max((one.score for one in dated), default=-1)
    leading = [one for one in dated if one.score == best]
    if best < 0:
        doubts.append(Doubt(None, "The agenda does not say the date of the meeting: give the date."))
        return None
    if len({one.found.day for one in leading}) > 1:
        said = " and ".join(dict.fromkeys(f"'{one.found.words}'" for one in leading[:3]))
        doubts.append(
            Doubt(None, f"The agenda gives more than one date ({said}): give the date of the meeting.")
        )
        return None
    if leading[0].found.fault:
        doubts.append(Doubt(None, leading[0].found.fault))
    return leading[0]


def _dated(texts: list[str], index: int, found: FoundDate) -> _Dated:
    text = texts[index]
    before = " ".join([texts[index - 1][-60:] if index else "", text[: found.start]])
    score = 3 * found.has_weekday + 2 * bool(_THE_MEETING.search(before)) + 2 * bool(find_times(text))
    score -= 4 * bool(_NOT_THE_MEETING.search(text[: found.start][-60:]))
    return _Dated(score, found, text)


def _choose_time(texts: list[str], chosen: _Dated | None, doubts: list[Doubt]) -> time | None:
    near = [value for _, value in find_times(chosen.text)] if chosen else []
    times = list(dict.fromkeys(near or [value for text in texts for _, value in find_times(text)]))
    if len(times) == 1:
        return times[0]
    if times:
        said = ", ".join(f"{value:%H:%M}" for value in times[:4])
        doubts.append(
            Doubt(None, f"The agenda gives more than one time ({said}): give the time the meeting starts.")
        )
    else:
        doubts.append(Doubt(None, "The agenda does not say when the meeting starts: give the time."))
    return None


def _venue(texts: list[str]) -> str:
    for index, text in enumerate(texts):
        if label := _VENUE_LABEL.match(text):
            return label["venue"].strip(" .,")
        if re.fullmatch(r"(?:venue|location|place)\s?:?", text, re.IGNORECASE):
            return next((below[:150] for below in texts[index + 1 :] if below), "")
    for text in _sentences(texts):
        match = _VENUE_TEXT.search(text)
        if match and not find_dates(match["venue"]):
            return match["venue"].strip(" ,")
    return ""


def _sentences(texts: list[str]) -> list[str]:
    """Each paragraph on one line, so that a place or a date may run over the end of a line."""
    paragraphs: list[list[str]] = [[]]
    for text in texts:
        if text:
            paragraphs[-1].append(text)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [" ".join(part)[:3000] for part in paragraphs]


def _body(texts: list[str]) -> str:
    names = [name for text in texts if 3 < len(text) <= 90 and _is_name(name := _name(text))]
    for form in (_COMMITTEE, _COUNCIL):
        if named := next((name for name in names if form.search(name)), None):
            return named
    match = next((found for text in _sentences(texts) if (found := _MEETING_OF.search(text))), None)
    return _name(match["body"]) if match else ""


def _is_name(text: str) -> bool:
    return len(text.split()) <= 10 and not text.endswith(".") and not _SENTENCE.search(text)


def _name(text: str) -> str:
    """A body's name out of its heading: 'AGENDA FOR THE PLANNING COMMITTEE' is Planning Committee."""
    name = _OPENING_WORDS.sub("", _OPENING_WORDS.sub("", text))
    dates = find_dates(name)
    if dates:
        name = name[: dates[0].start]
    name = _CLOSING_WORDS.sub("", name[:120]).strip()
    if not name.isupper():
        return name
    words = name.lower().split()
    return " ".join(
        word if at and word in _SMALL_WORDS else word[:1].upper() + word[1:] for at, word in enumerate(words)
    )
