"""The agenda of a meeting: its editor with the preflight list, and loading another agenda into it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import prepare_agenda
from livemeeting.actions.look import public_address
from livemeeting.actions.preflight import look_ahead
from livemeeting.actions.prepare_agenda import Editable
from livemeeting.domain.local_time import day_words
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.domain.views import clock_time
from livemeeting.web.panel.editor import Editor, editor_of_form, editor_of_loaded, editor_of_saved, shown
from livemeeting.web.panel.ways_in import load_from_request, ways_in
from livemeeting.web.parts import needs, officer, parts, takes_files

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/panel/meetings/<meeting_id>/agenda")
@needs(Right.PREPARE)
def agenda_page(meeting_id: str) -> ResponseReturnValue:
    """The saved agenda in the editor."""
    editable = _editable(meeting_id)
    return _page(editable, editor_of_saved(editable))


@blueprint.post("/panel/meetings/<meeting_id>/agenda")
@needs(Right.PREPARE)
def change_agenda(meeting_id: str) -> ResponseReturnValue:
    """Save the rows, or pass on one of the editor's own buttons."""
    editable, editor = _editable(meeting_id), editor_of_form(request.form)
    act = request.form.get("act", "")
    if act != "save":
        return _page(editable, editor.acted(act, editable.plan.items))
    try:
        prepare_agenda.save_agenda(parts().house, officer(), meeting_id, editor.rows, seen=editor.seen)
    except Refused as refused:
        return _page(_editable(meeting_id), editor.refused(refused), is_seen=True)
    return redirect(f"/panel/meetings/{meeting_id}/agenda?said=saved", 303)


@blueprint.get("/panel/meetings/<meeting_id>/agenda/load")
@needs(Right.PREPARE)
def load_page(meeting_id: str) -> ResponseReturnValue:
    """How another agenda comes in."""
    return _ways_in(_editable(meeting_id))


@blueprint.post("/panel/meetings/<meeting_id>/agenda/load")
@needs(Right.PREPARE)
@takes_files
def load(meeting_id: str) -> ResponseReturnValue:
    """Show what was read in the editor, not saved: the agenda saved so far stays until it is."""
    editable, act = _editable(meeting_id), request.form.get("act", "")
    try:
        loaded = load_from_request(act, but=meeting_id)
        editor = editor_of_loaded(loaded, editable.plan, seen=editable.fingerprint)
    except Refused as refused:
        return _ways_in(editable, {act: refused.sentence}), 409
    return _page(editable, editor)


def _editable(meeting_id: str) -> Editable:
    return prepare_agenda.see_agenda(parts().house, officer(), meeting_id)


def _ways_in(editable: Editable, refusals: dict[str, str] | None = None) -> str:
    plan = editable.plan
    return render_template(
        "panel/agenda_load.html", plan=plan, refusal=editable.refusal, **ways_in(refusals, body=plan.body)
    )


def _page(editable: Editable, editor: Editor, *, is_seen: bool = False) -> ResponseReturnValue:
    """The editor. With `is_seen` the officer has been told of what others saved, and may save over it."""
    plan, house = editable.plan, parts().house
    answer = render_template(
        "panel/agenda.html",
        plan=plan,
        original=editable.rehearsal_of,
        locked=editable.refusal,
        day=day_words(plan.starts_at, plan.timezone),
        time=clock_time(plan, plan.starts_at),
        public_url=public_address(house, plan),
        **shown(editor),
        seen=editable.fingerprint if is_seen else editor.seen,
        checks=look_ahead(house, officer(), plan.meeting_id) if editor.is_saved else (),
    )
    return (answer, 409) if editor.faults or editor.refusal else answer
