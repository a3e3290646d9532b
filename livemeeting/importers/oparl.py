"""An OParl meeting in JSON, as German council systems publish it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
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

_IN_PRIVATE = re.compile(r"\bnicht[- ]?öffentlich", re.IGNORECASE)
_PART = re.compile(r"^\W*(?:nicht[- ]?)?öffentliche[rns]? (?:teil|sitzung|tagesordnung)\b", re.IGNORECASE)
_CALLED_OFF = re.compile(r"abgesagt|entfällt|entfallen|verschoben|cancel", re.IGNORECASE)
_REASON = "Not public (nicht öffentlich) in the source"
_UNSAID = Doubt(None, "The source does not say which items are public: check each of them.")


def read(content: bytes) -> Draft:
    """A draft from one meeting, or from a list that holds one. Raises Refused."""
    document, source = json_of(content)
    if isinstance(document, Mapping) and isinstance(document.get("data"), list):
        document = document["data"]
    entries = [document] if isinstance(document, Mapping) else mappings(document)
    meetings = [entry for entry in entries if "agendaItem" in entry]
    if not meetings:
        raise Refused("This OParl file holds no meeting with its agenda items: load a meeting by itself.")
    meeting = the_meeting(meetings)
    rows, doubts = _rows(mappings(meeting.get("agendaItem")))
    return draft_of(rows, _head(meeting), doubts=(*source.doubts, *doubts))


def recognises(content: bytes) -> bool:
    """Whether it names an OParl type, or has OParl's name for agenda items."""
    return (
        b'"agendaItem"' in content
        or re.search(rb"oparl\.org/\S{0,30}/Meeting\"", content[:5_000]) is not None
    )


def _rows(entries: Sequence[Values]) -> tuple[list[SourceRow], list[Doubt]]:
    kept = [entry for entry in entries if entry.get("deleted") is not True and text_in(entry, "name")]
    # OParl 1.1 has `order`; in 1.0 the list itself is in order. The number never is.
    orders = [str(entry.get("order") or "") for entry in kept]
    if all(re.fullmatch(r"\d{1,6}", order) for order in orders) and len(set(orders)) == len(orders):
        kept.sort(key=lambda entry: int(str(entry["order"])))
    is_said = any(isinstance(entry.get("public"), bool) for entry in kept)
    rows, is_private_part = [], False
    for entry in kept:
        if _PART.match(text_in(entry, "name")):
            is_private_part = bool(_IN_PRIVATE.search(text_in(entry, "name")))
        rows.append(_row(entry, is_said=is_said, is_private_part=is_private_part))
    return rows, [] if is_said or not kept else [_UNSAID]


def _row(entry: Values, *, is_said: bool, is_private_part: bool) -> SourceRow:
    name, public = text_in(entry, "name"), entry.get("public")
    number = text_in(entry, "number").rstrip(".")
    is_heading = not number and bool(_PART.match(name))
    values: dict[str, object] = {"number": number, "title": name, "heading": is_heading}
    if public is False or (public is not True and (is_private_part or _IN_PRIVATE.search(name))):
        values |= {"restricted": not is_heading, "reason": "" if is_heading else _REASON}
    elif isinstance(public, bool):
        values["restricted"] = "no"
    elif is_said and not is_heading:
        # Others are marked and this one is not: unknown means private, and the officer is asked.
        values["restricted"] = "not said"
    return SourceRow(values, papers=_papers(entry), external_id=text_in(entry, "id"))


def _papers(entry: Values) -> tuple[object, ...]:
    files = [*mappings([entry.get("resolutionFile")]), *mappings(entry.get("auxiliaryFile"))]
    addresses = [(file, address_in(file, "accessUrl") or address_in(file, "downloadUrl")) for file in files]
    return tuple({"title": text_in(file, "name"), "url": url} for file, url in addresses if url)


def _head(meeting: Values) -> Head:
    head = Head(
        body=text_in(meeting, "name"),
        title=text_in(meeting, "name"),
        venue=_place(meeting.get("location")),
        agenda_url=address_in(meeting, "web"),
        external_id=text_in(meeting, "id"),
    )
    head.take_moment(text_in(meeting, "start"))
    state = text_in(meeting, "meetingState")
    if meeting.get("cancelled") is True or _CALLED_OFF.search(state):
        head.doubt(f"The source says that this meeting is called off ({state or 'cancelled'}): check it.")
    return head


def _place(location: object) -> str:
    if not isinstance(location, Mapping):
        return ""
    if described := text_in(location, "description"):
        return described
    parts = [text_in(location, name) for name in ("room", "streetAddress", "postalCode", "locality")]
    return ", ".join(part for part in parts if part)
