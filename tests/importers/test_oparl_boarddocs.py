"""What committee systems publish as data: OParl and BoardDocs."""

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


def oparl(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": "https://rat.example/m/1", "type": "https://schema.oparl.org/1.1/Meeting", "name": "Stadtrat",
        "start": "2026-05-06T18:00:00+02:00", "location": {"room": "Saal 1", "locality": "Musterstadt"},
        "agendaItem": list(items), **changes,
    }  # fmt: skip


def test_an_oparl_meeting_is_read_in_its_order() -> None:
    draft = draft_of(
        oparl(
            {"number": "N 1", "order": 3, "name": "Grundstück", "public": False},
            {"number": "Ö 1.", "order": 1, "name": "Eröffnung", "public": True, "id": "https://rat.example/t/1"},
            {"number": "Ö 2", "order": 2, "name": "Haushalt", "public": True,
             "auxiliaryFile": [{"name": "Vorlage", "accessUrl": "https://rat.example/f/1"}]},
            {"number": "Ö 9", "order": 4, "name": "Gelöscht", "public": True, "deleted": True},
        ),
        "oparl",
    )  # fmt: skip
    assert [(item.number, item.restricted) for item in draft.items] == [
        ("Ö 1", False),
        ("Ö 2", False),
        ("N 1", True),
    ]
    assert draft.items[2].restricted_reason == "Not public (nicht öffentlich) in the source"
    assert draft.items[1].papers == (Paper("Vorlage", "https://rat.example/f/1"),)
    assert (draft.venue, draft.start_time) == ("Saal 1, Musterstadt", time(18, 0))
    assert draft.doubts == ()


def test_an_oparl_item_that_alone_does_not_say_whether_it_is_public_is_restricted_with_a_doubt() -> None:
    draft = draft_of(oparl({"name": "Haushalt", "public": True}, {"name": "Personal"}), "oparl")
    assert [item.restricted for item in draft.items] == [False, True]
    assert "confirm" in said(draft)


def test_an_oparl_meeting_that_never_says_what_is_public_goes_by_its_headings_and_asks() -> None:
    draft = draft_of(
        oparl(
            {"name": "Öffentlicher Teil"}, {"number": "1", "name": "Haushalt"},
            {"name": "Nichtöffentlicher Teil"}, {"number": "2", "name": "Personal"},
        ),
        "oparl",
    )  # fmt: skip
    assert [(item.is_heading, item.restricted) for item in draft.items] == [
        (True, False),
        (False, False),
        (True, False),
        (False, True),
    ]
    assert "does not say which items are public" in said(draft)


def test_an_oparl_list_with_one_meeting_is_read_and_one_with_two_is_refused() -> None:
    assert titles(draft_of({"data": [oparl({"name": "A", "public": True})], "links": {}}, "oparl")) == ["A"]
    with pytest.raises(Refused, match="holds 2 meetings"):
        draft_of({"data": [oparl({"name": "A"}), oparl({"name": "B"})]}, "oparl")


def test_a_cancelled_oparl_meeting_is_asked_about() -> None:
    assert "called off" in said(draft_of(oparl({"name": "A", "public": True}, cancelled=True), "oparl"))


BOARDDOCS = """<?xml version="1.0" encoding="UTF-8"?>
<meetings><meeting id="M1" bodyname="School Board"><name>Regular Meeting</name>
<start><date format="yyyy-mm-dd">2026-05-07</date></start>
<description>A regular meeting will be held on May 7, 2026 at 6:30 p.m.</description>
<link>https://go.boarddocs.com/x/goto?open&amp;id=M1</link>
<category id="C1"><name>1. Opening</name></category>
<category id="C2"><name>2. Consent &amp; Reports</name><agendaitems>
<item id="I1"><name>A. Minutes &#39;April&#39;</name><link>https://go.boarddocs.com/x/goto?open&amp;id=I1</link></item>
<item id="I2"><name>B. Budget</name><actiontype>Action</actiontype></item></agendaitems></category>
<category id="C3"><name>Adjournment</name></category></meeting>{more}</meetings>"""


def boarddocs(more: str = "") -> Draft:
    read = read_source("agenda.xml", BOARDDOCS.replace("{more}", more).encode())
    assert read.importer == "boarddocs"
    return read.draft


def test_a_boarddocs_meeting_is_read_with_its_parts() -> None:
    draft = boarddocs()
    assert [(item.number, item.title, item.level) for item in draft.items] == [
        ("1", "Opening", 0),
        ("2", "Consent & Reports", 0),
        ("A", "Minutes 'April'", 1),
        ("B", "Budget", 1),
        ("", "Adjournment", 0),
    ]
    assert (draft.body, draft.title, draft.date) == ("School Board", "Regular Meeting", date(2026, 5, 7))
    assert (draft.start_time, draft.items[2].external_id) == (time(18, 30), "I1")
    assert "from the description" in said(draft)


def test_of_several_boarddocs_meetings_the_first_is_read_and_the_officer_is_told() -> None:
    other = '<meeting id="M2"><name>Other</name><category><name>1. Opening</name></category></meeting>'
    assert "holds 2 meetings" in said(boarddocs(other))
    assert "holds" not in said(boarddocs('<meeting id="M3"><name>Empty</name></meeting>'))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<meetings><meeting><category><name>1. A</name>", "cut off"),
        (
            b"<!DOCTYPE x [<!ENTITY a 'b'>]><meetings><meeting><category/></meeting></meetings>",
            "names of its own",
        ),
        (b"<meetings><category/></meetings>", "holds no BoardDocs meeting"),
        (b"<meetings><meeting><category/></meeting></meetings>", "has no agenda items"),
    ],
)
def test_boarddocs_xml_that_cannot_be_read_is_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_source("a.xml", content, format="boarddocs")
