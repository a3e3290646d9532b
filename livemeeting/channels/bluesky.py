"""Bluesky: a post is a record under a key chosen before it is sent, so that sending it again changes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from livemeeting.channels.bluesky_answers import MAY_BE_THERE, error_of, refusal
from livemeeting.channels.bluesky_record import COLLECTION, Frozen, freeze, parent_of, thaw
from livemeeting.channels.bluesky_session import Session
from livemeeting.channels.language import LANGUAGE
from livemeeting.channels.measuring import problems_of_length
from livemeeting.channels.server_address import SERVER_HINT, fault_of_server
from livemeeting.channels.text import NORMALISED_AT_MOST, addresses, graphemes, normal
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
    Retracted,
    Retraction,
    Sent,
    Unknown,
)
from livemeeting.domain.delivery_thread import thread_field
from livemeeting.domain.posts import Post

LIMIT = 300
BYTE_LIMIT = 3000

FIELDS = (
    Field("server", "Server", SERVER_HINT, is_secret=False, default="https://bsky.social"),
    Field("handle", "Handle", "As in calderbeck.bsky.social, without @.", is_secret=False),
    Field(
        "app_password", "App password", "Made on Bluesky under Settings, Privacy and security, App passwords."
    ),
    LANGUAGE,
    thread_field("yes"),
)


class Bluesky:
    """The Channel for Bluesky. `plain_http` lets tests ask a server without TLS."""

    name = "bluesky"
    title = "Bluesky"
    limit = LIMIT
    fields = FIELDS
    repeats_safely = True
    threads = True
    threads_by_default = True
    can_retract = True

    def __init__(self, *, plain_http: bool = False, answer_within: float = ANSWER_WITHIN) -> None:
        self._plain_http = plain_http
        self._answer_within = answer_within
        hush()

    def count(self, text: str) -> int:
        """Graphemes; characters, which are never fewer, for what is far too long."""
        return len(text) if len(text) > NORMALISED_AT_MOST else graphemes(normal(text))

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """Graphemes and bytes; the links are those written out, for Bluesky makes none by itself."""
        count = self.count(text)
        if len(text) > NORMALISED_AT_MOST:
            problems = problems_of_length("x", count=count, limit=LIMIT, title=self.title)
            return Measure(count, LIMIT, 4 * len(text), BYTE_LIMIT, problems=problems)
        text = normal(text)
        size = len(text.encode())
        problems = problems_of_length(
            text, count=count, limit=LIMIT, bytes_=size, byte_limit=BYTE_LIMIT, title=self.title
        )
        links = tuple(each.words for each in addresses(text))
        return Measure(count, LIMIT, size, BYTE_LIMIT, links, problems)

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        """The record and its key."""
        return freeze(
            post.text, key=post.id, at=at, language=facts.get("language", ""), reply_to=post.reply_to
        ).written()

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        """Its address and content id, known as soon as it is prepared and the account was once checked."""
        frozen = thaw(post.wire)
        if frozen is None:
            return ""
        uri = post.remote_id or (
            f"at://{facts['did']}/{COLLECTION}/{frozen.rkey}" if facts.get("did") else ""
        )
        return parent_of(frozen, uri) if uri else ""

    def send(self, post: Post, account: Account) -> Outcome:
        """Put the record where its key says. The same record again is no new post."""
        if post.is_rehearsal:
            return Rejected("This post belongs to a rehearsal, so nothing was sent to Bluesky.")
        measured = self.measure(post.text, account.facts)
        if measured.problems:  # Bluesky itself would take an empty one
            return Rejected(" ".join(each.words for each in measured.problems))
        frozen = self._frozen(post, account)
        session = self._session(account)
        answer = session.ask("com.atproto.repo.putRecord", _where(frozen.rkey, record=frozen.record))
        if not isinstance(answer, Answer):
            return answer
        if answer.status != 200:
            return refusal(answer, session.secrets)
        uri = text_of(parsed(answer), "uri")
        return _sent(uri) if _rkey(uri) == frozen.rkey else Unknown(MAY_BE_THERE)

    def find(
        self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()
    ) -> Found | Absent | CannotTell:
        """Look under its key."""
        session = self._session(account)
        where = _where(self._frozen(post, account).rkey)
        answer = session.ask("com.atproto.repo.getRecord", where, is_question=True)
        if isinstance(answer, Answer) and answer.status == 200:
            return Found(_sent(text_of(parsed(answer), "uri")))
        if isinstance(answer, Answer) and error_of(answer) == "RecordNotFound":
            return Absent()
        outcome = refusal(answer, session.secrets) if isinstance(answer, Answer) else answer
        return CannotTell(outcome.reason)

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        """Who the session belongs to."""
        session = self._session(account)
        answer = session.ask("com.atproto.server.getSession", {}, is_question=True)
        if isinstance(answer, Answer) and answer.status == 200:
            said = parsed(answer)
            handle, did = text_of(said, "handle"), text_of(said, "did")
            if handle and did:
                return Checked(f"@{handle}", {"did": did})
        outcome = refusal(answer, session.secrets) if isinstance(answer, Answer) else answer
        if isinstance(outcome, AccountTrouble | NotSent | RateLimited):
            return outcome
        return NotSent("Bluesky did not answer as it should. Check again in a minute.")

    def retract(self, post: Post, account: Account) -> Retraction:
        """Delete the record; one that is not there counts as deleted."""
        rkey = _rkey(post.remote_id) or self._frozen(post, account).rkey
        session = self._session(account)
        answer = session.ask("com.atproto.repo.deleteRecord", _where(rkey))
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 200:
            return Retracted()
        outcome = refusal(answer, session.secrets)
        if isinstance(outcome, Unknown):
            return Unknown(
                "Bluesky did not say whether it took the post down. Take it down again: that does no harm."
            )
        return outcome

    def _frozen(self, post: Post, account: Account) -> Frozen:
        """A post that was never prepared gets the same record every time, from its own row."""
        fresh = thaw(self.prepare(post, account.facts, at=post.created_at))
        assert fresh is not None
        found = thaw(post.wire) or fresh
        if found.record.get("text") == normal(post.text):
            return found
        return Frozen(found.rkey, fresh.record)  # the words were changed since: they take the old ones' place

    def _session(self, account: Account) -> Session:
        fault = fault_of_server(account.facts.get("server", ""), plain_http=self._plain_http)
        return Session(account, Call(account.id, self._answer_within), fault)


def _where(rkey: str, **more: object) -> dict[str, object]:
    return {"collection": COLLECTION, "rkey": rkey, **more}


def _rkey(uri: str) -> str:
    found = re.fullmatch(rf"at://[A-Za-z0-9:._%-]+/{re.escape(COLLECTION)}/([a-z2-7]{{13}})", uri)
    return found.group(1) if found else ""


def _sent(uri: str) -> Sent:
    did = uri.removeprefix("at://").partition("/")[0]
    return Sent(uri, f"https://bsky.app/profile/{did}/post/{_rkey(uri)}")
