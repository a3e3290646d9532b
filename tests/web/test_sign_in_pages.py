"""Tests of the sign-in pages."""

import pytest
from flask import Flask

from livemeeting.actions.house import House
from livemeeting.actions.people import add_officer, one_time_link
from livemeeting.actions.sessions import look_up
from livemeeting.domain.roles import Role
from tests.houses import Clock, Visitor

EMAIL, PASSWORD = "ann@example.gov.uk", "three quiet owls"


@pytest.fixture
def ann(house: House) -> str:
    return add_officer(house, EMAIL, "Ann Ash", Role.OFFICER, password=PASSWORD).id


def cookie(visitor: Visitor) -> str:
    found = visitor.get_cookie("livemeeting")
    return found.value if found is not None else ""


def test_the_password_leads_to_the_page_that_was_asked_for(client: Visitor, ann: str) -> None:
    form = client.get("/sign-in?next=/panel/account").text
    assert 'name="next" value="/panel/account"' in form
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": "/panel/account"})
    assert (answer.status_code, answer.location) == (303, "/panel/account")
    assert "Ann Ash" in client.get("/panel/account").text


def test_a_wrong_password_is_told_in_one_sentence_beside_what_was_typed(client: Visitor, ann: str) -> None:
    answer = client.post("/sign-in", data={"email": EMAIL, "password": "wrong", "next": "/panel/account"})
    assert answer.status_code == 403
    assert "The e-mail address or the password is not right." in answer.text
    assert f'value="{EMAIL}"' in answer.text
    assert 'name="next" value="/panel/account"' in answer.text
    assert "wrong" not in answer.text.replace("password", "")
    assert "Set-Cookie" not in answer.headers


def test_whoever_tries_too_often_is_told_when_to_try_again(client: Visitor, ann: str, clock: Clock) -> None:
    for _ in range(5):
        client.post("/sign-in", data={"email": EMAIL, "password": "wrong"})
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert "Too many attempts. Try again in 15 minutes" in answer.text
    clock.move(minutes=15)
    assert client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code == 303


def test_signing_in_changes_the_session_and_ends_the_earlier_one(
    house: House, client: Visitor, ann: str
) -> None:
    client.set_cookie("livemeeting", "planted-by-somebody")
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    first = cookie(client)
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert len({"planted-by-somebody", first, cookie(client)}) == 3
    assert look_up(house, first) is None
    assert look_up(house, cookie(client)) is not None


def test_signing_out_ends_the_session_on_the_server(house: House, as_officer: Visitor) -> None:
    token = cookie(as_officer)
    answer = as_officer.send("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in?said=signed-out")
    assert cookie(as_officer) == ""
    assert look_up(house, token) is None
    assert "You are signed out." in as_officer.get("/sign-in?said=signed-out").text


def test_a_page_says_only_what_it_knows(client: Visitor) -> None:
    assert "Send us your password" not in client.get("/sign-in?said=Send us your password").text


def test_a_link_signs_in_with_one_button(house: House, client: Visitor, ann: str) -> None:
    address = one_time_link(house, ann).removeprefix("http://localhost")
    for _ in range(2):  # a mail scanner looks first
        assert "This link signs you in once." in client.get(address).text
    answer = client.post(address)
    assert (answer.status_code, answer.location) == (303, "/panel/")
    assert client.get("/panel/account").status_code == 200
    assert "This link no longer works" in client.get(address).text
    assert client.post(address).status_code == 409


def test_a_link_can_bring_a_new_password(house: House, client: Visitor, ann: str) -> None:
    address = one_time_link(house, ann).removeprefix("http://localhost")
    refused = client.post(address, data={"password": "short"})
    assert refused.status_code == 409
    assert "at least 12 characters" in refused.text
    assert client.post(address, data={"password": "four loud geese"}).status_code == 303
    client.send("/sign-out")
    assert client.post("/sign-in", data={"email": EMAIL, "password": "four loud geese"}).status_code == 303


@pytest.mark.parametrize("token", ["x", "%00", "..", "é"])
def test_a_link_that_nobody_made_is_told_apart_from_nothing(client: Visitor, token: str) -> None:
    assert "This link no longer works" in client.get(f"/sign-in/link/{token}").text
    assert client.post(f"/sign-in/link/{token}").status_code == 409


def test_what_was_typed_comes_back_as_text(client: Visitor) -> None:
    hostile = '"><script>alert(1)</script>'
    answer = client.post("/sign-in", data={"email": hostile, "password": "x", "next": hostile})
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "broken", ["\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "a" * 900_000]
)
def test_broken_characters_get_an_answer(app: Flask, broken: str) -> None:
    answer = app.test_client().post("/sign-in", data={"email": f"{broken}@x.org", "password": broken})
    assert answer.status_code in (403, 409)
