"""X through tweepy: one post sent, looked for or taken down, every answer told as an outcome."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from livemeeting.channels.text import normal
from livemeeting.channels.wire import ANSWER_WITHIN, Answer, hush
from livemeeting.channels.x_answers import (
    MAY_BE_THERE,
    MAY_STILL_BE_THERE,
    is_post_number,
    outcome_of_checking,
    outcome_of_deleting,
    outcome_of_sending,
)
from livemeeting.channels.x_client import XClient
from livemeeting.channels.x_fields import FIELDS, own_id_of
from livemeeting.channels.x_length import LIMIT, weighted_length
from livemeeting.channels.x_lint import measure
from livemeeting.channels.x_timeline import FIELDS_READ, PAGE, look_for
from livemeeting.channels.x_wire import API
from livemeeting.domain.channel import (
    Absent,
    Account,
    AccountTrouble,
    CannotTell,
    Checked,
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
        self._client = XClient(base_url, answer_within)
        hush()

    def count(self, text: str) -> int:
        """Weighted length as X counts it, or more where X's count cannot be had quickly."""
        return weighted_length(text)

    def measure(self, text: str, facts: Mapping[str, str]) -> Measure:
        """The text as X counts it, what it costs, and what X may refuse or make a link of."""
        return measure(text, facts)

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
        answer = self._client.ask(
            account,
            lambda client, user_auth: client.create_tweet(
                text=text, in_reply_to_tweet_id=parent, user_auth=user_auth
            ),
        )
        if answer is None:
            return Unknown(MAY_BE_THERE)
        if not isinstance(answer, Answer):
            return answer
        return outcome_of_sending(answer, account.credentials.values(), is_reply=parent is not None)

    def find(
        self, post: Post, account: Account, since: str, *, taken: Collection[str] = ()
    ) -> Found | Absent | CannotTell:
        """Read the account's newest hundred posts since then, oldest match first. X charges for each it shows."""
        own_id = own_id_of(account) or self._own_id(account)
        after = since if is_post_number(since) else None
        answer = self._client.ask(
            account,
            lambda client, user_auth: client.get_users_tweets(
                own_id, since_id=after, max_results=PAGE, tweet_fields=FIELDS_READ, user_auth=user_auth
            ),
        )
        if not isinstance(answer, Answer) or answer.status != 200:
            return CannotTell("X did not say what is on the account. Look at the account.")
        return look_for(post, answer, since=after or "", taken=taken)

    def check(self, account: Account) -> Checked | AccountTrouble | NotSent | RateLimited:
        """Who X says the account is, and whether it is verified."""
        answer = self._client.ask(
            account,
            lambda client, user_auth: client.get_me(user_fields=["verified"], user_auth=user_auth),
        )
        if answer is None:
            return NotSent("X did not answer. Check again in a minute.")
        if not isinstance(answer, Answer):
            return answer
        return outcome_of_checking(answer, account.credentials.values())

    def retract(self, post: Post, account: Account) -> Retraction:
        """Take it down; 404 means it is down already."""
        if not is_post_number(post.remote_id):
            return Rejected("This post has no number of X's. Find it on X and take it down there.")
        answer = self._client.ask(
            account, lambda client, user_auth: client.delete_tweet(post.remote_id, user_auth=user_auth)
        )
        if answer is None:
            return Unknown(MAY_STILL_BE_THERE)
        if not isinstance(answer, Answer):
            return answer
        return outcome_of_deleting(answer, account.credentials.values())

    def _own_id(self, account: Account) -> str:
        checked = self.check(account)
        return checked.facts.get("user_id", "0") if isinstance(checked, Checked) else "0"
