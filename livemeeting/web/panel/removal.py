"""Removing a name or a text from everything kept of a meeting: type it, see every place, confirm."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.removal import look_for, plan_of, remove_words
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.refused import Refused
from livemeeting.domain.removal import Removal
from livemeeting.domain.removal_words import INSTEAD, Words
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("removal", __name__)


@blueprint.get("/panel/meetings/<meeting_id>/removal")
@needs(Right.DRIVE)
def removal_page(meeting_id: str) -> ResponseReturnValue:
    """What is to go, what stands there instead, and why."""
    return _page(meeting_id)


@blueprint.post("/panel/meetings/<meeting_id>/removal")
@needs(Right.DRIVE)
def look_or_remove(meeting_id: str) -> ResponseReturnValue:
    """Show every place, or remove the words there. By POST, so that no address and no access log holds them."""
    house, form = parts().house, request.form
    try:
        words = Words(*(clean(form.get(name, "")) for name in ("words", "instead", "reason")))
        if form.get("act") == "remove":
            done = remove_words(house, officer(), meeting_id, words, seq=form.get("at_seq", -1, int))
            return _page(meeting_id, done=done)
        return _page(meeting_id, found=look_for(house, officer(), meeting_id, words))
    except Refused as refused:
        return _page(meeting_id, refused=refused.sentence), 409


def _page(
    meeting_id: str, *, found: Removal | None = None, done: Removal | None = None, refused: str = ""
) -> str:
    typed = {name: request.form.get(name, "") for name in ("words", "instead", "reason")}
    if request.method == "GET":
        typed["instead"] = INSTEAD
    return render_template(
        "panel/removal.html", plan=plan_of(parts().house, officer(), meeting_id), typed=typed,
        found=found, done=done, refused=refused,
    )  # fmt: skip
