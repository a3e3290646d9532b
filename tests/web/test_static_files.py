"""Tests of how style sheets and scripts are sent."""

import gzip

import pytest
from flask import Flask

from livemeeting.web.static_files import static_url
from tests.houses import Visitor


def test_a_file_at_its_versioned_address_is_kept_for_a_year(client: Visitor) -> None:
    address = static_url("house.css")
    assert "?v=" in address
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("address", ["/static/house.css", "/static/house.css?v=other"])
def test_a_file_at_any_other_address_is_asked_for_again(client: Visitor, address: str) -> None:
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("accepts", "is_small"), [("gzip, br", True), ("", False), ("br", False), ("gzip;q=0", False)]
)
def test_text_is_compressed_for_browsers_that_say_they_can_read_it(
    client: Visitor, accepts: str, is_small: bool
) -> None:
    answer = client.get("/static/govuk.css", headers={"Accept-Encoding": accepts})
    whole = client.get("/static/govuk.css").data
    assert ("Content-Encoding" in answer.headers) is is_small
    assert (gzip.decompress(answer.data) if is_small else answer.data) == whole
    assert answer.headers["Vary"] == "Accept-Encoding"
    if is_small:
        assert len(answer.data) < len(whole) / 4


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("house.css", "text/css; charset=utf-8"),
        ("wording.js", "text/javascript; charset=utf-8"),
        ("favicon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is(client: Visitor, name: str, kind: str) -> None:
    assert client.get(f"/static/{name}").headers["Content-Type"] == kind


@pytest.mark.parametrize(
    "name",
    [
        "no-such.css",
        "../settings.py",
        "..%2fweb%2fapp.py",
        "%2e%2e/settings.py",
        "vendor/../../settings.py",
        "%2fetc%2fpasswd",
        "",
        "vendor",
        "house.css%00",
        "x" * 5000,
        "é.css",
    ],
)
def test_nothing_outside_the_folder_is_sent(client: Visitor, name: str) -> None:
    assert client.get(f"/static/{name}", follow_redirects=True).status_code == 404


def test_our_look_carries_no_crown_and_no_font_of_the_government(app: Flask) -> None:
    styles = app.test_client().get("/static/govuk.css").text
    assert "GDS Transport" not in styles
    assert "url(" not in styles
    assert "The MIT License" in styles
