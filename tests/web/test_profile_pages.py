"""Tests of the pages of the posting profiles, and of wordings by network and language."""

import re

from livemeeting.actions.house import House
from livemeeting.store import bodies
from livemeeting.store.bodies import Body
from tests.houses import Visitor
from tests.web.control_room import open_room


def test_a_body_is_given_a_profile(as_administrator: Visitor, house: House) -> None:
    house.database.write(lambda c: bodies.add(c, Body("b1", "council", "Planning Committee")))
    page = as_administrator.get("/panel/profiles").text
    assert "Planning Committee" in page
    answer = as_administrator.send("/panel/profiles/bodies/b1", profile="decisions")
    assert answer.status_code == 303
    saved = house.database.read(lambda c: bodies.by_id(c, "council", "b1"))
    assert saved is not None and saved.profile == "decisions"
    assert as_administrator.send("/panel/profiles/bodies/b1", profile="loud").status_code == 404


def test_days_before_an_election_are_added_and_taken_out(as_administrator: Visitor) -> None:
    answer = as_administrator.send(
        "/panel/profiles/periods", profile="pre-election", first="2026-11-20", last="26/11/2026", body_id=""
    )
    assert answer.status_code == 303
    page = as_administrator.get("/panel/profiles").text
    assert "20 November 2026 to 26 November 2026" in page and "In force" in page
    found = re.search(r"/panel/profiles/periods/(\w+)/end", page)
    assert found is not None
    as_administrator.send(found[0])
    assert "20 November 2026" not in as_administrator.get("/panel/profiles").text


def test_days_in_the_wrong_order_are_refused_beside_the_form(as_administrator: Visitor) -> None:
    answer = as_administrator.send(
        "/panel/profiles/periods", profile="quiet", first="2026-11-20", last="2026-11-01", body_id=""
    )
    assert answer.status_code == 409
    assert "The last day is before the first." in answer.text
    assert 'value="2026-11-20"' in answer.text


def test_what_a_profile_says_is_chosen_by_kind_and_network(as_administrator: Visitor) -> None:
    as_administrator.send("/panel/profiles/normal", **{"AmendmentMoved:x": "never", "ItemStarted:x": "post"})
    page = as_administrator.get("/panel/profiles/normal").text
    assert page.count(">Changed<") == 1
    as_administrator.send("/panel/profiles/normal", act="usual")
    assert ">Changed<" not in as_administrator.get("/panel/profiles/normal").text
    assert as_administrator.send("/panel/profiles/normal", **{"Nonsense:x": "post"}).status_code == 409


def test_results_are_kept_to_the_page_with_one_press(as_administrator: Visitor) -> None:
    as_administrator.send("/panel/profiles/pre-election", act="results")
    assert as_administrator.get("/panel/profiles/pre-election").text.count(">Changed<") == 3


def test_a_wording_of_one_network_and_language(as_administrator: Visitor) -> None:
    saved = as_administrator.send(
        "/panel/wording/ItemStarted", channel="x", language="cy", text="Nawr: {item}"
    )
    assert saved.location == "/panel/wording?said=saved&channel=x&language=cy#ItemStarted"
    assert "Nawr: Eitem 12.4: Notice" in as_administrator.get("/panel/wording?channel=x&language=cy").text
    assert "Nawr" not in as_administrator.get("/panel/wording?language=cy").text.split("Item started")[0]
    assert "Nawr" not in as_administrator.get("/panel/wording?channel=x").text
    for unknown in ("channel=telegraph", "language=fr", "meeting=nobody"):
        assert as_administrator.get(f"/panel/wording?{unknown}").status_code == 404


def test_a_wording_is_tried_out_on_the_longest_title_of_a_real_agenda(
    as_administrator: Visitor, house: House
) -> None:
    meeting_id = open_room(house, as_administrator).meeting_id
    page = as_administrator.get(f"/panel/wording/ItemStarted?meeting={meeting_id}").text
    assert "Item " in page and "Library opening hours" not in page
    assert "Sale of the old baths" not in as_administrator.get(f"/panel/wording?meeting={meeting_id}").text
