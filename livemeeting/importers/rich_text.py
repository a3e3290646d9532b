"""An agenda as rich text (.rtf), the other format every word processor saves."""

from __future__ import annotations

import re
from collections.abc import Callable

from striprtf.striprtf import rtf_to_text

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.source import clean
from livemeeting.importers.table_rows import row_lines
from livemeeting.importers.text_agenda import read_text

_BROKEN = "This rich text file cannot be read. Save it as .docx, or copy the agenda and paste it."


def recognises(content: bytes) -> bool:
    """Whether this opens as RTF does."""
    return content[:64].lstrip().startswith(b"{\\rtf")


def read(content: bytes) -> Draft:
    """A draft from rich text. Raises Refused for anything else."""
    if not recognises(content):
        raise Refused("This is not a rich text file, whatever its name says. Copy the agenda and paste it.")
    try:
        written = _text_of(content.decode("cp1252", "replace"))
    except (ValueError, LookupError, UnicodeError, TypeError, IndexError, KeyError, OverflowError) as fault:
        raise Refused(_BROKEN) from fault
    text = "\n".join(line for raw in clean(written).split("\n") for line in _line(raw))
    if not text.strip():
        raise Refused("There is no text in this file: it may hold only pictures. Paste the agenda instead.")
    return read_text(text, source=text, has_paragraphs=True)


def _text_of(rtf: str) -> str:
    reader: Callable[..., object] = rtf_to_text  # the library has no types
    return str(reader(rtf, errors="replace"))


def _line(raw: str) -> list[str]:
    """A paragraph and a blank line after it; a row of a table comes with bars between its cells."""
    if raw.count("|") >= 1 and raw.rstrip().endswith("|"):
        return row_lines([[cell.strip()] for cell in raw.rstrip().rstrip("|").split("|")])
    return [re.sub(r"^\t+", "", raw), ""]
