"""A look at a public web address: whether it answers, and what time it says it is there."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

#: For each step: looking the name up, connecting, the first line of the answer.
WITHIN = 5.0
Resolve = Callable[[str, int], list[str]]
IsAllowed = Callable[[str], bool]


@dataclass(frozen=True)
class Answered:
    """It answered with this status. `ahead` is by how many seconds its clock is before ours, None when it does not say.

    `give` is the uncertainty of `ahead`: the header counts whole seconds, and the way there takes time.
    """

    host: str
    status: int
    ahead: float | None
    give: float


@dataclass(frozen=True)
class Silent:
    """It did not, for this reason: a sentence for the officer."""

    reason: str


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the order to try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public internet: nobody reaches into our own network."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not address.is_multicast


def look(url: str, *, resolver: Resolve = resolve, is_allowed: IsAllowed = is_public) -> Answered | Silent:
    """Ask once, follow nothing, read the head of the answer only. Blocking, at most 15 seconds; never raises."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return Silent("That is not a web address.")
    if parts.scheme not in ("http", "https") or not host:
        return Silent("That is not a web address.")
    try:
        numbers = resolver(host, port)
        if not numbers or not all(is_allowed(each) for each in numbers):
            return Silent(f"{host} is not a public address, so it was not asked.")
        return _asked(parts, host, (numbers[0], port))
    except ssl.SSLError:
        return Silent(f"The certificate of {host} is not in order.")
    except (OSError, http.client.HTTPException, UnicodeError, ValueError):
        return Silent(f"{host} did not answer.")


def _asked(parts: SplitResult, host: str, where: tuple[str, int]) -> Answered:
    connection = http.client.HTTPConnection(host, where[1], timeout=WITHIN)
    # The number that was looked at is the number that is asked: a second look-up could name another.
    connection.sock = socket.create_connection(where, timeout=WITHIN)
    with closing(connection):
        if parts.scheme == "https":
            secured = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
            connection.sock = secured
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = time.time()
        connection.request(
            "GET", target, headers={"Connection": "close", "Accept": "*/*", "User-Agent": "livemeeting"}
        )
        answer = connection.getresponse()
        answered = time.time()
        ahead = _ahead(answer.headers.get("Date", ""), (asked + answered) / 2)
        return Answered(host, answer.status, ahead, 0.5 + (answered - asked) / 2)


def _ahead(said: str, now: float) -> float | None:
    try:
        there: datetime = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    return there.timestamp() + 0.5 - now if there.tzinfo is not None else None
