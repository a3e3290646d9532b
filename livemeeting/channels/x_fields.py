"""What an account on X needs: keys that do not expire in the middle of a meeting, or a token that is renewed."""

from __future__ import annotations

import re

from livemeeting.channels.language import LANGUAGE
from livemeeting.domain.channel import Account, Field
from livemeeting.domain.delivery_thread import thread_field

_KEYS, _OAUTH2 = ("sign_in", "keys"), ("sign_in", "oauth2")

FIELDS = (
    Field(
        "sign_in", "How it signs in",
        "The four keys do not expire in the middle of a meeting; the OAuth 2.0 token is renewed every two hours.",
        is_secret=False, default="keys",
        choices=(("keys", "With four keys (OAuth 1.0a)"), ("oauth2", "With an OAuth 2.0 user token")),
    ),
    Field("api_key", "API key", only_if=_KEYS),
    Field("api_secret", "API key secret", only_if=_KEYS),
    Field("access_token", "Access token", only_if=_KEYS),
    Field("access_secret", "Access token secret", only_if=_KEYS),
    Field("client_id", "Client ID", only_if=_OAUTH2),
    Field("client_secret", "Client secret", "Only where the app is a confidential client.", is_optional=True,
          only_if=_OAUTH2),
    Field("refresh_token", "Refresh token",
          "Asked for with tweet.read, tweet.write, users.read and offline.access.", only_if=_OAUTH2),
    LANGUAGE,
    thread_field("no", "X may refuse answers sent by programs; a refused one goes alone."),
    Field("posts_a_day", "Posts a day", "Where X lets it post more or less than usual: 50 unless it is verified.",
          is_secret=False, is_optional=True),
    Field("price_post", "Price of a post in US dollars", "Where it is not X's list price, 0.015.",
          is_secret=False, is_optional=True),
    Field("price_link_post", "Price of a post with a link in US dollars", "Where it is not X's list price, 0.20.",
          is_secret=False, is_optional=True),
)  # fmt: skip
KEYS = ("api_key", "api_secret", "access_token", "access_secret")


def uses_oauth2(account: Account) -> bool:
    """Whether it signs in with a token that is renewed."""
    return account.facts.get("sign_in") == "oauth2"


def own_id_of(account: Account) -> str:
    """X's number of the account, where it is known without asking: an access token begins with it."""
    known = account.facts.get("user_id", "")
    begins = re.match(r"([0-9]{1,25})-", account.credentials.get("access_token", ""))
    return known or (begins.group(1) if begins and not uses_oauth2(account) else "")
