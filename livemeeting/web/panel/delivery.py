"""What an officer decides about delivery: posts kept back, an account that rests, a post that must be taken down."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import posts_kept
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.take_down import take_down
from livemeeting.domain.panel_tried import clock_seconds
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.guard import wants_json
from livemeeting.web.panel.posts import post_names
from livemeeting.web.parts import needs, officer, parts

Decision = Callable[[House, Officer, str], str]
#: The last part of the address of each decision about the posts that were kept back.
KEPT: dict[str, Decision] = {
    "send-all": posts_kept.send_all,
    "send-latest": posts_kept.send_latest,
    "discard": posts_kept.discard,
}

blueprint = Blueprint("delivery", __name__)


@blueprint.post("/panel/meetings/<meeting_id>/kept/<decision>")
@needs(Right.DRIVE)
def decide_about_kept(meeting_id: str, decision: str) -> ResponseReturnValue:
    """One decision about every post that was kept back."""
    if decision not in KEPT:
        raise NotFound
    return _told(meeting_id, KEPT[decision](parts().house, officer(), meeting_id))


@blueprint.post("/panel/meetings/<meeting_id>/lanes/<account_id>/try-again")
@needs(Right.DRIVE)
def try_again(meeting_id: str, account_id: str) -> ResponseReturnValue:
    """An account that rests or is paused is tried at once."""
    return _told(meeting_id, posts_kept.try_again(parts().house, officer(), meeting_id, account_id))


@blueprint.get("/panel/meetings/<meeting_id>/posts/<post_id>/take-down")
@needs(Right.DRIVE)
def take_down_page(meeting_id: str, post_id: str) -> ResponseReturnValue:
    """The post and the question why; for the script, the form alone."""
    names = _names(meeting_id, post_id)
    if wants_json():
        html = render_template("panel/_take_down_form.html", **names)
        return jsonify(title="Take the post down", html=html)
    return render_template("panel/take_down.html", **names)


@blueprint.post("/panel/meetings/<meeting_id>/posts/<post_id>/take-down")
@needs(Right.DRIVE)
def take_post_down(meeting_id: str, post_id: str) -> ResponseReturnValue:
    """Delete it at its network. A refusal without script shows the page with the sentence."""
    why = request.form.get("why", "")
    try:
        said = take_down(parts().house, officer(), meeting_id, post_id, why)
    except Refused as refusal:
        if wants_json():
            raise
        names = _names(meeting_id, post_id)
        return render_template("panel/take_down.html", **{**names, "why": why}, refusal=refusal.sentence), 409
    return _told(meeting_id, said)


def _told(meeting_id: str, said: str) -> ResponseReturnValue:
    return jsonify(sentence=said) if wants_json() else redirect(f"/panel/meetings/{meeting_id}#posts", 303)


def _names(meeting_id: str, post_id: str) -> dict[str, object]:
    seen, post, names = post_names(meeting_id, post_id)
    return {
        **names,
        "sent_at": clock_seconds(seen.meeting.plan, post.sent_at) if post.sent_at else "",
        "why": "",
    }
