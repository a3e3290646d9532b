"""Tests of the guard: who gets in, and which requests count as sent from our own pages."""

from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.http import parse_cookie

from livemeeting.actions.house import House
from livemeeting.actions.sessions import end_session
from livemeeting.domain.roles import Role
from livemeeting.web.guard import own_page, refuse_unguarded
from tests.houses import Clock, Visitor, new_app, new_house, sign_in


def token_of(visitor: Visitor) -> str:
    cookie = visitor.get_cookie("livemeeting")
    assert cookie is not None
    return cookie.value


def test_whoever_is_not_signed_in_is_asked_to(client: Visitor) -> None:
    answer = client.get("/panel/people")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/panel/people")
    assert client.get("/panel/people", headers={"Accept": "application/json"}).status_code == 401


def test_a_form_sent_after_the_session_ended_does_nothing_and_asks_to_sign_in(
    house: House, as_administrator: Visitor
) -> None:
    end_session(house, token_of(as_administrator))
    answer = as_administrator.send("/panel/council", name="Taken", colour="#000000", hashtag="")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    said = as_administrator.post("/panel/account/name", headers={"Accept": "application/json"})
    assert said.status_code == 401
    assert said.get_json()["refused"].startswith("You are signed out.")


def test_a_role_without_the_right_is_told_so(as_officer: Visitor, as_watcher: Visitor) -> None:
    answer = as_officer.get("/panel/people")
    assert answer.status_code == 403
    assert "Ask an administrator" in answer.text
    assert as_watcher.get("/panel/account").status_code == 200


def test_a_link_from_a_mail_finds_the_way_to_the_panel(client: Visitor) -> None:
    # The browser keeps a SameSite=Strict cookie back at first, and sends it when our own page asks again.
    answer = client.get("/panel/people?a=b", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert 'content="0; url=/panel/people"' in answer.text


@pytest.mark.parametrize(
    ("headers", "gets_in"),
    [
        ({}, True),
        ({"Origin": "http://localhost"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://localhost.evil.example"}, False),
        ({"Origin": "https://localhost"}, False),
        ({"Origin": "http://localhost:8001"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://localhost/"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, False),
    ],
)
def test_a_form_counts_only_when_sent_from_our_own_page(
    as_administrator: Visitor, headers: dict[str, str], gets_in: bool
) -> None:
    data = {"csrf": as_administrator.csrf, "name": "Ada Ash"}
    answer = as_administrator.post("/panel/account/name", data=data, headers=headers)
    assert answer.status_code == (303 if gets_in else 403)
    assert ("Ada Ash" in as_administrator.get("/panel/account").text) is gets_in


@pytest.mark.parametrize("brought", ["", "x", "ŵ", "A" * 43])
def test_a_form_without_its_token_does_nothing(as_administrator: Visitor, brought: str) -> None:
    answer = as_administrator.post("/panel/account/name", data={"csrf": brought, "name": "Ada Ash"})
    assert answer.status_code == 403
    assert "earlier sign-in" in answer.text
    assert "Ada Ash" not in as_administrator.get("/panel/account").text


def test_a_script_may_bring_the_token_in_a_header(as_administrator: Visitor) -> None:
    headers = {"X-CSRF-Token": as_administrator.csrf}
    assert (
        as_administrator.post("/panel/account/name", data={"name": "A"}, headers=headers).status_code == 303
    )


def test_a_token_of_another_session_is_refused(as_administrator: Visitor, as_officer: Visitor) -> None:
    data = {"csrf": as_officer.csrf, "name": "Ada Ash"}
    assert as_administrator.post("/panel/account/name", data=data).status_code == 403


def test_the_panel_works_under_the_name_of_the_machine_too(as_administrator: Visitor) -> None:
    # Beside the public address: an officer in the chamber may reach the server by another name.
    as_administrator.set_cookie("livemeeting", token_of(as_administrator), domain="server.lan")
    answer = as_administrator.post(
        "/panel/account/name",
        data={"csrf": as_administrator.csrf, "name": "A"},
        base_url="http://server.lan:8000",
        headers={"Origin": "http://server.lan:8000"},
    )
    assert answer.status_code == 303


def test_an_old_session_asks_to_sign_in_again(as_officer: Visitor, clock: Clock) -> None:
    assert as_officer.get("/panel/account").status_code == 200
    clock.move(minutes=61)
    assert as_officer.get("/panel/account").status_code == 303


@pytest.fixture
def secure_app(tmp_path: Path) -> Flask:
    """Behind TLS at a public address."""
    house, _ = new_house(tmp_path, public_url="https://live.example.gov.uk")
    return new_app(house, is_secure=True)


def test_behind_tls_the_cookie_is_bound_to_this_host_and_to_tls(secure_app: Flask) -> None:
    visitor = secure_app.test_client()
    sign_in(visitor, Role.OFFICER)
    assert isinstance(visitor, Visitor)
    answer = visitor.send("/panel/account/password", new="three quiet owls")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-livemeeting=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie and "Expires" not in cookie


def test_behind_tls_a_page_without_tls_is_another_site(secure_app: Flask) -> None:
    visitor = secure_app.test_client()
    for origin, gets_in in (
        ("https://live.example.gov.uk", True), ("https://localhost", True),
        ("http://localhost", False), ("http://live.example.gov.uk", False),
    ):  # fmt: skip
        answer = visitor.post("/sign-in", data={"email": "a@b.c"}, headers={"Origin": origin})
        assert ("not right" in answer.text) is gets_in


def test_a_cookie_without_tls_has_no_prefix_that_browsers_would_refuse(as_officer: Visitor) -> None:
    answer = as_officer.send("/panel/account/password", new="three quiet owls")
    cookie = answer.headers["Set-Cookie"]
    assert "livemeeting" in parse_cookie(cookie)
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/panel/meetings/abc/agenda", "/panel/meetings/abc/agenda"),
        ("/panel", "/panel"),
        ("", "/panel/"),
        ("https://evil.example/panel/", "/panel/"),
        ("//evil.example", "/panel/"),
        ("/panel//evil.example", "/panel/"),
        ("/panel/..//evil", "/panel/"),
        ("/panelx", "/panel/"),
        ("/panel/\r\nSet-Cookie: a=b", "/panel/"),
        ("/panel/?next=//evil", "/panel/"),
        ("javascript:alert(1)", "/panel/"),
    ],
)
def test_signing_in_leads_to_our_own_pages_only(wanted: str, page: str) -> None:
    assert own_page(wanted) == page


def test_a_proxy_is_believed_only_when_it_is_trusted(house: House) -> None:
    seen: list[str] = []

    def ask(trusted: int) -> str:
        app = new_app(house, trusted_proxies=trusted)
        app.before_request_funcs[None].insert(0, lambda: seen.append(f"{request.remote_addr} {request.host}"))
        headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example"}
        app.test_client().get("/healthz", headers=headers)
        return seen[-1]

    assert ask(0) == "127.0.0.1 localhost"
    assert ask(1) == "203.0.113.9 localhost"


def test_a_route_that_nobody_guards_stops_the_start(app: Flask) -> None:
    refuse_unguarded(app)
    app.view_functions["sign_in.sign_in"] = lambda: "open"
    with pytest.raises(RuntimeError, match="/sign-in is neither guarded"):
        refuse_unguarded(app)
