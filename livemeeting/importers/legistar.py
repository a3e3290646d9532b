"""A Legistar event with its items, as the Legistar Web API gives it in JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.dates import find_times
from livemeeting.importers.feeds import (
    Head,
    Values,
    address_in,
    draft_of,
    json_of,
    mappings,
    text_in,
    the_meeting,
)
from livemeeting.importers.rows import SourceRow

_PAGE_BREAK = re.compile(r"(?:-{0,5} ?page ?break ?-{0,5}\W*)+", re.IGNORECASE)
_A_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")


def read(content: bytes) -> Draft:
    """A draft from an event with EventItems, or from the bare list of them. Raises Refused."""
    document, source = json_of(content)
    if isinstance(document, Mapping):
        _refuse_message(document)
    entries = [document] if isinstance(document, Mapping) else mappings(document)
    if entries and all("EventItemId" in entry for entry in entries):
        event: Values = {"EventItems": entries}
    else:
        event = the_meeting([entry for entry in entries if "EventId" in entry])
    return draft_of(_rows(mappings(event.get("EventItems"))), _head(event), doubts=source.doubts)


def recognises(content: bytes) -> bool:
    """Whether the names of Legistar's values are in its first part."""
    return re.search(rb'"Event(?:Item)?Id"\s{0,20}:', content[:20_000]) is not None


def _refuse_message(document: Values) -> None:
    message = text_in(document, "Message")
    if message and "EventId" not in document:
        raise Refused(
            f"Legistar answered '{message[:200]}'. If the agenda is a draft still, load it once it is published."
        )


def _rows(entries: Sequence[Values]) -> list[SourceRow]:
    """The items of the agenda. Those without a sequence belong to the minutes and would double the agenda."""
    placed = [
        (int(str(sequence)), entry)
        for entry in entries
        if _A_WHOLE_NUMBER.fullmatch(str(sequence := entry.get("EventItemAgendaSequence")))
        and (title := text_in(entry, "EventItemTitle"))
        and not _PAGE_BREAK.fullmatch(title)
    ]
    return [_row(entry) for _, entry in sorted(placed, key=lambda one: one[0])]


def _row(entry: Values) -> SourceRow:
    title, short = text_in(entry, "EventItemTitle"), text_in(entry, "EventItemMatterName").rstrip(".")
    # The name of the matter is its short form; only a title too long for a page needs one.
    is_helpful = len(title) > 150 and 0 < len(short) < min(len(title), 150)
    values = {
        "number": text_in(entry, "EventItemAgendaNumber").rstrip("."),
        "title": title,
        "plain_title": short if is_helpful else "",
        "withdrawn": text_in(entry, "EventItemMatterStatus").casefold() == "withdrawn",
    }
    papers = tuple(
        {
            "title": text_in(paper, "MatterAttachmentName"),
            "url": address_in(paper, "MatterAttachmentHyperlink"),
        }
        for paper in mappings(entry.get("EventItemMatterAttachments"))
        if address_in(paper, "MatterAttachmentHyperlink")
    )
    return SourceRow(values, papers=papers, external_id=text_in(entry, "EventItemId"))


def _head(event: Values) -> Head:
    head = Head(
        body=text_in(event, "EventBodyName"),
        venue=text_in(event, "EventLocation"),
        webcast_url=address_in(event, "EventVideoPath"),
        agenda_url=address_in(event, "EventInSiteURL"),
        external_id=text_in(event, "EventId"),
    )
    # EventDate is midnight on the wall; the time stands beside it, typed by hand.
    said = text_in(event, "EventDate")[:10]
    head.take_moment(said)
    head.doubts = [doubt for doubt in head.doubts if not said or "The time is" not in doubt.sentence]
    typed = text_in(event, "EventTime")
    times = {value for _, value in find_times(typed)}
    if len(times) == 1:
        head.start_time = times.pop()
    elif said:
        head.doubt(
            f"'{typed[:60]}' is not a time that can be relied on: give the time."
            if typed
            else "The time is not given."
        )
    for name in ("EventAgendaStatusName", "EventComment"):
        if re.search(r"cancel|postpone|draft", text_in(event, name), re.IGNORECASE):
            head.doubt(
                f"Legistar says '{text_in(event, name)[:100]}': check that this meeting takes place so."
            )
    return head
