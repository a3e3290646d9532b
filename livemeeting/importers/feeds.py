"""What the data of committee systems have in common: their JSON, their moments, their mark-up, their names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from livemeeting.domain.agenda import Doubt, Draft
from livemeeting.domain.refused import Refused
from livemeeting.importers.links import is_web_address
from livemeeting.importers.own_json import refuse_deep
from livemeeting.importers.rows import SourceRow, read_rows
from livemeeting.importers.source import SourceText, one_line, text_of

Values = Mapping[str, object]
_NO_ITEMS = (
    "This meeting has no agenda items in the file. Its agenda may not be published yet: "
    "try again later, or paste the agenda."
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--[^<>]{0,300}-->")
_NUMBER_IN_NAME = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[A-Z]|[IVXL]{1,6}|\([a-z0-9]{1,3}\))[.):]?(?<=[.):])\s+(?=\S)"
)


def json_of(content: bytes) -> tuple[object, SourceText]:
    """A JSON document, its numbers as they are written. Raises Refused with the line at which it breaks."""
    source = text_of(content)
    refuse_deep(source.text)
    try:
        document = json.loads(source.text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        raise Refused(
            f"The JSON stops making sense at line {fault.lineno}: it may be cut off or mistyped."
        ) from fault
    return document, source


def mappings(value: object) -> list[Values]:
    """The entries of a list that are mappings; nothing for anything but a list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def text_in(values: Values, name: str) -> str:
    """A value as one line of plain text: no tags, no entities, however often these were escaped; "" for none."""
    return plain(values.get(name))


def plain(value: object) -> str:
    """Text without mark-up on one line; "" for what is not text."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(html.unescape(value)) if "&" in value else value
    return one_line(_TAG.sub(" ", text))


def address_in(values: Values, name: str) -> str:
    """A web address, or "" for anything else."""
    found = values.get(name)
    url = found.strip() if isinstance(found, str) else ""
    return url if is_web_address(url) else ""


def number_and_name(text: str) -> tuple[str, str]:
    """'3. Reports' as ('3', 'Reports'); a name without a number in front as ('', name)."""
    match = _NUMBER_IN_NAME.match(text)
    return (match["number"], text[match.end() :]) if match else ("", text)


@dataclass
class Head:
    """What a feed says of its meeting, with what is doubtful about it."""

    body: str = ""
    title: str = ""
    date: date | None = None
    start_time: time | None = None
    venue: str = ""
    webcast_url: str = ""
    agenda_url: str = ""
    external_id: str = ""
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        """Note something about the meeting as a whole."""
        self.doubts.append(Doubt(None, sentence))

    def take_moment(self, said: str) -> None:
        """Read '2026-05-06T18:00:00+02:00' as the date and time on the wall at the meeting."""
        try:
            moment = datetime.fromisoformat(said.strip())
        except ValueError:
            self.doubt(
                f"'{said[:60]}' is not a date that can be relied on: give the date and the time."
                if said
                else "The date and the time are not given."
            )
            return
        self.date = moment.date()
        if len(said.strip()) <= 10:
            self.doubt("The time is not given.")
            return
        self.start_time = moment.time().replace(second=0, microsecond=0)
        if said.strip().upper().endswith("Z"):
            self.doubt(f"The time {moment:%H:%M} is in UTC: check it against the clock on the wall.")


def draft_of(rows: Sequence[SourceRow], head: Head, *, doubts: Iterable[Doubt] = ()) -> Draft:
    """The draft of a feed's rows, whose source is a list of its items in plain words. Raises Refused for none."""
    if not rows:
        raise Refused(_NO_ITEMS)
    placed = [replace(row, line=line) for line, row in enumerate(rows, 1)]
    items, row_doubts = read_rows(placed)
    return Draft(
        items=items,
        doubts=(*doubts, *head.doubts, *row_doubts),
        body=head.body,
        title=head.title,
        date=head.date,
        start_time=head.start_time,
        venue=head.venue,
        webcast_url=head.webcast_url,
        agenda_url=head.agenda_url,
        external_id=head.external_id,
        source="\n".join("  " * item.level + f"{item.number}  {item.title}".strip() for item in items),
    )


def the_meeting(meetings: Sequence[Values]) -> Values:
    """The only meeting of a list. Raises Refused for none or several: which one is for the officer to say."""
    if len(meetings) != 1:
        raise Refused(
            f"This file holds {len(meetings)} meetings. Save the one you want in a file of its own, or paste it."
            if meetings
            else "There is no meeting in this file."
        )
    return meetings[0]
