"""An agenda by its address: ModernGov's web service or page, Legistar's Web API, and anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from livemeeting.domain.refused import Refused
from livemeeting.importers import Read
from livemeeting.importers.addressed import read_address
from livemeeting.importers.fetch_rules import FetchRules
from livemeeting.importers.reading_room import ReadingRoom
from tests.fakes.fake_site import FakeSite, fake_site

RULES = FetchRules(inside=("localhost",), allows_http=True, agent="livemeeting/test")
SERVICE = "/mgWebService.asmx/GetMeeting"
PAGE = "/ieListDocuments.aspx"
MEETING = b"""<?xml version="1.0"?><meeting><meetingid>77</meetingid><committeetitle>Cabinet</committeetitle>
<meetingdate>27/04/2026</meetingdate><meetingtime>2.00 pm</meetingtime><agendaitems>
<agendaitem><fulldisplaynumberformat>1.</fulldisplaynumberformat><agendaitemtitle>Apologies</agendaitemtitle>
<isrestricted>False</isrestricted></agendaitem>
<agendaitem><fulldisplaynumberformat>2.</fulldisplaynumberformat><agendaitemtitle>Land</agendaitemtitle>
<isrestricted>True</isrestricted></agendaitem></agendaitems></meeting>"""
MODERNGOV_PAGE = b"""<!DOCTYPE html><html><body><h1>Agenda and minutes</h1><table class="mgItemTable">
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt" >1.</p></td>
<td><p class="mgAiTitleTxt" >Apologies</p></td></tr>
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt" >2.</p></td>
<td><p class="mgAiTitleTxt" >Roads</p></td></tr>
</table></body></html>"""


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with fake_site() as running:
        yield running


def titles(read: Read) -> list[str]:
    return [item.title for item in read.draft.items]


@pytest.mark.parametrize(
    ("address", "meeting"),
    [
        ("{site}/ieListDocuments.aspx?CId=120&MId=77&Ver=4", ""),
        ("{site}/ieListDocuments.aspx?CId=120&MeetingId=77", ""),
        ("{site}/mgWebService.asmx/GetMeeting?lMeetingId=77", ""),
        ("{site}", "77"),
        ("{site}/", " 77 "),
    ],
)
def test_a_moderngov_meeting_is_read_through_the_web_service(
    site: FakeSite, address: str, meeting: str
) -> None:
    site.says(SERVICE, MEETING, "text/xml")
    read = read_address(address.format(site=site.url), RULES, meeting=meeting)
    assert titles(read) == ["Apologies", "Land"]
    assert [item.restricted for item in read.draft.items] == [False, True]
    assert read.draft.agenda_url == f"{site.url}/ieListDocuments.aspx?MId=77"
    assert [path for path, _ in site.asked] == [f"{SERVICE}?lMeetingId=77"]


def test_the_web_service_is_beside_the_page_in_its_folder(site: FakeSite) -> None:
    site.says("/modernGov/mgWebService.asmx/GetMeeting", MEETING, "text/xml")
    assert len(titles(read_address(f"{site.url}/modernGov/ieListDocuments.aspx?MId=77", RULES))) == 2
    assert len(titles(read_address(f"{site.url}/modernGov", RULES, meeting="77"))) == 2


@pytest.mark.parametrize(
    ("status", "content", "why"),
    [(403, b"", "answered 403"), (404, b"", "answered 404"), (200, MODERNGOV_PAGE, "gives no agenda")],
)
def test_where_the_service_is_off_the_page_is_read_and_the_officer_is_told(
    site: FakeSite, status: int, content: bytes, why: str
) -> None:
    site.says(SERVICE, content, status=status)
    site.says(PAGE, MODERNGOV_PAGE)
    read = read_address(f"{site.url}{PAGE}?CId=1&MId=77", RULES)
    assert titles(read) == ["Apologies", "Roads"]
    assert why in read.draft.doubts[0].sentence
    assert site.asked[-1][0] == f"{PAGE}?CId=1&MId=77"


def test_where_neither_can_be_read_a_paste_is_offered(site: FakeSite) -> None:
    site.says(SERVICE, b"", status=403)
    site.says(PAGE, b"", status=403)
    with pytest.raises(Refused, match=r"web service .* answered 403, and its page .* paste it\.$"):
        read_address(f"{site.url}{PAGE}?MId=77", RULES)


def test_the_number_of_a_meeting_has_digits_only(site: FakeSite) -> None:
    with pytest.raises(Refused, match="digits only"):
        read_address(site.url, RULES, meeting="77&x=1")


EVENT = {
    "EventId": 5,
    "EventBodyName": "City Council",
    "EventDate": "2026-05-05T00:00:00",
    "EventTime": "6 PM",
}
ITEMS = [{"EventItemId": 1, "EventItemTitle": "Roll Call", "EventItemAgendaSequence": 1}]


def test_a_legistar_event_is_put_together_from_the_event_and_its_items(site: FakeSite) -> None:
    site.says("/v1/town/events/5", json.dumps(EVENT).encode(), "application/json")
    site.says("/v1/town/events/5/eventitems", json.dumps(ITEMS).encode(), "application/json")
    read = read_address(f"{site.url}/v1/town/events/5", RULES)
    assert (read.importer, read.draft.body, titles(read)) == ("legistar", "City Council", ["Roll Call"])
    assert site.asked[1][0].endswith("/eventitems?AgendaNote=1&MinutesNote=1&Attachments=1")
    assert {headers["Accept"] for _, headers in site.asked} == {"application/json"}


def test_a_draft_that_legistar_keeps_back_is_told(site: FakeSite) -> None:
    site.says("/v1/town/events/5", json.dumps(EVENT).encode(), "application/json")
    site.says("/v1/town/events/5/eventitems", b'{"Message": "Agenda draft status"}', status=400)
    with pytest.raises(Refused, match="may be a draft still"):
        read_address(f"{site.url}/v1/town/events/5", RULES)


@pytest.mark.parametrize(
    ("address", "meeting"),
    [
        ("legistar:town/5", ""),
        ("https://town.legistar.com/", "5"),
        ("https://town.legistar.com/MeetingDetail.aspx?LEGID=5&GID=1", ""),
    ],
)
def test_client_and_event_lead_to_legistars_own_host(address: str, meeting: str) -> None:
    with pytest.raises(Refused, match=r"webapi\.legistar\.com is not in the council's list"):
        read_address(address, RULES, meeting=meeting)


@pytest.mark.parametrize(
    ("media_type", "content", "importer"),
    [
        ("text/html", b"<html><body><ol><li>Apologies</li><li>Roads</li></ol></body></html>", "web_page"),
        ("application/json", b'{"items": [{"title": "Roads"}]}', "own_json"),
        ("text/csv", b"number,title\n1,Roads\n", "own_csv"),
        ("text/plain", b"AGENDA\n1. Apologies\n2. Roads\n", "pasted_text"),
        ("application/octet-stream", b"number,title\n1,Roads\n", "own_csv"),
    ],
)
def test_any_other_address_is_read_as_what_it_gives(
    site: FakeSite, media_type: str, content: bytes, importer: str
) -> None:
    site.says("/papers/agenda", content, media_type)
    read = read_address(f"{site.url}/papers/agenda", RULES)
    assert (read.importer, read.draft.agenda_url) == (importer, f"{site.url}/papers/agenda")


def test_the_reading_room_fetches_in_its_own_process() -> None:
    with fake_site() as site:
        site.says(SERVICE, MEETING, "text/xml")
        read = ReadingRoom().fetch(f"{site.url}{PAGE}?MId=77", RULES)
        assert titles(read) == ["Apologies", "Land"]
        with pytest.raises(Refused, match="not in the council's list"):
            ReadingRoom().fetch("https://evil.example/", RULES)
