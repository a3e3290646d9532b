"""A fake Bluesky server (PDS): sessions that end, records under keys, and what a real one was seen to answer.

with FakeBluesky() as fake:
    account = Account(..., credentials=fake.credentials, facts=fake.facts)
    fake.end_tokens()          # the session ends in the middle of the meeting
    fake.records               # by key, in the order first stored; `commits` counts the writes that changed something
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import regex

from livemeeting.channels.bluesky_record import cid
from tests.fakes.http_fake import MOODS, Asked, HttpFake, Reply

DID = "did:plc:fakecouncil234567abcdefg"
HANDLE = "calderbeck.bsky.social"
PASSWORD = "fake-app-pass-word"
_SIGN_INS, _WINDOW = 30, timedelta(minutes=5)
_OWN_MOODS = ("401", "suspended", "400", "upstream")


@dataclass
class FakeBluesky(HttpFake):
    """`records` are the posts there are; `deleted` the keys taken down."""

    records: dict[str, dict[str, object]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    commits: int = 0
    sign_ins: list[datetime] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refreshers: set[str] = field(default_factory=set)
    password: str = PASSWORD
    made: int = 0

    @property
    def credentials(self) -> dict[str, str]:
        return {"app_password": self.password}

    @property
    def facts(self) -> dict[str, str]:
        return {"server": self.base_url, "handle": HANDLE, "did": DID, "language": "en"}

    @property
    def texts(self) -> list[str]:
        return [str(record["text"]) for record in self.records.values()]

    def end_tokens(self, *, refreshers: bool = False) -> None:
        """End every access token now, and the refresh tokens too if so said."""
        with self.lock:
            self.tokens.clear()
            if refreshers:
                self.refreshers.clear()

    def moods(self) -> tuple[str, ...]:
        return (*MOODS, *_OWN_MOODS)

    def is_write(self, asked: Asked) -> bool:
        return asked.path.startswith("/xrpc/com.atproto.repo.") and asked.method == "POST"

    def refusal(self, mood: str, asked: Asked) -> Reply:
        if mood.startswith("429"):
            reset = {"429": str(int(self.now.timestamp()) + self.resets_in), "429-odd-reset": "in a while"}
            headers = {"ratelimit-reset": reset[mood]} if mood in reset else {}
            return Reply(429, _error("RateLimitExceeded", "Rate Limit Exceeded"), headers)
        return {
            "401": Reply(401, _error("AuthMissing", "Authentication Required")),
            "suspended": Reply(400, _error("AccountTakedown", "Account has been taken down")),
            "400": Reply(400, _error("InvalidRequest", "Not this.")),
            "upstream": Reply(502, _error("UpstreamFailure", "Upstream Failure")),
        }.get(mood, Reply(500, _error("InternalServerError", "Internal Server Error")))

    def answer(self, asked: Asked) -> Reply:
        name = asked.path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            return self._sign_in(asked.values)
        if name == "com.atproto.server.refreshSession":
            # Using one refresh token twice gave 200 both times.
            return self._session() if asked.bearer in self.refreshers else _ended()
        if asked.bearer not in self.tokens:
            return _ended() if asked.bearer else Reply(401, _error("AuthMissing", "Authentication Required"))
        values = {**asked.query, **asked.values}
        answers = {
            "com.atproto.server.getSession": lambda _: Reply(
                200, {"did": DID, "handle": HANDLE, "active": True}
            ),
            "com.atproto.repo.putRecord": self._put,
            "com.atproto.repo.createRecord": self._create,
            "com.atproto.repo.getRecord": self._get,
            "com.atproto.repo.deleteRecord": self._delete,
        }
        if name not in answers:
            return Reply(501, _error("MethodNotImplemented", "Method Not Implemented"))
        return answers[name](values)

    def _sign_in(self, values: Mapping[str, object]) -> Reply:
        self.sign_ins = [at for at in self.sign_ins if self.now - at < _WINDOW]
        if len(self.sign_ins) >= _SIGN_INS:
            wait = int((self.sign_ins[0] + _WINDOW - self.now).total_seconds())
            headers = {"retry-after": str(wait), "ratelimit-reset": str(int(self.now.timestamp()) + wait)}
            return Reply(429, _error("RateLimitExceeded", "Rate Limit Exceeded"), headers)
        self.sign_ins.append(self.now)
        if values.get("identifier") not in (HANDLE, DID) or values.get("password") != self.password:
            return Reply(401, _error("AuthenticationRequired", "Invalid identifier or password"))
        return self._session()

    def _session(self) -> Reply:
        self.made += 1
        access, refresh = f"fake-access-{self.made}", f"fake-refresh-{self.made}"
        self.tokens.add(access)
        self.refreshers.add(refresh)
        return Reply(200, {"did": DID, "handle": HANDLE, "accessJwt": access, "refreshJwt": refresh})

    def _put(self, values: Mapping[str, object]) -> Reply:
        rkey, record = str(values.get("rkey", "")), values.get("record")
        fault = _fault(values, rkey, record)
        if fault or not isinstance(record, dict):
            return Reply(400, _error("InvalidRequest", fault))
        before = self.records.get(rkey)
        if before is not None and cid(before) == cid(record):
            return self._stored(rkey)
        if before is not None and "swapRecord" in values and values["swapRecord"] is None:
            return Reply(400, _error("InvalidSwap", "Record was at " + cid(before)))
        self.records[rkey] = record
        self.commits += 1
        return self._stored(rkey)

    def _create(self, values: Mapping[str, object]) -> Reply:
        rkey = str(values.get("rkey") or f"{self.commits:013}".translate(str.maketrans("0189", "abcd")))
        if rkey in self.records:
            return Reply(500, _error("InternalServerError", "Internal Server Error"))
        return self._put({**values, "rkey": rkey})

    def _get(self, values: Mapping[str, object]) -> Reply:
        rkey = str(values.get("rkey", ""))
        if rkey not in self.records:
            return Reply(400, _error("RecordNotFound", "Could not locate record"))
        return Reply(200, {"uri": _uri(rkey), "cid": cid(self.records[rkey]), "value": self.records[rkey]})

    def _delete(self, values: Mapping[str, object]) -> Reply:
        rkey = str(values.get("rkey", ""))
        if self.records.pop(rkey, None) is not None:
            self.deleted.append(rkey)
            self.commits += 1
        return Reply(200)

    def _stored(self, rkey: str) -> Reply:
        return Reply(200, {"uri": _uri(rkey), "cid": cid(self.records[rkey]), "validationStatus": "valid"})


def _uri(rkey: str) -> str:
    return f"at://{DID}/app.bsky.feed.post/{rkey}"


def _ended() -> Reply:
    return Reply(400, _error("ExpiredToken", "Token has expired"))


def _error(name: str, message: str) -> dict[str, object]:
    return {"error": name, "message": message}


def _fault(values: Mapping[str, object], rkey: str, record: object) -> str:
    """What the real one refuses. Empty texts, facets past the end and unknown parents it takes."""
    if values.get("repo") not in (DID, HANDLE) or values.get("collection") != "app.bsky.feed.post":
        return "Could not find repo"
    if not re.fullmatch("[2-7a-j][2-7a-z]{12}", rkey):
        return "Invalid app.bsky.feed.post record key"
    if not isinstance(record, dict) or record.get("$type") != "app.bsky.feed.post":
        return "Invalid $type"
    text, made = record.get("text"), record.get("createdAt")
    if not isinstance(text, str) or not isinstance(made, str):
        return 'Record must have the property "text"'
    datetime.fromisoformat(made)
    if len(text.encode()) > 3000:
        return "Invalid app.bsky.feed.post record: Record/text must not be longer than 3000 characters"
    if len(regex.findall(r"\X", text)) > 300:
        return "Invalid app.bsky.feed.post record: Record/text must not be longer than 300 graphemes"
    return ""
