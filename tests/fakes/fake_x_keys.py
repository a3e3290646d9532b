"""The one account the fake X knows, and the check of a request's signature."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


@dataclass
class Tokens:
    """The same account's OAuth 2.0 token: two hours, renewed with a refresh token that works once."""

    client_id: str = "fake-client-id"
    client_secret: str = "fake-client-secret"
    refresh_token: str = "fake-refresh-0"
    token: str = ""
    ends: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    renewals: int = 0
    rotates: bool = True

    @property
    def credentials(self) -> dict[str, str]:
        """As an administrator enters them."""
        return {
            "client_id": self.client_id, "client_secret": self.client_secret, "refresh_token": self.refresh_token,
        }  # fmt: skip

    def end(self) -> None:
        """End the token now."""
        self.token = ""

    def holds(self, authorization: str, now: datetime) -> bool:
        """Whether a request carries the token, and it has not ended."""
        return bool(self.token) and authorization == f"Bearer {self.token}" and now < self.ends

    def renewed(
        self, form: Mapping[str, str], authorization: str, now: datetime
    ) -> tuple[int, dict[str, object]]:
        """Answer a request for a new token: each refresh token works once."""
        pair = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        if authorization != f"Basic {pair}":
            return 401, {
                "error": "unauthorized_client",
                "error_description": "Missing valid authorization header",
            }
        if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != self.refresh_token:
            return 400, {
                "error": "invalid_request",
                "error_description": "Value passed for the token was invalid.",
            }
        self.renewals += 1
        self.token = f"fake-oauth2-{self.renewals}"
        if self.rotates:
            self.refresh_token = f"fake-refresh-{self.renewals}"
        self.ends = now + timedelta(hours=2)
        return 200, {
            "token_type": "bearer", "expires_in": 7200, "access_token": self.token,
            "refresh_token": self.refresh_token, "scope": "users.read tweet.read tweet.write offline.access",
        }  # fmt: skip


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
