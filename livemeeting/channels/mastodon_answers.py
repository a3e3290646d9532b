"""What each answer of a server of the Mastodon API means (https://docs.joinmastodon.org/methods/statuses/)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from livemeeting.channels.wire import Answer, Silence, parsed, quoted, resets_at, text_of
from livemeeting.domain.channel import AccountTrouble, NotSent, RateLimited, Rejected, Unknown

MAY_BE_THERE = "The server did not answer clearly, so the post may be there. Look before sending it again."
MAY_STILL_BE_THERE = (
    "The server did not say whether it took the post down. Taking it down again does no harm."
)
NOT_REACHED = "The server could not be reached, so nothing has changed there. Check the connection."
SIGNED_OUT = (
    "The server does not accept this account's token. An administrator should enter a new one under Accounts."
)
#: Mastodon writes its reset as ISO time, others as seconds.
_WAITS = ("x-ratelimit-reset", "retry-after")


def refusal(
    answer: Answer | Silence, secrets: Collection[str]
) -> NotSent | RateLimited | Rejected | AccountTrouble | Unknown:
    """What anything but a success means."""
    if isinstance(answer, Silence):
        return Unknown(MAY_BE_THERE) if answer.has_left else NotSent(NOT_REACHED)
    said = quoted(text_of(parsed(answer), "error"), secrets)
    if answer.status == 429:
        until = resets_at(answer.headers, _WAITS, lambda: datetime.now(UTC))
        return RateLimited("The server asks this account to wait before it posts again.", until)
    if answer.status == 401:
        return AccountTrouble(SIGNED_OUT)
    if answer.status == 403:
        return AccountTrouble(
            f"The server does not let this account post. Sign in there and look. It said: {said}"
        )
    if 300 <= answer.status < 400 or answer.status in (404, 405, 410, 501):
        return AccountTrouble("No server of the Mastodon kind answers at this account's address. Correct it.")
    if 400 <= answer.status < 500 and answer.status != 408:
        return Rejected(f"The server refused this. Change the text, then try again. It said: {said}")
    return Unknown(MAY_BE_THERE)
