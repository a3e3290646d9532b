"""X through tweepy: one post sent or taken down, every answer told as an outcome."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

import requests
import tweepy
import urllib3

from livemeeting.channels.x_answers import (
    MAY_BE_THERE,
    MAY_STILL_BE_THERE,
    is_post_number,
    outcome_of_deleting,
    outcome_of_sending,
)
from livemeeting.channels.x_length import LIMIT, normal, weighted_length
from livemeeting.channels.x_wire import ANSWER_WITHIN, API, Answer, Wire, surely_not_sent
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
    Retraction,
    Unknown,
)  # fmt: skip
from livemeeting.domain.posts import Post

log = logging.getLogger(__name__)

#: What an account on X needs: its OAuth 1.0a keys, which do not expire in the middle of a meeting.
FIELDS = (
    Field("api_key", "API key"),
    Field("api_secret", "API key secret"),
    Field("access_token", "Access token"),
    Field("access_secret", "Access token secret"),
)
KEYS = tuple(field.name for field in FIELDS)

#: At DEBUG these write authorisation headers and whole requests into the log.
_TALKATIVE = ("tweepy", "oauthlib", "requests_oauthlib", "urllib3")

#: Beside its own errors tweepy 4.17.0 lets these out: TypeError for {"errors": null}, AttributeError for
#: a list, ValueError for a reset time that is no number, JSONDecodeError for a broken body.
_WHAT_TWEEPY_RAISES = (
    tweepy.TweepyException,
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    TypeError,
    AttributeError,
    ValueError,
    LookupError,
    RecursionError,
)


class X:
    """The Channel for X. `base_url` is where X's API answers; tests put a fake there."""

    name = "x"
    title = "X"
    limit = LIMIT
    fields = FIELDS
    repeats_safely = False
    threads = True
    threads_by_default = False
    can_retract = True

    def __init__(self, base_url: str = API, *, answer_within: float = ANSWER_WITHIN) -> None:
        self._base_url = base_url
        self._answer_within = answer_within
        for logger in _TALKATIVE:
            logging.getLogger(logger).setLevel(logging.WARNING)

    def count(self, text: str) -> int:
        """Weighted length as X counts it, or more where X's count cannot be had quickly."""
        return weighted_length(text)

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """The text as X counts it."""
        return Measure(weighted_length(text), LIMIT, len(text.encode("utf-8", "replace")))

    def prepare(self, post: Post, facts: Mapping[str, str], *, at: datetime) -> str:
        """Nothing: X has no way to tell a repeated request from a new one."""
        return ""

    def as_parent(self, post: Post, facts: Mapping[str, str]) -> str:
        """Its number, once X gave it one."""
        return post.remote_id if is_post_number(post.remote_id) else ""

    def send(self, post: Post, account: Account) -> Outcome:
        """Publish it once."""
        if post.is_rehearsal:
            return Rejected("This post belongs to a rehearsal, so nothing was sent to X.")
        text = normal(post.text)
        parent = post.reply_to or None
        answer = self._ask(
            account,
            lambda client: client.create_tweet(text=text, in_reply_to_tweet_id=parent, user_auth=True),
        )
        if answer is None:
            return Unknown(MAY_BE_THERE)
        if not isinstance(answer, Answer):
            return answer
        return outcome_of_sending(answer, account.credentials.values())

    def find(
        self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()
    ) -> Found | Absent | CannotTell:
        """Look for it among the account's own posts."""
        return CannotTell("X cannot be asked about the account's own posts. Look at the account.")

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        """Who X says the account is."""
        return NotSent("X was not asked.")

    def retract(self, post: Post, account: Account) -> Retraction:
        """Take it down; 404 means it is down already."""
        if not is_post_number(post.remote_id):
            return Rejected("This post has no number of X's. Find it on X and take it down there.")
        answer = self._ask(account, lambda client: client.delete_tweet(post.remote_id, user_auth=True))
        if answer is None:
            return Unknown(MAY_STILL_BE_THERE)
        if not isinstance(answer, Answer):
            return answer
        return outcome_of_deleting(answer, account.credentials.values())

    def _ask(
        self, account: Account, question: Callable[[tweepy.Client], object]
    ) -> Answer | NotSent | AccountTrouble | None:
        """What X answered, or why nothing left; None where it may have left and nothing came back."""
        missing = [key for key in KEYS if not account.credentials.get(key)]
        if missing:
            return AccountTrouble(
                f"This X account has no {missing[0]}. An administrator should enter all four keys."
            )
        wire = Wire(self._base_url, self._answer_within)
        client = _client(account, wire)
        try:
            question(client)
        except _WHAT_TWEEPY_RAISES as error:
            if wire.answer is None:
                return _silence(error, wire, account)
        finally:
            client.session.close()
        return wire.answer


def _client(account: Account, wire: Wire) -> tweepy.Client:
    """A client for one call: on a kept connection that X has closed, a post would seem lost on the way."""
    keys = account.credentials
    client = tweepy.Client(
        consumer_key=keys["api_key"],
        consumer_secret=keys["api_secret"],
        access_token=keys["access_token"],
        access_token_secret=keys["access_secret"],
        return_type=requests.Response,
        wait_on_rate_limit=False,
    )
    client.session.max_redirects = 0  # a redirect would carry the signed request elsewhere
    client.session.mount("https://", wire)
    client.session.mount("http://", wire)
    return client


def _silence(error: Exception, wire: Wire, account: Account) -> NotSent | AccountTrouble | None:
    # The class alone: the words of an error may quote the request.
    log.warning("X gave no answer: %s", type(error).__name__, extra={"account_id": account.id})
    if not wire.has_left:
        return AccountTrouble(
            "The keys of this X account cannot be used. An administrator should enter all four again."
        )
    if surely_not_sent(error):
        return NotSent("X could not be reached, so nothing has changed there. Check the connection.")
    return None
