"""The wording page: what each kind of post says, by network and language, tried out before it is saved."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import wording
from livemeeting.actions.wording import Where
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.tongues import LANGUAGES
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("wording", __name__, url_prefix="/panel/wording")


@blueprint.get("")
@needs(Right.ADMINISTER)
def list_wordings() -> ResponseReturnValue:
    """Every kind with its present wording and how that reads."""
    where = _where()
    found = wording.list_wordings(parts().house, officer(), where)
    return render_template("panel/wording.html", wordings=found, **_choices(where))


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
        wording.save_wording(parts().house, officer(), kind, text, _where())
    except Refused as refusal:
        return _form(kind, text=text, refused=refusal.sentence), 409
    return redirect(_back("saved", kind), 303)


@blueprint.post("/<kind>/usual")
@needs(Right.ADMINISTER)
def restore(kind: str) -> ResponseReturnValue:
    """Go back to the usual wording."""
    wording.restore_wording(parts().house, officer(), kind, _where())
    return redirect(_back("restored", kind), 303)


@blueprint.post("/<kind>/example")
@needs(Right.ADMINISTER)
def example(kind: str) -> ResponseReturnValue:
    """How a wording would read, for the script of the form; nothing is saved."""
    tried = wording.try_wording(parts().house, officer(), kind, request.form.get("text", ""), _where())
    return jsonify(examples=render_template("panel/wording_examples.html", examples=tried))


def _form(kind: str, *, text: str | None = None, refused: str = "") -> str:
    where = _where()
    found = wording.wording_of(parts().house, officer(), kind, where)
    if text is not None:
        found = replace(found, text=text, examples=())
    return render_template("panel/wording_form.html", wording=found, refused=refused, **_choices(where))


def _where() -> Where:
    """Which wording the address or the form means."""
    asked = request.values
    return Where(asked.get("channel", ""), asked.get("language", "en"), asked.get("meeting", ""))


def _query(where: Where) -> str:
    """The same as the end of an address, '' for the wording of every network in English."""
    named = {"channel": where.channel, "language": where.language, "meeting": where.meeting_id}
    usual = {"channel": "", "language": "en", "meeting": ""}
    return urlencode({name: value for name, value in named.items() if value != usual[name]})


def _back(said: str, kind: str) -> str:
    query = _query(_where())
    return f"/panel/wording?said={said}{'&' if query else ''}{query}#{kind}"


def _choices(where: Where) -> dict[str, object]:
    house = parts().house
    return {
        "where": where,
        "query": _query(where),
        "networks": wording.networks(house),
        "languages": LANGUAGES,
        "agendas": wording.agendas(house, officer()),
    }
