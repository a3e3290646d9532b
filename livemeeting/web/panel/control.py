"""The control panel: the officer's one screen for the whole evening, and the presses of its buttons."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions.editor import mend_typed
from livemeeting.actions.house import new_id
from livemeeting.actions.look import Seen, see
from livemeeting.actions.money import bills
from livemeeting.actions.posting import profile_words
from livemeeting.actions.press import Acknowledged, press
from livemeeting.actions.words import Worded, preview
from livemeeting.domain.buttons import Form
from livemeeting.domain.panel_forms import FormView
from livemeeting.domain.panel_timeline import entry_sentence
from livemeeting.domain.panel_view import PanelView, panel_view, preview_button
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right, may
from livemeeting.web.guard import wants_json
from livemeeting.web.page import csrf_token
from livemeeting.web.panel.button_forms import button_form, read_answers, read_press
from livemeeting.web.parts import needs, officer, parts
from livemeeting.web.sockets import KEY as SOCKETS
from livemeeting.web.sockets import Sockets

#: The stretches of the screen that are replaced when something changed, each with its template.
REGIONS = {
    "bar": "panel/_state_bar.html",
    "agenda": "panel/_agenda.html",
    "now": "panel/_now.html",
    "preview": "panel/_preview.html",
    "forms": "panel/_forms.html",
    "back": "panel/_back.html",
    "posts": "panel/_posts.html",
    "next": "panel/_next.html",
    "timeline": "panel/_timeline.html",
    "tools": "panel/_tools.html",
}
blueprint = Blueprint("control", __name__)


@dataclass(frozen=True)
class NextPosts:
    """What the next press will post: the texts, or why there is no press to make."""

    texts: tuple[Worded, ...] = ()
    refusal: str = ""


@blueprint.get("/panel/meetings/<meeting_id>")
@needs(Right.WATCH)
def control(meeting_id: str) -> str:
    """The screen. `recorded` in the address names the entry a press without script has just made."""
    seen = see(parts().house, officer(), meeting_id)
    told = seen.meeting.told(request.args.get("recorded", 0, int))
    recorded = f"Recorded: {entry_sentence(seen.meeting, told)}" if told else ""
    return render_template("panel/control.html", recorded=recorded, **_names(seen, is_scripted=False))


@blueprint.get("/panel/meetings/<meeting_id>/state")
@needs(Right.WATCH)
def state(meeting_id: str) -> ResponseReturnValue:
    """The screen for the script: every region that differs from the ones it says it `have`."""
    seen = see(parts().house, officer(), meeting_id)
    names = _names(seen, is_scripted=True)
    view: PanelView = names["view"]  # type: ignore[assignment]  # the template's names are of all kinds
    regions = {name: render_template(template, **names) for name, template in REGIONS.items()}
    digests = {name: hashlib.sha256(html.encode()).hexdigest()[:16] for name, html in regions.items()}
    have = dict(each.split(":", 1) for each in request.args.get("have", "").split(",") if ":" in each)
    answer = jsonify(
        seq=view.seq, title=view.window_title, tone=view.bar.tone, at=view.at.isoformat(), csrf=csrf_token(),
        sent_news=view.posts.sent_news, trouble_news=view.posts.trouble_news, digests=digests,
        regions={name: html for name, html in regions.items() if have.get(name) != digests[name]},
    )  # fmt: skip
    return _compressed(answer)


def _compressed(answer: Response) -> Response:
    """The agenda and the roll call repeat themselves: a tenth of the bytes over the wifi of a town hall."""
    if request.accept_encodings.quality("gzip"):
        answer.set_data(gzip.compress(answer.get_data(), 5, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


@blueprint.post("/panel/meetings/<meeting_id>/press/<button>")
@needs(Right.DRIVE)
def press_button(meeting_id: str, button: str) -> ResponseReturnValue:
    """One press. A refusal without script shows the button's page with what was typed."""
    pressed = read_press(meeting_id, button, request.form)
    try:
        done = press(parts().house, officer(), pressed)
    except Refused as refusal:
        if wants_json():
            raise
        return _button_page(meeting_id, button, refusal=refusal.sentence), 409
    if wants_json():
        return jsonify(_acknowledged(done))
    return redirect(f"/panel/meetings/{meeting_id}?recorded={done.seq}", 303)


