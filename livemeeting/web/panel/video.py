"""The page of a meeting's videos: where they are anchored, and whether their links are right."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.house import new_id
from livemeeting.actions.video import place_video, see_video
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.panel.button_forms import read_press
from livemeeting.web.parts import needs, officer, parts, shows_players

blueprint = Blueprint("video", __name__)


@blueprint.get("/panel/meetings/<meeting_id>/video")
@needs(Right.PLACE_VIDEO)
@shows_players
def video_page(meeting_id: str) -> str:
    """The page. `entry` in the address is the one to set the time at."""
    return _page(meeting_id)


@blueprint.post("/panel/meetings/<meeting_id>/video/<button>")
@needs(Right.PLACE_VIDEO)
@shows_players
def press_video_button(meeting_id: str, button: str) -> ResponseReturnValue:
    """One press, and back to the stretch it was about. A refusal shows the page with what was typed."""
    pressed = read_press(meeting_id, button, request.form)
    try:
        place_video(
            parts().house, officer(), meeting_id, button, command_id=pressed.command_id, form=pressed.form
        )
    except Refused as refusal:
        return _page(meeting_id, refusal=refusal.sentence), 409
    segment = request.form.get("segment", "", str)
    wrong = button == "check_place" and request.form.get("answer") == "wrong"
    place = f"#video-{int(segment)}" if segment.isdecimal() and len(segment) < 5 else ""
    chosen = f"&entry={request.form.get('entry', 0, int)}" if wrong else ""
    return redirect(f"/panel/meetings/{meeting_id}/video?said={SAID[button]}{chosen}{place}", 303)


#: What the page says after each press.
SAID = {
    "anchor_webcast": "anchored",
    "check_place": "place-checked",
    "add_recording": "recording",
    "video_expired": "video-gone",
}


def _page(meeting_id: str, *, refusal: str = "") -> str:
    sent = request.values
    entry = sent.get("entry", 0, int)
    desk = see_video(parts().house, officer(), meeting_id, chosen=entry)
    return render_template("panel/video.html", desk=desk, refusal=refusal, sent=sent, new_command=new_id)
