"""What committee systems publish as data: Legistar and Open Civic Data."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

import pytest

from livemeeting.domain.agenda import Draft, Paper
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_source


def draft_of(value: object, importer: str) -> Draft:
    read = read_source("agenda.json", json.dumps(value).encode())
    assert read.importer == importer
    return read.draft


def titles(draft: Draft) -> list[str]:
    return [item.title for item in draft.items]


def said(draft: Draft) -> str:
    return " ".join(doubt.sentence for doubt in draft.doubts)


def event(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "EventId": 77, "EventBodyName": "City Council", "EventDate": "2026-05-05T00:00:00",
        "EventTime": "6:30 PM", "EventLocation": "Council Chamber\r\n1 Main Street",
        "EventVideoPath": "https://video.example/77", "EventInSiteURL": "https://a.legistar.com/M?LEGID=77",
        "EventItems": list(items), **changes,
    }  # fmt: skip


def entry(title: str | None, sequence: int | None = 1, **values: Any) -> dict[str, Any]:
    return {
        "EventItemId": 900 + (sequence or 0), "EventItemTitle": title, "EventItemAgendaSequence": sequence,
        "EventItemAgendaNumber": None, "EventItemMatterName": None, **values,
    }  # fmt: skip


def test_a_legistar_event_is_read_with_its_head() -> None:
    draft = draft_of(event(entry("Roll Call", EventItemAgendaNumber="2.A.")), "legistar")
    assert (draft.body, draft.date, draft.start_time) == ("City Council", date(2026, 5, 5), time(18, 30))
    assert (draft.venue, draft.webcast_url) == ("Council Chamber 1 Main Street", "https://video.example/77")
    assert (draft.external_id, draft.agenda_url) == ("77", "https://a.legistar.com/M?LEGID=77")
    assert (draft.items[0].number, draft.items[0].external_id) == ("2.A", "901")
    assert (draft.doubts, draft.confidence) == ((), 1.0)


def test_legistar_rows_of_the_minutes_do_not_double_the_agenda() -> None:
    draft = draft_of(
        event(
            entry("Budget", 3), entry("Budget", None), entry(None, 2), entry("  ", 5), entry("PAGE BREAK", 4),
            entry("Roll Call", 1),
        ),
        "legistar",
    )  # fmt: skip
    assert titles(draft) == ["Roll Call", "Budget"]


def test_a_legistar_title_loses_its_mark_up_and_line_breaks() -> None:
    draft = draft_of(event(entry("<b>Smith &amp;amp; Sons</b>\r\nrezoning <br/>(Ward&nbsp;3)")), "legistar")
    assert titles(draft) == ["Smith & Sons rezoning (Ward 3)"]


def test_a_legal_text_gets_the_name_of_its_matter_as_its_plain_title() -> None:
    draft = draft_of(
        event(entry("An ordinance " * 40, EventItemMatterName="Rezoning, Elm Street.")), "legistar"
    )
    assert draft.items[0].plain_title == "Rezoning, Elm Street"
    assert draft.doubts == ()


def test_legistar_attachments_become_papers() -> None:
    files = [
        {"MatterAttachmentName": "Staff report", "MatterAttachmentHyperlink": "https://a.example/r.pdf"},
        {"MatterAttachmentName": "Bad", "MatterAttachmentHyperlink": "javascript:1"},
    ]
    draft = draft_of(event(entry("Budget", EventItemMatterAttachments=files)), "legistar")
    assert draft.items[0].papers == (Paper("Staff report", "https://a.example/r.pdf"),)


def test_legistar_items_alone_are_read_without_a_head() -> None:
    draft = draft_of([entry("Roll Call"), entry("Budget", 2)], "legistar")
    assert titles(draft) == ["Roll Call", "Budget"]
    assert draft.date is None
    assert "date and the time are not given" in said(draft)


@pytest.mark.parametrize(
    ("typed", "expected"), [("7pm", time(19, 0)), ("", None), ("after the hearing", None)]
)
def test_a_legistar_time_is_typed_by_hand(typed: str, expected: time | None) -> None:
    draft = draft_of(event(entry("Budget"), EventTime=typed), "legistar")
    assert draft.start_time == expected
    assert bool(draft.doubts) == (expected is None)


def test_a_cancelled_legistar_meeting_is_asked_about() -> None:
    assert "Cancelled" in said(
        draft_of(event(entry("Budget"), EventAgendaStatusName="Cancelled"), "legistar")
    )


def test_a_closed_session_of_legistar_is_restricted_with_what_follows_under_it() -> None:
    draft = draft_of(
        event(
            entry("Roll Call", 1, EventItemAgendaNumber="1."),
            entry("CLOSED SESSION", 2, EventItemAgendaNumber="2."),
            entry("Conference with legal counsel", 3, EventItemAgendaNumber="2.A"),
        ),
        "legistar",
    )
    assert [item.restricted for item in draft.items][::2] == [False, True]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"Message": "Agenda draft status - no access", "EventItemId": None}, "Agenda draft status"),
        ([event(entry("A")), event(entry("B"))], "holds 2 meetings"),
        (event(), "has no agenda items"),
        (event(entry("Budget", None)), "has no agenda items"),
    ],
)
def test_a_legistar_answer_without_one_agenda_is_a_sentence(answer: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_source("a.json", json.dumps(answer).encode(), format="legistar")


def ocd(*agenda: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "name": "Health Committee", "start_date": "2026-05-06T18:00:00+01:00", "all_day": False,
        "location": {"name": "Town Hall"}, "sources": [{"url": "https://a.example/m"}],
        "agenda": list(agenda), "_id": "ocd-event/1", **changes,
    }  # fmt: skip


def test_an_open_civic_data_event_is_read() -> None:
    link = {"note": "Report", "links": [{"media_type": "application/pdf", "url": "https://a.example/1.pdf"}]}
    video = {"note": "Video", "links": [{"media_type": "video/mp4", "url": "https://a.example/1.mp4"}]}
    draft = draft_of(
        ocd(
            {"description": "Roll call", "order": "1", "media": [link, video]},
            {"description": "Close", "order": "2"},
        ),
        "open_civic_data",
    )
    assert [(item.number, item.title) for item in draft.items] == [("1", "Roll call"), ("2", "Close")]
    assert draft.items[0].papers == (Paper("Report", "https://a.example/1.pdf"),)
    assert (draft.body, draft.venue, draft.date) == ("Health Committee", "Town Hall", date(2026, 5, 6))
    assert (draft.start_time, draft.agenda_url) == (time(18, 0), "https://a.example/m")
    assert draft.doubts == ()


def test_a_place_counted_from_nought_is_not_a_number_anybody_printed() -> None:
    draft = draft_of(
        ocd({"description": "Roll call", "order": "0"}, {"description": "Close", "order": "1"}),
        "open_civic_data",
    )
    assert [item.number for item in draft.items] == ["", ""]


def test_a_number_inside_the_description_is_taken_out_of_it() -> None:
    draft = draft_of(
        ocd({"description": "I. Roll call", "order": "0"}, {"description": "II. Close", "order": "1"}),
        "open_civic_data",
    )
    assert [(item.number, item.title) for item in draft.items] == [("I", "Roll call"), ("II", "Close")]


def test_dotted_orders_are_parts() -> None:
    orders = ["1", "1.1", "1.2", "2", "10"]
    draft = draft_of(
        ocd(*({"description": f"Item {order}", "order": order} for order in orders)), "open_civic_data"
    )
    assert [(item.number, item.level) for item in draft.items] == [
        ("1", 0),
        ("1.1", 1),
        ("1.2", 1),
        ("2", 0),
        ("10", 0),
    ]


def test_an_event_classified_as_closed_is_restricted() -> None:
    draft = draft_of(
        ocd({"description": "Land", "order": "1", "classification": ["closed session"]}), "open_civic_data"
    )
    assert draft.items[0].restricted


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"start_date": "2026-05-06T18:00:00Z"}, "is in UTC"),
        ({"start_date": "2026-05-06", "all_day": True}, "time is not given"),
        ({"start_date": "soon"}, "'soon' is not a date"),
        ({"status": "cancelled"}, "is cancelled"),
    ],
)
def test_what_an_event_leaves_open_is_asked(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in said(draft_of(ocd({"description": "A"}, **changes), "open_civic_data"))
