"""The address of a server that an administrator entered: what is wrong with it."""

from __future__ import annotations

import re

SERVER_HINT = "Begins with https:// and ends with the name of the server."

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?"


def fault_of_server(address: str, *, plain_http: bool) -> str:
    """A sentence for the administrator, '' where the address can be asked.

    Networks are asked over TLS alone; `plain_http` is for tests.
    """
    scheme = "https?" if plain_http else "https"
    if re.fullmatch(rf"{scheme}://{_HOST}", address):
        return ""
    return "The server's address must look like https://social.example, without anything behind it."
