"""X asked through tweepy for one account, signed with its keys or with its renewed token."""

from __future__ import annotations

import http.client
import logging
import time
from collections.abc import Callable

import requests
import tweepy
import urllib3

from livemeeting.channels.wire import ANSWER_WITHIN, Answer, Call, surely_not_sent
from livemeeting.channels.x_fields import KEYS, uses_oauth2
from livemeeting.channels.x_oauth2 import Renewer
from livemeeting.channels.x_wire import API, Wire
from livemeeting.domain.channel import Account, AccountTrouble, NotSent, RateLimited

log = logging.getLogger(__name__)

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

#: Asks something of X; the second argument is tweepy's `user_auth`.
Question = Callable[[tweepy.Client, bool], object]
_Trouble = NotSent | AccountTrouble | RateLimited


class XClient:
    """Asks X, all questions of one call together within 2 x `answer_within` seconds."""

    def __init__(self, base_url: str = API, answer_within: float = ANSWER_WITHIN) -> None:
        self._base_url = base_url
        self._answer_within = answer_within
        self._renewer = Renewer(base_url)

    def ask(self, account: Account, question: Question) -> Answer | _Trouble | None:
        """What X answered, or why nothing left; None where it may have left and nothing came back."""
        call = Call(account.id, self._answer_within)
        if not uses_oauth2(account):
            missing = [key for key in KEYS if not account.credentials.get(key)]
            if missing:
                return AccountTrouble(
                    f"This X account has no {missing[0]}. An administrator should enter all four keys."
                )
            return self._ask_once(_signing(account), account, question, call)
        token = self._renewer.token(account, call)
        if not isinstance(token, str):
            return token
        answer = self._ask_once(_bearing(token), account, question, call)
        if isinstance(answer, Answer) and answer.status == 401:  # ended early: nothing was done
            token = self._renewer.token(account, call, refused=token)
            if not isinstance(token, str):
                return token
            answer = self._ask_once(_bearing(token), account, question, call)
        return answer

    def _ask_once(
        self, client: tweepy.Client, account: Account, question: Question, call: Call
    ) -> Answer | NotSent | AccountTrouble | None:
        left = call.began + self._answer_within - time.monotonic()
        if left <= 0:
            return NotSent("X took too long over signing this account in, so nothing was sent.")
        wire = Wire(self._base_url, left)
        client.session.max_redirects = 0  # a redirect would carry the signed request elsewhere
        client.session.mount("https://", wire)
        client.session.mount("http://", wire)
        try:
            question(client, not uses_oauth2(account))
        except _WHAT_TWEEPY_RAISES as error:
            if wire.answer is None:
                return _silence(error, wire, account)
        finally:
            client.session.close()
        return wire.answer


def _signing(account: Account) -> tweepy.Client:
    """A client for one call: on a kept connection that X has closed, a post would seem lost on the way."""
    keys = account.credentials
    return tweepy.Client(
        consumer_key=keys["api_key"],
        consumer_secret=keys["api_secret"],
        access_token=keys["access_token"],
        access_token_secret=keys["access_secret"],
        return_type=requests.Response,
        wait_on_rate_limit=False,
    )


def _bearing(token: str) -> tweepy.Client:
    """The same with a user's OAuth2 token, which tweepy takes as its bearer token."""
    return tweepy.Client(bearer_token=token, return_type=requests.Response, wait_on_rate_limit=False)


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
