"""Tests of the people page and of a person's own page."""

import html
import re

from flask import Flask

from livemeeting.actions.house import House
from livemeeting.actions.people import add_officer
from livemeeting.domain.roles import Role
from livemeeting.store import councils
from livemeeting.store.councils import Council
from tests.houses import STARTED, Visitor, sign_in

NEW = {"name": "Bea Birch", "email": "bea@example.gov.uk", "role": "clerk"}


def link_on(page: str) -> str:
    """The one-time link a page shows, without its host."""
    found = re.search(r"http://localhost(/sign-in/link/[\w-]+)", html.unescape(page))
    assert found is not None
    return found[1]


def person_id(page: str, name: str) -> str:
    found = re.search(rf'for="role-(\w+)">Role of {name}<', page)
    assert found is not None
    return found[1]


def test_somebody_added_gets_a_link_that_signs_them_in_in_their_role(
    app: Flask, as_administrator: Visitor
) -> None:
    page = as_administrator.send("/panel/people", **NEW)
    assert "Bea Birch is added" in page.text
    bea = app.test_client()
    assert bea.post(link_on(page.text)).status_code == 303
    assert "Your role is clerk." in bea.get("/panel/account").text
    assert "Bea Birch" in as_administrator.get("/panel/people").text


def test_what_is_refused_stays_in_the_form_beside_the_reason(as_administrator: Visitor) -> None:
    answer = as_administrator.send("/panel/people", **{**NEW, "email": "nonsense"})
    assert answer.status_code == 409
    assert "That is not an e-mail address." in answer.text
    assert 'value="Bea Birch"' in answer.text
    assert re.search(r'value="clerk" checked', answer.text)
    assert "<title>Error: " in answer.text


def test_a_role_that_does_not_exist_is_refused(as_administrator: Visitor) -> None:
    answer = as_administrator.send("/panel/people", **{**NEW, "role": "mayor"})
    assert answer.status_code == 409
    assert "one of the four roles" in answer.text


def test_a_role_can_be_changed(as_administrator: Visitor) -> None:
    as_administrator.send("/panel/people", **NEW)
    bea = person_id(as_administrator.get("/panel/people").text, "Bea Birch")
    answer = as_administrator.send(f"/panel/people/{bea}/role", role="officer")
    assert (answer.status_code, answer.location) == (303, "/panel/people?said=role")
    assert "The role is changed." in as_administrator.get("/panel/people?said=role").text


def test_somebody_shut_out_is_out_at_once_and_can_be_let_in_again(
    app: Flask, as_administrator: Visitor
) -> None:
    page = as_administrator.send("/panel/people", **NEW)
    bea = app.test_client()
    bea.post(link_on(page.text))
    bea_id = person_id(as_administrator.get("/panel/people").text, "Bea Birch")
    as_administrator.send(f"/panel/people/{bea_id}/disable")
    assert bea.get("/panel/account").status_code == 303
    assert "Let in again" in as_administrator.get("/panel/people").text
    as_administrator.send(f"/panel/people/{bea_id}/enable")
    again = as_administrator.send(f"/panel/people/{bea_id}/link")
    assert bea.post(link_on(again.text)).status_code == 303


def test_the_last_administrator_is_told_why_they_stay(as_administrator: Visitor) -> None:
    assert as_administrator.officer is not None
    answer = as_administrator.send(f"/panel/people/{as_administrator.officer.id}/role", role="watcher")
    assert answer.status_code == 409
    assert "There must be an administrator left." in answer.text


def test_another_councils_administrator_finds_nobody_here(app: Flask, house: House) -> None:
    house.database.write(lambda c: councils.add(c, Council("oak", "Oak Council", STARTED)))
    ours = add_officer(house, "ann@example.gov.uk", "Ann Ash", Role.OFFICER).id
    stranger = app.test_client()
    assert isinstance(stranger, Visitor)
    sign_in(stranger, Role.ADMINISTRATOR, council_id="oak")
    page = stranger.get("/panel/people").text
    assert "Ann Ash" not in page
    assert "Oak Council" in page
    for act in ("link", "role", "disable", "enable"):
        answer = stranger.send(f"/panel/people/{ours}/{act}", role="watcher")
        assert answer.status_code == 404
        assert "Ann" not in answer.text


def test_hostile_names_come_out_as_text(as_administrator: Visitor) -> None:
    hostile = "<script>alert(1)</script>{{7*7}}"
    as_administrator.send("/panel/people", **{**NEW, "name": hostile})
    page = as_administrator.get("/panel/people").text
    assert "<script>alert" not in page
    assert "{{7*7}}" in page


def test_everybody_changes_their_own_name(as_watcher: Visitor) -> None:
    answer = as_watcher.send("/panel/account/name", name="Wanda Ŵyn")
    assert (answer.status_code, answer.location) == (303, "/panel/account?said=saved")
    assert "Wanda Ŵyn" in as_watcher.get("/panel/account").text
    assert as_watcher.send("/panel/account/name", name=" ").status_code == 409


def test_everybody_changes_their_own_password_and_stays_signed_in_here(as_officer: Visitor) -> None:
    assert "Choose a password" in as_officer.get("/panel/account").text
    assert as_officer.send("/panel/account/password", new="short").status_code == 409
    before = as_officer.get_cookie("livemeeting")
    assert as_officer.send("/panel/account/password", new="three quiet owls").status_code == 303
    after = as_officer.get_cookie("livemeeting")
    assert before is not None and after is not None
    assert before.value != after.value
    assert "Change your password" in as_officer.get("/panel/account").text


def test_only_administrators_see_the_way_to_the_pages_of_administrators(
    as_administrator: Visitor, as_clerk: Visitor
) -> None:
    assert 'href="/panel/people"' in as_administrator.get("/panel/account").text
    assert 'href="/panel/people"' not in as_clerk.get("/panel/account").text
