"""A fake of X's API v2 over real HTTP: what tweepy meets when it posts, with X's own answers and moods.

    with FakeX() as fake:
        fake.next("402")  # the next post or deletion is out of credit
        ... X(fake.base_url) ...
        assert [post.text for post in fake.posts] == ["Item 6 is starting."]

Bodies and statuses follow https://docs.x.com/x-api and what callers of the real API have reported.
"""

from __future__ import annotations

import html
import json
import socket
import ssl
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import get_args
from urllib.parse import parse_qs, urlsplit

from twitter_text import parse_tweet

from tests.fakes.fake_x_keys import SIGNED_FOR, USER_ID, Keys, is_signed
from tests.fakes.fake_x_words import REFUSALS, TOO_LONG, Mood


@dataclass(frozen=True)
class FakePost:
    """A post as X keeps it."""

    id: str
    text: str
    at: datetime


@dataclass
class FakeX:
    """The server: a context manager. `requests` counts every request, `deleted` the ids taken down."""

    keys: Keys = field(default_factory=Keys)
    posts: list[FakePost] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    requests: int = 0
    drip_seconds: float = 0.1
    resets_at: int = field(default_factory=lambda: int(time.time()) + 900)
    moods: deque[Mood] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.fake = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def next(self, *moods: Mood) -> None:
        """Script the next posts or deletions, one mood each; afterwards X is well again."""
        unknown = set(moods) - set(get_args(Mood))
        assert not unknown, f"The fake has no mood {unknown}."
        self.moods.extend(moods)

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """Answer https from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def __enter__(self) -> FakeX:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def keep(self, text: str) -> FakePost | None:
        """Store a post; None for a text X has had within the day."""
        now = datetime.now(UTC)
        with self.lock:
            if any(post.text == text and now - post.at < timedelta(days=1) for post in self.posts):
                return None
            number = 1_990_000_000_000_000_000 + len(self.posts) + len(self.deleted)
            self.posts.append(FakePost(str(number), text, now))
            return self.posts[-1]

    def take_down(self, post_id: str) -> bool:
        """Remove a post; False when there is none of that id."""
        with self.lock:
            kept = [post for post in self.posts if post.id != post_id]
            found = len(kept) < len(self.posts)
            self.posts[:] = kept
            self.deleted.extend([post_id] * found)
            return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    fake: FakeX


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        if self._is_let_in():
            self._in_mood(self._create)

    def do_DELETE(self) -> None:
        if self._is_let_in():
            self._in_mood(self._delete)

    def do_GET(self) -> None:
        if not self._is_let_in():
            return
        path = urlsplit(self.path)
        if path.path == "/2/users/me":
            self._answer(200, {"data": {"id": USER_ID, "name": "Fake Council", "username": "fakecouncil"}})
        elif path.path == f"/2/users/{USER_ID}/tweets":
            self._timeline(parse_qs(path.query))
        else:
            self._refuse(404, "Not Found")

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a test reads what it needs from the fake."""

    def _create(self) -> None:
        text = self._text()
        # Counting longer ones would take the parser seconds, and no link in these tests is that long.
        if text is None or len(text) > 1_000 or parse_tweet(text).weightedLength > 280:
            self._answer(400, TOO_LONG)
            return
        post = self.server.fake.keep(text)
        if post is None:
            self._refuse(403, "You are not allowed to create a Tweet with duplicate content.")
        else:
            self._answer(201, _created(post))

    def _delete(self) -> None:
        if self.server.fake.take_down(self.path.removeprefix("/2/tweets/")):
            self._answer(200, {"data": {"deleted": True}})
        else:
            self._refuse(404, "Could not find that post.")

    def _timeline(self, query: Mapping[str, list[str]]) -> None:
        since, most = int(query.get("since_id", ["0"])[0]), int(query.get("max_results", ["10"])[0])
        # X answers texts escaped for HTML.
        found = [
            {"id": post.id, "text": html.escape(post.text, quote=False), "edit_history_tweet_ids": [post.id]}
            for post in reversed(self.server.fake.posts)
            if int(post.id) > since
        ][:most]
        meta = {"result_count": len(found)}
        self._answer(200, {"data": found, "meta": meta} if found else {"meta": meta})

    def _text(self) -> str | None:
        """The text posted, as X keeps it; None for a body X refuses."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return None
        if not isinstance(body, dict) or set(body) != {"text"} or not body["text"].strip():
            return None
        return unicodedata.normalize("NFC", body["text"]).replace("\r\n", "\n")

    def _is_let_in(self) -> bool:
        """Count the request, read it whole and check its signature, as X does before anything else."""
        fake = self.server.fake
        with fake.lock:
            fake.requests += 1
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        authorization = self.headers.get("Authorization", "")
        if not is_signed(fake.keys, self.command, self.path, authorization):
            self._refuse(401, "Unauthorized")
            return False
        if self.command == "POST" and self.headers.get("Content-Type") != "application/json":
            self._refuse(415, "Content-Type must be application/json.")
            return False
        return True

    def _in_mood(self, otherwise: Callable[[], None]) -> None:
        fake = self.server.fake
        mood = fake.moods.popleft() if fake.moods else None
        if mood is None:
            otherwise()
        elif mood in REFUSALS:
            self._refuse(*REFUSALS[mood])
        else:
            getattr(self, "_mood_" + mood.replace("-", "_"))()

    def _mood_429_no_reset(self) -> None:
        self._answer(429, {"title": "Too Many Requests", "detail": "Too Many Requests"}, reset=None)

    def _mood_429_odd_reset(self) -> None:
        self._answer(429, {"title": "Too Many Requests"}, reset="in a while")

    def _mood_503_html(self) -> None:
        self._send(503, b"<html><body>Over capacity</body></html>", "text/html")

    def _mood_redirect(self) -> None:
        self.send_response(307)
        self.send_header("Location", SIGNED_FOR + self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _mood_accept_then_hang(self) -> None:
        self.server.fake.keep(self._text() or "")
        self.server.fake.closing.wait()
        self._drop()

    def _mood_accept_then_drop(self) -> None:
        self.server.fake.keep(self._text() or "")
        self._drop()

    def _mood_drop_before(self) -> None:
        self._drop()

    def _mood_slow_drip(self) -> None:
        post = self.server.fake.keep(self._text() or "")
        assert post is not None
        body = json.dumps(_created(post)).encode()
        self._head(201, len(body), "application/json")
        for byte in body:
            if self.server.fake.closing.wait(self.server.fake.drip_seconds):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:  # the client has had enough
                self.close_connection = True
                return

    def _mood_201_broken_body(self) -> None:
        self.server.fake.keep(self._text() or "")
        self._send(201, b'{"data":{"id":"19', "application/json")

    def _mood_200_errors_only(self) -> None:
        self._answer(200, {"errors": [{"title": "Forbidden", "detail": "Not now.", "status": 403}]})

    def _mood_errors_null(self) -> None:
        self._answer(403, {"errors": None})

    def _mood_list_body(self) -> None:
        self._answer(400, [])

    def _mood_repeats_the_keys(self) -> None:
        keys = self.server.fake.keys
        self._refuse(403, f"Bad {keys.access_token} {keys.access_secret} {keys.api_secret} " + "x" * 500)

    def _refuse(self, status: int, detail: str, title: str = "Forbidden") -> None:
        body = {"detail": detail, "type": "about:blank", "title": title, "status": status}
        self._answer(status, body)

    def _answer(self, status: int, body: object, *, reset: str | None = "") -> None:
        self._send(status, json.dumps(body).encode(), "application/json; charset=utf-8", reset=reset)

    def _send(self, status: int, body: bytes, kind: str, *, reset: str | None = "") -> None:
        self._head(status, len(body), kind, reset=reset)
        self.wfile.write(body)

    def _head(self, status: int, length: int, kind: str, *, reset: str | None = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("x-rate-limit-limit", "100")
        self.send_header("x-rate-limit-remaining", "0" if status == 429 else "99")
        if reset is not None:
            self.send_header("x-rate-limit-reset", reset or str(self.server.fake.resets_at))
        self.end_headers()

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _created(post: FakePost) -> dict[str, object]:
    return {"data": {"id": post.id, "text": post.text, "edit_history_tweet_ids": [post.id]}}
