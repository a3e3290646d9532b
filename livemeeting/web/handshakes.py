"""The turnstile before streams and panels: how often one address may come in, and no panel without a session.

It stands before the application, in memory alone: who is turned away must cost next to nothing.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from livemeeting.actions.readiness import StoreTrouble
from livemeeting.web.visitor import place_of_visitor

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

#: Over so many seconds an address may come in as often as the setting says, and as often at once.
WINDOW_SECONDS = 10.0
#: Addresses that are remembered; the one longest unseen is forgotten first.
MOST_PLACES = 4_096
#: How often it is said that an address is turned away.
WARN_SECONDS = 60.0
#: Where Flask-SocketIO listens.
SOCKETS = "/socket.io/"
TOO_OFTEN = "Too many connections from your address just now: try again in a moment."


class Turnstile:
    """Counts arrivals by address. With `most` 0 everybody passes; an address "" is not counted."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        #: What is left to each address, and since when.
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._warn_again_at = 0.0

    def lets_in(self, place: str) -> bool:
        """Whether somebody from there may come in now. Being turned away costs them nothing more."""
        if not self._most or not place:
            return True
        now = self._clock()
        left, since = self._left.pop(place, (float(self._most), now))
        left = min(float(self._most), left + (now - since) * self._most / WINDOW_SECONDS)
        is_let_in = left >= 1
        self._left[place] = (left - 1 if is_let_in else left, now)
        if len(self._left) > MOST_PLACES:
            self._left.popitem(last=False)
        if not is_let_in:
            self._warn(now)
        return is_let_in

    def _warn(self, now: float) -> None:
        # Without the address: who reads along is nobody's business. And not for each who is refused.
        if now >= self._warn_again_at:
            self._warn_again_at = now + WARN_SECONDS
            log.warning(
                "An address opens more connections than LIVEMEETING_HANDSHAKES_PER_ADDRESS allows and is turned away. "
                "If a proxy stands in front of this server, set LIVEMEETING_TRUSTED_PROXIES."
            )


class PanelDoor:
    """The application with the panels' sockets behind a door: whoever is not signed in holds none open."""

    def __init__(
        self,
        app: WSGIApplication,
        turnstile: Turnstile,
        *,
        is_signed_in: Callable[[Mapping[str, Any]], bool],
        trusted_proxies: int = 0,
    ) -> None:
        self._app, self._turnstile = app, turnstile
        self._is_signed_in, self._proxies = is_signed_in, trusted_proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let officers through to their sockets, and everything else through to the application."""
        if not str(environ.get("PATH_INFO", "")).startswith(SOCKETS):
            return self._app(environ, start_response)
        if not self._turnstile.lets_in(place_of_visitor(environ, self._proxies)):
            return refuse(start_response, 429, TOO_OFTEN, retry_after=WINDOW_SECONDS)
        try:
            may_come = self._is_signed_in(environ)
        except StoreTrouble:
            return refuse(
                start_response, 503, "The database is away for a moment.", retry_after=WINDOW_SECONDS
            )
        if not may_come:
            return refuse(start_response, 403, "Sign in first.")
        return self._app(environ, start_response)


def refuse(
    start_response: StartResponse, status: int, sentence: str, *, retry_after: float = 0
) -> list[bytes]:
    """Answer with one sentence, and in how many seconds it is worth coming back."""
    body = f"{sentence}\n".encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'"),
    ]
    if retry_after:
        headers.append(("Retry-After", str(round(retry_after))))
    start_response(f"{status} {HTTPStatus(status).phrase}", headers)
    return [body]
