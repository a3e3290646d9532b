"""A meeting as ModernGov's web service gives it (GetMeeting), plain or wrapped in SOAP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from livemeeting.domain.agenda import Doubt, Draft, Paper
from livemeeting.domain.refused import Refused
from livemeeting.importers.dates import find_dates, find_times
from livemeeting.importers.links import is_web_address
from livemeeting.importers.moderngov_rows import ModernGovRow, is_private_paper, items_of, plain, plain_lines

_OPENS = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:\w+:)?"
    rb"(?:meeting|envelope|getmeeting\w*|string|getmeetings|getallmeetings\w*|getmeetingsbydate)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_MEMBER = re.compile(r"officer|guest|observer|clerk|press|public|advisor|adviser", re.IGNORECASE)
_SPOILT = re.compile(rb"&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});)", re.IGNORECASE)
NO_ITEMS = (
    "This ModernGov answer holds no agenda items. Open the meeting's page, copy the agenda and paste it."
)


def recognises(content: bytes) -> bool:
    """Whether this is XML of ModernGov's web service."""
    return bool(_OPENS.match(content[:1500])) and b"meeting" in content[:5000].lower()


def read(content: bytes) -> Draft:
    """A draft from GetMeeting. Raises Refused for XML that is broken, dangerous, or of another kind."""
    meeting = _meeting(_tree(content))
    doubts: list[Doubt] = []
    items, row_doubts = items_of([_row(item) for item in _all(meeting, "agendaitem")])
    if not items:
        raise Refused(NO_ITEMS)
    body = plain(_text(meeting, "committeetitle"))
    url = _text(meeting, "webcasturl").strip()
    return Draft(
        items=items,
        body=body,
        title=body,
        date=_date(meeting, doubts),
        start_time=_time(meeting, doubts),
        venue=plain(_text(meeting, "meetinglocation")),
        webcast_url=url if is_web_address(url) else "",
        members=_members(meeting),
        external_id=_text(meeting, "meetingid").strip(),
        doubts=(*doubts, *_status(meeting), *row_doubts),
    )


def _tree(content: bytes) -> Element:
    try:
        return _parsed(content.strip())
    except DefusedXmlException as fault:
        raise Refused(
            "This XML defines parts of its own, which is not allowed. Paste the agenda instead."
        ) from fault
    except (ParseError, ValueError, LookupError) as fault:
        if re.search(rb"<html|<!doctype html", content[:2000], re.IGNORECASE):
            raise Refused(
                "This is a web page, not ModernGov's XML: the web service may be off. Paste the agenda instead."
            ) from fault
        raise Refused(
            "This XML is broken or cut off. Download it again, or paste the agenda instead."
        ) from fault


def _parsed(content: bytes) -> Element:
    try:
        tree: Element = fromstring(content)
    except ParseError:
        # Seen in the wild: a lone ampersand in a title.
        tree = fromstring(_SPOILT.sub(b"&amp;", content))
    if _name(tree) == "string" and (tree.text or "").lstrip().startswith("<"):
        tree = fromstring((tree.text or "").strip())
    return tree


def _meeting(tree: Element) -> Element:
    found = [element for element in tree.iter() if _name(element) == "meeting"]
    with_items = [element for element in found if _first(element, "agendaitems") is not None]
    if len(with_items) > 1:
        raise Refused("This holds several meetings with agendas. Ask ModernGov for one meeting (GetMeeting).")
    if with_items:
        return with_items[0]
    holder = next(
        (element for element in tree.iter() if _first(element, "agendaitems", deep=False) is not None), None
    )
    if holder is not None:
        return holder
    if found or any(_name(element) == "agendaitem" for element in tree.iter()):
        raise Refused(NO_ITEMS)
    raise Refused("This XML is not a ModernGov meeting. Paste the agenda instead.")


def _row(item: Element) -> ModernGovRow:
    number = plain(_text(item, "fulldisplaynumberformat")) or plain(_text(item, "agendaitemnumber"))
    row = ModernGovRow(
        number=number,
        title=plain(_text(item, "agendaitemtitle")),
        notes=plain_lines(_text(item, "agendatext")),
        restricted=_flag(item, "isrestricted"),
        hidden=_text(item, "isdisplayallowed").strip().lower() in ("false", "0", "no"),
        external_id=_text(item, "agendaitemid").strip(),
    )
    for document in _all(item, "linkeddoc"):
        title, url = plain(_text(document, "title")), _text(document, "url").strip()
        kept_back = _flag(document, "isrestricted") or is_private_paper(title)
        if kept_back or is_web_address(url):
            row.papers.append((Paper(title, url), kept_back))
    return row


def _date(meeting: Element, doubts: list[Doubt]) -> date | None:
    said = plain(_text(meeting, "meetingdate"))
    found = find_dates(said)
    if len(found) == 1 and found[0].day:
        return found[0].day
    doubts.append(Doubt(None, f"The date '{said[:40]}' cannot be relied on: give the date of the meeting."))
    return None


def _time(meeting: Element, doubts: list[Doubt]) -> time | None:
    said = plain(_text(meeting, "meetingtime"))
    found = {value for _, value in find_times(said)}
    if len(found) == 1:
        return found.pop()
    doubts.append(
        Doubt(None, f"The time '{said[:40]}' cannot be relied on: give the time the meeting starts.")
    )
    return None


def _status(meeting: Element) -> list[Doubt]:
    status = plain(_text(meeting, "meetingstatus"))
    if re.search(r"cancel|postpone|abandon", status, re.IGNORECASE):
        return [Doubt(None, f"ModernGov says of the meeting: '{status[:60]}'. Check that it takes place.")]
    return []


def _members(meeting: Element) -> tuple[str, ...]:
    names = []
    for attendee in _all(meeting, "attendee"):
        said = {name.lower(): value for name, value in attendee.attrib.items()}
        role = f"{said.get('membertype', '')} {said.get('roledescription', '')}"
        if (name := plain(said.get("name", ""))) and not _NOT_A_MEMBER.search(role):
            names.append(name)
    return tuple(dict.fromkeys(names))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element.iter() if _name(child) == name)


def _first(element: Element, name: str, *, deep: bool = True) -> Element | None:
    return next((child for child in (element.iter() if deep else element) if _name(child) == name), None)


def _text(element: Element, name: str) -> str:
    child = _first(element, name, deep=False)
    return "".join(child.itertext()) if child is not None else ""


def _flag(element: Element, name: str) -> bool:
    """A flag that is there and says neither yes nor no counts as yes: unknown means private."""
    child = _first(element, name, deep=False)
    said = "".join(child.itertext()).strip().lower() if child is not None else ""
    return said not in ("", "false", "0", "no", "n")
