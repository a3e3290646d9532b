"""A ModernGov meeting page copied from a browser as plain text: number, title, "Share this item", text, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.importers.dates import find_dates
from livemeeting.importers.moderngov_rows import ModernGovRow, items_of
from livemeeting.importers.source import one_line
from livemeeting.importers.text_agenda import read_text
from livemeeting.importers.text_head import read_head
from livemeeting.importers.text_lines import Line

_SHARE = re.compile(r"\W*(?:share this item|rhannu'?r eitem (?:hon|yma))\W*", re.IGNORECASE)
_SHARE_BEHIND = re.compile(r"\s*[•·*]?\s*(?:share this item|rhannu'?r eitem (?:hon|yma))\W*$", re.IGNORECASE)
_GLUED = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,3})*[a-z]?[.):])\s*(?P<title>[^\W\d].*)")
_COLUMNS = re.compile(r"(?:no\.?|number)\s*(?:\t|  +|\|)?\s*item", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:additional documents|decision|decisions|minutes|webcasting|reasons?|background|key decision|attachments"
    r"|supporting documents|resolved|agenda item type|contact)\s?:.*",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?:decisions?|minutes|resolved|additional documents|supporting documents)\s?:", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?|\d{1,4}/\d{2,4}|[A-Z]{1,2}\d{0,3}|[ivxlIVXL]{1,6}|\([a-z0-9]{1,3}\)"
    r"|\d{1,3}\([a-z0-9]{1,3}\))[.):]{0,2}"
)
_INLINE = re.compile(rf"(?P<number>{_NUMBER.pattern})(?:\t| {{2,}})(?P<title>\S.*)")
_DOCUMENT = re.compile(r"\bPDF \d{1,6}(?:\.\d+)? ?[KM]B\b", re.IGNORECASE)
_END = re.compile(
    r"(?:\W*back to top|supporting documents|contact information|bookmark this page|privacy.{0,30})", re.I
)


def is_moderngov_text(text: str) -> bool:
    """Whether this has the marks of a copied ModernGov page."""
    lines = [line.strip() for line in text.split("\n")[:5000]]
    shares = sum(bool(_SHARE_BEHIND.search(line)) for line in lines)
    if shares >= 2:
        return True
    head = any(line.lower().startswith("venue:") for line in lines[:60])
    columns = any(_COLUMNS.fullmatch(line) for line in lines)
    labels = sum(bool(_LABEL.fullmatch(line)) and len(line) < 40 for line in lines)
    return columns and (head or labels >= 2)


def read_moderngov_text(text: str, doubts: Sequence[Doubt] = ()) -> Draft:
    """The draft in the text of the page."""
    lines = [
        each for number, line in enumerate(text.split("\n"), 1) for each in _lines_of(number, line.strip())
    ]
    starts = _by_shares(lines) or _by_numbers(lines)
    if len(starts) < 2:
        return read_text(text, doubts=doubts)
    rows = [
        _row(lines, start, starts[at + 1][0] if at + 1 < len(starts) else len(lines))
        for at, start in enumerate(starts)
    ]
    items, row_doubts = items_of(rows)
    head = read_head(_head_lines(lines, starts[0][0] if starts else len(lines)))
    return Draft(
        items=items,
        doubts=(*doubts, *head.doubts, *row_doubts),
        confidence=0.85,
        body=head.body, title=head.body, date=head.date, start_time=head.start_time, venue=head.venue,
        webcast_url=head.webcast_url,
    )  # fmt: skip


def _lines_of(number: int, text: str) -> list[Line]:
    """The line, and the words "Share this item" on one of their own where they stand behind a title."""
    title = _SHARE_BEHIND.sub("", text)
    if title in ("", text):
        return [Line(number, text)]
    return [Line(number, title), Line(number, text[len(title) :].strip())]


# Where an item begins, its number, where its title begins, and the first line after the title.
_Start = tuple[int, str, int, int]


def _by_shares(lines: list[Line]) -> list[_Start]:
    """The items by the line "Share this item", which stands under every title."""
    starts: list[_Start] = []
    after = 0
    for at, line in enumerate(lines):
        if not _SHARE.fullmatch(line.text):
            continue
        if start := _above_share(lines, at, after):
            starts.append(start)
        after = at + 1
    return starts


def _above_share(lines: list[Line], share: int, after: int) -> _Start | None:
    title = next((at for at in range(share - 1, after - 1, -1) if lines[at].text), None)
    if title is None:
        return None
    if inline := _INLINE.fullmatch(lines[title].text):
        return title, inline["number"], title, share + 1
    # A title may run over two or three lines; its number, where it has one, stands just above.
    first = title
    for at in range(title - 1, max(after - 1, title - 5), -1):
        text = lines[at].text
        if not text:
            continue
        if _NUMBER.fullmatch(text):
            return at, text, at + 1, share + 1
        if inline := _INLINE.fullmatch(text):
            return at, inline["number"], at, share + 1
        if not lines[at + 1].text or _LABEL.fullmatch(text) or _DOCUMENT.search(text):
            break
    if glued := _GLUED.fullmatch(lines[first].text):
        return first, glued["number"], first, share + 1
    return first, "", first, share + 1


def _by_numbers(lines: list[Line]) -> list[_Start]:
    """The items by numbers on lines of their own that count on, where the page offers nothing to share."""
    begin = next((at + 1 for at, line in enumerate(lines) if _COLUMNS.fullmatch(line.text)), 0)
    starts: list[_Start] = []
    last = ""
    apart: bool | None = None  # whether the page prints numbers on lines of their own
    for at in range(begin, len(lines)):
        text = lines[at].text
        inline = _INLINE.fullmatch(text)
        number = inline["number"] if inline else text if _NUMBER.fullmatch(text) else ""
        if not number or not _counts_on(last, number) or apart is (inline is not None):
            continue
        title = (
            at if inline else next((below for below in range(at + 1, len(lines)) if lines[below].text), None)
        )
        if title is None or (
            not inline and (_NUMBER.fullmatch(lines[title].text) or _LABEL.fullmatch(lines[title].text))
        ):
            continue
        starts.append((at, number, title, title + 1))
        last, apart = number, inline is None
    return starts


def _counts_on(last: str, number: str) -> bool:
    """Whether a number is the likely next: the same form, counting up by no more than two, or a part of the last."""
    if not last:
        return bool(re.match(r"\d", number))
    stem, before, now = last.rstrip(".):"), re.findall(r"\d+", last), re.findall(r"\d+", number)
    if not before or not now:
        return False
    if number.startswith((f"{stem}.", f"{stem}(")) and number.rstrip(".):") != stem:
        return True
    if len(now) == len(before) and "/" not in number:
        head_same = now[:-1] == before[:-1] and 0 < int(now[-1]) - int(before[-1]) <= 2
        return head_same or (len(now) > 1 and int(now[0]) == int(before[0]) + 1)
    return 0 < int(now[0]) - int(before[0]) <= 2


def _row(lines: list[Line], start: _Start, end: int) -> ModernGovRow:
    at, number, title_at, after = start
    title_lines = [
        line.text for line in lines[title_at:after] if line.text and not _SHARE.fullmatch(line.text)
    ]
    if title_lines and (inline := _INLINE.fullmatch(title_lines[0]) or _GLUED.fullmatch(title_lines[0])):
        title_lines[0] = inline["title"]
    row = ModernGovRow(number=number, title=one_line(" ".join(title_lines)), line=lines[at].number)
    for line in lines[after:end]:
        text = line.text.lstrip("•*· \t")
        if _RECORD.fullmatch(text) or _END.fullmatch(text):
            break
        if text and not _SHARE.fullmatch(text) and not _DOCUMENT.search(text):
            row.notes.append(text)
    return row


def _head_lines(lines: list[Line], end: int) -> list[Line]:
    """The lines above the items from the name of the body on: a page opens with the site's own menus."""
    above = lines[:end]
    named = next(
        (
            at
            for at, line in enumerate(above)
            if " - " in line.text and any(f.day for f in find_dates(line.text))
        ),
        None,
    )
    return above[named:] if named is not None else above[-60:]
