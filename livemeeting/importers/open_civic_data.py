"""An Open Civic Data event in JSON, as scrapers of council pages write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.feeds import (
    Head,
    Values,
    address_in,
    draft_of,
    json_of,
    mappings,
    number_and_name,
    text_in,
    the_meeting,
)
from livemeeting.importers.private_words import private_word
from livemeeting.importers.rows import SourceRow

_ORDER = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,4}")


def read(content: bytes) -> Draft:
    """A draft from one event. Raises Refused."""
    document, source = json_of(content)
    entries = [document] if isinstance(document, Mapping) else mappings(document)
    events = [entry for entry in entries if isinstance(entry.get("agenda"), list)]
    if not events:
        raise Refused("This is not an Open Civic Data event with an agenda: it has no list called 'agenda'.")
    event = the_meeting(events)
    return draft_of(_rows(mappings(event["agenda"])), _head(event), doubts=source.doubts)


def recognises(content: bytes) -> bool:
    """Whether it has an agenda and one of the names that only such events have."""
    return (
        b'"agenda"' in content and re.search(rb'"(?:start_date|start_time|_id|all_day)"', content) is not None
    )


def _rows(entries: Sequence[Values]) -> list[SourceRow]:
    orders = [_order(entry) for entry in entries]
    is_usable = all(orders) and len(set(orders)) == len(orders)
    placed = list(zip(orders, entries, strict=True))
    if is_usable:
        placed.sort(key=lambda one: tuple(int(part) for part in one[0].split(".")))
    # Where a scraper gives none, pupa counts from 0: a place in the list, not a number anybody printed.
    is_counted = [order for order, _ in placed] == [str(number) for number in range(len(placed))]
    is_printed = is_usable and not is_counted
    names = [number_and_name(text_in(entry, "description")) for entry in entries]
    is_in_name = not is_printed and sum(bool(number) for number, _ in names) * 2 > len(names)
    rows = []
    for order, entry in placed:
        title = text_in(entry, "description")
        number = order if is_printed else ""
        if is_in_name:
            number, title = number_and_name(title)
        rows.append(_row(entry, number, title, level=order.count(".") if is_usable else 0))
    return rows


def _order(entry: Values) -> str:
    order = str(entry.get("order") or "").strip().rstrip(".")
    return order if _ORDER.fullmatch(order) else ""


def _row(entry: Values, number: str, title: str, *, level: int) -> SourceRow:
    classes = entry.get("classification")
    said = " ".join(str(each) for each in classes) if isinstance(classes, list) else str(classes or "")
    values = {"number": number, "title": title, "restricted": "yes" if private_word(said) else ""}
    return SourceRow(values, papers=_papers(entry), level=level)


def _papers(entry: Values) -> tuple[object, ...]:
    """Linked documents; recordings are left out."""
    found = []
    for medium in [*mappings(entry.get("documents")), *mappings(entry.get("media"))]:
        for link in mappings(medium.get("links")):
            kind, url = text_in(link, "media_type"), address_in(link, "url")
            if url and (
                "pdf" in kind or "word" in kind or url.casefold().endswith((".pdf", ".docx", ".doc"))
            ):
                found.append({"title": text_in(medium, "note") or text_in(medium, "name"), "url": url})
    return tuple(found)


def _head(event: Values) -> Head:
    place = event.get("location")
    sources = [url for each in mappings(event.get("sources")) if (url := address_in(each, "url"))]
    head = Head(
        body=text_in(event, "name"),
        title=text_in(event, "name"),
        venue=text_in(place, "name") if isinstance(place, Mapping) else "",
        agenda_url=sources[0] if sources else "",
        external_id=text_in(event, "_id") or text_in(event, "id"),
    )
    is_all_day = event.get("all_day") is True
    said = text_in(event, "start_date") or text_in(event, "start_time")
    head.take_moment(said[:10] if is_all_day else said)
    if text_in(event, "status") in ("cancelled", "tentative"):
        head.doubt(f"The source says that this meeting is {text_in(event, 'status')}: check it.")
    return head
