"""The moods of the fake X and the words X refuses with, as callers of the real API have reported them."""

from __future__ import annotations

from typing import Literal

Mood = Literal[
    "402",
    "401",
    "403-mention",
    "403-other",
    "403-reply",
    "403-suspended",
    "404",
    "200-errors-only",
    "errors-null",
    "list-body",
    "repeats-the-keys",
]

REPLY_TO_NOTHING = "You attempted to reply to a Tweet that is deleted or not visible to you."

TOO_LONG = {
    "errors": [{"parameters": {"text": ["..."]}, "message": "Your Tweet text is too long."}],
    "title": "Invalid Request",
    "detail": "One or more parameters to your request was invalid.",
    "type": "https://api.twitter.com/2/problems/invalid-request",
}

#: Moods that are a plain refusal: status, detail, title.
REFUSALS: dict[str, tuple[int, str, str]] = {
    "401": (401, "Unauthorized", "Unauthorized"),
    "402": (
        402,
        "Your enrolled account does not have any credits to fulfill this request.",
        "CreditsDepleted",
    ),
    "403-other": (403, "You are not permitted to perform this action.", "Forbidden"),
    "403-reply": (
        403,
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
        "engaged by the author.",
        "Forbidden",
    ),
    "403-suspended": (403, "Your account is suspended and is not permitted to do this.", "Forbidden"),
    "403-mention": (403, "You are not permitted to mention this user.", "Forbidden"),
    "404": (404, "Could not find that post.", "Not Found"),
    "429": (429, "Too Many Requests", "Too Many Requests"),
    "429-no-reset": (429, "Too Many Requests", "Too Many Requests"),
    "429-odd-reset": (429, "Too Many Requests", "Too Many Requests"),
    "500": (500, "Something is broken.", "Internal Server Error"),
}
