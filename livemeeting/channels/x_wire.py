"""The wire below tweepy: one request to X with time limits, and what came back of it."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping

import requests
from requests.adapters import HTTPAdapter

from livemeeting.channels.wire import ANSWER_WITHIN, CONNECT_WITHIN, Answer, read_until

#: tweepy 4.17.0 has this address built in (tweepy/client.py, BaseClient.request).
API = "https://api.twitter.com"


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
            body = read_until(response.raw, deadline)
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
