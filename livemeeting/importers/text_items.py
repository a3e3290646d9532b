"""The rows of a pasted agenda, put together from its lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from livemeeting.domain.agenda import Doubt, Paper
from livemeeting.importers.dates import find_dates
from livemeeting.importers.links import papers_on_line
from livemeeting.importers.private_words import private_word
from livemeeting.importers.text_columns import column_of, lifted_titles, next_text, wrapped_at
from livemeeting.importers.text_inner import inner_lists
from livemeeting.importers.text_layout import (
    ends_open,
    is_agenda_marker,
    is_bare_date,
    is_capitals,
    is_furniture,
    is_labelled,
    is_motion_text,
    is_section,
    is_sign_off,
    names_a_body,
    names_business,
    opens_notes,
)
from livemeeting.importers.text_lines import Line
from livemeeting.importers.text_numbers import Numbered, numbered
from livemeeting.importers.text_sequence import NumberRun


class StartsWith(Enum):
    """What a line must open with to be an item."""

    NUMBER = "number"
    BULLET = "bullet"
    BOLD = "bold"
    ANYTHING = "anything"


@dataclass
class Row:
    """An item or heading while it is being read: its title and the lines printed under it.

    `is_inner` marks an entry of a list numbered from 1 within the item above. `column` is where the words of its
    title begin when spaces set them off from the number, else -1.
    """

    number: str
    title: list[str]
    line: Line
    index: int
    column: int = -1
    is_heading: bool = False
    is_part: bool = False
    is_inner: bool = False
    notes: list[str] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class RowReader:
    """Goes down the lines once; `rows` and `doubts()` are the result."""

    def __init__(
        self, lines: list[Line], starts_with: StartsWith, *, after_marker: bool, spaced: bool = False
    ) -> None:
        self.lines, self.starts_with, self.after_marker = lines, starts_with, after_marker
        self.spaced = spaced
        self.candidates = [numbered(line.text) if line.text and not line.is_note else None for line in lines]
        self.run = NumberRun(self.candidates, [bool(line.text) for line in lines])
        self.next_text = next_text(lines)
        self.width = wrapped_at(lines)
        self.bullet_indent = min((line.indent for line in lines if line.is_bullet), default=0)
        self.inner = inner_lists(self.candidates)
        self.lifted = lifted_titles(lines, self.candidates)
        self.rows: list[Row] = []
        self.left_out = 0
        self.after_blank = True
        self.is_closed = False
        self.in_motion = False
        self.last_point = 0

    def read(self) -> list[Row]:
        for index, line in enumerate(self.lines):
            if line.text:
                self._take(index, line)
            self.after_blank = not line.text
        while self.rows and self.rows[-1].is_heading and not self.rows[-1].is_part:
            self.rows.pop()
        self.rows = [row for row in self.rows if any(row.title)]
        for row in self.rows:
            if row.is_heading and row.notes:
                row.doubts.append("The lines under this heading have no numbers: add them if they are items.")
        return self.rows

    def doubts(self) -> list[Doubt]:
        """What is doubtful about the list as a whole."""
        if not self.left_out:
            return []
        return [
            Doubt(
                None,
                f"{self.left_out} numbered lines in notes or after the signature were not read as items.",
            )
        ]

    def _take(self, index: int, line: Line) -> None:
        row = self.rows[-1] if self.rows else None
        if line.is_note:
            if row:
                self._note(row, line)
            return
        if index + 1 in self.lifted and self._may_start(index + 1):
            return
        if self._starts_item(index, line):
            return
        if is_furniture(line.text) or is_agenda_marker(line.text):
            return
        if is_bare_date(line.text) and not (row and any(row.title) and self._continues(row, index, line)):
            return
        if row and not any(row.title):
            row.title.append(line.text)
        elif self._is_heading(index, line):
            is_part = is_section(line.text) or bool(private_word(line.text))
            self._add(Row("", [line.text], line, index, is_heading=True, is_part=is_part))
        elif row and self._continues(row, index, line):
            row.title.append(line.text)
        elif self._starts_unnumbered(line):
            self._add(Row("", [line.text], line, index))
        elif row:
            self._note(row, line)

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self.in_motion, self.is_closed, self.last_point = False, False, 0

    def _starts_item(self, index: int, line: Line) -> bool:
        found = self.candidates[index]
        if found is None or self._is_point(index, found):
            return False
        if not found.rest and not self._has_title_below(index):
            return False
        if index in self.inner and self.rows and not self.is_closed:
            self._add(Row(found.number, [found.rest] if found.rest else [], line, index, is_inner=True))
            return True
        if not self.run.accepts(index, found) or self._is_wrapped_figure(index, found):
            return False
        if self.is_closed and not self.run.is_next(found):
            self.left_out += 1
            return True
        above = [self.lines[index - 1].text] if index in self.lifted else []
        row = Row(found.number, [*above, *([found.rest] if found.rest else [])], line, index)
        row.column = column_of(line, found)
        if sentence := self.run.take(found):
            row.doubts.append(sentence)
        self._add(row)
        return True

    def _may_start(self, index: int) -> bool:
        found = self.candidates[index]
        return found is not None and self.run.accepts(index, found)

    def _has_title_below(self, index: int) -> bool:
        below = self.next_text[index]
        return (
            below is not None and self.candidates[below] is None and not is_furniture(self.lines[below].text)
        )

    def _is_wrapped_figure(self, index: int, found: Numbered) -> bool:
        """'… paid to the sum of / 12. Payments': a loose figure after a line that stops in mid-phrase."""
        previous = self.rows[-1] if self.rows else None
        if previous is None or self.after_blank or self.run.is_next(found) or not found.is_loose:
            return False
        return bool(previous.title) and not previous.notes and ends_open(previous.title[-1])

    def _is_point(self, index: int, found: Numbered) -> bool:
        """Whether this is a numbered point in the words of a motion, and so part of the item above."""
        if not self.in_motion or not self.rows:
            return False
        if found.style == "integer":
            goes_on = found.major == self.last_point + 1
            is_point = goes_on and not (
                self.run.is_next(found) and not self.run.comes_again(found.major, index)
            )
            if not is_point:
                return False
            self.last_point = found.major
        elif found.style != "letter":
            return False
        sentence = "The numbered points under it were read as part of its text: add them if they are items."
        if sentence not in self.rows[-1].doubts:
            self.rows[-1].doubts.append(sentence)
        return True

    def _is_heading(self, index: int, line: Line) -> bool:
        if self.starts_with is StartsWith.BOLD and not is_section(line.text):
            return False
        row = self.rows[-1] if self.rows else None
        is_part = is_section(line.text)
        if self.is_closed or opens_notes(line.text) or line.is_bullet:
            return False
        if not (is_part or line.is_marked_heading or self._is_capital_heading(line)):
            return False
        below = self.next_text[index]
        over_item = below is not None and self.candidates[below] is not None
        if row and self._hangs(row, line):
            return False
        if row is None:
            # Above the first item, capitals may as well name the council.
            return (over_item or (is_part and self.after_blank)) and (
                is_part or (self._is_past_the_head(index, line) and not names_a_body(line.text))
            )
        if not self.after_blank and not row.notes and ends_open(row.title[-1]):
            return False
        stands_out = line.is_marked_heading or (is_part and is_capitals(line.text))
        return self.after_blank or stands_out or over_item

    def _is_past_the_head(self, index: int, line: Line) -> bool:
        """Whether the date has gone by, and the line does not read as the place of the meeting."""
        if self.after_marker:
            return True
        dated = any(find_dates(each.text) for each in self.lines[:index])
        return dated and (line.is_marked_heading or names_business(line.text)) and not find_dates(line.text)

    def _is_capital_heading(self, line: Line) -> bool:
        return self.starts_with is not StartsWith.ANYTHING and is_capitals(line.text)

    def _continues(self, row: Row, index: int, line: Line) -> bool:
        """Whether the line is the rest of a wrapped title."""
        if self.is_closed or row.is_heading or row.notes or line.is_bullet:
            return False
        if self.after_blank and not self.spaced:
            return False
        text, before = line.text, row.title[-1]
        if row.line.is_bold and not line.is_bold:
            return ends_open(before)
        if papers_on_line(text) or is_labelled(text):
            return ends_open(before)
        if text[0].islower() or ends_open(before):
            return True
        if self._hangs(row, line):
            return True
        if text[0] in "([" or before.endswith((".", ":", ";", "?")):
            return False
        previous = next(each for each in reversed(self.lines[:index]) if each.text)
        return self._was_full(previous, line, row)

    def _hangs(self, row: Row, line: Line) -> bool:
        """Capitals right under the capitals of a title: the title goes on."""
        if self.after_blank or row.notes or row.is_heading or line.indent != row.column:
            return False
        return is_capitals(line.text) and row.title[-1].isupper()

    def _was_full(self, previous: Line, line: Line, row: Row) -> bool:
        """Whether the first word of this line had no room on the line before: then the break is a wrap."""
        length = previous.indent + len(previous.text)
        # Words of a page set in a book letter reach its edge with more or fewer characters.
        width = round(self.width * 0.88) if self.spaced else self.width
        if not width or length + 1 + len(line.text.split(maxsplit=1)[0]) <= width:
            return False
        return length >= (40 if line.indent > row.line.indent else 60)

    def _starts_unnumbered(self, line: Line) -> bool:
        if self.is_closed or opens_notes(line.text) or is_sign_off(line.text) or papers_on_line(line.text):
            return False
        if self.starts_with is StartsWith.BULLET:
            return line.is_bullet and line.indent <= self.bullet_indent + 1
        if self.starts_with is StartsWith.BOLD:
            return line.is_bold or line.is_marked_heading
        return self.starts_with is StartsWith.ANYTHING

    def _note(self, row: Row, line: Line) -> None:
        if is_sign_off(line.text) or opens_notes(line.text):
            self.is_closed = True
        if self.is_closed:
            return
        row.papers += papers_on_line(line.text)
        row.notes.append(line.text)
        if is_motion_text(line.text):
            self.in_motion, self.last_point = True, 0
