"""What the fakes of networks share: a real HTTP server on a free port of this machine, with moods to script.

    with FakeMastodon() as fake:
        fake.next("503-html", "accept-then-drop")  # the next two posts or deletions
        fake.next_read("500")                      # the next question
        ... fake.base_url, fake.requests ...

A fake runs until `close`; `start` opens one outside a `with`.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

#: Moods every fake has. Those that begin with "accept" do what was asked, and then do not say so.
MOODS = (
    "429", "429-no-reset", "429-odd-reset", "500", "503-html", "redirect", "drop-before", "accept-then-drop",
    "accept-then-hang", "accept-then-500", "slow-drip", "broken-body", "hang",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    target: str = ""  # path and query as they stood on the wire

    @property
    def values(self) -> dict[str, object]:
        """The body as an object of JSON, empty where it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def bearer(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Reply:
    """One answer; `body` is text as it is, anything else as JSON."""

    status: int
    body: object = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


@dataclass
class HttpFake:
    """A network on loopback. `requests` is everything asked; `clock_ahead` moves its clock."""

    requests: list[Asked] = field(default_factory=list)
    drip_seconds: float = 0.1
    resets_in: int = 900
    clock_ahead: timedelta = timedelta(0)
    write_moods: deque[str] = field(default_factory=deque)
    read_moods: deque[str] = field(default_factory=deque)
    port: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.fake = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.clock_ahead

    def moods(self) -> tuple[str, ...]:
        """What `next` may script; a network adds its own."""
        return MOODS

    def next(self, *moods: str) -> None:
        """Script the next writes, one mood each; afterwards the network is well again."""
        assert set(moods) <= set(self.moods()), f"The fake has no mood {set(moods) - set(self.moods())}."
        self.write_moods.extend(moods)

    def next_read(self, *moods: str) -> None:
        """Script the next questions likewise."""
        assert set(moods) <= set(self.moods()), f"The fake has no mood {set(moods) - set(self.moods())}."
        self.read_moods.extend(moods)

    def answer(self, asked: Asked) -> Reply:
        """What the network does and says, in its own words."""
        raise NotImplementedError

    def is_write(self, asked: Asked) -> bool:
        """Whether `next` is about this request."""
        return asked.method != "GET"

    def refusal(self, mood: str, asked: Asked) -> Reply:
        """A mood of the network's own, and how it says 429 and 500."""
        raise NotImplementedError

    def start(self) -> Self:
        self._thread.start()
        return self

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    fake: HttpFake


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        fake, parts = self.server.fake, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = Asked(self.command, parts.path, query, self.headers, body, self.path)  # type: ignore[arg-type]
        with fake.lock:
            fake.requests.append(asked)
            moods = fake.write_moods if fake.is_write(asked) else fake.read_moods
            mood = moods.popleft() if moods else ""
        self._in_mood(mood, asked, lambda: fake.answer(asked))

    do_POST = do_DELETE = do_HEAD = do_PUT = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a test reads what it needs from the fake."""

    def _in_mood(self, mood: str, asked: Asked, do: Callable[[], Reply]) -> None:
        fake = self.server.fake
        if mood in (
            "",
            "slow-drip",
            "broken-body",
            "accept-then-500",
            "accept-then-drop",
            "accept-then-hang",
        ):
            with fake.lock:
                reply = do()
            if mood == "broken-body":
                self._say(
                    Reply(
                        reply.status,
                        reply.encoded().decode()[: len(reply.encoded()) // 2 or 1],
                        reply.headers,
                    )
                )
            elif mood == "slow-drip":
                self._drip(reply)
            elif mood == "accept-then-500":
                self._say(fake.refusal("500", asked))
            elif mood:
                if mood == "accept-then-hang":
                    fake.closing.wait()
                self._drop()
            else:
                self._say(reply)
        elif mood == "hang":
            fake.closing.wait()
            self._drop()
        elif mood == "drop-before":
            self._drop()
        elif mood == "503-html":
            self._say(Reply(503, "<html><body>Over capacity</body></html>", {"Content-Type": "text/html"}))
        elif mood == "redirect":
            self._say(Reply(307, "", {"Location": f"{fake.base_url}/elsewhere"}))
        else:
            self._say(fake.refusal(mood, asked))

    def _say(self, reply: Reply) -> None:
        body = reply.encoded()
        self._head(reply, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, reply: Reply, length: int) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _drip(self, reply: Reply) -> None:
        body = reply.encoded()
        self._head(reply, len(body))
        for byte in body:
            if self.server.fake.closing.wait(self.server.fake.drip_seconds):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:  # the client has had enough
                break
        self.close_connection = True

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
