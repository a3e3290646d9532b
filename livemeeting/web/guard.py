"""Who gets in: the session of each request, the right its route needs, and where an unsafe request came from."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote, urlsplit

from flask import Flask, Request, Response, current_app, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.house import NotAllowed
from livemeeting.actions.sessions import Visit, look_up
from livemeeting.domain.roles import Right
from livemeeting.web.parts import Parts, parts

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Where a sign-in may lead to: our own pages, never another site's.
OWN_PAGE = re.compile(r"/panel(/[A-Za-z0-9_.\-/]*)?")

#: The largest file an importer reads, with the form around it.
MOST_UPLOAD = 21 * 1024 * 1024

SIGN_IN_AGAIN = "You are signed out. Sign in again, then repeat what you did."
FOREIGN = "This request came from another site, so nothing was done. Open the page here and try again."
STALE_FORM = "This form is from an earlier sign-in, so nothing was done. Reload the page and try again."


class Foreign(Exception):
    """An unsafe request that did not come from our own pages: 403, and nothing was done."""


def install(app: Flask) -> None:
    """Ask the guard before every request."""
    app.before_request(let_in)


def refuse_unguarded(app: Flask) -> None:
    """Raise RuntimeError for a route that is neither marked as guarded nor as open."""
    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], "needs"):
            raise RuntimeError(f"The route {rule.rule} is neither guarded by @needs nor marked @open_to_all.")


def let_in() -> ResponseReturnValue | None:
    """None to go on; otherwise the answer for somebody who may not, or not yet."""
    g.officer = g.visit = None
    if request.endpoint is None:
        return None  # there is no such page: the same answer for everybody
    needed = right_needed()
    if request.method not in SAFE and not came_from_us(request, parts()):
        raise Foreign(FOREIGN)
    if needed is None:
        return None
    visit = look_up(parts().house, session_token(request.cookies, parts()))
    if visit is None:
        return _to_sign_in()
    g.visit, g.officer = visit, visit.officer
    if hasattr(current_app.view_functions[request.endpoint], "takes_files"):
        request.max_content_length = MOST_UPLOAD
    if request.method not in SAFE and not _brings_token(visit):
        raise Foreign(STALE_FORM)
    try:
        visit.officer.must(needed)
    except NotAllowed:
        raise NotAllowed("Your role does not let you see this page. Ask an administrator.") from None
    return None


def right_needed() -> Right | None:
    """The right this request's route asks for; None where it is open to everyone."""
    view = current_app.view_functions[str(request.endpoint)]
    # refuse_unguarded saw to it that every view has it.
    return cast(Right | None, view.needs)  # type: ignore[union-attr]


def cookie_name(running: Parts) -> str:
    """The session cookie; the prefix makes browsers refuse one set by a neighbour or over plain HTTP."""
    return "__Host-livemeeting" if running.is_secure else "livemeeting"


def session_token(cookies: Mapping[str, str], running: Parts) -> str:
    """The session token a browser sent, '' for none."""
    return cookies.get(cookie_name(running), "")


def set_session_cookie(answer: Response, token: str) -> None:
    """Hand the browser its session. It ends with the browser; the server ends it earlier."""
    running = parts()
    answer.set_cookie(
        cookie_name(running), token, path="/", secure=running.is_secure, httponly=True, samesite="Strict"
    )


def drop_session_cookie(answer: Response) -> None:
    """Take the session away from the browser."""
    running = parts()
    answer.delete_cookie(
        cookie_name(running), path="/", secure=running.is_secure, httponly=True, samesite="Strict"
    )


def came_from_us(asked: Request, running: Parts) -> bool:
    """Whether a browser sent this from a page of ours.

    Browsers name the origin of every POST, so a request without one was not made by a hostile page.
    """
    origin = asked.headers.get("Origin")
    if origin is not None:
        return is_own_origin(origin, asked.host, running)
    return asked.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def is_own_origin(origin: str, host: str, running: Parts) -> bool:
    """Whether an Origin header names the public address, or the host the browser asked."""
    if origin == running.house.public_url:
        return True
    scheme, named, path = urlsplit(origin)[:3]
    return scheme == ("https" if running.is_secure else "http") and named == host and not path


def wants_json() -> bool:
    """Whether the answer is for a script and not for a person."""
    return "application/json" in request.headers.get("Accept", "")


def own_page(wanted: str) -> str:
    """The page of ours somebody wanted to see, the list of meetings for anything else."""
    return wanted if OWN_PAGE.fullmatch(wanted) and "//" not in wanted else "/panel/"


def _brings_token(visit: Visit) -> bool:
    brought = request.headers.get("X-CSRF-Token") or request.form.get("csrf", "")
    return hmac.compare_digest(brought.encode(), visit.csrf.encode())


def _to_sign_in() -> ResponseReturnValue:
    if wants_json():
        return jsonify(refused=SIGN_IN_AGAIN, sign_in="/sign-in"), 401
    if request.method in SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
        # SameSite=Strict withholds the cookie when a link in a mail or chat leads here: ask again from here.
        return render_template("come_in.html", here=request.path), 200
    wanted = quote(request.path, safe="/") if request.method in SAFE else ""
    return redirect(f"/sign-in?next={wanted}" if wanted else "/sign-in", 303)
