"""A person's own page: the name that stands in the record, and the password."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import people
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.guard import set_session_cookie
from livemeeting.web.parts import needs, officer, parts
from livemeeting.web.sockets import recheck_panels

blueprint = Blueprint("account", __name__, url_prefix="/panel/account")


@blueprint.get("")
@needs(Right.WATCH)
def account() -> ResponseReturnValue:
    """Both forms."""
    return _page()


@blueprint.post("/name")
@needs(Right.WATCH)
def rename() -> ResponseReturnValue:
    """Change the name."""
    try:
        people.rename(parts().house, officer(), request.form.get("name", ""))
    except Refused as refusal:
        return _page(refused=refusal.sentence, wrong="name"), 409
    return redirect("/panel/account?said=saved", 303)


@blueprint.post("/password")
@needs(Right.WATCH)
def change_password() -> ResponseReturnValue:
    """Change the password, and sign out everywhere else."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    try:
        token = people.change_password(parts().house, officer(), old=old, new=new)
    except Refused as refusal:
        return _page(refused=refusal.sentence, wrong="new"), 409
    recheck_panels(current_app)
    answer = make_response(redirect("/panel/account?said=password", 303))
    set_session_cookie(answer, token)
    return answer


def _page(*, refused: str = "", wrong: str = "") -> str:
    person = people.own(parts().house, officer())
    return render_template("panel/account.html", person=person, refused=refused, wrong=wrong)
