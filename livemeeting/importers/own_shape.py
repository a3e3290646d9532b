"""The shape our YAML and JSON share: what is said of the meeting, then a list of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.dates import find_dates, find_times
from livemeeting.importers.links import is_web_address
from livemeeting.importers.rows import SourceRow, plain_text, read_rows

HEAD = ("body", "title", "date", "time", "venue", "webcast_url", "hashtag", "members", "items")
DEEPEST = 20
TOO_DEEP = "This file is nested too deeply to be an agenda. Use a list of items under 'items'."
DEEPEST_LEVEL = 3
_LISTS = ("papers", "children")
GIVEN_TWICE = "given twice"


def read_shape(document: object, *, repeated: Iterable[str] = (), doubts: tuple[Doubt, ...] = ()) -> Draft:
    """A draft from a parsed file: a mapping with `items`, or the bare list of them."""
    if isinstance(document, list):
        document = {"items": document}
    if not isinstance(document, Mapping) or not isinstance(document.get("items"), list):
        raise Refused("The file must hold a list called 'items', one entry for each agenda item.")
    head = _Head(document)
    items, row_doubts = read_rows(list(_source_rows(document["items"])))
    twice = tuple(
        Doubt(None, f"'{name[:40]}' is given twice in the same entry: check it.")
        for name in dict.fromkeys(repeated)
    )
    return Draft(
        items=items,
        body=head.text("body"),
        title=head.text("title"),
        date=head.date(),
        start_time=head.time(),
        venue=head.text("venue"),
        webcast_url=head.webcast(),
        members=head.members(),
        hashtag=head.text("hashtag"),
        doubts=(*doubts, *twice, *head.all_doubts(), *row_doubts),
    )


def joined(pairs: Iterable[tuple[str, object]], repeated: list[str]) -> dict[str, object]:
    """A mapping from its pairs; names given twice are noted, and `restricted` given twice is unclear."""
    values: dict[str, object] = {}
    for name, value in pairs:
        if name in values:
            repeated.append(name)
        values[name] = GIVEN_TWICE if name == "restricted" and name in values else value
    return values


def _source_rows(entries: Sequence[object], level: int = 0) -> Iterator[SourceRow]:
    """Each entry, then its children."""
    for index, entry in enumerate(entries, 1):
        if isinstance(entry, str):
            yield SourceRow({"title": entry}, level=level)
            continue
        if not isinstance(entry, Mapping):
            raise Refused(
                f"Entry {index} under '{'children' if level else 'items'}' is not an item. "
                "Give each item a title, and a number if it has one."
            )
        values = {str(name): value for name, value in entry.items() if name not in _LISTS}
        yield SourceRow(values, papers=_listed(entry.get("papers")), level=level)
        children = entry.get("children")
        if children and level == DEEPEST_LEVEL:
            raise Refused("The items are nested more than four deep. An agenda has parts of parts at most.")
        yield from _source_rows(_listed(children), level + 1)


def _listed(value: object) -> tuple[object, ...]:
    if isinstance(value, list):
        return tuple(value)
    return () if value in (None, "") else (value,)


class _Head:
    """Reads what is said of the meeting as a whole and notes what is doubtful."""

    def __init__(self, values: Mapping[object, object]) -> None:
        self.values = values
        self.doubts: list[Doubt] = []

    def doubt(self, sentence: str) -> None:
        self.doubts.append(Doubt(None, sentence))

    def text(self, name: str) -> str:
        return plain_text(self.values.get(name))

    def date(self) -> date | None:
        found = find_dates(self.text("date"))
        if len(found) == 1 and not found[0].fault:
            return found[0].day
        said = self.text("date")[:60]
        self.doubt(found[0].fault if len(found) == 1 else _not_given("date", said))
        return None

    def time(self) -> time | None:
        found = {value for _, value in find_times(self.text("time"))}
        if len(found) == 1:
            return found.pop()
        self.doubt(_not_given("time", self.text("time")[:60]))
        return None

    def webcast(self) -> str:
        url = self.text("webcast_url")
        if url and not is_web_address(url):
            self.doubt(f"The webcast address '{url[:80]}' is not a web address and was left out.")
            return ""
        return url

    def members(self) -> tuple[str, ...]:
        given = self.values.get("members")
        names = given if isinstance(given, list) else str(given or "").replace(",", "\n").splitlines()
        members = tuple(name for entry in names if (name := plain_text(entry)))
        if len(set(members)) < len(members):
            self.doubt("A name is in the list of members twice: check it.")
        return members

    def all_doubts(self) -> tuple[Doubt, ...]:
        unused = [str(name)[:40] for name in self.values if name not in HEAD]
        if unused:
            self.doubt(f"Not used: {', '.join(repr(name) for name in unused[:5])}.")
        return tuple(self.doubts)


def _not_given(what: str, said: str) -> str:
    return (
        f"'{said}' is not a {what} that can be relied on: give the {what}."
        if said
        else f"The {what} is not given."
    )
