"""A fake server of the Mastodon API: Mastodon itself, or GoToSocial, which ignores keys and counts links in full.

with FakeMastodon() as fake: ...                       # a key is honoured for an hour
with FakeMastodon(software="gotosocial") as fake: ...  # a key is ignored
fake.posts, fake.texts, fake.deleted, fake.clock_ahead
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import regex

from tests.fakes.http_fake import MOODS, Asked, HttpFake, Reply

TOKEN = "fake-mastodon-token"
ACCOUNT_ID = "109000000000000001"
_KEY_KEPT = timedelta(hours=1)
_LINK = re.compile(r"https?://[A-Za-z0-9.-]+\.[a-z]{2,}[A-Za-z0-9._~/?=&%#-]*")
_OWN_MOODS = ("401", "403", "404", "422")


@dataclass(frozen=True)
class FakeStatus:
    """A post as the server keeps it."""

    id: str
    text: str
    at: datetime
    visibility: str
    language: str
    in_reply_to_id: str


@dataclass
class FakeMastodon(HttpFake):
    """One account. `requests`, `posts` (oldest first) and `deleted` are there to be read."""

    software: str = "mastodon"
    max_characters: int = 500
    token: str = TOKEN
    posts: list[FakeStatus] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    keys: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    made: int = 0

    @property
    def credentials(self) -> dict[str, str]:
        return {"token": self.token}

    @property
    def facts(self) -> dict[str, str]:
        return {"server": self.base_url, "visibility": "public", "language": "en"}

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.posts]

    def moods(self) -> tuple[str, ...]:
        return (*MOODS, *_OWN_MOODS)

    def refusal(self, mood: str, asked: Asked) -> Reply:
        if mood.startswith("429"):
            at = (self.now + timedelta(seconds=self.resets_in)).replace(microsecond=0)
            headers = {"429": at.isoformat().replace("+00:00", "Z"), "429-odd-reset": "in a while"}
            said = {"X-RateLimit-Reset": headers[mood]} if mood in headers else {}
            return Reply(429, {"error": "Too many requests"}, said)
        return {
            "401": Reply(401, {"error": "The access token is invalid"}),
            "403": Reply(403, {"error": "Your login is currently disabled"}),
            "404": Reply(404, {"error": "Record not found"}),
            "422": Reply(422, {"error": "Validation failed: Not this."}),
        }.get(mood, Reply(500, {"error": "Something went wrong"}))

    def answer(self, asked: Asked) -> Reply:
        if asked.path in ("/.well-known/nodeinfo", "/nodeinfo/2.0", "/api/v2/instance"):
            return Reply(200, self._about(asked.path))
        if asked.bearer != self.token:
            return self.refusal("401", asked)
        if asked.path == "/api/v1/statuses" and asked.method == "POST":
            return self._post(asked)
        if asked.path == "/api/v1/accounts/verify_credentials":
            return Reply(200, {"id": ACCOUNT_ID, "username": "calderbeck", "acct": "calderbeck"})
        if asked.path == f"/api/v1/accounts/{ACCOUNT_ID}/statuses":
            return Reply(200, self._timeline(asked.query))
        number = asked.path.removeprefix("/api/v1/statuses/")
        found = next((post for post in self.posts if post.id == number), None)
        if found is None:
            return self.refusal("404", asked)
        if asked.method == "DELETE":
            self.posts.remove(found)
            self.deleted.append(number)
        return Reply(200, self._shown(found))

    def _post(self, asked: Asked) -> Reply:
        key, values = asked.headers.get("Idempotency-Key", ""), asked.values
        kept = self.keys.get(key)
        if key and kept and self.software == "mastodon" and self.now - kept[0] < _KEY_KEPT:
            same = next((post for post in self.posts if post.id == kept[1]), None)
            return Reply(200, self._shown(same)) if same else self.refusal("404", asked)
        text = str(values.get("status", ""))
        if not text.strip():
            return Reply(422, {"error": "Validation failed: Text can't be blank"})
        if self._length(text) > self.max_characters:
            status = 422 if self.software == "mastodon" else 400
            limit = f"Text character limit of {self.max_characters} exceeded"
            return Reply(status, {"error": f"Validation failed: {limit}"})
        parent = str(values.get("in_reply_to_id") or "")
        if parent and all(post.id != parent for post in self.posts):
            return Reply(404, {"error": "The post you are trying to reply to does not appear to exist."})
        self.made += 1
        # Without a word about it a post is what the account's settings say: here unlisted.
        post = FakeStatus(
            f"{115_000_000_000_000_000 + self.made}", text, self.now,
            str(values.get("visibility") or "unlisted"), str(values.get("language") or ""), parent,
        )  # fmt: skip
        self.posts.append(post)
        if key:
            self.keys[key] = (self.now, post.id)
        return Reply(200, self._shown(post))

    def _length(self, text: str) -> int:
        counted = _LINK.sub("x" * 23, text) if self.software == "mastodon" else text
        return len(regex.findall(r"\X", counted))

    def _timeline(self, query: Mapping[str, str]) -> list[dict[str, object]]:
        since, before = int(query.get("since_id", "0")), int(query.get("max_id", "9" * 30))
        found = [post for post in reversed(self.posts) if since < int(post.id) < before]
        return [self._shown(post) for post in found][: int(query.get("limit", "20"))]

    def _shown(self, post: FakeStatus) -> dict[str, object]:
        return {
            "id": post.id, "created_at": post.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "in_reply_to_id": post.in_reply_to_id or None, "visibility": post.visibility,
            "language": post.language or None, "content": _content(post.text),
            "url": f"https://social.example/@calderbeck/{post.id}",
        }  # fmt: skip

    def _about(self, path: str) -> dict[str, object]:
        if path == "/.well-known/nodeinfo":
            link = {
                "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0",
                "href": f"{self.base_url}/nodeinfo/2.0",
            }
            return {"links": [link]}
        if path == "/nodeinfo/2.0":
            return {"version": "2.0", "software": {"name": self.software, "version": "4.5.0"}}
        reserved = 23 if self.software == "mastodon" else 25  # GoToSocial says so, and counts in full
        statuses = {"max_characters": self.max_characters, "characters_reserved_per_url": reserved}
        return {"domain": "social.example", "version": "4.5.0", "configuration": {"statuses": statuses}}


def _content(text: str) -> str:
    """The text as HTML, its links cut for the eye and whole for the ear."""
    pieces, end = [], 0
    for link in _LINK.finditer(text):
        scheme, _, rest = link.group().partition("://")
        shown = html.escape(rest)
        pieces += [
            html.escape(text[end : link.start()], quote=False),
            f'<a href="{html.escape(link.group())}" rel="nofollow"><span class="invisible">{scheme}://</span>',
            f'<span class="ellipsis">{shown[:30]}</span><span class="invisible">{shown[30:]}</span></a>',
        ]
        end = link.end()
    whole = "".join([*pieces, html.escape(text[end:], quote=False)])
    return "<p>" + whole.replace("\n\n", "</p><p>").replace("\n", "<br />") + "</p>"
