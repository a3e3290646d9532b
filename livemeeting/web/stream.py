"""The viewer stream: Server-Sent Events at a meeting's address, on connections taken over from the server.

It stands before the application, because ten thousand who come back at once must cost little.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from livemeeting.actions.gallery import Gallery, NoPlace, NoPlaceForHost
from livemeeting.actions.house import NotFound
from livemeeting.actions.readiness import StoreTrouble
from livemeeting.domain.refused import Refused
from livemeeting.web.handshakes import TOO_OFTEN, WINDOW_SECONDS, Turnstile, refuse
from livemeeting.web.visitor import place_of_visitor

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

#: What the server puts into the environ of each request, see http_rules.
TAKE_OVER = "livemeeting.take_over"
ADDRESS = re.compile(r"/((?:m|rehearsal)/[^/]{1,200})/stream")
#: In how many seconds it is worth asking again when every place is taken.
PATIENCE_SECONDS = 30
#: An epoch and a seq of at most nine digits; in the address it is `at`, the only thing asked there.
PLACE = re.compile(r"(?:at=)?([A-Za-z0-9-]{1,64}\.[0-9]{1,9})")


class Stream:
    """The application with the streams before it."""

    def __init__(
        self, app: WSGIApplication, gallery: Gallery, turnstile: Turnstile, *, trusted_proxies: int = 0
    ) -> None:
        self._app, self._gallery, self._proxies = app, gallery, trusted_proxies
        self._turnstile = turnstile

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Take a stream's connection over, and pass everything else on."""
        asked = ADDRESS.fullmatch(str(environ.get("PATH_INFO", "")))
        if asked is None or environ["REQUEST_METHOD"] != "GET":
            return self._app(environ, start_response)
        take_over = cast(Callable[[], int] | None, environ.get(TAKE_OVER))
        if take_over is None:
            return refuse(start_response, 501, "This server cannot stream: ask for updates instead.")
        host = place_of_visitor(environ, self._proxies)
        if not self._turnstile.lets_in(host):
            return refuse(start_response, 429, TOO_OFTEN, retry_after=WINDOW_SECONDS)
        try:
            self._gallery.enter(_address(asked[1]), _place(environ), take_over, host=host)
        except (NotFound, Refused, UnicodeError):
            return refuse(start_response, 404, "There is no such page.")
        except NoPlaceForHost:
            said = "Too many streams from your address: ask for updates instead."
            return refuse(start_response, 429, said, retry_after=PATIENCE_SECONDS)
        except NoPlace:
            said = "Too many people are streaming: ask for updates instead."
            return refuse(start_response, 503, said, retry_after=PATIENCE_SECONDS)
        except StoreTrouble:
            said = "The database is away for a moment."
            return refuse(start_response, 503, said, retry_after=PATIENCE_SECONDS)
        return []


def _address(path: str) -> str:
    return path.encode("latin-1").decode("utf-8")  # PEP 3333 hands bytes over as latin-1


def _place(environ: dict[str, Any]) -> str:
    """Where the viewer's page stands: what their browser brings back, or what the page put into the address."""
    found = PLACE.fullmatch(environ.get("HTTP_LAST_EVENT_ID") or environ.get("QUERY_STRING", ""))
    return found[1] if found else ""
