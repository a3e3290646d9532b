"""What each answer of X means for a post: status and words in, one of our outcomes out.

Statuses and bodies: https://docs.x.com/x-api/fundamentals/response-codes-and-errors. Codes in the body
are never used: X's second API gives none for a duplicate (docs/channels.md has the whole table).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from livemeeting.channels.wire import Answer, mapping, parsed, quoted, resets_at, text_of
from livemeeting.domain.channel import (
    AccountTrouble,
    Checked,
    Duplicate,
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

_NEEDS_A_PERSON = ("suspended", "temporarily locked", "app permissions")
_NO_REPLY = ("reply to this conversation is not allowed", "attempted to reply to a tweet that is deleted")
_LOOK = "so the post may be there. Look at the account on X before sending it again."
MAY_BE_THERE = f"X did not answer, {_LOOK}"
MAY_STILL_BE_THERE = "X did not say whether it took the post down. Take it down again: that does no harm."
_KEYS = "X no longer accepts this account's keys. An administrator should enter new ones under Accounts."
_CREDIT = (
    "This X account is out of credit, so X took nothing. Buy credit at console.x.com, then send it again."
)


def outcome_of_sending(answer: Answer, secrets: Collection[str], *, is_reply: bool = False) -> Outcome:
    """What became of a post. `secrets` are cut out of anything X says."""
    if is_reply and answer.status == 404:
        return ReplyRefused("The post before it is no longer on X, so this one cannot answer it.")
    if not 200 <= answer.status < 300:
        return _refusal(answer.status, answer, secrets)
    said = parsed(answer)
    number = str(mapping(said.get("data")).get("id", ""))
    if is_post_number(number):
        return sent_as(number)
    errors = _errors(said)
    if errors and not said.get("data"):
        status = errors[0].get("status")
        return _refusal(status if isinstance(status, int) else 403, answer, secrets)
    return Unknown(f"X took the post but its answer could not be read, {_LOOK}")


def outcome_of_deleting(answer: Answer, secrets: Collection[str]) -> Retraction:
    """What became of taking a post down; a post that is not there counts as taken down."""
    if answer.status == 404:
        return Retracted()
    if 200 <= answer.status < 300:
        deleted = mapping(parsed(answer).get("data")).get("deleted")
        return Retracted() if deleted is True else Unknown(MAY_STILL_BE_THERE)
    outcome = _refusal(answer.status, answer, secrets)
    if isinstance(outcome, RateLimited):
        return NotSent(
            "X asks to wait before taking posts down, so it is still there. Try again in 15 minutes."
        )
    if isinstance(outcome, Unknown):
        return Unknown(MAY_STILL_BE_THERE)
    if isinstance(outcome, Duplicate | ReplyRefused):
        return Rejected(outcome.reason)
    return outcome


def outcome_of_checking(
    answer: Answer, secrets: Collection[str]
) -> Checked | AccountTrouble | NotSent | RateLimited:
    """Who the account is."""
    said = mapping(parsed(answer).get("data"))
    handle, number = text_of(said, "username"), text_of(said, "id")
    if answer.status == 200 and handle and is_post_number(number):
        is_verified = "yes" if said.get("verified") is True else "no"
        return Checked(f"@{handle}", {"user_id": number, "is_verified": is_verified})
    outcome = _refusal(answer.status, answer, secrets)
    if isinstance(outcome, AccountTrouble | RateLimited):
        return outcome
    if isinstance(outcome, Rejected):
        return AccountTrouble(outcome.reason)
    return NotSent("X did not answer as it should. Check again in a minute.")


def sent_as(number: str) -> Sent:
    """A post X has, with its address."""
    return Sent(remote_id=number, remote_url=f"https://x.com/i/web/status/{number}")


def is_post_number(text: str) -> bool:
    """True for what X uses as the id of a post, which we put into addresses."""
    return re.fullmatch(r"[0-9]{1,25}", text) is not None


def _refusal(
    status: int, answer: Answer, secrets: Collection[str]
) -> RateLimited | Rejected | Duplicate | ReplyRefused | AccountTrouble | Unknown:
    if status == 401:
        return AccountTrouble(_KEYS)
    if status == 402:
        return AccountTrouble(_CREDIT)
    if status == 429:
        return RateLimited(
            "X asks this account to wait before it posts again.",
            resets_at(answer.headers, ["x-rate-limit-reset"], lambda: datetime.now(UTC)),
        )
    if 400 <= status < 500 and status != 408:
        return _rejection(status, _words(answer), secrets)
    return Unknown(f"X had a fault of its own (answer {status}), {_LOOK}")


def _rejection(
    status: int, words: str, secrets: Collection[str]
) -> Rejected | Duplicate | ReplyRefused | AccountTrouble:
    if status == 403 and "duplicate content" in words.lower():
        return Duplicate("X already has a post with exactly this text. Add the time and try again.")
    said = quoted(words, secrets)
    if status == 403 and any(sign in words.lower() for sign in _NO_REPLY):
        return ReplyRefused(f"X did not let this post answer the one before it. X said: {said}")
    if status == 403 and any(sign in words.lower() for sign in _NEEDS_A_PERSON):
        return AccountTrouble(f"X does not let this account post. Sign in to X and look. X said: {said}")
    return Rejected(f"X refused this. Change the text, then try again. X said: {said}")


def _words(answer: Answer) -> str:
    """Everything X said about a refusal on one line: the particular first, the general after."""
    said = parsed(answer)
    sources = [*_errors(said), said]
    found = [source.get(key) for source in sources for key in ("message", "detail")]
    texts = dict.fromkeys(text for text in found if isinstance(text, str))
    return " ".join(" ".join(texts).split())


def _errors(said: Mapping[str, object]) -> list[Mapping[str, object]]:
    errors = said.get("errors")
    return [mapping(error) for error in errors] if isinstance(errors, list) else []
