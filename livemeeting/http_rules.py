"""The strict reading of HTTP requests that both servers share, whichever async library runs them."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

#: In the WSGI environ of every request: a call that hands over the connection's descriptor, of which the
#: server then forgets everything. The app answers with nothing, and keeps it or closes it.
TAKE_OVER = "livemeeting.take_over"

#: Seconds a visitor has to send the request line and the headers of a first request.
HEAD_SECONDS = 5.0
#: Seconds an unused connection is kept, and the longest silence inside a request or an answer.
SILENCE_SECONDS = 5.0

MOST_REQUEST_LINE_BYTES = 8_192
MOST_HEADER_LINE_BYTES = 8_192
MOST_HEAD_BYTES = 32_768
MOST_HEADER_LINES = 90

# RFC 9112 sections 3 and 5: one space between the three parts, CRLF, no blank before the colon, no folding.
_REQUEST_LINE = re.compile(rb"[A-Z]{1,20} (/[!-~]*|\*) HTTP/1\.[01]\r\n")
_HEADER_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t -~\x80-\xff]*)\r\n")
_HOST = re.compile(rb"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_LENGTH = re.compile(rb"[0-9]{1,15}")


class NotStrict(ValueError):
    """A request that a proxy in front of us might have read differently, so nobody may act on it."""

    def __init__(self, sentence: str, status: str = "400 Bad Request") -> None:
        super().__init__(sentence)
        self.status = status

    def answer(self) -> bytes:
        """The whole response, which also ends the connection."""
        body = f"{self}\n".encode("ascii")
        head = (
            f"HTTP/1.1 {self.status}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode("ascii") + body


class HeadLines:
    """Header lines as they came, read one by one so that an endless head is cut off early."""

    def __init__(self, readline: Callable[[int], bytes]) -> None:
        self._readline = readline
        self._size = 0
        self.lines: list[bytes] = []

    def readline(self, size: int = -1) -> bytes:
        """The next line, in the shape that the standard library's header parser asks for."""
        line = self._readline(MOST_HEADER_LINE_BYTES)
        self._size += len(line)
        if not line.endswith(b"\n"):
            # Also the visitor who hangs up half-way: stock parsers act on the half they got.
            raise NotStrict("A header line is too long or was cut short.")
        if self._size > MOST_HEAD_BYTES or len(self.lines) >= MOST_HEADER_LINES:
            raise NotStrict("The headers are too large.")
        if line != b"\r\n":
            self.lines.append(line)
        return line


def check_request_line(line: bytes) -> None:
    """Raise NotStrict unless this is a plain HTTP/1.x request line."""
    if not _REQUEST_LINE.fullmatch(line):
        raise NotStrict("The request line is malformed.")


def check_headers(lines: Iterable[bytes]) -> None:
    """Raise NotStrict unless every reader would agree where this request ends and whom it is for."""
    found: dict[bytes, list[bytes]] = {}
    for line in lines:
        parts = _HEADER_LINE.fullmatch(line)
        if not parts:
            raise NotStrict("A header line is malformed.")
        found.setdefault(parts[1].lower(), []).append(parts[2].strip(b" \t"))
    _check_host(found.get(b"host", []))
    _check_framing(found.get(b"content-length", []), found.get(b"transfer-encoding", []))


def _check_host(hosts: list[bytes]) -> None:
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        raise NotStrict("A request needs exactly one Host header.")


def _check_framing(lengths: list[bytes], encodings: list[bytes]) -> None:
    if len(lengths) > 1 or (lengths and not _LENGTH.fullmatch(lengths[0])):
        raise NotStrict("A request needs exactly one Content-Length, in digits.")
    if encodings and (lengths or [coding.lower() for coding in encodings] != [b"chunked"]):
        raise NotStrict("This Transfer-Encoding is not accepted.")
    if encodings:
        # Flask reads a chunked body as empty under one of our servers: better to ask for the length
        # than to lose what was sent (RFC 9112 section 6.3 allows it).
        raise NotStrict("Send the body with a Content-Length.", "411 Length Required")


def without_traceback(app: WSGIApplication) -> WSGIApplication:
    """The same app, whose failures go to our log in full and to the visitor as one sentence."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return app(environ, start_response)
        except (ConnectionError, TimeoutError):
            # The visitor left or stalled in the middle of the body: no news for the log.
            return _sentence(start_response, "408 Request Timeout", b"The request took too long.\n")
        except Exception:  # the last handler: also of Engine.IO, which Flask's own handler never sees
            log.exception("A request failed outside the web app.")
            sorry = b"Something went wrong. Please try again.\n"
            return _sentence(start_response, "500 Internal Server Error", sorry)

    return answer


def _sentence(start_response: StartResponse, status: str, body: bytes) -> list[bytes]:
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), ("Connection", "close")]
    start_response(status, headers, sys.exc_info())
    return [body]
