"""Reading an agenda from where officers have it: a paste, a file or an address. Nothing here saves."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting import importers
from livemeeting.actions.fetch_agenda import fetch_read, rules_of
from livemeeting.actions.house import House, Officer
from livemeeting.domain.agenda import Draft
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.importers.reading_room import ReadingRoom

#: More than this of a source is not worth carrying beside its rows.
MOST_SOURCE = 200_000
NOTHING_GIVEN = "There is nothing to read yet. Paste the agenda, or choose a file."


def accepted_files() -> tuple[str, ...]:
    """The suffixes of the files that can be loaded, each with its dot."""
    return tuple(dict.fromkeys(suffix for importer in importers.IMPORTERS for suffix in importer.suffixes))


def kinds_of_files() -> tuple[str, ...]:
    """What the files that can be loaded are called."""
    return tuple(importer.title for importer in importers.IMPORTERS)


@dataclass(frozen=True)
class Loaded:
    """What an importer made of a source: the draft, and the source as text to show beside the rows."""

    draft: Draft
    source: str


def load_file(house: House, officer: Officer, filename: str, content: bytes) -> Loaded:
    """Read an uploaded file. Raises Refused for what cannot be read."""
    officer.must(Right.PREPARE)
    draft = house.reading_room.read(filename, content).draft
    text = draft.source or content[: MOST_SOURCE * 4].decode("utf-8", "replace")
    return Loaded(draft, clean_source(text))


def load_address(house: House, officer: Officer, address: str, meeting: str = "") -> Loaded:
    """Fetch the agenda of a meeting by the address of its page, or by its site and number. Raises Refused."""
    draft = fetch_read(house, officer, address.strip(), meeting=meeting.strip()).draft
    return Loaded(draft, clean_source(draft.source))


def sites(house: House, officer: Officer) -> tuple[str, ...]:
    """The hosts from which an agenda may be fetched by its address."""
    officer.must(Right.PREPARE)
    rules = rules_of(house, officer.council_id)
    return tuple(dict.fromkeys((*rules.hosts, *rules.inside)))


def load_pasted(house: House, officer: Officer, text: str, html: str = "") -> Loaded:
    """Read pasted text, or the same as the clipboard held it for a page, `html`. Raises Refused."""
    officer.must(Right.PREPARE)
    if not text.strip() and not html.strip():
        raise Refused(NOTHING_GIVEN)
    # Browsers send CRLF; the importers count lines, and so does the source beside the rows.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    draft = _read_pasted(house.reading_room, lines, html)
    return Loaded(draft, clean_source(draft.source) if draft.source else lines[:MOST_SOURCE])


def _read_pasted(room: ReadingRoom, text: str, html: str) -> Draft:
    """The page first, for it keeps tables and lists; the text where no items are found in it."""
    if html.strip():
        try:
            return room.read("", html.encode("utf-8", "replace"), format="web_page").draft
        except Refused:
            if not text.strip():
                raise
    return room.read_pasted(text).draft


def clean_source(text: str) -> str:
    """A source as it can be shown, line for line."""
    lines = text[:MOST_SOURCE].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean(line) for line in lines)
