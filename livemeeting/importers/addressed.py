"""An agenda by its address: ModernGov's web service, Legistar's Web API, or whatever the address gives."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from livemeeting.domain.agenda import Doubt
from livemeeting.domain.refused import Refused
from livemeeting.importers import Read, read_source
from livemeeting.importers.fetch import Fetched, NotAnswered, fetch
from livemeeting.importers.fetch_rules import FetchRules

Fetch = Callable[..., Fetched]
#: Committee systems ask for a pause between two requests.
PAUSE_SECONDS = 0.5
_NUMBER = re.compile(r"[0-9]{1,12}")
_MODERNGOV = re.compile(
    r"(?P<base>/(?:.*/)?)(?:ieListDocuments\.aspx|mgWebService\.asmx(?:/.*)?)", re.IGNORECASE
)
_LEGISTAR_EVENT = re.compile(
    r"/v1/(?P<client>[\w.-]{1,60})/events/(?P<event>\d{1,12})(?:/.*)?", re.IGNORECASE
)
_LEGISTAR_WORD = re.compile(r"legistar:(?P<client>[\w.-]{1,60})/(?P<event>\d{1,12})", re.IGNORECASE)
_SUFFIXES = {
    "application/json": ".json", "text/calendar": ".ics", "application/pdf": ".pdf", "text/csv": ".csv",
    "text/html": ".html", "application/xhtml+xml": ".html", "text/xml": ".xml", "application/xml": ".xml",
    "application/rtf": ".rtf", "text/yaml": ".yaml", "application/yaml": ".yaml", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
_PASTE_THE_PAGE = "Open the meeting's page in a browser, copy everything on it and paste it."


@dataclass(frozen=True)
class _ModernGov:
    """A meeting of a ModernGov site. `base` is the folder its pages are in, with a slash at its end."""

    base: str
    meeting: str

    @property
    def service(self) -> str:
        return f"{self.base}mgWebService.asmx/GetMeeting?lMeetingId={self.meeting}"

    @property
    def page(self) -> str:
        return f"{self.base}ieListDocuments.aspx?MId={self.meeting}"


def read_address(
    address: str, rules: FetchRules, *, meeting: str = "", format: str = "", fetching: Fetch = fetch
) -> Read:
    """The draft at an address. `meeting` is the id of one where the address is only its site. Raises Refused."""
    address, meeting = address.strip(), meeting.strip()
    if meeting and not _NUMBER.fullmatch(meeting):
        raise Refused("The number of a meeting has digits only, such as 7763.")
    if legistar := _legistar(address, meeting):
        return _read_legistar(*legistar, rules, fetching)
    if moderngov := _moderngov(address, meeting):
        return _read_moderngov(moderngov, address, rules, fetching)
    found = fetching(address, rules)
    read = read_source(_filename(found), found.content, format=format or None)
    return _with_address(read, found.url)


def _filename(found: Fetched) -> str:
    path = urlsplit(found.url).path
    return f"agenda{_SUFFIXES.get(found.media_type, '')}" if found.media_type in _SUFFIXES else path


def _with_address(read: Read, url: str) -> Read:
    draft = read.draft
    return read if draft.agenda_url else replace(read, draft=replace(draft, agenda_url=url))


def _moderngov(address: str, meeting: str) -> _ModernGov | None:
    parts = urlsplit(address)
    match = _MODERNGOV.fullmatch(parts.path)
    asked = {name.casefold(): value for name, value in parse_qsl(parts.query)}
    named = meeting or next(
        (
            asked[name]
            for name in ("mid", "meetingid", "lmeetingid")
            if _NUMBER.fullmatch(asked.get(name, ""))
        ),
        "",
    )
    if not named or not (match or meeting):
        return None
    base = match["base"] if match else f"{parts.path.rstrip('/')}/"
    return _ModernGov(f"{parts.scheme}://{parts.netloc}{base}", named)


def _read_moderngov(wanted: _ModernGov, address: str, rules: FetchRules, fetching: Fetch) -> Read:
    try:
        found = fetching(wanted.service, rules, accept="text/xml, application/xml")
        read = read_source("meeting.xml", found.content, format="moderngov_xml")
        return _with_address(read, wanted.page)
    except NotAnswered as fault:
        why = f"answered {fault.status}" if fault.status else "did not answer"
    except Refused:
        why = "gives no agenda"
    time.sleep(PAUSE_SECONDS)
    is_page = "ielistdocuments.aspx" in address.casefold()
    try:
        found = fetching(address if is_page else wanted.page, rules, accept="text/html")
        read = read_source("page.html", found.content, format="web_page")
    except Refused as fault:
        raise Refused(
            f"The web service of this ModernGov site {why}, and its page cannot be read either. {_PASTE_THE_PAGE}"
        ) from fault
    told = Doubt(
        None, f"The web service of this ModernGov site {why}, so its page was read: check what is private."
    )
    draft = replace(read.draft, doubts=(told, *read.draft.doubts))
    return _with_address(replace(read, draft=draft), found.url)


def _legistar(address: str, meeting: str) -> tuple[str, str] | None:
    """The addresses of an event and of its items in Legistar's Web API."""
    parts = urlsplit(address)
    api, client, event = "https://webapi.legistar.com", "", ""
    if match := _LEGISTAR_WORD.fullmatch(address):
        client, event = match["client"], match["event"]
    elif match := _LEGISTAR_EVENT.fullmatch(parts.path):
        api, client, event = f"{parts.scheme}://{parts.netloc}", match["client"], match["event"]
    elif (parts.hostname or "").casefold().endswith(".legistar.com"):
        asked = {name.casefold(): value for name, value in parse_qsl(parts.query)}
        client, event = str(parts.hostname).partition(".")[0], meeting or asked.get("legid", "")
    if not client or not _NUMBER.fullmatch(event):
        return None
    whole = f"{api}/v1/{client}/events/{event}"
    return whole, f"{whole}/eventitems?AgendaNote=1&MinutesNote=1&Attachments=1"


def _read_legistar(event_url: str, items_url: str, rules: FetchRules, fetching: Fetch) -> Read:
    event = _json(fetching(event_url, rules, accept="application/json"))
    if isinstance(event, dict) and not event.get("EventItems"):
        time.sleep(PAUSE_SECONDS)
        try:
            event["EventItems"] = _json(fetching(items_url, rules, accept="application/json"))
        except NotAnswered as fault:
            if fault.status != 400:
                raise
            # Measured by others: 400 with "Agenda draft status" until the agenda is published.
            raise Refused(
                "Legistar does not give this agenda out: it may be a draft still. Load it once it is published, "
                "or copy it and paste it."
            ) from fault
    return read_source("event.json", json.dumps(event).encode(), format="legistar")


def _json(found: Fetched) -> object:
    try:
        return json.loads(found.content)
    except (ValueError, RecursionError) as fault:
        raise Refused("Legistar's answer cannot be read. Copy the agenda and paste it.") from fault