@blueprint.get("/panel/meetings/<meeting_id>/button/<button>")
@needs(Right.DRIVE)
def button_page(meeting_id: str, button: str) -> ResponseReturnValue:
    """The form of any button on a page of its own; for the script, the form alone."""
    if wants_json():
        form, names = _button_names(meeting_id, button)
        return jsonify(title=form.label, html=render_template("panel/_button_form.html", **names))
    return _button_page(meeting_id, button)


@blueprint.post("/panel/meetings/<meeting_id>/preview/<button>")
@needs(Right.DRIVE)
def preview_press(meeting_id: str, button: str) -> ResponseReturnValue:
    """What a press would post with these answers, or the sentence it would be refused with."""
    found = _next_posts(meeting_id, button, Form(read_answers(request.form)))
    typed = request.form.get("text", "")
    return jsonify(refused=found.refusal, texts=[_worded(each, typed) for each in found.texts])


def _button_page(meeting_id: str, button: str, *, refusal: str = "") -> str:
    _, names = _button_names(meeting_id, button)
    return render_template("panel/button.html", refusal=refusal, **names)


def _button_names(meeting_id: str, button: str) -> tuple[FormView, dict[str, object]]:
    seen = see(parts().house, officer(), meeting_id)
    form = button_form(seen.meeting, button, read_answers(request.values))
    return form, {**_names(seen, is_scripted=wants_json(), shows_posts=False), "form": form}


def _names(seen: Seen, *, is_scripted: bool, shows_posts: bool = True) -> dict[str, object]:
    """What the templates of the panel may name."""
    house = parts().house
    networks = {name: channel.title for name, channel in house.channels.items()}
    view = panel_view(
        seen.meeting, seen.posts, networks, at=house.clock(), may_drive=may(officer().role, Right.DRIVE),
        viewers=_viewers(seen), show_all="all" in request.args, lanes=seen.lanes,
    )  # fmt: skip
    button = preview_button(seen.meeting) if shows_posts else ""
    return {
        "view": view,
        "public_path": f"/{_public_path(seen)}",
        "is_scripted": is_scripted,
        "new_command": new_id,
        "may_prepare": may(officer().role, Right.PREPARE) and not seen.meeting.is_over,
        "profile_words": profile_words(house, officer(), view.meeting_id) if button else "",
        "bills": bills(house, officer(), seen.meeting, seen.posts) if shows_posts else [],
        "next_posts": _next_posts(view.meeting_id, button, Form()) if button else NextPosts(),
    }


def _next_posts(meeting_id: str, button: str, form: Form) -> NextPosts:
    try:
        return NextPosts(texts=tuple(preview(parts().house, officer(), meeting_id, button, form)))
    except Refused as refusal:
        return NextPosts(refusal=refusal.sentence)


def _viewers(seen: Seen) -> int | None:
    sockets = current_app.extensions.get(SOCKETS)
    return sockets.viewers(seen.meeting.plan.meeting_id) if isinstance(sockets, Sockets) else None


def _public_path(seen: Seen) -> str:
    plan = seen.meeting.plan
    return f"{'rehearsal' if plan.is_rehearsal else 'm'}/{plan.slug}"


def _acknowledged(done: Acknowledged) -> dict[str, object]:
    posts = [{"channel": each.channel, "text": each.text} for each in done.posts]
    return {"seq": done.seq, "sentence": done.sentence, "remark": done.remark, "posts": posts}


def _worded(each: Worded, typed: str) -> dict[str, object]:
    problems = mend_typed(parts().house, each, typed)
    return {
        "channel": each.channel_title, "account": each.account_name, "text": each.text,
        "count": each.count, "limit": each.limit, "is_over": each.count > each.limit,
        "problems": [{"words": problem.words, "fix": problem.fix} for problem in problems],
        "asks": each.ruling.why if each.asks_first else "",
    }  # fmt: skip
