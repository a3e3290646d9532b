"""Meetings with their agendas as BoardDocs publishes them in XML."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from livemeeting.domain.agenda import Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.dates import find_dates, find_times
from livemeeting.importers.feeds import Head, draft_of, number_and_name, plain
from livemeeting.importers.links import is_web_address
from livemeeting.importers.rows import SourceRow


def read(content: bytes) -> Draft:
    """A draft from the first meeting that has an agenda, with a doubt where there are more. Raises Refused."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise Refused("This XML defines names of its own (a DTD), which agendas never need.") from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise Refused(
            "The XML stops making sense: it may be cut off. Save it again, or paste the agenda."
        ) from fault
    meetings = [root] if root.tag == "meeting" else list(root.iter("meeting"))
    if not meetings:
        raise Refused("This XML holds no BoardDocs meeting. Save the agenda again, or paste it.")
    with_agenda = [meeting for meeting in meetings if meeting.find("category") is not None]
    meeting = (with_agenda or meetings)[0]
    head = _head(meeting)
    if len(with_agenda) > 1:
        day = f" on {head.date:%A} {head.date.day} {head.date:%B %Y}" if head.date else ""
        head.doubt(
            f"The file holds {len(with_agenda)} meetings with an agenda. This is the first, "
            f"'{head.title or head.body}'{day}: check that it is the one you want."
        )
    return draft_of(_rows(meeting), head)


def recognises(content: bytes) -> bool:
    """Whether it is a list of meetings with categories."""
    return re.search(rb"<meetings?[\s>]", content[:2_000]) is not None and b"<category" in content


def _rows(meeting: Element) -> list[SourceRow]:
    rows = []
    for category in meeting.findall("category"):
        rows.append(_row(category, level=0))
        rows += [_row(item, level=1) for item in category.iterfind("agendaitems/item")]
    return [row for row in rows if row.values["title"]]


def _row(element: Element, *, level: int) -> SourceRow:
    number, title = number_and_name(_said(element, "name"))
    link = _said(element, "link")
    papers = tuple(
        {"title": _said(file, "name"), "url": url}
        for file in element.iterfind("files/file")
        if is_web_address(url := _said(file, "link"))
    )
    if level and is_web_address(link):
        papers = ({"title": "", "url": link}, *papers)
    return SourceRow(
        {"number": number, "title": title}, papers=papers, level=level, external_id=element.get("id", "")
    )


def _head(meeting: Element) -> Head:
    link = _said(meeting, "link")
    head = Head(
        body=plain(meeting.get("bodyname", "")) or _said(meeting, "name"),
        title=_said(meeting, "name"),
        agenda_url=link if is_web_address(link) else "",
        external_id=meeting.get("id", ""),
    )
    head.take_moment(_said(meeting, "start/date"))
    # There is no time of its own; it may stand in the description beside the date, and then is only likely.
    described = _said(meeting, "description")
    days = {found.day for found in find_dates(described)}
    times = {value for _, value in find_times(described)}
    if len(times) == 1 and days <= {head.date}:
        head.start_time = times.pop()
        head.doubts = [doubt for doubt in head.doubts if doubt.sentence != "The time is not given."]
        head.doubt(f"The time {head.start_time:%H:%M} is from the description of the meeting: check it.")
    return head


def _said(element: Element, path: str) -> str:
    return plain(element.findtext(path))
