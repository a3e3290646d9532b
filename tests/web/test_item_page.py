"""Links to one item: the same address before, during and after the meeting, and no word of a restricted one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from livemeeting.domain.agenda import AgendaItem
from livemeeting.store import meetings
from tests.evening import AGENDA
from tests.live.hall import Hall, new_hall
from tests.web.pages import words

LIBRARY, BATHS, HEADING = "item-3", "item-7", "item-2"


def ask(hall: Hall, name: str) -> TestResponse:
    return hall.app.test_client().get(f"{hall.address}/{name}")


def shown(hall: Hall, name: str) -> str:
    answer = ask(hall, name)
    assert answer.status_code == 200, name
    return answer.get_data(as_text=True)


def test_an_item_has_a_page_before_during_and_after_the_meeting(hall: Hall) -> None:
    assert "12.4 Library hours Notice of motion Not started Starts at 18:00." in words(shown(hall, LIBRARY))
    hall.press("Start meeting")
    hall.go_to("12.4")
    assert "Live Now, since 18:01" in words(shown(hall, LIBRARY))
    assert "Follow the meeting live" in words(shown(hall, LIBRARY))
    votes = ["for:Cllr Ada Byron", "against:Cllr Siân Rhys"]
    hall.press("record_decision", item=hall.item("12.4"), outcome="carried", votes=votes)
    hall.press("Close meeting")
    told = words(shown(hall, LIBRARY))
    assert "Ended Taken Carried. For 1, against 1, abstained 0." in told
    assert "Cllr Ada Byron For" in told and "See the whole meeting" in told
    assert "does not change by itself" not in told
    assert "Not taken" in words(shown(hall, "item-4"))


def test_a_shared_link_has_a_card_of_the_item(hall: Hall) -> None:
    card = shown(hall, LIBRARY)
    title = "Item 12.4: Library hours – Full Council, Thursday 26 November 2026"
    assert f'<meta property="og:title" content="{title}">' in card
    assert f'<link rel="canonical" href="http://localhost{hall.address}/{LIBRARY}">' in card
    assert f'href="{hall.address}#item-3"' in card


@pytest.mark.parametrize("number", ["12.4", "6a", "6A"])
def test_an_agenda_number_leads_to_the_page_of_its_item(hall: Hall, number: str) -> None:
    answer = ask(hall, number)
    assert answer.status_code == 302
    wanted = LIBRARY if number == "12.4" else "item-5"
    assert answer.headers["Location"] == f"{hall.address}/{wanted}"


def test_a_number_is_not_mistaken_for_the_id_of_another_item(tmp_path: Path) -> None:
    items = (AgendaItem("1", "2", "Apologies"), AgendaItem("2", "1", "Chair's announcements"))
    hall = new_hall(tmp_path, items=items)
    assert ask(hall, "1").headers["Location"] == f"{hall.address}/item-2"
    assert "Apologies" in shown(hall, "item-1")


def test_a_number_used_twice_asks_which_item_is_meant(tmp_path: Path) -> None:
    items = (
        AgendaItem("1", "5", "Fees"),
        AgendaItem("2", "5", "Charges"),
        AgendaItem("3", "5", "Sale", restricted=True),
    )
    hall = new_hall(tmp_path, items=items)
    told = shown(hall, "5")
    assert f'href="{hall.address}/item-1"' in told and f'href="{hall.address}/item-2"' in told
    assert "Sale" not in told and "item-3" not in told


def test_numbers_of_any_kind_can_be_linked(tmp_path: Path) -> None:
    items = tuple(
        AgendaItem(str(at), number, "Item") for at, number in enumerate(("17(6)", "4/2", "Ŵ 1", "updates"))
    )
    hall = new_hall(tmp_path, items=items)
    for at, number in enumerate(("17(6)", "4/2", "Ŵ 1")):
        assert ask(hall, number).headers["Location"] == f"{hall.address}/item-{at}"
    assert hall.app.test_client().get(f"{hall.address}/updates?after=0").is_json
    assert ask(hall, "record.csv").mimetype == "text/csv"


def test_a_restricted_item_is_as_absent_as_one_that_never_was(hall: Hall) -> None:
    hall.press("Start meeting")
    never = ask(hall, "item-99")
    for name in (BATHS, "19", "item-", "4711", "no/such/item"):
        answer = ask(hall, name)
        assert (answer.status_code, answer.data) == (404, never.data), name
    hall.press("restrict_item", item=hall.item("12.4"))
    for name in (LIBRARY, "12.4"):
        assert (ask(hall, name).status_code, ask(hall, name).data) == (404, never.data)


def test_what_is_done_in_private_is_not_on_the_page_of_an_item(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.go_to("12.4")
    hall.press("Exclude press and public", paragraphs="3")
    hall.press("take_note", text="Four million.", audience="public", item=hall.item("12.4"))
    hall.press("record_decision", item=hall.item("12.4"), outcome="refused")
    assert "Private session" in words(shown(hall, LIBRARY))
    hall.press("Readmit press and public")
    hall.press("Close meeting")
    told = words(shown(hall, LIBRARY))
    assert "Four million" not in told and "Refused" not in told


def test_a_heading_leads_to_its_place_on_the_page(hall: Hall) -> None:
    assert ask(hall, HEADING).headers["Location"] == f"{hall.address}#item-2"


def test_an_item_keeps_its_address_when_a_newer_agenda_gives_it_another_number(hall: Hall) -> None:
    hall.press("Start meeting")
    hall.press("revise_item", item=hall.item("12.4"), number="13", title="Notice of motion")
    assert "13 Library hours" in words(shown(hall, LIBRARY))
    for number in ("13", "12.4"):
        assert ask(hall, number).headers["Location"] == f"{hall.address}/{LIBRARY}"


def test_an_agenda_made_anew_before_the_meeting_moves_numbers_and_no_ids(hall: Hall) -> None:
    moved = tuple(replace(each, number="9") if each.id == "3" else each for each in reversed(AGENDA))
    council_id, meeting_id = hall.plan.council_id, hall.plan.meeting_id
    hall.house.database.write(lambda c: meetings.save_items(c, council_id, meeting_id, moved))
    assert ask(hall, "9").headers["Location"] == f"{hall.address}/{LIBRARY}"
    assert "Library hours" in shown(hall, LIBRARY)


def test_an_item_of_a_rehearsal_is_at_the_secret_address_alone(tmp_path: Path) -> None:
    hall = new_hall(tmp_path, is_rehearsal=True)
    answer = ask(hall, LIBRARY)
    assert "This is practice." in answer.get_data(as_text=True)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert hall.app.test_client().get(f"/m/{hall.plan.slug}/{LIBRARY}").status_code == 404
