"""A paper: headings, paragraphs, lists and tables in reading order, which every document format can write down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

from livemeeting.domain.record_words import Language


@dataclass(frozen=True)
class Run:
    """A piece of text. `url` makes it a link where it is http(s) or an #anchor of the same paper."""

    text: str
    url: str = ""
    strong: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Words:
    """A paragraph. `tone` is "", "aside" (smaller, beside what it belongs to), "notice" or "inside"."""

    runs: tuple[Run, ...]
    tone: str = ""

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.runs)


@dataclass(frozen=True)
class Heading:
    """A heading under the title: level 1 or 2."""

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True)
class Bullet:
    """A point of a list, `depth` 0 or 1."""

    words: tuple[Words, ...]
    depth: int = 0


@dataclass(frozen=True)
class Bullets:
    """A list."""

    points: tuple[Bullet, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table; its first cell is its heading."""

    cells: tuple[tuple[Words, ...], ...]
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption, a heading over each column and one at each row. `widths` are shares of the width."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    is_wide: bool = False


@dataclass(frozen=True)
class Facts:
    """Names and what they are, such as the chair's."""

    pairs: tuple[tuple[str, Words], ...]


Block = Union[Words, Heading, Bullets, Table, Facts]  # noqa: UP007  # an alias that is also looked into at run time


@dataclass(frozen=True)
class Paper:
    """A whole document. `notices` stand above everything; `kind` is what it is, for the name of the document."""

    language: Language
    title: str
    kind: str
    author: str
    notices: tuple[Words, ...]
    under_title: str
    blocks: tuple[Block, ...]
    foot: tuple[Words, ...]
    is_rehearsal: bool = False

    @property
    def name(self) -> str:
        """The title for a window or a reader."""
        return f"{self.title} – {self.kind}"


def words(text: str, *, url: str = "", strong: bool = False, struck: bool = False, tone: str = "") -> Words:
    """A paragraph of one run."""
    return Words((Run(text, url, strong, struck),), tone)


def cell(text: str) -> tuple[Words, ...]:
    """A cell of one paragraph, or empty."""
    return (words(text),) if text else ()


def bullets(points: Sequence[Words]) -> Bullets:
    """A flat list."""
    return Bullets(tuple(Bullet((each,)) for each in points))


def is_web_address(text: str) -> bool:
    """Whether text may become a link out; no other scheme ever does."""
    return text.startswith(("https://", "http://"))


def is_link(text: str) -> bool:
    """Whether text may become a link at all."""
    return is_web_address(text) or text.startswith("#")
