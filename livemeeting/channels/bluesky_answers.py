"""What each answer of a Bluesky server means for a post (https://docs.bsky.app/docs/advanced-guides/rate-limits).

Errors have a name beside the status; the name decides where both are there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from livemeeting.channels.wire import Answer, Silence, parsed, quoted, resets_at, text_of
from livemeeting.domain.channel import (
    AccountTrouble,
    NotSent,
    RateLimited,
    Rejected,
    Unknown,
)

MAY_BE_THERE = "Bluesky did not answer clearly. Sending the same post again cannot make it appear twice."
NOT_REACHED = "Bluesky could not be reached, so nothing has changed there. Check the connection."
SIGNED_OUT = "Bluesky does not accept this account's app password. An administrator should enter a new one."
_SUSPENDED = ("AccountTakedown", "AccountSuspended", "AccountDeactivated", "RepoTakendown", "RepoSuspended")
_SESSION_OVER = ("ExpiredToken", "InvalidToken")
_WAITS = ("ratelimit-reset", "retry-after")


def is_session_over(answer: Answer) -> bool:
    """Whether the session's token is no longer taken, so that a fresh one may be (400 with a name, not 401)."""
    return answer.status in (400, 401) and error_of(answer) in _SESSION_OVER


def error_of(answer: Answer) -> str:
    """The name of the error, '' where there is none."""
    return text_of(parsed(answer), "error")


def refusal(
    answer: Answer | Silence, secrets: Collection[str]
) -> NotSent | RateLimited | Rejected | AccountTrouble | Unknown:
    """What anything but a success means."""
    if isinstance(answer, Silence):
        return Unknown(MAY_BE_THERE) if answer.has_left else NotSent(NOT_REACHED)
    error = error_of(answer)
    if answer.status == 429:
        until = resets_at(answer.headers, _WAITS, lambda: datetime.now(UTC))
        return RateLimited("Bluesky asks this account to wait before it posts again.", until)
    if error in _SUSPENDED:
        return AccountTrouble("Bluesky has suspended this account. Sign in to Bluesky and look.")
    if answer.status in (401, 403) or error in (*_SESSION_OVER, "AuthFactorTokenRequired"):
        return AccountTrouble(SIGNED_OUT)
    if 300 <= answer.status < 400 or answer.status in (404, 405, 501):
        return AccountTrouble("No Bluesky server answers at this account's address. Correct the address.")
    if 400 <= answer.status < 500 and answer.status != 408:
        said = quoted(text_of(parsed(answer), "message"), secrets)
        return Rejected(f"Bluesky refused this. Change the text, then try again. Bluesky said: {said}")
    return Unknown(MAY_BE_THERE)
