"""A fake receiver of webhooks, as Teams, Slack or a council's own program.

with FakeWebhook(kind="slack") as fake:
    fake.messages, fake.signatures_hold
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from tests.fakes.http_fake import MOODS, Asked, HttpFake, Reply

SECRET = "fake-signing-secret"
_ACCEPTS = {
    "teams": Reply(202, ""),
    "slack": Reply(200, "ok", {"Content-Type": "text/html"}),
    "json": Reply(200),
}


@dataclass
class FakeWebhook(HttpFake):
    """`messages` are the bodies accepted, in order."""

    kind: str = "json"
    secret: str = SECRET
    path: str = "fake-hook-path"
    messages: list[dict[str, object]] = field(default_factory=list)
    signatures: list[bool] = field(default_factory=list)

    @property
    def credentials(self) -> dict[str, str]:
        return {"url": f"{self.base_url}/hooks/T0/B0/{self.path}", "secret": self.secret}

    @property
    def facts(self) -> dict[str, str]:
        return {"kind": self.kind}

    @property
    def texts(self) -> list[str]:
        return [self._text(message) for message in self.messages]

    def moods(self) -> tuple[str, ...]:
        return (*MOODS, "400", "403", "410")

    def is_write(self, asked: Asked) -> bool:
        return asked.method == "POST"

    def refusal(self, mood: str, asked: Asked) -> Reply:
        if mood.startswith("429"):
            waits = {"429": str(self.resets_in), "429-odd-reset": "in a while"}
            return Reply(429, "rate_limited", {"Retry-After": waits[mood]} if mood in waits else {})
        return Reply(int(mood), "no_service")

    def answer(self, asked: Asked) -> Reply:
        if asked.method != "POST":
            return Reply(405)
        self.messages.append(asked.values)
        self.signatures.append(self._is_signed(asked))
        return _ACCEPTS[self.kind]

    def _is_signed(self, asked: Asked) -> bool:
        at, row = asked.headers.get("webhook-timestamp", ""), asked.headers.get("webhook-id", "")
        digest = hmac.new(self.secret.encode(), f"{row}.{at}.".encode() + asked.body, hashlib.sha256).digest()
        return asked.headers.get("webhook-signature") == "v1," + base64.b64encode(digest).decode()

    def _text(self, message: dict[str, object]) -> str:
        if self.kind == "teams":
            card = message["attachments"][0]["content"]  # type: ignore[index]
            return str(card["body"][0]["text"])
        return str(message["text"])
