"""The table of agenda sources an officer can load, and the two ways in: a file and a paste."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.own_csv import read as read_csv
from livemeeting.importers.own_csv import recognises as is_our_csv
from livemeeting.importers.own_json import read as read_json
from livemeeting.importers.own_json import recognises as is_our_json
from livemeeting.importers.own_yaml import read as read_yaml
from livemeeting.importers.own_yaml import recognises as is_our_yaml
from livemeeting.importers.pasted_text import read as read_text

LARGEST_UPLOAD = 2_000_000
MOST_ITEMS = 500


def _never(content: bytes) -> bool:
    return False


@dataclass(frozen=True)
class Importer:
    """One kind of source. `read` raises Refused with a sentence, and nothing else, for what it cannot read.

    `suffixes` are lower case with their dot. `recognises` says whether content without a known suffix is of
    this kind; it must be quick and must not raise.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], Draft]
    recognises: Callable[[bytes], bool] = _never


_PLAIN_TEXT = Importer("pasted_text", "Plain text", (".txt", ".text", ".md", ".markdown"), read_text)

# Asked in this order when the suffix does not tell; plain text is what is left.
IMPORTERS: tuple[Importer, ...] = (
    Importer("own_json", "Our JSON", (".json",), read_json, is_our_json),
    Importer("own_csv", "Our CSV", (".csv", ".tsv"), read_csv, is_our_csv),
    Importer("own_yaml", "Our YAML", (".yaml", ".yml"), read_yaml, is_our_yaml),
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
    """
    suffix = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    importer = _named(format) if format else _by_suffix(suffix)
    return _read(importer, content)


def read_upload(filename: str, content: bytes) -> Draft:
    """The draft in an uploaded file, by its suffix or else by its content. Raises Refused."""
    return read_source(filename, content).draft


def read_pasted(text: str) -> Draft:
    """The draft in pasted text: an agenda in words, or one of our own formats. Raises Refused."""
    return _read(None, text.encode("utf-8", "replace")).draft


def _named(format: str) -> Importer:
    wanted = format.casefold()
    for importer in IMPORTERS:
        if wanted in (importer.name, importer.name.partition("_")[2]):
            return importer
    found = _by_suffix(f".{wanted}")
    if found is None:
        known = ", ".join(importer.name for importer in IMPORTERS)
        raise Refused(f"There is no format called '{format[:40]}'. The formats are: {known}.")
    return found


def _by_suffix(suffix: str) -> Importer | None:
    return next((importer for importer in IMPORTERS if suffix in importer.suffixes), None)


def _read(importer: Importer | None, content: bytes) -> Read:
    if not content.strip():
        raise Refused("There is nothing in it. Choose a file with an agenda in it, or paste the agenda.")
    if len(content) > LARGEST_UPLOAD:
        raise Refused("This is larger than 2 MB. Load the agenda itself, without its reports.")
    if importer is None:
        importer = next((known for known in IMPORTERS if known.recognises(content)), _PLAIN_TEXT)
    draft = importer.read(content)
    if not draft.items:
        raise Refused(
            "No agenda items were found. Put each item on a line of its own, starting with its number, "
            "or put a line that says AGENDA above the items."
        )
    if len(draft.items) > MOST_ITEMS:
        raise Refused(
            f"This gives {len(draft.items):,} items, more than the {MOST_ITEMS} a meeting can hold."
        )
    return Read(draft, importer.name, importer.title)
