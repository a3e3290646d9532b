"""Signing in, by password or by one-time link, and signing out."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.sessions import end_session
from livemeeting.actions.sign_in import link_works, sign_in_by_link, sign_in_by_password
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.guard import drop_session_cookie, own_page, session_token, set_session_cookie
from livemeeting.web.parts import needs, open_to_all, parts
from livemeeting.web.sockets import recheck_panels

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The form."""
    return _form(wanted=request.args.get("next", ""))


@blueprint.post("/sign-in")
@open_to_all
def sign_in_now() -> ResponseReturnValue:
    """Check the e-mail address and the password, and go where the person was going."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    wanted = request.form.get("next", "")
    try:
        token = sign_in_by_password(parts().house, email, password, address=request.remote_addr or "")
    except Refused as refusal:
        return _form(wanted=wanted, email=email, refused=refusal.sentence), 403
    return _inside(token, wanted)


@blueprint.get("/sign-in/link/<token>")
@open_to_all
def link(token: str) -> ResponseReturnValue:
    """The page a one-time link opens: looking does not use it up."""
    return _link_page(token)


@blueprint.post("/sign-in/link/<token>")
@open_to_all
def use_link(token: str) -> ResponseReturnValue:
    """Use the link up."""
    try:
        session = sign_in_by_link(parts().house, token, new_password=request.form.get("password", ""))
    except Refused as refusal:
        return _link_page(token, refused=refusal.sentence), 409
    return _inside(session, "")


@blueprint.post("/sign-out")
@needs(Right.WATCH)
def sign_out() -> ResponseReturnValue:
    """End this session here and on the server."""
    end_session(parts().house, session_token(request.cookies, parts()))
    recheck_panels(current_app)
    answer = make_response(redirect("/sign-in?said=signed-out", 303))
    drop_session_cookie(answer)
    return answer


def _inside(token: str, wanted: str) -> ResponseReturnValue:
    earlier = session_token(request.cookies, parts())
    if earlier:
        end_session(parts().house, earlier)
    answer = make_response(redirect(own_page(wanted), 303))
    set_session_cookie(answer, token)
    return answer


def _form(*, wanted: str, email: str = "", refused: str = "") -> str:
    return render_template("sign_in.html", wanted=wanted, email=email[:254], refused=refused)


def _link_page(token: str, refused: str = "") -> str:
    works = link_works(parts().house, token)
    return render_template("sign_in_link.html", works=works, refused=refused)
