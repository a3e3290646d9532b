"""The answers when something is refused, missing or broken: a sentence for a person, JSON for a script."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from livemeeting.actions.house import NotAllowed, NotFound
from livemeeting.actions.readiness import StoreTrouble
from livemeeting.domain.refused import Refused
from livemeeting.web.guard import Foreign, wants_json

log = logging.getLogger(__name__)

#: A heading and a sentence for each status a visitor can cause or meet.
WORDS = {
    400: ("That could not be read", "The request was incomplete or garbled. Go back and try again."),
    403: ("That is not for you to see", "Ask an administrator if you need it."),
    404: (
        "There is no such page",
        "If you typed the address, check it. If you followed a link, it may be old.",
    ),
    405: ("That cannot be done here", "Go back, reload the page and try again."),
    409: ("That was not done", ""),
    413: (
        "That is too large",
        "At most 2 MB of text or a file of 20 MB can be taken at once. Load the agenda itself, without its reports.",
    ),
    500: ("Something went wrong on our side", "It has been noted. Whatever was acknowledged before is safe."),
    503: ("We cannot do that at the moment", "Try again in a minute."),
}


def install(app: Flask) -> None:
    """Give every exception an answer."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotFound, lambda _: answer(404))
    app.register_error_handler(NotAllowed, lambda why: answer(403, str(why)))
    app.register_error_handler(Foreign, lambda why: answer(403, str(why)))
    app.register_error_handler(StoreTrouble, _store_trouble)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answer(status: int, sentence: str = "", *, seq: int | None = None) -> Response:
    """The page, or the JSON, for a status."""
    heading, usual = WORDS.get(status, WORDS[400 if status < 500 else 500])
    said = sentence or usual
    if wants_json():
        body: dict[str, object] = {"refused": said}
        if seq is not None:
            body["seq"] = seq
        reply = make_response(jsonify(body), status)
    else:
        shown = render_template("error.html", status=status, heading=heading, sentence=said, back=_back())
        reply = make_response(shown, status)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _refused(refusal: Refused) -> ResponseReturnValue:
    return answer(409, refusal.sentence, seq=getattr(refusal, "seq", None))


def _store_trouble(trouble: StoreTrouble) -> ResponseReturnValue:
    log.error("The database could not do what was asked: %s", trouble.sentence, exc_info=trouble)
    return answer(503, trouble.sentence)


def _http(problem: HTTPException) -> ResponseReturnValue:
    status = problem.code or 500
    if status < 400:
        return problem.get_response()  # a redirect the router made
    if status == 405:
        reply = answer(status)
        reply.headers["Allow"] = dict(problem.get_headers()).get("Allow", "")
        return reply
    return answer(status)


def _unexpected(problem: Exception) -> ResponseReturnValue:
    # The last handler: whatever it is, the visitor gets a sentence and the operator the traceback.
    log.error("A request to %s failed.", request.endpoint, exc_info=problem)
    return answer(500)


def _back() -> str:
    return "/panel/" if g.get("officer") is not None else "/"
