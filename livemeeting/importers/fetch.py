"""Fetches one address within the council's rules: one resolution, public addresses only, within limits."""

from __future__ import annotations

import http.client
import signal
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from livemeeting.domain.refused import Refused
from livemeeting.importers import LARGEST_UPLOAD
from livemeeting.importers.fetch_rules import Allowed, FetchRules, allowed, is_public

MOST_SECONDS = 10.0
MOST_REDIRECTS = 5
MOST_ADDRESSES = 3
PASTE_INSTEAD = "Open the page, copy the agenda and paste it."
Resolve = Callable[[str, int], list[str]]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class NotAnswered(Refused):
    """The site was asked and did not give what was asked for. `status` is 0 where it did not answer at all."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Fetched:
    """What came, and from which address in the end. `media_type` is in lower case, without parameters."""

    content: bytes
    media_type: str
    url: str


class _TooLong(Exception):
    """The time is up, wherever it was spent."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the order to try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def fetch(
    url: str,
    rules: FetchRules,
    *,
    accept: str = "*/*",
    seconds: float = MOST_SECONDS,
    resolver: Resolve = resolve,
) -> Fetched:
    """What is at an address, through its redirects. To be called on a main thread. Raises Refused."""
    wanted = allowed(url, rules)
    try:
        with _at_most(seconds):
            for _ in range(MOST_REDIRECTS + 1):
                answer = _ask(wanted, rules, accept, resolver)
                if isinstance(answer, Fetched):
                    return answer
                wanted = allowed(urljoin(wanted.url, answer), rules)
    except _TooLong as fault:
        raise NotAnswered(f"{wanted.host} took longer than {seconds:.0f} seconds. {PASTE_INSTEAD}") from fault
    except ssl.SSLError as fault:
        raise NotAnswered(
            f"The certificate or encryption of {wanted.host} is not in order. {PASTE_INSTEAD}"
        ) from fault
    except (OSError, http.client.HTTPException, zlib.error) as fault:
        raise NotAnswered(f"{wanted.host} could not be reached or broke off. {PASTE_INSTEAD}") from fault
    raise NotAnswered(f"{wanted.host} sends its visitors round in circles. {PASTE_INSTEAD}")


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _TooLong when the time is up: a site that sends a byte a second resets every other clock."""

    def ring(_signal: int, _frame: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ask(wanted: Allowed, rules: FetchRules, accept: str, resolver: Resolve) -> Fetched | str:
    """The answer of one request, or where it sends us."""
    with closing(_connected(wanted, rules, resolver)) as connection:
        connection.request(
            "GET", wanted.target,
            headers={"Accept": accept, "Accept-Encoding": "identity", "User-Agent": rules.agent},
        )  # fmt: skip
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and answer.headers.get("Location"):
            return str(answer.headers["Location"])
        if answer.status != 200:
            raise NotAnswered(_why_not(wanted.host, answer.status), answer.status)
        content = _whole(answer, wanted.host)
        return Fetched(content, answer.headers.get_content_type().lower(), wanted.url)


def _connected(wanted: Allowed, rules: FetchRules, resolver: Resolve) -> http.client.HTTPConnection:
    """A connection to a number that was looked up once and looked at: nobody can change it afterwards."""
    numbers = resolver(wanted.host, wanted.port)
    if wanted.host not in rules.inside and not all(is_public(number) for number in numbers):
        raise Refused(f"{wanted.host} is inside a private network, and only public sites are fetched from.")
    for place, number in enumerate(numbers[:MOST_ADDRESSES], 1):
        try:
            plain = socket.create_connection((number, wanted.port), timeout=MOST_SECONDS)
            break
        except OSError:
            if place == min(len(numbers), MOST_ADDRESSES):
                raise
    else:
        raise OSError("no address")
    connection = http.client.HTTPConnection(wanted.host, wanted.port)
    connection.sock = plain
    if wanted.scheme == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=wanted.host)
        except BaseException:
            plain.close()
            raise
        connection.default_port = 443  # or http.client names the port in the Host header
    return connection


def _why_not(host: str, status: int) -> str:
    if status in (401, 403, 406, 429):
        return f"{host} refuses to be read by a program ({status}). {PASTE_INSTEAD}"
    if status in (404, 410):
        return f"There is nothing at this address of {host} ({status}). Check it, or copy the agenda and paste it."
    return f"{host} cannot answer at the moment ({status}). Try again later, or copy the agenda and paste it."


def _whole(answer: http.client.HTTPResponse, host: str) -> bytes:
    too_large = f"{host} sends more than 20 MB. Load the agenda itself, without its reports."
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(65_536):
        size += len(part)
        if size > LARGEST_UPLOAD:
            raise Refused(too_large)
        parts.append(part)
    content = b"".join(parts)
    if answer.length:
        raise NotAnswered(f"{host} broke off in the middle. Try again, or copy the agenda and paste it.")
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        unpacking = zlib.decompressobj(47)
        content = unpacking.decompress(content, LARGEST_UPLOAD + 1)
        if len(content) > LARGEST_UPLOAD:
            raise Refused(too_large)
    elif coding not in ("identity", ""):
        raise NotAnswered(f"{host} packs its pages in a way that was not asked for. {PASTE_INSTEAD}")
    return content
