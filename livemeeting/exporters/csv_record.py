"""The record as CSV for a spreadsheet: one row a line, and no cell that a spreadsheet would calculate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from livemeeting.domain.chain import at_text
from livemeeting.domain.record_shape import Record, RecordCorrection, RecordLine, RecordPost

Cell = Callable[[RecordLine], str]

#: What makes a spreadsheet take text for a formula, full-width forms included, also behind blanks
#: (https://owasp.org/www-community/attacks/CSV_Injection).
TRIGGER = re.compile(r"'*[\s\u200b\ufeff]*[\t\r=+\-@\uff1d\uff0b\uff0d\uff20]")


def write(record: Record) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it, and rows as RFC 4180 has them."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    columns = {**COLUMNS, **({} if record.is_public else INTERNAL)}
    rows.writerow([*columns, "notice"])
    for line in record.lines:
        cells = [cell(line) for cell in columns.values()]
        rows.writerow([harmless(cell) for cell in [*cells, record.head.notice]])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows as it is: a leading apostrophe stands before what would calculate.

    Text that has apostrophes there already gets one more, so that `as_it_was` knows which one is ours.
    """
    return f"'{text}" if TRIGGER.match(text) else text


def as_it_was(cell: str) -> str:
    """The text that `harmless` made a cell of."""
    return cell[1:] if cell.startswith("'") and TRIGGER.match(cell[1:]) else cell


def _tally(name: str) -> Cell:
    return lambda line: "" if line.tally is None else str(getattr(line.tally, name))


def _votes(line: RecordLine) -> str:
    return "; ".join(f"{each.member}: {each.vote}" for each in line.votes)


def correction_words(line: RecordCorrection) -> str:
    """What a line said before a correction, and why it was corrected."""
    reason = f" Reason: {line.reason}" if line.reason else ""
    return f"Corrected at {line.made.time} (entry {line.seq}). Before: {line.before}{reason}"


def _post(post: RecordPost) -> str:
    where = " ".join(each for each in (post.channel, post.account) if each)
    when = f" at {post.sent.time}" if post.sent else ""
    why = f" ({post.reason})" if post.reason else ""
    said = " ".join(each for each in (post.text, post.url) if each)
    return f"{where} – {post.state_words}{when}{why}: {said}"


def _standing(line: RecordLine) -> str:
    if line.undone_by is not None:
        return f"undone by entry {line.undone_by}"
    return "yes" if line.in_force else "no"


COLUMNS: dict[str, Cell] = {
    "entry": lambda line: str(line.seq),
    "date": lambda line: line.made.date,
    "time": lambda line: line.made.time,
    "utc": lambda line: at_text(line.made.at),
    "kind": lambda line: line.kind,
    "item_number": lambda line: "; ".join(line.item_numbers),
    "item_title": lambda line: "; ".join(line.item_titles),
    "what_happened": lambda line: line.sentence,
    "outcome": lambda line: line.outcome,
    "for": _tally("votes_for"),
    "against": _tally("against"),
    "abstained": _tally("abstained"),
    "casting_vote": lambda line: line.casting_vote,
    "votes": _votes,
    "video_offset": lambda line: line.video.offset if line.video else "",
    "video_link": lambda line: line.video.url if line.video else "",
    "corrects_entry": lambda line: str(line.corrects or ""),
    "corrections": lambda line: " | ".join(correction_words(each) for each in line.corrections),
    "removed_because": lambda line: line.removed_because,
    "clock_jumped": lambda line: "yes" if line.clock_jumped else "",
    "posts": lambda line: " | ".join(_post(each) for each in line.posts),
    "zone": lambda line: line.made.zone,
}  # fmt: skip
#: What only officers read.
INTERNAL: dict[str, Cell] = {
    "pressed_by": lambda line: line.actor,
    "in_force": _standing,
    "private": lambda line: "yes" if line.is_private else "",
}
