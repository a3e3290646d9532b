"""One request to a network with time limits: what came back, or whether anything may have left."""

from __future__ import annotations

import http.client
import json
import logging
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests
import urllib3

log = logging.getLogger(__name__)

CONNECT_WITHIN = 3.05
ANSWER_WITHIN = 10.0
_LARGEST_ANSWER = 256 * 1024
_SAID_AT_MOST = 200

#: At DEBUG these write authorisation headers and whole requests into the log.
_TALKATIVE = ("tweepy", "oauthlib", "requests_oauthlib", "urllib3")

_WHAT_REQUESTS_RAISES = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    UnicodeError,
    ValueError,
)


@dataclass(frozen=True)
class Answer:
    """What X answered: `body` is as much of it as arrived, `headers` ignore case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Silence:
    """No answer came. `has_left` is False where it is certain that nothing reached the network."""

    has_left: bool


@dataclass
class Call:
    """The questions of one call of a channel, all of them together within 2 x `answer_within` seconds.

    Looking a name up has no limit of ours, nor have headers that drip in line by line. Redirects are not
    followed: they would carry a secret elsewhere.
    """

    account_id: str
    answer_within: float = ANSWER_WITHIN
    began: float = field(default_factory=time.monotonic)

    def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer | Silence:
        """Ask once."""
        deadline = self.began + self.answer_within
        left = deadline - time.monotonic()
        if left <= 0:
            return Silence(has_left=False)
        with requests.Session() as session:
            if url.startswith("http://127.0.0.1:"):
                session.trust_env = False  # no proxy stands between a test and its fake
            try:
                response = session.request(
                    method, url, headers=dict(headers or {}), params=query, data=body, stream=True,
                    timeout=(min(CONNECT_WITHIN, left), left), allow_redirects=False, auth=_as_it_is,
                )  # fmt: skip
                body_read = read_until(response.raw, deadline)
            except _WHAT_REQUESTS_RAISES as error:
                # The class alone: the words of an error may quote the request.
                log.warning(
                    "a network gave no answer: %s",
                    type(error).__name__,
                    extra={"account_id": self.account_id},
                )
                return Silence(has_left=not surely_not_sent(error))
        return Answer(response.status_code, response.headers, body_read)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps our token: without this, a .netrc would put its own password in its place."""
    return request


def hush() -> None:
    """Quieten the libraries that would write secrets into the log."""
    for logger in _TALKATIVE:
        logging.getLogger(logger).setLevel(logging.WARNING)


def read_until(raw: urllib3.HTTPResponse, deadline: float) -> bytes:
    """The body, as long as it comes before `deadline` (monotonic). Raises what requests raises."""
    body = b""
    while True:
        if time.monotonic() > deadline:
            raise requests.exceptions.ReadTimeout("The answer came too slowly.")
        piece = raw.read1(16 * 1024, decode_content=True)
        if not piece:
            return body
        body += piece
        if len(body) > _LARGEST_ANSWER:
            raise requests.exceptions.ContentDecodingError("The answer is too long.")


def surely_not_sent(error: Exception) -> bool:
    """True where no connection came about: requests has one class for that and for a dropped answer."""
    never_left = (
        requests.exceptions.ConnectTimeout,
        requests.exceptions.ProxyError,
        requests.exceptions.InvalidURL,
        requests.exceptions.MissingSchema,
        requests.exceptions.InvalidSchema,
        requests.exceptions.InvalidHeader,
    )
    if isinstance(error, never_left):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, urllib3.exceptions.NewConnectionError):  # refused, or the name not found
        return True
    return isinstance(reason, urllib3.exceptions.SSLError) and any(
        isinstance(cause, ssl.SSLCertVerificationError) for cause in reason.args
    )


def parsed(answer: Answer) -> Mapping[str, object]:
    """The body as an object of JSON; empty where it is none."""
    try:
        return mapping(json.loads(answer.body))
    except (ValueError, RecursionError):
        return {}


def parsed_list(answer: Answer) -> list[Mapping[str, object]] | None:
    """The body as a list of objects; None where it is none."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return [mapping(each) for each in found] if isinstance(found, list) else None


def mapping(value: object) -> Mapping[str, object]:
    """The value where it is an object, else nothing."""
    return value if isinstance(value, dict) else {}


def text_of(values: Mapping[str, object], name: str) -> str:
    """A text of that name, '' where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def quoted(words: str, secrets: Collection[str]) -> str:
    """What a network said, on one line, without any of our secrets, cut to 200 characters."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        words = words.replace(secret, "[removed]")
    return " ".join(words.split())[:_SAID_AT_MOST] or "nothing more."


def resets_at(
    headers: Mapping[str, str], names: Collection[str], now: Callable[[], datetime]
) -> datetime | None:
    """When a rate limit ends: the first of these headers that can be read.

    Networks write it as seconds since 1970, as ISO time, as an HTTP date, or (Retry-After) as seconds from now.
    """
    for name in names:
        found = _moment(headers.get(name, "").strip(), now)
        if found is not None:
            return found
    return None


def _moment(written: str, now: Callable[[], datetime]) -> datetime | None:
    try:
        if written.isdigit():
            number = int(written)
            return (
                datetime.fromtimestamp(number, UTC)
                if number > 1_000_000_000
                else now() + timedelta(seconds=number)
            )
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        pass
    try:
        return parsedate_to_datetime(written).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
