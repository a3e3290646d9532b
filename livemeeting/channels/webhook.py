"""A webhook: "item 6 is starting" for colleagues in Teams, in Slack, or wherever a signed JSON can be read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from livemeeting.channels.measuring import problems_of_length
from livemeeting.channels.text import NORMALISED_AT_MOST, addresses, normal
from livemeeting.channels.wire import ANSWER_WITHIN, Answer, Call, Silence, hush, resets_at
from livemeeting.domain.channel import (
    Account,
    AccountTrouble,
    CannotRetract,
    CannotTell,
    Checked,
    Field,
    Measure,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    Sent,
    Unknown,
)  # fmt: skip
from livemeeting.domain.posts import Post

#: Slack advises 4,000 characters; Teams takes 28 KB.
LIMIT = 4000
FIELDS = (
    Field(
        "kind", "Who reads it", is_secret=False, default="teams",
        choices=(("teams", "Microsoft Teams (Workflow)"), ("slack", "Slack"), ("json", "Something else (JSON)")),
    ),
    Field("url", "Address", "Begins with https://. Whoever knows it can post, so it is kept like a password."),
    Field(
        "secret", "Signing secret", "The receiver checks with it that a message is ours.", is_optional=True,
        only_if=("kind", "json"),
    ),
)  # fmt: skip
_MAY_BE_THERE = "The receiver did not answer clearly, so colleagues may have got the message."
_GONE = "Nobody receives messages at this address any more. An administrator should enter a new one."


class Webhook:
    """The Channel for colleagues. `plain_http` lets tests ask a receiver without TLS."""

    name = "webhook"
    title = "Webhook"
    limit = LIMIT
    fields = FIELDS
    repeats_safely = False
    threads = False
    threads_by_default = False
    can_retract = False

    def __init__(self, *, plain_http: bool = False, answer_within: float = ANSWER_WITHIN) -> None:
        self._scheme = "https?" if plain_http else "https"
        self._answer_within = answer_within
        hush()

    def count(self, text: str) -> int:
        """Characters."""
        return len(text) if len(text) > NORMALISED_AT_MOST else len(normal(text))

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """Characters; nobody here makes links of anything else."""
        count = self.count(text)
        short = normal(text) if len(text) <= NORMALISED_AT_MOST else "x"
        problems = problems_of_length(short, count=count, limit=LIMIT, title="a message")
        return Measure(
            count, LIMIT, len(short.encode()) if len(text) <= NORMALISED_AT_MOST else 4 * len(text),
            links=tuple(each.words for each in addresses(short)), problems=problems,
        )  # fmt: skip

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        """Nothing."""
        return ""

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        """Nothing answers a message."""
        return ""

    def send(self, post: Post, account: Account) -> Outcome:
        """Hand it to the receiver once."""
        if post.is_rehearsal:
            return Rejected("This post belongs to a rehearsal, so nothing was sent to the webhook.")
        fault = self._fault(account)
        if fault:
            return AccountTrouble(fault)
        if not post.text.strip():
            return Rejected("A post needs words.")
        body = json.dumps(_message(post, account.facts.get("kind", "json")), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **_signature(post.id, body, account)}
        answer = self._call(account).ask("POST", account.credentials["url"], headers=headers, body=body)
        return _outcome(answer, post)

    def find(self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()) -> CannotTell:
        """A webhook only takes messages."""
        return CannotTell("A webhook cannot be asked what it received. Ask a colleague, then say which.")

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        """Whether somebody answers at the address. Whether a message would be taken shows only by sending one."""
        fault = self._fault(account)
        if fault:
            return AccountTrouble(fault)
        answer = self._call(account).ask("HEAD", account.credentials["url"])
        if isinstance(answer, Silence):
            return NotSent("Nobody answers at this address. Check the connection, and the address.")
        if answer.status in (404, 410):
            return AccountTrouble(_GONE)
        return Checked(account.name)

    def retract(self, post: Post, account: Account) -> CannotRetract:
        """Nothing comes back out of a webhook."""
        return CannotRetract("A message to colleagues cannot be taken down from here. Send a correction.")

    def _fault(self, account: Account) -> str:
        if re.fullmatch(rf"{self._scheme}://[\x21-\x7e]{{1,2000}}", account.credentials.get("url", "")):
            return ""
        return "This webhook has no address that can be asked. An administrator should enter it again."

    def _call(self, account: Account) -> Call:
        return Call(account.id, self._answer_within)


def _message(post: Post, kind: str) -> dict[str, object]:
    text = normal(post.text)
    if kind == "slack":  # https://docs.slack.dev/messaging/formatting-message-text#escaping
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return {"text": escaped}
    if kind == "teams":  # https://learn.microsoft.com/power-automate/teams/send-a-message-in-teams
        block = {"type": "TextBlock", "text": text, "wrap": True}
        card = {"type": "AdaptiveCard", "version": "1.4", "body": [block]}
        kind_of_card = "application/vnd.microsoft.card.adaptive"
        return {"type": "message", "attachments": [{"contentType": kind_of_card, "content": card}]}
    return {
        "id": post.id, "meeting": post.meeting_id, "entry": post.seq, "kind": post.event_kind,
        "item": post.item_id, "text": text, "at": post.created_at.astimezone(UTC).isoformat(),
    }  # fmt: skip


def _signature(row: str, body: bytes, account: Account) -> dict[str, str]:
    """The headers of https://www.standardwebhooks.com: the id is the same in every attempt, so a receiver can tell."""
    at = str(int(time.time()))
    headers = {"webhook-id": row, "webhook-timestamp": at}
    secret = account.credentials.get("secret", "")
    if secret:
        digest = hmac.new(secret.encode(), f"{row}.{at}.".encode() + body, hashlib.sha256).digest()
        headers["webhook-signature"] = "v1," + base64.b64encode(digest).decode()
    return headers


def _outcome(answer: Answer | Silence, post: Post) -> Outcome:
    if isinstance(answer, Silence):
        if answer.has_left:
            return Unknown(_MAY_BE_THERE)
        return NotSent("The receiver could not be reached, so no message left. Check the connection.")
    if 200 <= answer.status < 300:
        return Sent(post.id, "")
    if answer.status == 429:
        until = resets_at(answer.headers, ["retry-after"], lambda: datetime.now(UTC))
        return RateLimited("The receiver asks to wait before the next message.", until)
    if answer.status in (401, 403, 404, 405, 410) or 300 <= answer.status < 400:
        return AccountTrouble(_GONE)
    if 400 <= answer.status < 500 and answer.status != 408:
        return Rejected(
            f"The receiver refused this message (answer {answer.status}). Change it, then try again."
        )
    return Unknown(_MAY_BE_THERE)
