"""The pages of a meeting there is already: its editor, its details, the list, and who gets in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from livemeeting.actions.house import House, Officer, new_id
from livemeeting.actions.prepare import new_meeting, rehearse
from livemeeting.actions.prepare_agenda import save_agenda, see_agenda
from livemeeting.actions.press import Press, press
from livemeeting.domain.agenda_form import Row
from livemeeting.domain.head_form import Head
from livemeeting.domain.roles import Role
from tests.evening import form as answers
from tests.houses import STARTED, Visitor
from tests.web.forms import form_of

ROWS = (
    Row("r1", number="84", title="Apologies"),
    Row("r2", number="12.4", title="Library hours"),
    Row("r3", number="19", title="Sale of the baths", restricted=True, restricted_reason="Paragraph 3"),
)


@pytest.fixture
def officer(as_officer: Visitor) -> Officer:
    assert as_officer.officer is not None
    return as_officer.officer


@pytest.fixture
def meeting(house: House, officer: Officer) -> str:
    return new_meeting(house, officer, Head("Full Council", "Full Council", STARTED), rows=ROWS)


def start(house: House, officer: Officer, meeting_id: str) -> None:
    press(house, officer, Press(meeting_id, "start_meeting", 0, new_id(), answers(confirm="LIVE")))


def test_a_saved_agenda_is_edited_and_keeps_its_ids(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    form = form_of(as_officer.get(f"/panel/meetings/{meeting}/agenda").text)
    form = form_of(as_officer.post(form.action, data=form.data(act="down:r1")).text)
    form.put("title.r2", "Library opening hours")
    answer = as_officer.post(form.action, data=form.data(act="save"))
    assert answer.status_code == 303
    items = see_agenda(house, officer, meeting).plan.items
    assert [(item.id, item.title) for item in items[:2]] == [
        ("2", "Library opening hours"),
        ("1", "Apologies"),
    ]
    assert items[2].restricted_reason == "Paragraph 3"


def test_a_scheduled_meeting_says_that_it_is_disarmed_and_what_is_public(
    as_officer: Visitor, meeting: str
) -> None:
    page = as_officer.get(f"/panel/meetings/{meeting}/agenda").text
    assert "Disarmed" in page and "Nothing is posted and nothing goes live until you start" in page
    assert "already shows the saved agenda as scheduled" in page
    assert "1 row restricted: 19." in page


def test_rows_not_saved_yet_offer_no_rehearsal(as_officer: Visitor, meeting: str) -> None:
    form = form_of(as_officer.get(f"/panel/meetings/{meeting}/agenda").text)
    page = as_officer.post(form.action, data=form.data(act="add")).text
    assert "These rows are not saved yet." in page
    assert f"/panel/meetings/{meeting}/rehearse" not in page


def test_what_another_officer_saved_meanwhile_is_told_before_it_is_overwritten(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    form = form_of(as_officer.get(f"/panel/meetings/{meeting}/agenda").text)
    form.put("title.r1", "Mine")
    save_agenda(house, officer, meeting, [Row("r1", "1", "84", "Theirs")])
    told = as_officer.post(form.action, data=form.data(act="save"))
    assert (told.status_code, "Somebody saved this agenda" in told.text) == (409, True)
    again = form_of(told.text)
    assert again.one("title.r1") == "Mine"
    assert as_officer.post(again.action, data=again.data(act="save")).status_code == 303
    assert see_agenda(house, officer, meeting).plan.items[0].title == "Mine"


def test_an_agenda_loaded_again_keeps_what_officers_added(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    answer = as_officer.send(
        f"/panel/meetings/{meeting}/agenda/load",
        act="paste",
        pasted="AGENDA\n84 Apologies\n12.4 Library hours\n12.5 Bus fares\n19 Sale of the baths\n",
    )
    form = form_of(answer.text)
    assert [form.one(f"id.{key}") for key in form.all("row")] == ["1", "2", "", "3"]
    assert form.one("restricted.r4") == "1"
    assert len(see_agenda(house, officer, meeting).plan.items) == 3
    assert as_officer.post(form.action, data=form.data(act="save")).status_code == 303
    assert [item.id for item in see_agenda(house, officer, meeting).plan.items] == ["1", "2", "4", "3"]


def test_a_refused_load_keeps_the_text(as_officer: Visitor, meeting: str) -> None:
    answer = as_officer.send(f"/panel/meetings/{meeting}/agenda/load", act="paste", pasted=" ")
    assert (answer.status_code, "Paste the agenda, or choose a file" in answer.text) == (409, True)
    assert as_officer.get(f"/panel/meetings/{meeting}/agenda/load").status_code == 200


def test_once_started_the_agenda_is_shown_and_changed_from_the_panel(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    form = form_of(as_officer.get(f"/panel/meetings/{meeting}/agenda").text)
    start(house, officer, meeting)
    page = as_officer.get(f"/panel/meetings/{meeting}/agenda").text
    assert "The meeting has started: change items from the panel." in page
    assert "data-agenda" not in page and "Library hours" in page
    form.put("title.r1", "Changed")
    late = as_officer.post(form.action, data=form.data(act="save"))
    assert (late.status_code, "The meeting has started" in late.text) == (409, True)


def test_a_rehearsals_agenda_leads_to_that_of_its_meeting(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    rehearsal = rehearse(house, officer, meeting)
    for page in ("agenda", "head"):
        shown = as_officer.get(f"/panel/meetings/{rehearsal}/{page}").text
        assert f'href="/panel/meetings/{meeting}/{page}"' in shown


def test_details_are_changed_and_refusals_keep_what_was_typed(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    address = f"/panel/meetings/{meeting}/head"
    given = {
        "body": "Full Council",
        "title": "",
        "date": "2026-12-01",
        "time": "18:30",
        "members": "Cllr Byron",
    }
    refused = as_officer.send(address, **given, hold_seconds="99", webcast_url="nonsense")
    assert refused.status_code == 409
    assert 'value="99"' in refused.text and 'value="nonsense"' in refused.text
    assert "from 0 to 60" in refused.text and "is not a web address" in refused.text
    assert as_officer.send(address, **given, hold_seconds="0").status_code == 303
    plan = see_agenda(house, officer, meeting).plan
    assert (plan.hold_seconds, plan.members, plan.slug) == (0, ("Cllr Byron",), "full-council-2026-11-26")


def test_the_list_leads_everywhere_and_marks_rehearsals(
    house: House, officer: Officer, as_officer: Visitor, meeting: str
) -> None:
    rehearsal = rehearse(house, officer, meeting)
    page = as_officer.get("/panel/").text
    for address in (f"{meeting}", f"{meeting}/agenda", f"{rehearsal}"):
        assert f'href="/panel/meetings/{address}"' in page
    assert "/m/full-council-2026-11-26" in page
    assert 'class="mark mark--rehearsal">Rehearsal' in page
    assert "Sale of the baths" not in page


def test_a_meeting_is_put_away_and_put_back(as_officer: Visitor, meeting: str) -> None:
    as_officer.send(f"/panel/meetings/{meeting}/archive")
    assert "There are no meetings yet." in as_officer.get("/panel/").text
    assert "Full Council" in as_officer.get("/panel/archived").text
    as_officer.send(f"/panel/meetings/{meeting}/put-back")
    assert "Full Council" in as_officer.get("/panel/").text


PAGES = (
    "/panel/meetings/new",
    "/panel/meetings/{}/agenda",
    "/panel/meetings/{}/agenda/load",
    "/panel/meetings/{}/head",
)
ACTS = (*PAGES, "/panel/meetings/{}/rehearse", "/panel/meetings/{}/archive", "/panel/meetings/{}/put-back")


@pytest.mark.parametrize("role", [Role.CLERK, Role.WATCHER])
def test_a_clerk_and_a_watcher_see_the_list_and_prepare_nothing(
    signed_in: Callable[[Role], Visitor], meeting: str, role: Role
) -> None:
    visitor = signed_in(role)
    page = visitor.get("/panel/")
    assert (page.status_code, "New meeting" in page.text, "Rehearse" in page.text) == (200, False, False)
    for address in PAGES:
        assert visitor.get(address.format(meeting)).status_code == 403
    for address in ACTS:
        assert visitor.send(address.format(meeting)).status_code == 403


def test_without_a_session_or_token_nothing_is_shown_or_done(
    house: House, officer: Officer, client: Visitor, as_officer: Visitor, meeting: str
) -> None:
    for address in ("/panel/", "/panel/archived", *PAGES):
        assert client.get(address.format(meeting)).status_code == 303
    for address in ACTS:
        assert as_officer.post(address.format(meeting), data={"act": "save"}).status_code == 403
    assert see_agenda(house, officer, meeting).plan.items[0].title == "Apologies"


def test_a_meeting_that_is_not_there_is_not_found(as_officer: Visitor) -> None:
    for address in PAGES[1:]:
        assert as_officer.get(address.format("nowhere")).status_code == 404
