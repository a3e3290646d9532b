"""A link that loses requests and answers: a proxy in front of a network, closing connections without a word."""

from __future__ import annotations

import random
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

REQUESTS_LOST, ANSWERS_LOST = 0.20, 0.30


@dataclass
class LossyLink:
    """Stands in front of `behind`. `carried` counts the requests that reached it, `lost` those that did not."""

    behind: str
    seed: int = 1
    carried: int = 0
    lost: int = 0
    unanswered: int = 0
    chances: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chances = random.Random(self.seed)
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.link = self
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fate(self) -> tuple[bool, bool]:
        """Whether the next request arrives, and whether its answer does."""
        with self.lock:
            arrives = self.chances.random() >= REQUESTS_LOST
            answers = self.chances.random() >= ANSWERS_LOST
            self.carried += arrives
            self.lost += not arrives
            self.unanswered += arrives and not answers
            return arrives, answers

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    link: LossyLink

    def handle_error(self, request: object, client_address: object) -> None:
        """A poster that was killed leaves its connections reset."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def _carry(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        arrives, answers = self.server.link.fate()
        if not arrives:
            self._drop()
            return
        status, headers, answer = _ask(self.server.link.behind + self.path, self.command, self.headers, body)
        if not answers:
            self._drop()
            return
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "connection", "transfer-encoding", "server", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_DELETE = do_PUT = _carry

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _ask(url: str, method: str, headers: object, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
    request = Request(url, data=body or None, method=method)
    for name, value in headers.items():  # type: ignore[attr-defined]  # an email.message.Message
        if name.lower() not in ("host", "content-length", "connection", "accept-encoding"):
            request.add_header(name, value)
    request.add_header("Host", urlsplit(url).netloc)
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, list(answer.headers.items()), answer.read()
    except HTTPError as refusal:
        return refusal.code, list(refusal.headers.items()), refusal.read()
