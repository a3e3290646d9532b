"""The pages around a meeting: the list, a new meeting, its head, rehearsing it, putting it away."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import prepare, prepare_agenda
from livemeeting.actions.house import new_id
from livemeeting.actions.look import public_address
from livemeeting.actions.meeting_list import FEW, list_meetings
from livemeeting.domain.form_fault import Fault, Faulty
from livemeeting.domain.head_form import (
    HEAD_FIELDS,
    Head,
    answers_of_plan,
    read_head,
)
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.panel.editor import Editor, editor_of_form, editor_of_loaded, shown
from livemeeting.web.panel.ways_in import ACTS, load_from_request, ways_in
from livemeeting.web.parts import needs, officer, parts, takes_files

blueprint = Blueprint("meetings", __name__)

#: Shown when "Show all" is pressed; more than any council holds in the years before it archives them.
ALL = 5_000


@blueprint.get("/panel/")
@needs(Right.WATCH)
def meetings_page() -> ResponseReturnValue:
    """The list an officer starts from."""
    most = ALL if request.args.get("past") == "all" else FEW
    found = list_meetings(parts().house, officer(), most_past=most)
    return render_template("panel/meetings.html", found=found, is_archived=False)


@blueprint.get("/panel/archived")
@needs(Right.WATCH)
def archived_page() -> ResponseReturnValue:
    """The meetings that were put away."""
    found = list_meetings(parts().house, officer(), most_past=ALL, is_archived=True)
    return render_template("panel/meetings.html", found=found, is_archived=True)


@blueprint.get("/panel/meetings/new")
@needs(Right.PREPARE)
def new_page() -> ResponseReturnValue:
    """How the agenda comes in: paste, upload, or nothing yet."""
    return _ways_in()


@blueprint.post("/panel/meetings/new")
@needs(Right.PREPARE)
@takes_files
def new() -> ResponseReturnValue:
    """Read the source, or pass on a button of the editor, or save the meeting with its agenda."""
    act = request.form.get("act", "")
    if act in ACTS:
        return _read(act)
    if act == "empty":
        filled = prepare_agenda.fill_head(parts().house, officer(), prepare_agenda.NOTHING)
        return _check(Editor(), filled.answers, new_id())
    answers = {name: request.form.get(name, "") for name in HEAD_FIELDS}
    editor, meeting_id = editor_of_form(request.form), request.form.get("meeting_id", "")
    if act == "save":
        return _save(editor, answers, meeting_id)
    return _check(editor.acted(act), answers, meeting_id)


def _read(act: str) -> ResponseReturnValue:
    try:
        loaded = load_from_request(act)
        editor = editor_of_loaded(loaded)
    except Refused as refused:
        return _ways_in({act: refused.sentence}), 409
    filled = prepare_agenda.fill_head(parts().house, officer(), loaded.draft)
    return _check(editor, filled.answers, new_id(), is_taken_over=filled.is_taken_over)


def _ways_in(refusals: dict[str, str] | None = None) -> str:
    return render_template("panel/meeting_new.html", **ways_in(refusals))


def _check(
    editor: Editor, answers: dict[str, str], meeting_id: str, *, is_taken_over: bool = False
) -> ResponseReturnValue:
    answer = render_template(
        "panel/meeting_check.html",
        **shown(editor),
        head=answers,
        meeting_id=meeting_id,
        bodies=prepare_agenda.known_bodies(parts().house, officer()),
        is_taken_over=is_taken_over,
    )
    return (answer, 409) if editor.faults or editor.refusal else answer


def _save(editor: Editor, answers: dict[str, str], meeting_id: str) -> ResponseReturnValue:
    head, faults = _head(answers)
    try:
        if head is None:
            # The rows are checked too, so that everything wrong is said at once.
            prepare_agenda.check_rows(editor.rows)
            return _check(editor.refused(Faulty(faults)), answers, meeting_id)
        made = prepare.new_meeting(parts().house, officer(), head, rows=editor.rows, meeting_id=meeting_id)
    except Refused as refused:
        return _check(editor.refused(Faulty(faults)).refused(refused), answers, meeting_id)
    return redirect(f"/panel/meetings/{made}/agenda?said=saved", 303)


def _head(answers: dict[str, str]) -> tuple[Head | None, tuple[Fault, ...]]:
    try:
        return read_head(answers), ()
    except Faulty as faulty:
        return None, faulty.faults


@blueprint.get("/panel/meetings/<meeting_id>/head")
@needs(Right.PREPARE)
def head_page(meeting_id: str) -> ResponseReturnValue:
    """The head of a meeting, to change it."""
    editable = prepare_agenda.see_agenda(parts().house, officer(), meeting_id)
    return _head_form(editable, answers_of_plan(editable.plan), Editor())


@blueprint.post("/panel/meetings/<meeting_id>/head")
@needs(Right.PREPARE)
def change_head(meeting_id: str) -> ResponseReturnValue:
    """Save the head."""
    editable = prepare_agenda.see_agenda(parts().house, officer(), meeting_id)
    answers = {name: request.form.get(name, "") for name in HEAD_FIELDS}
    try:
        prepare.change_head(parts().house, officer(), meeting_id, read_head(answers, editable.plan.timezone))
    except Refused as refused:
        return _head_form(editable, answers, Editor().refused(refused)), 409
    return redirect(f"/panel/meetings/{meeting_id}/agenda?said=saved", 303)


def _head_form(editable: prepare_agenda.Editable, answers: dict[str, str], editor: Editor) -> str:
    house = parts().house
    return render_template(
        "panel/meeting_head.html",
        plan=editable.plan,
        original=editable.rehearsal_of,
        head=answers,
        editor=editor,
        bodies=prepare_agenda.known_bodies(house, officer()),
        public_url=public_address(house, editable.plan),
    )


@blueprint.post("/panel/meetings/<meeting_id>/rehearse")
@needs(Right.PREPARE)
def rehearse(meeting_id: str) -> ResponseReturnValue:
    """Make or find the rehearsal and go to its panel."""
    rehearsal = prepare.rehearse(parts().house, officer(), meeting_id)
    return redirect(f"/panel/meetings/{rehearsal}", 303)


@blueprint.post("/panel/meetings/<meeting_id>/archive")
@needs(Right.PREPARE)
def archive(meeting_id: str) -> ResponseReturnValue:
    """Put a meeting away."""
    prepare.archive(parts().house, officer(), meeting_id)
    return redirect("/panel/?said=saved", 303)


@blueprint.post("/panel/meetings/<meeting_id>/put-back")
@needs(Right.PREPARE)
def put_back(meeting_id: str) -> ResponseReturnValue:
    """Put it back on the list."""
    prepare.put_back(parts().house, officer(), meeting_id)
    return redirect("/panel/?said=saved", 303)
