"""The agendas written for the traps of real ones: each file names its trap, what should be read, and the source.

Above the line of equals signs stand "trap:", "meeting: body | date | time | venue" and the items, one a line:
"4 | Title", parts indented by two, "!" before what must be restricted, "?" before what may be, "# " before a heading.
Below it stands the source. The second part of the file's name says how it is made: text and html are as they are,
word and pdf are written by the two modules beside this one, xml is wrapped as ModernGov wraps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from bench.written_pdf import pdf_of_text
from bench.written_word import word_of_text

FOLDER = Path(__file__).parent / "agendas"
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[!?]? ?)(?P<number>.*?) \| (?P<title>.*)")


@dataclass
class Expected:
    """An item as it should be read. `restricted` is None where either answer is right."""

    number: str | None
    title: str
    restricted: bool | None = False
    parts: list[Expected] = field(default_factory=list)


@dataclass
class Agenda:
    """One agenda of the set: its name, trap, kind, the bytes of its source and what should be read from it."""

    name: str
    kind: str
    content: bytes
    trap: str = ""
    meeting: tuple[str, ...] = ()
    items: list[Expected] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    number_optional: bool = False


def agendas(folder: Path = FOLDER) -> list[Agenda]:
    """Every agenda of a folder, in the order of their names."""
    return [
        read_agenda(path)
        for path in sorted(folder.iterdir())
        if path.suffix.lstrip(".") in _MAKERS and path.read_bytes().startswith(b"trap: ")
    ]


def read_agenda(path: Path) -> Agenda:
    """One agenda from its file."""
    above, _, source = path.read_text(encoding="utf-8").partition("\n=====\n")
    kind = path.suffix.lstrip(".")
    agenda = Agenda(path.stem, kind, _MAKERS[kind](source))
    levels: list[list[Expected]] = [agenda.items]
    for line in above.split("\n"):
        name, _, said = line.partition(": ")
        if name == "trap":
            agenda.trap = said
        elif name == "meeting":
            agenda.meeting = tuple(part.strip() for part in said.split("|"))
        elif name == "number_optional":
            agenda.number_optional = True
        elif line.startswith("# "):
            agenda.headings.append(line[2:])
        elif line.strip():
            _add(levels, line)
    return agenda


def _add(levels: list[list[Expected]], line: str) -> None:
    match = _ITEM.fullmatch(line)
    assert match, line
    depth = len(match["indent"]) // 2
    restricted = {"!": True, "?": None}.get(match["mark"].strip(), False)
    item = Expected(None if match["number"] == "-" else match["number"], match["title"], restricted)
    levels[depth].append(item)
    levels[depth + 1 :] = [item.parts]


def _as_is(source: str) -> bytes:
    return source.encode()


_MAKERS = {
    "text": _as_is,
    "html": _as_is,
    "xml": _as_is,
    "rtf": _as_is,
    "word": word_of_text,
    "pdf": pdf_of_text,
}
