"""Mastodon, and every server that speaks its API: visibility and language always said, a key for every post.

The key is no guarantee: GoToSocial ignores it, and Mastodon forgets it after an hour. What is unknown is looked up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from livemeeting.channels.language import LANGUAGE
from livemeeting.channels.mastodon_answers import MAY_BE_THERE, MAY_STILL_BE_THERE, SIGNED_OUT, refusal
from livemeeting.channels.mastodon_length import LIMIT, length, limit_of, shortened
from livemeeting.channels.mastodon_wire import Server
from livemeeting.channels.measuring import problems_of_length
from livemeeting.channels.server_address import SERVER_HINT, fault_of_server
from livemeeting.channels.text import NORMALISED_AT_MOST, addresses, normal, same_text, without_tags
from livemeeting.channels.wire import ANSWER_WITHIN, Answer, Call, hush, parsed, text_of
from livemeeting.domain.channel import (
    Absent,
    Account,
    AccountTrouble,
    CannotTell,
    Checked,
    Field,
    Found,
    Measure,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    ReplyRefused,
    Retracted,
    Retraction,
    Sent,
    Unknown,
)  # fmt: skip
from livemeeting.domain.delivery_thread import thread_field
from livemeeting.domain.posts import Post

FIELDS = (
    Field("server", "Server", SERVER_HINT, is_secret=False),
    Field("token", "Access token", "Made on the server under Preferences, Development, with read and write."),
    Field(
        "visibility", "Who sees its posts", is_secret=False, default="public",
        choices=(("public", "Everyone, and the server's own lists"), ("unlisted", "Everyone, but in no list")),
    ),
    LANGUAGE,
    thread_field("yes"),
)  # fmt: skip
_CLOCKS_APART = timedelta(minutes=2)


class Mastodon:
    """The Channel for Mastodon's API. `plain_http` lets tests ask a server without TLS."""

    name = "mastodon"
    title = "Mastodon"
    limit = LIMIT
    fields = FIELDS
    repeats_safely = False
    threads = True
    threads_by_default = True
    can_retract = True

    def __init__(self, *, plain_http: bool = False, answer_within: float = ANSWER_WITHIN) -> None:
        self._plain_http = plain_http
        self._answer_within = answer_within
        hush()

    def count(self, text: str) -> int:
        """As a server counts of which nothing is known: never too low."""
        return length(text, {})

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """As this server counts; the links are those written out."""
        count, limit = length(text, facts), limit_of(facts)
        if len(text) > NORMALISED_AT_MOST:
            problems = problems_of_length("x", count=count, limit=limit, title=self.title)
            return Measure(count, limit, 4 * len(text), problems=problems)
        text = normal(text)
        problems = problems_of_length(text, count=count, limit=limit, title=self.title)
        links = tuple(each.words for each in addresses(text))
        return Measure(count, limit, len(text.encode()), links=links, problems=problems)

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        """Nothing: the key comes from the row and its text."""
        return ""

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        """Its number, once the server gave it one."""
        return post.remote_id if _is_number(post.remote_id) else ""

    def send(self, post: Post, account: Account) -> Outcome:
        """Publish it once."""
        if post.is_rehearsal:
            return Rejected("This post belongs to a rehearsal, so nothing was sent to Mastodon.")
        fault = self._fault(account)
        if fault:
            return AccountTrouble(fault)
        text = normal(post.text)
        values = {
            "status": text,
            "visibility": account.facts.get("visibility") or "public",
            "language": account.facts.get("language") or "en",
        }
        if post.reply_to:
            values["in_reply_to_id"] = post.reply_to
        answer = self._server(account).post("/api/v1/statuses", values, key=_key(post.id, text))
        if isinstance(answer, Answer) and answer.status in (200, 201):
            said = parsed(answer)
            return _sent(said) if _is_number(text_of(said, "id")) else Unknown(MAY_BE_THERE)
        if isinstance(answer, Answer) and answer.status == 404 and post.reply_to:
            return ReplyRefused(
                "The post before it is no longer on the server, so this one cannot answer it."
            )
        return refusal(answer, account.credentials.values())

    def find(
        self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()
    ) -> Found | Absent | CannotTell:
        """Read the account's own posts, oldest match first."""
        fault = self._fault(account)
        server = self._server(account)
        own_id = "" if fault else (account.facts.get("account_id") or self._own_id(server))
        if not own_id:
            return CannotTell(fault or "The server did not say what is on the account. Look at the account.")
        read = server.own_posts(own_id, since if _is_number(since) else "", post.created_at - _CLOCKS_APART)
        if read is None:
            return CannotTell("The server did not say what is on the account. Look at the account.")
        posts, is_all = read
        wanted = shortened(normal(post.text))
        for each in reversed(posts):
            shown = shortened(without_tags(text_of(each, "content")))
            if text_of(each, "id") not in taken and same_text(shown, wanted):
                return Found(_sent(each))
        return (
            Absent() if is_all else CannotTell("The account has posted too much since. Look at the account.")
        )

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        """Who the token belongs to, and what the server allows."""
        fault = self._fault(account)
        if fault:
            return AccountTrouble(fault)
        server = self._server(account)
        answer = server.get("/api/v1/accounts/verify_credentials")
        if isinstance(answer, Answer) and answer.status == 200 and text_of(parsed(answer), "username"):
            said = parsed(answer)
            host = account.facts["server"].partition("://")[2]
            facts = {"account_id": text_of(said, "id"), **server.instance_facts()}
            return Checked(f"@{text_of(said, 'username')}@{host}", facts)
        outcome = refusal(answer, account.credentials.values())
        if isinstance(outcome, AccountTrouble | NotSent | RateLimited):
            return outcome
        return NotSent("The server did not answer as it should. Check again in a minute.")

    def retract(self, post: Post, account: Account) -> Retraction:
        """Delete it; one that is not there counts as deleted."""
        fault = self._fault(account)
        if fault:
            return AccountTrouble(fault)
        if not _is_number(post.remote_id):
            return Rejected("This post has no number of the server's. Find it there and take it down.")
        answer = self._server(account).delete(f"/api/v1/statuses/{post.remote_id}")
        if isinstance(answer, Answer) and answer.status in (200, 404):
            return Retracted()
        outcome = refusal(answer, account.credentials.values())
        if isinstance(outcome, Unknown):
            return Unknown(MAY_STILL_BE_THERE)
        return outcome

    def _own_id(self, server: Server) -> str:
        answer = server.get("/api/v1/accounts/verify_credentials")
        return text_of(parsed(answer), "id") if isinstance(answer, Answer) and answer.status == 200 else ""

    def _fault(self, account: Account) -> str:
        if not account.credentials.get("token"):
            return SIGNED_OUT
        return fault_of_server(account.facts.get("server", ""), plain_http=self._plain_http)

    def _server(self, account: Account) -> Server:
        return Server(account, Call(account.id, self._answer_within))


def _key(row: str, text: str) -> str:
    """A changed text gets a new key: with the old one the server would answer the old post."""
    return hashlib.sha256(f"{row}\n{text}".encode()).hexdigest()


def _sent(said: Mapping[str, object]) -> Sent:
    url = text_of(said, "url")
    return Sent(text_of(said, "id"), url if url.startswith("https://") else "")


def _is_number(text: str) -> bool:
    """What a server may use as the id of a post: digits on Mastodon, a ULID on GoToSocial."""
    return re.fullmatch(r"[0-9A-Za-z]{1,40}", text) is not None
