"""The wire below tweepy: one request to X with time limits, and what came back of it."""

from __future__ import annotations

import io
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

import requests
import urllib3
from requests.adapters import HTTPAdapter

#: tweepy 4.17.0 has this address built in (tweepy/client.py, BaseClient.request).
API = "https://api.twitter.com"

CONNECT_WITHIN = 3.05
ANSWER_WITHIN = 10.0
_LARGEST_ANSWER = 256 * 1024


@dataclass(frozen=True)
class Answer:
    """What X answered: `body` is as much of it as arrived, `headers` ignore case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Wire(HTTPAdapter):
    """Carries one request to X, wherever X is, and keeps its answer.

    tweepy sets no time limit at all. Here connecting has 3.05 s and the first sign of an answer
    `answer_within`; no reading starts later than `answer_within` after the beginning, so that a body
    dripping in ends the call within twice that (20 s). Looking the name up has no limit of ours, nor have
    headers that drip in line by line.
    `has_left` is False while it is certain that nothing was sent.
    """

    def __init__(self, base_url: str = API, answer_within: float = ANSWER_WITHIN) -> None:
        super().__init__()
        self.has_left = False
        self.answer: Answer | None = None
        self._base_url = base_url.rstrip("/")
        self._answer_within = answer_within

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        deadline = time.monotonic() + self._answer_within
        if self._readdress(request):
            proxies = None
        self.has_left = True
        limits = (min(CONNECT_WITHIN, self._answer_within), self._answer_within)
        response = super().send(
            request, stream=True, timeout=limits, verify=verify, cert=cert, proxies=proxies
        )
        self.answer = Answer(response.status_code, response.headers)
        try:
            body = _read(response.raw, deadline)
        finally:
            response.raw.close()
        self.answer = Answer(response.status_code, response.headers, body)
        response.raw = io.BytesIO(body)
        return response

    def _readdress(self, request: requests.PreparedRequest) -> bool:
        """Point the request, signed for X, at the base URL; say whether that is another place than X."""
        address = request.url or ""
        if not address.startswith(API + "/"):
            raise requests.exceptions.InvalidURL("Only X is asked over this wire.")
        request.url = self._base_url + address.removeprefix(API)
        return self._base_url != API


def _read(raw: urllib3.HTTPResponse, deadline: float) -> bytes:
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
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, urllib3.exceptions.NewConnectionError):  # refused, or the name not found
        return True
    return isinstance(reason, urllib3.exceptions.SSLError) and any(
        isinstance(cause, ssl.SSLCertVerificationError) for cause in reason.args
    )
