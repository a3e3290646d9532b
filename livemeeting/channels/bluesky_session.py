"""A kept session on a Bluesky server: refreshed when it is over, signed in anew only when that fails.

Signing in is limited to 30 times in 5 minutes for an account, so it is never done for a post.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from livemeeting.channels.bluesky_answers import SIGNED_OUT, is_session_over, refusal
from livemeeting.channels.wire import Answer, Call, Silence, parsed, text_of
from livemeeting.domain.channel import Account, AccountTrouble, NotSent, RateLimited, Rejected, Unknown

_Trouble = NotSent | RateLimited | AccountTrouble


class Session:
    """Asks one server for one account during one call. New tokens are on disk before they are used."""

    def __init__(self, account: Account, call: Call, fault: str) -> None:
        self._account = account
        self._call = call
        self._fault = fault
        self._keys = dict(account.credentials)
        self._server = account.facts.get("server", "")

    @property
    def secrets(self) -> list[str]:
        """Everything that must not be quoted."""
        return list(self._keys.values())

    def ask(
        self, method: str, values: Mapping[str, object], *, is_question: bool = False
    ) -> Answer | _Trouble | Rejected | Unknown:
        """Call a method for the account's own repository; an answer may be of any status."""
        if self._fault:
            return AccountTrouble(self._fault)
        if not self._account.facts.get("handle") or not self._keys.get("app_password"):
            return AccountTrouble(SIGNED_OUT)
        if not (self._keys.get("access") and self._keys.get("did")):
            trouble = self._sign_in()
            if trouble is not None:
                return trouble
        answer = self._ask_once(method, values, is_question=is_question)
        if isinstance(answer, Answer) and is_session_over(answer):
            trouble = self._refresh()
            if trouble is not None:
                return trouble
            answer = self._ask_once(method, values, is_question=is_question)
        return refusal(answer, self.secrets) if isinstance(answer, Silence) else answer

    def _ask_once(self, method: str, values: Mapping[str, object], *, is_question: bool) -> Answer | Silence:
        token = self._keys.get("access", "")
        whole = {"repo": self._keys.get("did", ""), **values}
        if is_question:
            query = {name: str(value) for name, value in whole.items()}
            return self._call.ask("GET", self._url(method), headers=_bearer(token), query=query)
        body = json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()
        return self._call.ask("POST", self._url(method), headers={**_bearer(token), **_JSON}, body=body)

    def _refresh(self) -> _Trouble | None:
        refresh = self._keys.get("refresh", "")
        answer = self._call.ask(
            "POST", self._url("com.atproto.server.refreshSession"), headers=_bearer(refresh)
        )
        if isinstance(answer, Answer) and (is_session_over(answer) or answer.status == 401):
            return self._sign_in()
        return self._take(answer)

    def _sign_in(self) -> _Trouble | None:
        who = {
            "identifier": self._account.facts["handle"].removeprefix("@"),
            "password": self._keys["app_password"],
        }
        body = json.dumps(who).encode()
        return self._take(
            self._call.ask("POST", self._url("com.atproto.server.createSession"), headers=_JSON, body=body)
        )

    def _take(self, answer: Answer | Silence) -> _Trouble | None:
        """Keep the tokens of an answer; why there are none otherwise. Nothing was posted either way."""
        if isinstance(answer, Answer) and answer.status == 200:
            said = parsed(answer)
            tokens = {
                "access": text_of(said, "accessJwt"),
                "refresh": text_of(said, "refreshJwt"),
                "did": text_of(said, "did"),
            }
            if all(tokens.values()):
                self._keys.update(tokens)
                self._account.keep(dict(self._keys))
                return None
        outcome = refusal(answer, self.secrets)
        if isinstance(outcome, Rejected):
            return AccountTrouble(SIGNED_OUT)
        if isinstance(outcome, Unknown):
            return NotSent("Bluesky did not let this account sign in just now, so nothing was sent.")
        return outcome

    def _url(self, method: str) -> str:
        return f"{self._server}/xrpc/{method}"


_JSON = {"Content-Type": "application/json"}


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
