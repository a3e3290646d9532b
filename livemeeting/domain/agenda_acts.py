"""What the buttons of the agenda editor do to its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from livemeeting.domain.agenda import DEEPEST, AgendaItem
from livemeeting.domain.agenda_form import MOST_ROWS, TOO_MANY_ROWS, Row, levels, row_of_item
from livemeeting.domain.form_fault import one_line
from livemeeting.domain.refused import Refused

Rows = tuple[Row, ...]
NO_BREAK = "Put a line break into the title where the next row begins, then press Split."
NOTHING_ABOVE = "There is no row above to join it to."
#: A number as it is printed before a title: "(a)", "12.4.", "6A)", "b.".
_NUMBER = re.compile(r"(\(\w{1,4}\)|\d{1,4}(?:[./]\d{1,3})*[A-Za-z]?[.):]|[A-Za-z][.)])\s+(\S.*)")


def act_on(rows: Sequence[Row], act: str, saved: Sequence[AgendaItem] = ()) -> Rows:
    """The rows after one of the editor's own buttons.

    With a row's key after a colon: "up", "down", "in" (a part of the row above), "out", "join" (to the row
    above), "split" (at the first line break of its title), "delete", "restore", "settle" (its doubts are dealt
    with), "revert" (as it is `saved`), "add" (a new row after it). Without one: "add" (at the end), and what
    becomes of saved rows that were not in what was read: "whole" (they go), "addition" (they stay).

    A row takes its parts along. An act that does not apply changes nothing; one that cannot be done raises Refused.
    """
    verb, _, key = act.partition(":")
    if verb == "add":
        return _with_new(rows, key)
    if verb in ("whole", "addition"):
        return tuple(replace(row, is_deleted=verb == "whole") if row.news == "gone" else row for row in rows)
    place = next((at for at, row in enumerate(rows) if row.key == key), None)
    if place is None:
        return tuple(rows)
    if verb == "revert":
        return _reverted(tuple(rows), place, saved)
    return _levelled(ACTS[verb](tuple(rows), place)) if verb in ACTS else tuple(rows)


def new_key(rows: Sequence[Row]) -> str:
    """A key no row has."""
    used = [int(row.key[1:]) for row in rows if row.key[1:].isdecimal()]
    return f"r{max(used, default=0) + 1}"


def _levelled(rows: Rows) -> Rows:
    """The rows with the levels they count as; deleted ones keep theirs for when they are put back."""
    shown = [row for row in rows if not row.is_deleted]
    at = dict(zip((row.key for row in shown), levels(shown), strict=True))
    return tuple(replace(row, level=at.get(row.key, row.level)) for row in rows)


def _with_new(rows: Sequence[Row], after: str) -> Rows:
    _refuse_too_many(rows)
    place = next((at for at, row in enumerate(rows) if row.key == after), None)
    level = 0 if place is None else rows[place].level
    cut = len(rows) if place is None else place + 1
    return _levelled((*rows[:cut], Row(key=new_key(rows), level=level), *rows[cut:]))


def _refuse_too_many(rows: Sequence[Row]) -> None:
    if len(rows) >= MOST_ROWS:
        raise Refused(f"{TOO_MANY_ROWS} Delete a row first.")


def _end(rows: Rows, place: int) -> int:
    """Where the row and its parts end."""
    end = place + 1
    while end < len(rows) and not rows[place].is_heading and rows[end].level > rows[place].level:
        end += 1
    return end


def _above(rows: Rows, place: int) -> int | None:
    return next((at for at in range(place - 1, -1, -1) if not rows[at].is_deleted), None)


def _up(rows: Rows, place: int) -> Rows:
    """Before the nearest row above that is no part of another one beside it."""
    other, end = place - 1, _end(rows, place)
    while other >= 0 and (rows[other].is_deleted or rows[other].level > rows[place].level):
        other -= 1
    if other < 0:
        return rows
    return (*rows[:other], *rows[place:end], *rows[other:place], *rows[end:])


def _down(rows: Rows, place: int) -> Rows:
    """Behind the next row and its parts."""
    end = _end(rows, place)
    other = next((at for at in range(end, len(rows)) if not rows[at].is_deleted), None)
    if other is None:
        return rows
    stop = other + 1 if rows[other].level < rows[place].level else _end(rows, other)
    return (*rows[:place], *rows[end:stop], *rows[place:end], *rows[stop:])


def _deeper(rows: Rows, place: int, *, by: int) -> Rows:
    above = _above(rows, place)
    if rows[place].is_heading or (by > 0 and (above is None or rows[above].level < rows[place].level)):
        return rows
    if by < 0 and rows[place].level == 0:
        return rows
    end = _end(rows, place)
    block = (replace(row, level=min(max(0, row.level + by), DEEPEST)) for row in rows[place:end])
    return (*rows[:place], *block, *rows[end:])


def _marked(rows: Rows, place: int, *, is_deleted: bool) -> Rows:
    end = _end(rows, place)
    block = (replace(row, is_deleted=is_deleted) for row in rows[place:end])
    return (*rows[:place], *block, *rows[end:])


def _joined(rows: Rows, place: int) -> Rows:
    """The words of this row at the end of the row above; it stays as a deleted row, to be put back."""
    above = _above(rows, place)
    if above is None:
        raise Refused(NOTHING_ABOVE)
    one, other = rows[above], rows[place]
    # What looked like a number was a word of the title: "of 12 March". It only counts where the row above is bare.
    is_bare = not one_line(one.title)
    words = (one.title, "" if is_bare else other.number, other.title)
    joined = replace(
        one, title=one_line(" ".join(words)), number=one.number or (other.number if is_bare else ""),
        plain_title=one.plain_title or other.plain_title,
        papers="\n".join(each.strip() for each in (one.papers, other.papers) if each.strip()),
        restricted=one.restricted or other.restricted,
        restricted_reason=one.restricted_reason or other.restricted_reason,
        doubts=(*one.doubts, *other.doubts),
    )  # fmt: skip
    gone = replace(other, is_deleted=True, doubts=())
    return (*rows[:above], joined, *rows[above + 1 : place], gone, *rows[place + 1 :])


def _split(rows: Rows, place: int) -> Rows:
    row = rows[place]
    first, _, rest = row.title.replace("\r\n", "\n").strip().partition("\n")
    if not one_line(rest):
        raise Refused(NO_BREAK)
    _refuse_too_many(rows)
    found = _NUMBER.fullmatch(one_line(rest))
    number, title = (found[1].rstrip(".:"), found[2]) if found else ("", one_line(rest))
    second = Row(
        key=new_key(rows), number=number, title=title, line=row.line, level=row.level, news=row.news and "new",
        restricted=row.restricted, restricted_reason=row.restricted_reason,
    )  # fmt: skip
    return (*rows[:place], replace(row, title=one_line(first)), second, *rows[place + 1 :])


def _reverted(rows: Rows, place: int, saved: Sequence[AgendaItem]) -> Rows:
    row = rows[place]
    item = next((each for each in saved if each.id and each.id == row.id), None)
    if item is None:
        return rows
    kept = replace(row_of_item(row.key, item), line=row.line)
    return _levelled((*rows[:place], kept, *rows[place + 1 :]))


ACTS: Mapping[str, Callable[[Rows, int], Rows]] = {
    "up": _up,
    "down": _down,
    "in": lambda rows, place: _deeper(rows, place, by=1),
    "out": lambda rows, place: _deeper(rows, place, by=-1),
    "join": _joined,
    "split": _split,
    "delete": lambda rows, place: _marked(rows, place, is_deleted=True),
    "restore": lambda rows, place: _marked(rows, place, is_deleted=False),
    "settle": lambda rows, place: (*rows[:place], replace(rows[place], doubts=()), *rows[place + 1 :]),
}
