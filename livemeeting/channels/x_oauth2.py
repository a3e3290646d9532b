"""The OAuth 2.0 user token of an account on X: renewed before it ends, with a refresh token that works once.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code: two hours, and a new refresh token
comes with every renewal. So the new pair is on disk before it is used, and one renewal runs at a time in a
process. Where two processes renew at once X refuses the second, which then finds on disk what the first was given.
"""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from livemeeting.channels.wire import Answer, Call, Silence, parsed, resets_at, text_of
from livemeeting.domain.channel import Account, AccountTrouble, NotSent, RateLimited

#: Renewed this long before its end, so that it does not end on the way.
_EARLY = 300
_REFUSED = "X no longer renews this account's token. An administrator should enter a new refresh token."
_NOT_NOW = "X did not renew this account's token just now, so nothing was sent."
_MOST_REMEMBERED = 100
#: Seconds before each look at what is stored by now: the other process may be about to store it.
_LOOKS = (0, 0.5, 1.5)


class Renewer:
    """Gives out tokens that work. Safe to share between the calls of one process."""

    def __init__(self, base_url: str) -> None:
        self._url = f"{base_url.rstrip('/')}/2/oauth2/token"
        #: One for each account: no lane waits for another's renewal.
        self._locks: dict[str, threading.Lock] = {}
        #: What each used refresh token was renewed into, for callers whose account was read before that.
        self._renewed: dict[str, dict[str, str]] = {}

    def token(
        self, account: Account, call: Call, *, refused: str = ""
    ) -> str | AccountTrouble | NotSent | RateLimited:
        """The account's access token, renewed where it is about to end or X `refused` it; else why there is none."""
        with self._locks.setdefault(account.id, threading.Lock()):
            keys = dict(account.credentials)
            while keys.get("refresh_token", "") in self._renewed:
                keys = self._renewed[keys["refresh_token"]]
            token = keys.get("oauth2_token", "")
            if token and token != refused and _ends(keys) - _EARLY > time.time():
                return token
            if not keys.get("refresh_token") or not keys.get("client_id"):
                return AccountTrouble(_REFUSED)
            answer = self._renew(account, call, keys)
            if isinstance(answer, AccountTrouble):
                return _of_another_process(account, spent=keys["refresh_token"]) or answer
            return answer

    def _renew(
        self, account: Account, call: Call, keys: dict[str, str]
    ) -> str | AccountTrouble | NotSent | RateLimited:
        answer = call.ask("POST", self._url, headers=_headers(keys), body=_form(keys))
        if isinstance(answer, Silence) or answer.status >= 500:
            return NotSent(_NOT_NOW)
        if answer.status == 429:
            until = resets_at(answer.headers, ["x-rate-limit-reset"], lambda: datetime.now(UTC))
            return RateLimited("X asks this account to wait before it signs in again.", until)
        said = parsed(answer)
        token, refresh = text_of(said, "access_token"), text_of(said, "refresh_token")
        if answer.status != 200 or not token:
            return AccountTrouble(_REFUSED)
        new = {**keys, "oauth2_token": token, "oauth2_ends": str(int(time.time()) + _seconds(answer))}
        new["refresh_token"] = refresh or keys["refresh_token"]
        if new["refresh_token"] != keys["refresh_token"]:
            self._remember(
                keys["refresh_token"], new
            )  # before it is on disk: should that fail, it is not lost
        account.keep(new)
        return token

    def _remember(self, used: str, new: dict[str, str]) -> None:
        self._renewed[used] = new
        while len(self._renewed) > _MOST_REMEMBERED:
            del self._renewed[next(iter(self._renewed))]


def _of_another_process(account: Account, *, spent: str) -> str:
    """The token another process was given for the refresh token that is spent; '' if none was stored."""
    for pause in _LOOKS:
        time.sleep(pause)
        stored = account.again()
        if stored.get("refresh_token", spent) != spent:
            return stored.get("oauth2_token", "")
    return ""


def _headers(keys: Mapping[str, str]) -> dict[str, str]:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if keys.get("client_secret"):
        pair = f"{quote(keys['client_id'], safe='')}:{quote(keys['client_secret'], safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    return headers


def _form(keys: Mapping[str, str]) -> bytes:
    return urlencode(
        {
            "grant_type": "refresh_token",
            "refresh_token": keys["refresh_token"],
            "client_id": keys["client_id"],
        }
    ).encode()


def _ends(keys: Mapping[str, str]) -> int:
    written = keys.get("oauth2_ends", "")
    return int(written) if written.isdigit() else 0


def _seconds(answer: Answer) -> int:
    said = parsed(answer).get("expires_in")
    return said if isinstance(said, int) and 0 < said < 1_000_000 else 7200
