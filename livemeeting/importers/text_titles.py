"""A title as it should stand: without page references, links and marks that are not part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from livemeeting.domain.agenda import Paper
from livemeeting.importers.links import without_links
from livemeeting.importers.source import one_line

_PAGES = re.compile(
    r"\b(?:pages?|pgs?\.?|pp?\.) ?(?:nos?\.? ?)?\d{1,4}(?: ?(?:-|–|—|to|and|&|,) ?\d{1,4}){0,4}[)\]. ]{0,3}$",
    re.IGNORECASE,
)
_PAGE_COLUMN = re.compile(r"\d{1,4}(?: ?[-–—] ?\d{1,4})?$")
_FILE_SIZE = re.compile(r"(?:pdf icon )?\bpdf \d{1,5}(?:\.\d{1,2})? ?[km]b$", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:subject|title)\s?: (?=\S)", re.IGNORECASE)
_WITHDRAWN = re.compile(
    r"[(\[][^()\[\]]{0,40}\bwithdrawn\b[^()\[\]]{0,60}[)\]]|[-–—:] ?(?:item |now )?withdrawn\.?$"
    r"|^withdrawn ?[-–—:]",
    re.IGNORECASE,
)
_WITHDRAWN_NOTE = re.compile(
    r"\W{0,2}(?:this )?(?:item |report |application |motion )?(?:has been )?withdrawn\W{0,3}", re.IGNORECASE
)


@dataclass(frozen=True)
class Title:
    """A tidy title with what was taken off it."""

    text: str
    papers: tuple[Paper, ...] = ()
    withdrawn: bool = False


def tidy(parts: list[str], notes: list[str]) -> Title:
    """The title from its printed lines, and whether it or a note under it says that the item is withdrawn."""
    text, urls = without_links(one_line(" ".join(_without_page_column(part) for part in parts)))
    text = _without_pages(_without_pages(text))
    text = _SUBJECT.sub("", text) or text
    withdrawn = bool(_WITHDRAWN.search(text))
    if withdrawn:
        text = one_line(_WITHDRAWN.sub(" ", text)).rstrip(" -–—:") or text
    withdrawn = withdrawn or any(_WITHDRAWN_NOTE.fullmatch(note[:80]) for note in notes)
    return Title(text, tuple(Paper("", url) for url in urls), withdrawn)


def _without_page_column(part: str) -> str:
    """Takes off page numbers that stand in a column of their own or at the end of a row of dots."""
    match = _PAGE_COLUMN.search(part)
    before = part[: match.start()] if match else part
    if match and (before.endswith(("\t", "  ")) or before.rstrip().endswith(("...", "…"))):
        part = before
    return part.rstrip().rstrip("…._ ") if part.rstrip().endswith(("....", "…", "__")) else part


def _without_pages(text: str) -> str:
    match = _PAGES.search(text) or _FILE_SIZE.search(text)
    if match is None:
        return text
    return text[: match.start()].rstrip(" ([,;:-–—|") or text
