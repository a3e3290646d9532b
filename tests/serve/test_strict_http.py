"""Requests that a proxy might read differently are refused by both servers."""

import pytest

from livemeeting.http_rules import HeadLines, NotStrict, check_headers, check_request_line
from tests.serve.conftest import Served

HOST = b"Host: localhost\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def post(headers: bytes, body: bytes) -> bytes:
    """A request with another hidden behind its body."""
    return b"POST / HTTP/1.1\r\n" + HOST + headers + b"\r\n" + body + SMUGGLED


PROBES = {
    "two lengths": post(b"Content-Length: 3\r\nContent-Length: 4\r\n", b"abc"),
    "an unknown coding": post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n"),
    "a blank before the colon": post(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"),
    "a length and a coding": post(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: elsewhere\r\n\r\n",
    "bare line feeds": b"GET / HTTP/1.1\nHost: localhost\n\n",
}


@pytest.mark.parametrize("probe", PROBES.values(), ids=PROBES.keys())
def test_a_smuggling_probe_gets_one_400_and_a_closed_connection(served: Served, probe: bytes) -> None:
    answer = served.say(probe)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"Connection: close" in answer


def test_a_chunked_body_is_asked_for_again_with_its_length(served: Served) -> None:
    answer = served.say(
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 411 ")


def test_an_honest_body_arrives_whole_and_the_connection_serves_again(served: Served) -> None:
    body = b"x" * 100_000
    first = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 100000\r\n\r\n" + body
    answers = served.say(first + b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert b"100000 bytes" in answers
    assert answers.endswith(b"0 bytes")


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b" 414 "),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Long: " + b"a" * 9_000 + b"\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\n" + HOST + (b"X-Many: " + b"a" * 1_000 + b"\r\n") * 65 + b"\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Many: a\r\n" * 200 + b"\r\n", b" 400 "),
        (b"GET /\r\n", b" 400 "),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n", b" 400 "),
    ],
    ids=["9 KB address", "9 KB header", "65 KB of headers", "200 headers", "HTTP/0.9", "TLS by mistake"],
)
def test_an_oversized_or_foreign_request_is_refused_with_a_status(
    served: Served, request_text: bytes, status: bytes
) -> None:
    first_line = served.say(request_text).partition(b"\r\n")[0]
    assert status in first_line + b" "
    assert served.get("/").startswith(b"HTTP/1.1 200 ")


def test_an_answer_does_not_say_what_software_gave_it(served: Served) -> None:
    for answer in (served.get("/"), served.say(PROBES["two hosts"]), served.say(b"nonsense\r\n\r\n")):
        head = answer.partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nserver:" not in head
        assert b"python" not in answer.lower()


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/1.1\n",
        b"GET  / HTTP/1.1\r\n",
        b"GET / HTTP/2.0\r\n",
        b"GET http://elsewhere/ HTTP/1.1\r\n",
        b"get / HTTP/1.1\r\n",
        b"GET /a\x00b HTTP/1.1\r\n",
        b" GET / HTTP/1.1\r\n",
        b"\r\n",
        b"",
    ],
)
def test_a_malformed_request_line_is_refused(line: bytes) -> None:
    with pytest.raises(NotStrict):
        check_request_line(line)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"Host: \r\n"],
        [b"Host: a b\r\n"],
        [b"Host: a\r\n", b" folded\r\n"],
        [b"Host: a\r\n", b"No colon\r\n"],
        [b"Host: a\r\n", b"X: a\x00b\r\n"],
        [b"Host: a\r\n", b"X: a\rContent-Length: 3\r\n"],
        [b"Host: a\r\n", b"Content-Length: +3\r\n"],
        [b"Host: a\r\n", b"Content-Length: 0x3\r\n"],
        [b"Host: a\r\n", b"Content-Length: -3\r\n"],
        [b"Host: a\r\n", b"Content-Length: 3, 3\r\n"],
        [b"Host: a\r\n", b"Content-Length: 1_000\r\n"],
        [b"Host: a\r\n", b"Transfer-Encoding: gzip, chunked\r\n"],
        [b"Host: a\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\n"],
    ],
)
def test_headers_that_can_be_read_two_ways_are_refused(lines: list[bytes]) -> None:
    with pytest.raises(NotStrict):
        check_headers(lines)


@pytest.mark.parametrize("host", [b"localhost:8000", b"live.example.gov.uk", b"[::1]:8000", b"127.0.0.1"])
def test_the_headers_of_a_browser_pass(host: bytes) -> None:
    check_request_line(b"POST /m/full-council?after=12 HTTP/1.1\r\n")
    check_headers(
        [b"Host: " + host + b"\r\n", b"content-length:  12 \r\n", b"Cookie: a=b; c=d\r\n", b"X-Empty:\r\n"]
    )


def test_a_head_cut_short_by_the_visitor_is_not_acted_on() -> None:
    lines = iter([b"Host: a\r\n", b"Content-Le"])
    head = HeadLines(lambda _size: next(lines, b""))
    head.readline()
    with pytest.raises(NotStrict):
        head.readline()
