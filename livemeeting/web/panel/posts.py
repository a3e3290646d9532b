"""What an officer does with a post, from the posts column of the control panel."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import posts
from livemeeting.actions.editor import measure_post
from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import Seen, see
from livemeeting.domain.panel_tried import clock_seconds
from livemeeting.domain.posts import Post
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.guard import wants_json
from livemeeting.web.parts import needs, officer, parts

Act = Callable[[House, Officer, str, str], str]
#: The last part of the address of each act, except the edit, which brings a text.
ACTS: dict[str, Act] = {
    "stop": posts.stop_post,
    "send-now": posts.send_now,
    "it-is-there": posts.it_is_there,
    "send-again": posts.send_again,
}
EDIT = "edit"

blueprint = Blueprint("posts", __name__)


@blueprint.post("/panel/meetings/<meeting_id>/posts/<post_id>/<act>")
@needs(Right.DRIVE)
def act_on_post(meeting_id: str, post_id: str, act: str) -> ResponseReturnValue:
    """One act on one post. A refusal without script shows the post's page with the sentence."""
    if act not in ACTS and act != EDIT:
        raise NotFound
    try:
        said = _act(meeting_id, post_id, act)
    except Refused as refusal:
        if wants_json():
            raise
        return _page(meeting_id, post_id, refusal=refusal.sentence, typed=request.form.get("text")), 409
    if wants_json():
        return jsonify(sentence=said)
    return redirect(f"/panel/meetings/{meeting_id}#posts", 303)


@blueprint.get("/panel/meetings/<meeting_id>/posts/<post_id>/edit")
@needs(Right.DRIVE)
def edit_page(meeting_id: str, post_id: str) -> ResponseReturnValue:
    """The words of a post in a form; for the script, the form alone."""
    if wants_json():
        names = _names(meeting_id, post_id)
        return jsonify(title="Edit the post", html=render_template("panel/_post_form.html", **names))
    return _page(meeting_id, post_id)


@blueprint.post("/panel/meetings/<meeting_id>/posts/<post_id>/measure")
@needs(Right.DRIVE)
def measure(meeting_id: str, post_id: str) -> ResponseReturnValue:
    """How a text would count, what to look at and how to mend it, for the script of the form; nothing is saved."""
    text = request.form.get("text", "")
    found = measure_post(parts().house, officer(), meeting_id, post_id, text)
    return jsonify(html=render_template("panel/_measured.html", measured=found))


def _act(meeting_id: str, post_id: str, act: str) -> str:
    house = parts().house
    if act == EDIT:
        return posts.edit_post(
            house, officer(), meeting_id, post_id, request.form.get("fix") or request.form.get("text", "")
        )
    return ACTS[act](house, officer(), meeting_id, post_id)


def _page(meeting_id: str, post_id: str, *, refusal: str = "", typed: str | None = None) -> str:
    return render_template("panel/post.html", refusal=refusal, **_names(meeting_id, post_id, typed=typed))


def _names(meeting_id: str, post_id: str, *, typed: str | None = None) -> dict[str, object]:
    seen, post, names = post_names(meeting_id, post_id)
    return {
        **names,
        "measured": measure_post(parts().house, officer(), meeting_id, post_id, typed),
        "text": post.text if typed is None else typed,
        "worded_at": clock_seconds(seen.meeting.plan, post.created_at),
    }


def post_names(meeting_id: str, post_id: str) -> tuple[Seen, Post, dict[str, object]]:
    """One post of a meeting, and what every page about it names. Raises NotFound."""
    seen = see(parts().house, officer(), meeting_id)
    post = next((each for each in seen.posts if each.id == post_id), None)
    if post is None:
        raise NotFound
    channel = parts().house.channels.get(post.channel)
    network = channel.title if channel else post.channel
    return seen, post, {"meeting_id": meeting_id, "post": post, "network": network}
