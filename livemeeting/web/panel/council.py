"""The council page: its public name, its colour, its hashtag."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.council import council_of, save_council
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.page import forget_look
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("council", __name__, url_prefix="/panel/council")


@blueprint.get("")
@needs(Right.ADMINISTER)
def council() -> ResponseReturnValue:
    """The form."""
    found = council_of(parts().house, officer())
    return render_template("panel/council.html", name=found.name, colour=found.colour, hashtag=found.hashtag)


@blueprint.post("")
@needs(Right.ADMINISTER)
def save() -> ResponseReturnValue:
    """Save the name, the colour and the hashtag."""
    given = {field: request.form.get(field, "") for field in ("name", "colour", "hashtag")}
    try:
        save_council(
            parts().house, officer(), name=given["name"], colour=given["colour"], hashtag=given["hashtag"]
        )
    except Refused as refusal:
        return render_template("panel/council.html", refused=refusal.sentence, **given), 409
    forget_look()
    return redirect("/panel/council?said=saved", 303)
