"""Tests of the security headers."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.houses import Visitor, new_app, new_house


def rules(answer_headers: object) -> dict[str, list[str]]:
    """The Content Security Policy of an answer, by directive."""
    policy = str(getattr(answer_headers, "headers", {})["Content-Security-Policy"])
    return {
        name: values.split()
        for name, _, values in (each.strip().partition(" ") for each in policy.split(";"))
    }


@pytest.fixture
def embedding_app(tmp_path: Path) -> Flask:
    """With a webcast host of its own and a site that embeds the public page."""
    house, _ = new_house(tmp_path, public_url="https://live.example.gov.uk")
    return new_app(
        house,
        is_secure=True,
        embed_hosts=frozenset({"player.example.org"}),
        frame_ancestors=("https://www.example.gov.uk",),
    )


def test_nothing_is_allowed_that_is_not_named(client: Visitor) -> None:
    found = rules(client.get("/sign-in"))
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    assert found["form-action"] == ["'self'"]
    assert not any(
        "unsafe" in value or value in ("*", "https:", "http:") for each in found.values() for value in each
    )


def test_each_answer_has_a_nonce_of_its_own(client: Visitor) -> None:
    nonces = {
        re.findall(r"'nonce-([^']+)'", client.get("/sign-in").headers["Content-Security-Policy"])[0]
        for _ in range(5)
    }
    assert len(nonces) == 5
    assert all(len(each) >= 22 for each in nonces)


def test_the_panel_and_the_sign_in_stand_in_no_frame(embedding_app: Flask) -> None:
    for address in ("/sign-in", "/panel/", "/no-such-page"):
        answer = embedding_app.test_client().get(address)
        assert rules(answer)["frame-ancestors"] == ["'none'"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-src" not in rules(answer)


def test_the_public_page_may_stand_in_the_councils_site_and_hold_a_player(embedding_app: Flask) -> None:
    answer = embedding_app.test_client().get("/")
    found = rules(answer)
    assert found["frame-ancestors"] == ["'self'", "https://www.example.gov.uk"]
    assert found["frame-src"] == [
        "https://www.youtube-nocookie.com", "https://player.vimeo.com", "https://player.example.org",
    ]  # fmt: skip
    assert "https://player.example.org" in found["media-src"]
    assert "X-Frame-Options" not in answer.headers


def test_without_a_setting_only_our_own_pages_may_frame_the_public_page(client: Visitor) -> None:
    assert rules(client.get("/"))["frame-ancestors"] == ["'self'"]


def test_sockets_go_to_the_public_address_and_nowhere_else(embedding_app: Flask, client: Visitor) -> None:
    assert rules(embedding_app.test_client().get("/"))["connect-src"] == [
        "'self'",
        "wss://live.example.gov.uk",
    ]
    assert rules(client.get("/", headers={"Host": "evil.example"}))["connect-src"] == [
        "'self'",
        "ws://localhost",
    ]


def test_tls_is_insisted_on_only_where_there_is_tls(embedding_app: Flask, client: Visitor) -> None:
    assert "max-age=31536000" in embedding_app.test_client().get("/").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_a_sign_in_link_is_told_to_no_other_site(client: Visitor) -> None:
    assert client.get("/sign-in/link/abc").headers["Referrer-Policy"] == "same-origin"
    # YouTube refuses to play without knowing where.
    assert client.get("/").headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_no_cache_keeps_a_page_of_the_panel(as_officer: Visitor) -> None:
    for address in ("/panel/account", "/panel/people", "/panel/no-such-page", "/sign-in"):
        assert as_officer.get(address).headers["Cache-Control"] == "no-store"
