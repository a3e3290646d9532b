"""An agenda as a PDF with text: its front sheet, up to where the reports begin."""

from __future__ import annotations

import io
import logging
from dataclasses import replace

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.pdf_pages import front_sheet, without_page_furniture
from livemeeting.importers.source import clean
from livemeeting.importers.text_agenda import read_text

MOST_PAGES = 60
_FEWEST_LETTERS = 40
_BROKEN = "This PDF is broken or cut off. Download it again, or copy the agenda and paste it."
IS_A_PICTURE = (
    "This PDF is a picture of an agenda (a scan): there is no text in it to read. "
    "Ask for the Word file, or copy the agenda from the web page and paste it."
)
# What pypdf raises for broken files beside its own errors; it is written for well-made ones.
_FAULTS = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, OverflowError,
           RecursionError, NotImplementedError, ZeroDivisionError, UnicodeError, EOFError, OSError)  # fmt: skip

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def recognises(content: bytes) -> bool:
    """Whether this opens as a PDF does."""
    return content[:1024].lstrip().startswith(b"%PDF")


def read(content: bytes) -> Draft:
    """A draft from a PDF. Raises Refused for a scan, a locked or a broken one, and for anything else."""
    if not recognises(content):
        raise Refused("This is not a PDF, whatever its name says. Copy the agenda and paste it.")
    pages, total = _pages(content)
    if sum(char.isalpha() for page in pages for char in page) < _FEWEST_LETTERS:
        raise Refused(IS_A_PICTURE)
    kept = front_sheet(pages)
    text = "\n\n".join(without_page_furniture(kept))
    draft = read_text(text, source=text)
    if len(kept) == total:
        return draft
    sentence = f"Only the first {len(kept)} of {total} pages were read as the agenda: check its last items."
    return replace(draft, doubts=(Doubt(None, sentence), *draft.doubts))


def _pages(content: bytes) -> tuple[list[str], int]:
    """The text of the first pages as it lies on them, and how many pages there are in all."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("This PDF is locked with a password. Save it without one, or paste the agenda.")
        total = len(reader.pages)
        pages: list[str] = []
        for page in reader.pages[:MOST_PAGES]:
            pages.append(clean(page.extract_text(extraction_mode="layout")))
            if len(front_sheet(pages)) < len(pages):
                break
    except _FAULTS as fault:
        if isinstance(fault, Refused):
            raise
        raise Refused(_BROKEN) from fault
    if not pages:
        raise Refused(_BROKEN)
    return pages, total
