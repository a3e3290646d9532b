"""The one account the fake X knows, and the check of a request's signature."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from oauthlib.common import Request
from oauthlib.oauth1.rfc5849 import signature

USER_ID = "2244994945"
#: The client signs for the real address, wherever it then connects to.
SIGNED_FOR = "https://api.twitter.com"


@dataclass(frozen=True)
class Keys:
    """The one account the fake knows, named as the product names an X account's credentials."""

    api_key: str = "fake-api-key"
    api_secret: str = "fake-api-secret"
    access_token: str = f"{USER_ID}-fake-access-token"
    access_secret: str = "fake-access-secret"


def is_signed(keys: Keys, command: str, path: str, authorization: str) -> bool:
    """OAuth 1.0a: the right key and token, HMAC-SHA1 over method, address and query (RFC 5849, 3.4)."""
    try:
        every = signature.collect_parameters(
            urlsplit(path).query, headers={"Authorization": authorization}, exclude_oauth_signature=False
        )
    except ValueError:  # no OAuth header at all, or none that can be read
        return False
    given = dict(every)
    request = Request(SIGNED_FOR + path, http_method=command)
    request.params = [(name, value) for name, value in every if name != "oauth_signature"]
    request.signature = given.get("oauth_signature", "")
    return (
        given.get("oauth_consumer_key") == keys.api_key
        and given.get("oauth_token") == keys.access_token
        and signature.verify_hmac_sha1(request, keys.api_secret, keys.access_secret)
    )
