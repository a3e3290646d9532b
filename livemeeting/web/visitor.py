"""Where a visitor comes from, for limits per address: behind proxies, and across the addresses of one IPv6 line."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

#: IPv6 gives one household or building a whole network of addresses; this much of one is one place.
NETWORK_BITS = 64


def place_of_visitor(environ: Mapping[str, Any], trusted_proxies: int) -> str:
    """The address a request came from, or its IPv6 network; "" for this machine itself.

    Each trusted proxy appends one address to X-Forwarded-For; what stands before those anybody could have written.
    What comes from this machine is a proxy that LIVEMEETING_TRUSTED_PROXIES does not know of: everybody is behind it.
    """
    named = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",") if trusted_proxies else []
    if len(named) >= trusted_proxies > 0:
        return _place(named[-trusted_proxies].strip())
    return _place(str(environ.get("REMOTE_ADDR", "")))


@lru_cache(maxsize=4_096)
def _place(text: str) -> str:
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    if bare.count(":") == 1:  # some proxies name the port too
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return text[:64]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            whole = ipaddress.ip_network((address, NETWORK_BITS), strict=False)
            return "" if address.is_loopback else str(whole)
        address = address.ipv4_mapped
    return "" if address.is_loopback else str(address)
