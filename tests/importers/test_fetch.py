"""Fetching from an address: what is asked, what never is, and how every failure is told."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from livemeeting.domain.refused import Refused
from livemeeting.importers.fetch import fetch
from livemeeting.importers.fetch_rules import FetchRules, allowed, host_list, is_public
from tests.fakes.fake_site import FakeSite, fake_site
from tests.patience import PATIENCE

PUBLIC = FetchRules(hosts=("democracy.example.gov.uk",))
INSIDE = FetchRules(
    hosts=("elsewhere.example",), inside=("localhost",), allows_http=True, agent="livemeeting/test"
)


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with fake_site() as running:
        yield running


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://democracy.example.gov.uk/", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("democracy.example.gov.uk", "not a web address"),
        ("https://", "not a web address"),
        ("https://user:word@democracy.example.gov.uk/", "not a web address"),
        ("https://democracy.example.gov.uk@evil.example/", "not a web address"),
        ("https://[::1", "not a web address"),
        ("https://democracy.example.gov.uk:99999/", "not a web address"),
        ("https://evil.example/", "evil.example is not in the council's list"),
        ("https://sub.democracy.example.gov.uk/", "not in the council's list"),
        ("https://127.0.0.1/", "not in the council's list"),
        ("https://[::1]/", "not in the council's list"),
        ("http://democracy.example.gov.uk/", "Only https"),
        ("https://democracy.example.gov.uk:8443/", "not port 8443"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(url: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        allowed(url, PUBLIC)


def test_an_address_that_may_be_asked_is_taken_apart() -> None:
    found = allowed("https://DEMOCRACY.example.gov.uk.:443/a b/Ü?q=ü#part", PUBLIC)
    assert (found.host, found.port, found.target) == (
        "democracy.example.gov.uk",
        443,
        "/a%20b/%C3%9C?q=%C3%BC",
    )


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
        *("::ffff:93.184.216.34", "2002:0a00:0001::1", "2001:0:1::1", "64:ff9b::a00:1", "2001:db8::1", "x", ""),
    ],
)  # fmt: skip
def test_a_private_number_is_known_in_every_disguise(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_a_public_number_is_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("numbers", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["169.254.169.254"]])
def test_a_listed_host_that_leads_inside_is_refused_after_one_resolution(numbers: list[str]) -> None:
    looked_up: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return numbers

    with pytest.raises(Refused, match="inside a private network"):
        fetch("https://democracy.example.gov.uk/", PUBLIC, resolver=resolver)
    assert looked_up == ["democracy.example.gov.uk"]


def test_the_number_looked_at_is_the_number_asked(site: FakeSite) -> None:
    site.says("/", b"ok")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    found = fetch(f"{site.url}/", INSIDE, resolver=lambda _host, _port: next(answers))
    assert found.content == b"ok"
    assert next(answers) == ["10.0.0.1"]  # nobody looked up a second time


def test_the_request_says_who_asks(site: FakeSite) -> None:
    site.says("/a", b"<p>1. Apologies", "text/HTML; charset=utf-8")
    found = fetch(f"{site.url}/a?b=1", INSIDE, accept="text/html")
    path, headers = site.asked[0]
    assert (found.media_type, found.url) == ("text/html", f"{site.url}/a?b=1")
    assert (path, headers["User-Agent"], headers["Accept"]) == ("/a?b=1", "livemeeting/test", "text/html")
    assert (headers["Host"], headers["Accept-Encoding"]) == (f"localhost:{site.port}", "identity")


def test_a_redirect_is_followed_within_the_rules_only(site: FakeSite) -> None:
    site.says("/b", b"there")
    site.sends_to("/a", "/b")
    assert fetch(f"{site.url}/a", INSIDE).url == f"{site.url}/b"
    site.sends_to("/out", "https://evil.example/")
    with pytest.raises(Refused, match=r"evil\.example is not in"):
        fetch(f"{site.url}/out", INSIDE)
    site.sends_to("/number", f"http://127.0.0.1:{site.port}/b")
    with pytest.raises(Refused, match="not in the council"):
        fetch(f"{site.url}/number", INSIDE)
    site.sends_to("/file", "file:///etc/passwd")
    with pytest.raises(Refused, match="not a web address"):
        fetch(f"{site.url}/file", INSIDE)


def test_a_redirect_to_a_listed_host_inside_is_refused(site: FakeSite) -> None:
    site.sends_to("/a", "http://elsewhere.example/")
    numbers = {"localhost": ["127.0.0.1"], "elsewhere.example": ["127.0.0.1"]}
    with pytest.raises(Refused, match=r"elsewhere\.example is inside a private network"):
        fetch(f"{site.url}/a", INSIDE, resolver=lambda host, _port: numbers[host])


def test_a_site_that_sends_in_circles_is_left(site: FakeSite) -> None:
    site.sends_to("/a", "/a")
    with pytest.raises(Refused, match="in circles"):
        fetch(f"{site.url}/a", INSIDE)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (403, "refuses to be read"),
        (404, "nothing at this address"),
        (500, "cannot answer"),
        (204, "cannot answer"),
    ],
)
def test_a_site_that_does_not_give_it_is_told_by_its_status(
    site: FakeSite, status: int, sentence: str
) -> None:
    site.says("/a", b"", status=status)
    with pytest.raises(Refused, match=sentence):
        fetch(f"{site.url}/a", INSIDE)


def test_a_site_that_drips_is_left_when_the_time_is_up(site: FakeSite) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1_000):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    site.pages["/a"] = drip
    started = time.monotonic()
    with pytest.raises(Refused, match="took longer than 0 seconds"):
        fetch(f"{site.url}/a", INSIDE, seconds=0.4)
    assert time.monotonic() - started < PATIENCE


def test_an_answer_without_end_is_left_at_the_limit(site: FakeSite) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(400):
            handler.wfile.write(bytes(100_000))

    site.pages["/a"] = pour
    with pytest.raises(Refused, match="more than 20 MB"):
        fetch(f"{site.url}/a", INSIDE)


def test_packed_answers_are_unpacked_within_the_limit(site: FakeSite) -> None:
    site.says("/a", gzip.compress(b"agenda"), Content_Encoding="gzip")
    site.says("/bomb", gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")
    site.says("/odd", b"x", Content_Encoding="br")
    assert fetch(f"{site.url}/a", INSIDE).content == b"agenda"
    with pytest.raises(Refused, match="more than 20 MB"):
        fetch(f"{site.url}/bomb", INSIDE)
    with pytest.raises(Refused, match="not asked for"):
        fetch(f"{site.url}/odd", INSIDE)


def test_a_site_that_breaks_off_or_is_not_there_is_a_sentence(site: FakeSite) -> None:
    def break_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")

    site.pages["/a"] = break_off
    with pytest.raises(Refused, match="broke off"):
        fetch(f"{site.url}/a", INSIDE)
    with pytest.raises(Refused, match="could not be reached"):
        fetch("http://localhost:9/", INSIDE)


def test_a_certificate_is_checked_for_the_host_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_site(folder=tmp_path) as site:
        site.says("/a", b"secure")
        with pytest.raises(Refused, match="certificate"):
            fetch(f"{site.url}/a", INSIDE)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "site.pem"))
        assert fetch(f"{site.url}/a", INSIDE).content == b"secure"
        other = FetchRules(inside=("other.example",))
        with pytest.raises(Refused, match="certificate"):
            fetch(f"https://other.example:{site.port}/a", other, resolver=lambda _host, _port: ["127.0.0.1"])


def test_the_hosts_typed_by_an_administrator_are_read() -> None:
    typed = "Democracy.Example.gov.uk\nhttps://webapi.legistar.com/v1/\n\ndemocracy.example.gov.uk, müller.example"
    assert host_list(typed) == ("democracy.example.gov.uk", "webapi.legistar.com", "xn--mller-kva.example")
    for wrong in ("localhost", "127.0.0.1", "*.gov.uk", "a b", "-x.example", "https://[::1]/"):
        with pytest.raises(Refused, match="not the name of a site"):
            host_list(wrong)
