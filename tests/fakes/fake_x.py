"""A fake of X's API v2 over real HTTP: what tweepy meets when it posts, with X's own answers and moods.

    with FakeX() as fake:
        fake.next("402")  # the next post or deletion is out of credit
        ... X(fake.base_url) ...
        assert [post.text for post in fake.posts] == ["Item 6 is starting."]

`fake.credentials` are its four keys; `fake.oauth2` signs in with a token that is renewed, once for each refresh token.
Bodies and statuses follow https://docs.x.com/x-api and what callers of the real API have reported.
"""

from __future__ import annotations

import dataclasses
import html
import ssl
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import get_args
from urllib.parse import parse_qs

from twitter_text import extract_urls_with_indices, parse_tweet

from tests.fakes.fake_x_keys import SIGNED_FOR, USER_ID, Keys, Tokens, is_signed
from tests.fakes.fake_x_words import REFUSALS, REPLY_TO_NOTHING, TOO_LONG, Mood
from tests.fakes.http_fake import MOODS, Asked, HttpFake, Reply


@dataclass(frozen=True)
class FakePost:
    """A post as X keeps it."""

    id: str
    text: str
    at: datetime
    in_reply_to: str = ""


@dataclass
class FakeX(HttpFake):
    """`posts` are those there are, oldest first, `deleted` the ids taken down."""

    keys: Keys = field(default_factory=Keys)
    oauth2: Tokens = field(default_factory=Tokens)
    posts: list[FakePost] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    resets_at: int = 0
    refuses_replies: bool = False
    refuses_mentions: bool = False
    is_verified: bool = False

    @property
    def credentials(self) -> dict[str, str]:
        return dataclasses.asdict(self.keys)

    @property
    def facts(self) -> dict[str, str]:
        return {"sign_in": "keys"}

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.posts]

    def moods(self) -> tuple[str, ...]:
        return (*MOODS, *get_args(Mood))

    def is_write(self, asked: Asked) -> bool:
        return asked.method != "GET" and asked.path.startswith("/2/tweets") and self._lets_in(asked)

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """Answer https from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def keep(self, text: str, *, in_reply_to: str = "") -> FakePost | None:
        """Store a post; None for a text X has had within the day."""
        with self.lock:
            day = timedelta(days=1)
            if any(post.text == text and self.now - post.at < day for post in self.posts):
                return None
            number = 1_990_000_000_000_000_000 + len(self.posts) + len(self.deleted)
            self.posts.append(FakePost(str(number), text, self.now, in_reply_to))
            return self.posts[-1]

    def take_down(self, post_id: str) -> bool:
        """Remove a post; False when there is none of that id."""
        with self.lock:
            kept = [post for post in self.posts if post.id != post_id]
            found = len(kept) < len(self.posts)
            self.posts[:] = kept
            self.deleted.extend([post_id] * found)
            return found

    def refusal(self, mood: str, asked: Asked) -> Reply:
        if mood in REFUSALS:
            return self._headed(_refused(*REFUSALS[mood]), mood)
        words = {
            "200-errors-only": Reply(
                200, {"errors": [{"title": "Forbidden", "detail": "Not now.", "status": 403}]}
            ),
            "errors-null": Reply(403, {"errors": None}),
            "list-body": Reply(400, []),
        }
        if mood in words:
            return words[mood]
        assert mood == "repeats-the-keys", mood
        keys = self.keys
        said = f"Bad {keys.access_token} {keys.access_secret} {keys.api_secret} " + "x" * 500
        return _refused(403, said, "Forbidden")

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/2/oauth2/token" and asked.method == "POST":
            form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
            status, body = self.oauth2.renewed(form, asked.headers.get("Authorization", ""), self.now)
            return Reply(status, body)
        if not self._lets_in(asked):
            return self._headed(_refused(401, "Unauthorized", "Unauthorized"))
        if asked.method == "POST" and asked.headers.get("Content-Type") != "application/json":
            return _refused(415, "Content-Type must be application/json.", "Unsupported")
        return self._headed(self._answer(asked))

    def _answer(self, asked: Asked) -> Reply:
        if asked.method == "POST" and asked.path == "/2/tweets":
            return self._create(asked.values)
        if asked.method == "DELETE":
            if self.take_down(asked.path.removeprefix("/2/tweets/")):
                return Reply(200, {"data": {"deleted": True}})
            return _refused(404, "Could not find that post.", "Not Found")
        if asked.path == "/2/users/me":
            me = {
                "id": USER_ID,
                "name": "Fake Council",
                "username": "fakecouncil",
                "verified": self.is_verified,
            }
            return Reply(200, {"data": me})
        if asked.path == f"/2/users/{USER_ID}/tweets":
            return self._timeline(asked.query)
        return _refused(404, "Not Found", "Not Found")

    def _create(self, body: Mapping[str, object]) -> Reply:
        text, reply = body.get("text"), body.get("reply")
        parent = str(reply.get("in_reply_to_tweet_id", "")) if isinstance(reply, dict) else ""
        # Counting longer ones would take the parser seconds, and no link in these tests is that long.
        if (
            not isinstance(text, str) or not set(body) <= {"text", "reply"} or not text.strip()
            or len(text) > 1_000 or parse_tweet(text).weightedLength > 280
        ):  # fmt: skip
            return Reply(400, TOO_LONG)
        if parent and self.refuses_replies:
            return _refused(*REFUSALS["403-reply"])
        if parent and all(post.id != parent for post in self.posts):
            return _refused(403, REPLY_TO_NOTHING, "Forbidden")
        if self.refuses_mentions and "@" in text:
            return _refused(*REFUSALS["403-mention"])
        text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
        post = self.keep(text, in_reply_to=parent)
        if post is None:
            return _refused(403, "You are not allowed to create a Tweet with duplicate content.", "Forbidden")
        return Reply(201, {"data": {"id": post.id, "text": post.text, "edit_history_tweet_ids": [post.id]}})

    def _timeline(self, query: Mapping[str, str]) -> Reply:
        since, most = int(query.get("since_id", "0")), int(query.get("max_results", "10"))
        found = [_shown(post) for post in reversed(self.posts) if int(post.id) > since][:most]
        meta = {"result_count": len(found)}
        return Reply(200, {"data": found, "meta": meta} if found else {"meta": meta})

    def _lets_in(self, asked: Asked) -> bool:
        """Check the signature or the token, as X does before anything else."""
        authorization = asked.headers.get("Authorization", "")
        return self.oauth2.holds(authorization, self.now) or is_signed(
            self.keys, asked.method, asked.target, authorization
        )

    def _headed(self, reply: Reply, mood: str = "") -> Reply:
        resets = str(self.resets_at or int(self.now.timestamp()) + self.resets_in)
        headers = {
            "x-rate-limit-limit": "100",
            "x-rate-limit-remaining": "0" if reply.status == 429 else "99",
        }
        if mood == "429-odd-reset":
            headers["x-rate-limit-reset"] = "in a while"
        elif mood != "429-no-reset":
            headers["x-rate-limit-reset"] = resets
        return Reply(reply.status, reply.body, {**reply.headers, **headers})


def _refused(status: int, detail: str, title: str) -> Reply:
    return Reply(status, {"detail": detail, "type": "about:blank", "title": title, "status": status})


def _shown(post: FakePost) -> dict[str, object]:
    """As X answers a post: escaped for HTML, its links written t.co."""
    text, links = post.text, []
    for number, link in reversed(list(enumerate(extract_urls_with_indices(post.text)))):
        start, end = link["indices"]
        short = f"https://t.co/{post.id[-6:]}{number:04}"
        whole = link["url"] if "://" in link["url"] else f"http://{link['url']}"
        links.append({"url": short, "expanded_url": whole})
        text = text[:start] + short + text[end:]
    return {
        "id": post.id, "text": html.escape(text, quote=False), "edit_history_tweet_ids": [post.id],
        "created_at": post.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        **({"entities": {"urls": links}} if links else {}),
    }  # fmt: skip


__all__ = ["SIGNED_FOR", "FakePost", "FakeX"]
