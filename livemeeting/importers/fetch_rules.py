"""What may be fetched: which addresses, of which hosts, behind which numbers."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from livemeeting.domain.refused import Refused

_HOST = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_NOT_AN_ADDRESS = (
    "This is not a web address that can be read. It begins with https:// and names one site, "
    "such as https://democracy.example.gov.uk/ieListDocuments.aspx?MId=123."
)
# Addresses that stand for others; those of NAT64 may be in use here and carry a number to look at.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_TUNNELS = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))


@dataclass(frozen=True)
class FetchRules:
    """From where a council's agendas may be fetched.

    `hosts` are the council's own list; of them `inside` may be on private addresses and other ports, as a
    server in the council's own network is. `agent` is how we introduce ourselves.
    """

    hosts: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    allows_http: bool = False
    agent: str = "livemeeting"


@dataclass(frozen=True)
class Allowed:
    """An address that may be asked. `target` is its path and query, `host` is lower case in ASCII."""

    url: str
    scheme: str
    host: str
    port: int
    target: str


def allowed(url: str, rules: FetchRules) -> Allowed:
    """The address in its parts. Raises Refused with what is wrong about it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as fault:
        raise Refused(_NOT_AN_ADDRESS) from fault
    is_number = re.fullmatch(r"[0-9.]+", host) or ":" in host
    if (
        parts.scheme not in ("http", "https")
        or not (_HOST.fullmatch(host) or is_number)
        or "@" in parts.netloc
    ):
        raise Refused(_NOT_AN_ADDRESS)
    if host not in (*rules.hosts, *rules.inside):
        raise Refused(
            f"{host} is not in the council's list of sites agendas may be fetched from. "
            "An administrator can add it on the Council page; until then, copy the agenda and paste it."
        )
    usual = 443 if parts.scheme == "https" else 80
    if parts.scheme == "http" and not rules.allows_http:
        raise Refused("Only https addresses are fetched, because anybody on the way can change the rest.")
    if (port or usual) != usual and host not in rules.inside:
        raise Refused(f"Only the usual port of {parts.scheme} is asked, not port {port}.")
    target = re.sub(r"[^!-~]", _percent, parts.path or "/") + (
        "?" + re.sub(r"[^!-~]", _percent, parts.query) if parts.query else ""
    )
    return Allowed(url.strip(), parts.scheme, host, port or usual, target)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet: neither ours, nor a machine's own, nor a disguise."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    if address in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    if address not in _GLOBAL_UNICAST or any(address in tunnel for tunnel in _TUNNELS):
        return False
    return address.is_global


def host_list(text: str) -> tuple[str, ...]:
    """The hosts an administrator typed, one a line, each once; an address counts as its host. Raises Refused."""
    found: list[str] = []
    for line in re.split(r"[\s,;]+", text.strip()):
        if not line:
            continue
        try:
            named = urlsplit(line if "//" in line else f"//{line}").hostname or ""
            host = named.rstrip(".").encode("idna").decode("ascii").lower()
        except (ValueError, UnicodeError) as fault:
            raise Refused(f"'{line[:60]}' is not the name of a site.") from fault
        if not _HOST.fullmatch(host) or "." not in host or re.fullmatch(r"[0-9.]+", host):
            raise Refused(f"'{line[:60]}' is not the name of a site, such as democracy.example.gov.uk.")
        found.append(host)
    if len(found) > 50:
        raise Refused("At most 50 sites can be listed.")
    return tuple(dict.fromkeys(found))
