"""Meetings from a calendar file: choosing the file, checking what it offers, adding what is chosen."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.calendar import FIELDS, Calendar, Offered, add_meetings, load_calendar
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts, takes_files

blueprint = Blueprint("calendar", __name__)

_ID = re.compile(r"[a-z2-7]{26}")


@blueprint.get("/panel/calendar")
@needs(Right.PREPARE)
def calendar_page() -> str:
    """How a calendar comes in."""
    return render_template("panel/calendar.html", refused="")


@blueprint.post("/panel/calendar")
@needs(Right.PREPARE)
@takes_files
def load() -> ResponseReturnValue:
    """Show what the file offers, not saved."""
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise Refused("Choose a file first.")
        found = load_calendar(parts().house, officer(), upload.read())
    except Refused as refused:
        return render_template("panel/calendar.html", refused=refused.sentence), 409
    return _offer(found)


@blueprint.post("/panel/calendar/add")
@needs(Right.PREPARE)
def add() -> ResponseReturnValue:
    """Save the chosen meetings."""
    rows = tuple(_typed(key) for key in request.form.getlist("row") if _ID.fullmatch(key))
    try:
        add_meetings(parts().house, officer(), rows)
    except Refused as refused:
        return _offer(Calendar(rows), refused.sentence), 409
    return redirect("/panel/?said=saved", 303)


def _typed(key: str) -> Offered:
    answers = {name: request.form.get(f"{name}.{key}", "") for name in FIELDS}
    row = Offered(key, answers, request.form.get(f"note.{key}", "")[:200])
    return replace(row, is_chosen=f"chosen.{key}" in request.form)


def _offer(found: Calendar, refused: str = "") -> str:
    return render_template("panel/calendar_offer.html", found=found, refused=refused)
