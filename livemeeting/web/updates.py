"""What changed on a public page since a viewer's seq, as JSON: for catching up, and for polling."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from functools import lru_cache
from typing import cast

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from livemeeting.actions.gallery import Step
from livemeeting.actions.look import PublicViews
from livemeeting.domain.views import PublicView
from livemeeting.web.parts import Parts, open_to_all, parts
from livemeeting.web.pieces import Delta, Pieces, Printer, delta

blueprint = Blueprint("updates", __name__)
KEY, STEPS = "livemeeting.printer", "livemeeting.steps"
#: Answers kept: every seq that somebody may still stand at, for the newest state.
MOST_KEPT = 256
#: Longer than any seq, shorter than what int() would spend time on.
MOST_DIGITS = 9
#: What fits into one packet is not worth packing. Nothing here is secret, so packing gives nothing away.
ONE_PACKET = 1_400
BAD_AFTER = "Say after which update, as a number: /updates?after=12."


def printer(app: Flask, running: Parts) -> Printer:
    """The application's own printer, made when it is first asked for."""
    made: Printer = app.extensions.setdefault(KEY, Printer(app.jinja_env, running.embed_hosts))
    return made


def pieces_of(view: PublicView) -> Pieces:
    """The rendered pieces of a view, in the application that handles this request."""
    return printer(current_app, parts()).pieces(view)


@blueprint.get("/m/<slug>/updates")
@open_to_all
def meeting_updates(slug: str) -> Response | tuple[Response, int]:
    """The step from `after` to now."""
    return _updates(slug, is_rehearsal=False)


@blueprint.get("/rehearsal/<slug>/updates")
@open_to_all
def rehearsal_updates(slug: str) -> Response | tuple[Response, int]:
    """The same for a rehearsal."""
    return _updates(slug, is_rehearsal=True)


def _updates(slug: str, *, is_rehearsal: bool) -> Response | tuple[Response, int]:
    after = request.args.get("after", "")
    if not (after.isascii() and after.isdecimal() and len(after) <= MOST_DIGITS):
        return jsonify(refused=BAD_AFTER), 400
    view = parts().views.recent(slug, is_rehearsal=is_rehearsal)
    # The same address for everybody at the same seq: a cache in front answers all of them.
    answer = Response(steps_of(current_app, parts()).since(view, int(after)), content_type="application/json")
    return kept_briefly(answer, is_rehearsal=is_rehearsal)


class Steps:
    """Steps as one line of JSON; what many ask for is worked out and encoded once."""

    def __init__(self, running: Parts, made: Printer) -> None:
        self._views, self._printer = running.views, made
        self._kept: dict[tuple[str, bool, str, int, int], str] = {}
        self._one_at_a_time = threading.Lock()

    def between(self, told: PublicView, view: PublicView) -> Step:
        """For everybody who was told the one state and is not yet told the other."""
        found = delta(self._printer.pieces(told), self._printer.pieces(view))
        return Step(_one_line(found), hides=found["at_once"])

    def since(self, view: PublicView, after: int) -> str:
        """For somebody at `after`, as step() promises."""
        key = (view.slug, view.is_rehearsal, view.epoch, view.seq, after)
        if (kept := self._kept.get(key)) is None:
            with self._one_at_a_time:
                if (kept := self._kept.get(key)) is None:
                    kept = _one_line(step(self._views, self._printer, view, after))
                    while len(self._kept) >= MOST_KEPT:
                        self._kept.pop(next(iter(self._kept)))
                    self._kept[key] = kept
        return kept


def steps_of(app: Flask, running: Parts) -> Steps:
    """The application's own steps, made when they are first asked for."""
    made: Steps = app.extensions.setdefault(STEPS, Steps(running, printer(app, running)))
    return made


def step(views: PublicViews, made: Printer, view: PublicView, after: int) -> Delta:
    """From what a viewer at `after` has on screen to `view`, with everything that is still on the page.

    Nothing changes for a viewer who is further than this process: they will be told by another.
    """
    before = views.before(view, min(after, view.seq))
    found = delta(made.pieces(before), made.pieces(view))
    found["from"] = after
    # What was redacted since is in no earlier view any more, so what may stay is said in full.
    found["entries"]["all"] = [each.anchor for each in view.timeline]
    return found


def _one_line(found: Delta) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def kept_briefly(answer: Response, *, is_rehearsal: bool = False) -> Response:
    """Let caches answer for one second, then ask again by ETag: ten thousand readers cost one rendering."""
    answer.headers["Cache-Control"] = "public, max-age=1"
    if is_rehearsal:
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    tag, small = _packed(answer.data)
    answer.headers["Vary"] = "Accept-Encoding"
    if small is not None and request.accept_encodings.quality("gzip") > 0:
        answer.data = small
        answer.headers["Content-Encoding"] = "gzip"
        tag += "-gzip"
    answer.set_etag(tag)
    return cast(Response, answer.make_conditional(request))


@lru_cache(maxsize=32)
def _packed(whole: bytes) -> tuple[str, bytes | None]:
    """The tag of an answer, and the answer compressed where that saves a packet. Many ask for the same."""
    small = gzip.compress(whole, 6, mtime=0) if len(whole) > ONE_PACKET else None
    return hashlib.sha256(whole).hexdigest()[:20], small
