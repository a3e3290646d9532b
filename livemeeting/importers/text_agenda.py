"""An agenda as the lines of a text, wherever they came from: a paste, a page, a Word file, a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from livemeeting.domain.agenda import Doubt, Draft, DraftItem
from livemeeting.domain.refused import Refused
from livemeeting.importers.dates import find_dates
from livemeeting.importers.levels import in_sections, with_levels
from livemeeting.importers.private_words import private_word
from livemeeting.importers.restricted import Found, mark_restricted
from livemeeting.importers.source import shortened
from livemeeting.importers.text_columns import is_spaced
from livemeeting.importers.text_head import read_head
from livemeeting.importers.text_items import Row, RowReader, StartsWith
from livemeeting.importers.text_layout import is_agenda_marker
from livemeeting.importers.text_lines import Line, lines_of
from livemeeting.importers.text_titles import tidy

MOST_LINES = 20_000
_STARS = ("*", "†", "‡")


def read_text(
    text: str, *, doubts: Sequence[Doubt] = (), source: str = "", has_paragraphs: bool = False
) -> Draft:
    """A draft of whatever items can be made out, perhaps none. `text` is clean. Raises Refused for too many lines.

    With `has_paragraphs` a line is a paragraph, and blank lines only set them apart.
    """
    if text.count("\n") > MOST_LINES:
        raise Refused(
            f"This has more than {MOST_LINES:,} lines. Paste the agenda itself, without its reports."
        )
    lines = lines_of(text)
    marker = _marker(lines)
    body = lines[marker + 1 :] if marker is not None else lines
    spaced = not has_paragraphs and is_spaced(lines)
    reader, whole = _read_rows(body, has_marker=marker is not None, spaced=spaced)
    first = reader.rows[0].index if reader.rows else len(body)
    above = [] if marker is None else [*lines[:marker], Line(lines[marker].number, "")]
    opening = [*above, *body[:first]]
    head = read_head([line for line in opening if line.text] if spaced else opening)
    items, more = _items(reader.rows, _private_footnote(lines))
    return Draft(
        items=items,
        doubts=(*doubts, *head.doubts, *whole, *reader.doubts(), *more),
        confidence=_confidence(reader, len(more)),
        body=head.body,
        title=head.body,
        date=head.date,
        start_time=head.start_time,
        venue=head.venue,
        webcast_url=head.webcast_url,
        source=source,
    )


def _marker(lines: list[Line]) -> int | None:
    """The line that says AGENDA: the last with items below it, or the first when every page repeats it."""
    marked = [index for index, line in enumerate(lines) if line.text and is_agenda_marker(line.text)]
    below = [index for index in marked if any(line.text for line in lines[index + 1 : index + 200])]
    if not below:
        return None
    return below[0] if len(below) > 2 else below[-1]


def _read_rows(lines: list[Line], *, has_marker: bool, spaced: bool) -> tuple[RowReader, list[Doubt]]:
    """The rows by their numbers; failing these by their bullets; failing these, below AGENDA, by lines."""
    by_number = RowReader(lines, StartsWith.NUMBER, after_marker=has_marker, spaced=spaced)
    rows = [row for row in by_number.read() if not row.is_heading]
    if len([row for row in rows if "." not in row.number]) >= 2:
        return by_number, []
    if bold := _by_bold(lines, has_marker=has_marker, most=len(by_number.rows)):
        return bold
    if sum(line.is_bullet for line in lines) >= 2:
        by_bullet = RowReader(lines, StartsWith.BULLET, after_marker=has_marker)
        if len(by_bullet.read()) > len(by_number.rows):
            return by_bullet, [
                Doubt(None, "The items have bullets and no numbers: check where each one starts.")
            ]
    if has_marker and len(rows) < 2:
        by_line = RowReader(lines, StartsWith.ANYTHING, after_marker=True)
        if len(by_line.read()) > len(by_number.rows):
            return by_line, [
                Doubt(None, "The items have no numbers, so each line was taken as one: check them.")
            ]
    return by_number, []


def _by_bold(lines: list[Line], *, has_marker: bool, most: int) -> tuple[RowReader, list[Doubt]] | None:
    """The rows by bold lines and headings with something beneath them; without AGENDA, below the date."""
    after = 0
    if not has_marker:
        dated = [at for at, line in enumerate(lines[:40]) if find_dates(line.text)]
        after = dated[0] + 1 if dated else 0
    below = lines[after:]
    standing_out = sum(
        (line.is_bold or line.is_marked_heading) and not is_agenda_marker(line.text) for line in below
    )
    if standing_out < 3 or standing_out == sum(bool(line.text) for line in below):
        return None
    reader = RowReader(
        [*(Line(line.number, "") for line in lines[:after]), *below], StartsWith.BOLD, after_marker=True
    )
    if len(reader.read()) <= most:
        return None
    return reader, [Doubt(None, "The items have no numbers, so each bold line was taken as one: check them.")]


def _private_footnote(lines: list[Line]) -> str:
    """The footnote "* May be taken in private", which speaks of every title that ends with its star."""
    starred = (line.text for line in lines if line.text.startswith(_STARS) and len(line.text) < 300)
    return next((text for text in starred if private_word(text)), "")


def _items(rows: list[Row], footnote: str) -> tuple[tuple[DraftItem, ...], tuple[Doubt, ...]]:
    found: list[Found] = []
    doubts: list[Doubt] = []
    for index, row in enumerate(rows):
        tidied = tidy(row.title, row.notes)
        title, sentence = shortened(tidied.text)
        item = DraftItem(
            number=row.number,
            title=title,
            is_heading=row.is_heading,
            withdrawn=tidied.withdrawn,
            restricted=bool(footnote) and title.endswith(footnote[0]),
            restricted_reason=footnote[1:100].strip() if footnote and title.endswith(footnote[0]) else "",
            papers=(*tidied.papers, *row.papers),
            line=row.line.number,
        )
        found.append(Found(item, tuple(row.notes), is_inner=row.is_inner))
        asked = (
            "A footnote says that it is private, so it is marked restricted: confirm."
            if item.restricted
            else ""
        )
        doubts += [Doubt(index, text) for text in (*row.doubts, sentence, asked) if text]
    items, more = mark_restricted(found)
    # Without numbers, what is set in is a part of what is not.
    indent = min((row.line.indent for row in rows if not row.number and not row.is_heading), default=0)
    inner = {
        at for at, row in enumerate(rows) if row.is_inner or (not row.number and row.line.indent > indent + 1)
    }
    return in_sections(with_levels(items, inner)), tuple(
        sorted((*doubts, *more), key=lambda doubt: doubt.row or 0)
    )


def _confidence(reader: RowReader, doubts: int) -> float:
    start = 0.9 if reader.starts_with is StartsWith.NUMBER else 0.5
    return round(max(0.2, start - 0.03 * doubts), 2)
