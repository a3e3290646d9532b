"""The pages of the notices: which a council wants, and saying that the minutes are published."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import notices
from livemeeting.actions.look import see
from livemeeting.domain.notices import SCHEDULED, TITLES
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("notices", __name__)


@blueprint.get("/panel/notices")
@needs(Right.ADMINISTER)
def list_notices() -> ResponseReturnValue:
    """Each scheduled notice, on or off."""
    return _page()


@blueprint.post("/panel/notices")
@needs(Right.ADMINISTER)
def save() -> ResponseReturnValue:
    """Save all of them."""
    try:
        for kind in SCHEDULED:
            is_on, clock = f"{kind}:on" in request.form, request.form.get(f"{kind}:clock", "")
            notices.save_notice(parts().house, officer(), kind, is_on=is_on, clock=clock)
    except Refused as refusal:
        return _page(refused=refusal.sentence), 409
    return redirect("/panel/notices?said=saved", 303)


@blueprint.get("/panel/meetings/<meeting_id>/minutes")
@needs(Right.PREPARE)
def minutes_page(meeting_id: str) -> ResponseReturnValue:
    """The form for the address of the minutes."""
    return _minutes_page(meeting_id)


@blueprint.post("/panel/meetings/<meeting_id>/minutes")
@needs(Right.PREPARE)
def announce_minutes(meeting_id: str) -> ResponseReturnValue:
    """Hold the posts that say so."""
    address = request.form.get("link", "")
    try:
        notices.announce_minutes(parts().house, officer(), meeting_id, address)
    except Refused as refusal:
        return _minutes_page(meeting_id, refused=refusal.sentence, address=address), 409
    return redirect(f"/panel/meetings/{meeting_id}#posts", 303)


def _page(*, refused: str = "") -> str:
    found = notices.see_notices(parts().house, officer())
    return render_template("panel/notices.html", notices=found, titles=TITLES, refused=refused)


def _minutes_page(meeting_id: str, *, refused: str = "", address: str = "") -> str:
    plan = see(parts().house, officer(), meeting_id).meeting.plan
    return render_template("panel/minutes.html", plan=plan, refused=refused, address=address)
