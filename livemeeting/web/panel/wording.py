"""The wording page: what each kind of post says, tried out before it is saved."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import wording
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("wording", __name__, url_prefix="/panel/wording")


@blueprint.get("")
@needs(Right.ADMINISTER)
def list_wordings() -> ResponseReturnValue:
    """Every kind with its present wording and how that reads."""
    return render_template("panel/wording.html", wordings=wording.list_wordings(parts().house, officer()))


@blueprint.get("/<kind>")
@needs(Right.ADMINISTER)
def edit(kind: str) -> ResponseReturnValue:
    """The form of one kind."""
    return _form(kind)


@blueprint.post("/<kind>")
@needs(Right.ADMINISTER)
def save(kind: str) -> ResponseReturnValue:
    """Save it."""
    text = request.form.get("text", "")
    try:
        wording.save_wording(parts().house, officer(), kind, text)
    except Refused as refusal:
        return _form(kind, text=text, refused=refusal.sentence), 409
    return redirect(f"/panel/wording?said=saved#{kind}", 303)


@blueprint.post("/<kind>/usual")
@needs(Right.ADMINISTER)
def restore(kind: str) -> ResponseReturnValue:
    """Go back to the usual wording."""
    wording.restore_wording(parts().house, officer(), kind)
    return redirect(f"/panel/wording?said=restored#{kind}", 303)


@blueprint.post("/<kind>/example")
@needs(Right.ADMINISTER)
def example(kind: str) -> ResponseReturnValue:
    """How a wording would read, for the script of the form; nothing is saved."""
    tried = wording.try_wording(parts().house, officer(), kind, request.form.get("text", ""))
    return jsonify(examples=render_template("panel/wording_examples.html", examples=tried))


def _form(kind: str, *, text: str | None = None, refused: str = "") -> str:
    found = wording.wording_of(parts().house, officer(), kind)
    if text is not None:
        found = replace(found, text=text, examples=())
    return render_template("panel/wording_form.html", wording=found, refused=refused)
