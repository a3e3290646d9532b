"""What every template may name: the nonce, the form token, the council, the person, addresses of static files."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from flask import Flask, current_app, g, request

from livemeeting.actions.council import Council, look_of
from livemeeting.actions.readiness import StoreTrouble
from livemeeting.domain.roles import Right, may
from livemeeting.web.headers import csp_nonce
from livemeeting.web.parts import parts
from livemeeting.web.static_files import static_url

#: What a page may say after a redirect. The address carries a key, never words of its own.
SAID = {
    "signed-out": "You are signed out.",
    "added": "Added.",
    "saved": "Saved.",
    "restored": "Back to the usual wording.",
    "role": "The role is changed.",
    "disabled": "They can no longer sign in, and are signed out everywhere.",
    "enabled": "They can sign in again.",
    "connected": "The account is connected. It posts from the next press on.",
    "doubted": "The account is saved, but its network could not be asked just now. Check it before the meeting.",
    "checked": "The account is signed in and can post. Nothing was posted.",
    "on": "The account is on. It posts from the next press on.",
    "off": "The account is off. Nothing more is posted there.",
    "anchored": "The video time is set. Every link into that video has moved.",
    "place-checked": "Your answer is kept.",
    "recording": "The recording is added. Set its video time, and links go into it.",
    "video-gone": "Nothing links into the video any more. The times stay.",
    "password": "Your password is changed. You are signed out everywhere else.",
}


#: Another process may change the council's name: it is read again after this long.
LOOK_SECONDS = 5.0
_LOOKS = "livemeeting looks"

#: Some ten milliseconds of the slowest rows there are.
ROWS_IN_ONE_GO = 25
T = TypeVar("T")


def install(app: Flask) -> None:
    """Offer the names to every template."""
    app.extensions[_LOOKS] = {}
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        csrf_token=csrf_token,
        static_url=static_url,
        said=said,
        can_administer=can_administer,
        in_turns=in_turns,
    )
    app.context_processor(_names)


def in_turns(rows: Iterable[T]) -> Iterator[T]:
    """The rows of a long page, with a turn for everybody else on this process after each few."""
    for place, row in enumerate(rows, 1):
        yield row
        if place % ROWS_IN_ONE_GO == 0:
            parts().house.runtime.sleep(0)


def csrf_token() -> str:
    """What a form of this session must bring back in its field `csrf`; '' on open pages."""
    visit = g.get("visit")
    return str(visit.csrf) if visit is not None else ""


def said() -> str:
    """The sentence the page was sent back with, '' for none."""
    return SAID.get(request.args.get("said", ""), "")


def can_administer() -> bool:
    """Whether the person keeps people, accounts and wording."""
    person = g.get("officer")
    return person is not None and may(person.role, Right.ADMINISTER)


def forget_look() -> None:
    """Read the council's name and colour again: they were changed."""
    current_app.extensions[_LOOKS].clear()


def _names() -> dict[str, object]:
    person = g.get("officer")
    look = _look(person.council_id if person is not None else None)
    return {
        "officer": person,
        "council_name": look.name if look else parts().council_name,
        "council_colour": look.colour if look else "",
    }


def _look(council_id: str | None) -> Council | None:
    """The council's name and colour, read at most every few seconds; None while the database is away."""
    kept: dict[str | None, tuple[float, Council | None]] = current_app.extensions[_LOOKS]
    until, look = kept.get(council_id, (0.0, None))
    if time.monotonic() < until:
        return look
    try:
        look = look_of(parts().house, council_id)
    except StoreTrouble:
        return look  # the page that says so needs a name too
    kept[council_id] = (time.monotonic() + LOOK_SECONDS, look)
    return look
