"""The table of agenda sources an officer can load, and how a source finds the one that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused

LARGEST_UPLOAD = 20_000_000
MOST_ITEMS = 500
CALENDAR_FORMATS = ("icalendar", "ics")


@dataclass(frozen=True)
class Importer:
    """One kind of source, read by the module of the same name, which is brought in only when it is asked.

    `suffixes` are lower case with their dot. `opens_with` are the first bytes of a source of this kind after
    white space, in lower case; without any, only the suffix and the module can tell.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    opens_with: tuple[bytes, ...] = ()

    def read(self, content: bytes) -> Draft:
        """The draft in the content. Raises Refused with a sentence, and nothing else, for what it cannot read."""
        return cast(Callable[[bytes], Draft], self._module_s("read"))(content)

    def recognises(self, content: bytes) -> bool:
        """Whether the content is surely of this kind. Quick; does not raise."""
        opening = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        if self.opens_with and not opening.startswith(self.opens_with):
            return False
        ask = cast("Callable[[bytes], bool] | None", self._module_s("recognises"))
        return ask(content) if ask else bool(self.opens_with)

    def _module_s(self, name: str) -> object:
        return getattr(import_module(f"livemeeting.importers.{self.name}"), name, None)


_PLAIN_TEXT = Importer("pasted_text", "Plain text", (".txt", ".text", ".md", ".markdown"))

# Asked in this order. Of those with the same suffix, the last reads what none of them recognises.
IMPORTERS: tuple[Importer, ...] = (
    Importer("legistar", "Legistar", (".json",), (b"{", b"[")),
    Importer("oparl", "OParl", (".json",), (b"{", b"[")),
    Importer("open_civic_data", "Open Civic Data", (".json",), (b"{", b"[")),
    Importer("own_json", "Our JSON", (".json",), (b"{", b"[")),
    Importer("own_csv", "Our CSV", (".csv", ".tsv")),
    Importer("own_xlsx", "Our Excel workbook", (".xlsx", ".xlsm"), (b"pk\x03\x04",)),
    Importer("own_yaml", "Our YAML", (".yaml", ".yml")),
    Importer("pdf", "PDF", (".pdf",), (b"%pdf",)),
    Importer("word", "Word", (".docx", ".docm", ".dotx"), (b"pk\x03\x04",)),
    Importer("rich_text", "Rich text", (".rtf",), (b"{\\rtf",)),
    Importer("boarddocs", "BoardDocs", (".xml",), (b"<",)),
    Importer("moderngov_xml", "ModernGov XML", (".xml",), (b"<",)),
    Importer("web_page", "Web page", (".html", ".htm", ".xhtml"), (b"<",)),
    _PLAIN_TEXT,
)


@dataclass(frozen=True)
class Read:
    """A draft, and the name and title of the importer that made it."""

    draft: Draft
    importer: str
    title: str


def read_source(filename: str, content: bytes, *, format: str | None = None) -> Read:
    """The draft in a file, by `format`, its suffix or else by its content. Raises Refused.

    `format` is the name of an importer, with or without its first word, or a suffix without its dot.
    A file that opens like one kind and is called another is read as what it is.
    """
    if not content.strip():
        raise Refused("There is nothing in it. Choose a file with an agenda in it, or paste the agenda.")
    if len(content) > LARGEST_UPLOAD:
        raise Refused("This is larger than 20 MB. Load the agenda itself, without its reports.")
    if is_calendar(content) or (format or "").casefold() in CALENDAR_FORMATS:
        raise Refused(
            "This is a calendar of meetings, not an agenda. Load it on the Meetings page, under 'Add from a calendar'."
        )
    suffix = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    importer = _of_format(format, content) if format else _of_file(suffix, content)
    draft = importer.read(content)
    _refuse_empty_or_endless(draft)
    return Read(draft, importer.name, importer.title)


def is_calendar(content: bytes) -> bool:
    """Whether this opens as an iCalendar file, which holds meetings and no agenda."""
    return content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def read_upload(filename: str, content: bytes) -> Draft:
    """The draft in an uploaded file, by its suffix or else by its content. Raises Refused."""
    return read_source(filename, content).draft


def read_pasted(text: str, html: str = "") -> Draft:
    """The draft in pasted text: an agenda in words, or one of our own formats. Raises Refused.

    `html` is the same as the clipboard holds it for a page, "" where there is none: it keeps tables and lists,
    so it is read first, and the text is what is left when no items are found in it.
    """
    if html.strip():
        try:
            return read_source("", html.encode("utf-8", "replace"), format="web_page").draft
        except Refused:
            if not text.strip():
                raise
    return read_upload("", text.encode("utf-8", "replace"))


def _of_format(format: str, content: bytes) -> Importer:
    wanted = format.casefold()
    named = [each for each in IMPORTERS if wanted in (each.name, each.name.partition("_")[2])]
    named = named or [each for each in IMPORTERS if f".{wanted}" in each.suffixes]
    if not named:
        known = ", ".join(importer.name for importer in IMPORTERS)
        raise Refused(f"There is no format called '{format[:40]}'. The formats are: {known}.")
    return next((each for each in named if len(named) > 1 and each.recognises(content)), named[-1])


def _of_file(suffix: str, content: bytes) -> Importer:
    called_so = [each for each in IMPORTERS if suffix in each.suffixes]
    others = [each for each in IMPORTERS if each not in called_so and (each.opens_with or not called_so)]
    left = called_so[-1] if called_so else _PLAIN_TEXT
    return next((each for each in (*called_so, *others) if each.recognises(content)), left)


def _refuse_empty_or_endless(draft: Draft) -> None:
    if not draft.items:
        raise Refused(
            "No agenda items were found. Put each item on a line of its own, starting with its number, "
            "or put a line that says AGENDA above the items."
        )
    if len(draft.items) > MOST_ITEMS:
        raise Refused(
            f"This gives {len(draft.items):,} items, more than the {MOST_ITEMS} a meeting can hold."
        )
