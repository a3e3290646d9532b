"""The page for what comes weeks later: the signed minutes, and the number of each item in them."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.minutes import save_minutes, see_minutes
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.panel.button_forms import entry_number
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("signed_minutes", __name__)
NUMBER = "number:"


@blueprint.get("/panel/meetings/<meeting_id>/signed-minutes")
@needs(Right.MINUTES)
def page(meeting_id: str) -> ResponseReturnValue:
    """What is said of the minutes so far."""
    return _page(meeting_id)


@blueprint.post("/panel/meetings/<meeting_id>/signed-minutes")
@needs(Right.MINUTES)
def save(meeting_id: str) -> ResponseReturnValue:
    """Record what is different."""
    numbers = {
        name.removeprefix(NUMBER): given for name, given in request.form.items() if name.startswith(NUMBER)
    }
    try:
        save_minutes(
            parts().house, officer(), meeting_id,
            seq=entry_number(request.form.get("seq", "")),
            url=request.form.get("url", ""), signed=request.form.get("signed", ""), numbers=numbers,
        )  # fmt: skip
    except Refused as refusal:
        return _page(meeting_id, refused=refusal.sentence, numbers=numbers), 409
    return redirect(f"/panel/meetings/{meeting_id}/signed-minutes?said=saved", 303)


def _page(meeting_id: str, *, refused: str = "", numbers: dict[str, str] | None = None) -> str:
    minutes = see_minutes(parts().house, officer(), meeting_id)
    typed = {each.item_id: (numbers or {}).get(each.item_id, each.number) for each in minutes.items}
    return render_template(
        "panel/signed_minutes.html", minutes=minutes, typed=typed, refused=refused,
        url=request.form.get("url", minutes.url), signed=request.form.get("signed", minutes.signed),
    )  # fmt: skip
