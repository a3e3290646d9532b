"""A newer agenda for a meeting under way: read it, check its rows, see what would be recorded, record it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import addendum
from livemeeting.actions.addendum import Tonight
from livemeeting.actions.house import new_id
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.panel.editor import Editor, editor_of_form, editor_of_loaded, shown
from livemeeting.web.panel.ways_in import ACTS, load_from_request, ways_in
from livemeeting.web.parts import needs, officer, parts, takes_files

blueprint = Blueprint("addendum", __name__)


@blueprint.get("/panel/meetings/<meeting_id>/addendum")
@needs(Right.DRIVE)
def addendum_page(meeting_id: str) -> ResponseReturnValue:
    """How the newer agenda comes in."""
    return _ways_in(_tonight(meeting_id))


@blueprint.post("/panel/meetings/<meeting_id>/addendum")
@needs(Right.DRIVE)
@takes_files
def bring_in(meeting_id: str) -> ResponseReturnValue:
    """Read the source, or pass on a button of the editor, or show what would be recorded, or record it."""
    act, tonight = request.form.get("act", ""), _tonight(meeting_id)
    if act in ACTS:
        return _read(act, tonight)
    editor = _of_tonight(editor_of_form(request.form), tonight)
    if act == "review":
        return _review(editor, tonight)
    if act == "record":
        return _record(editor, tonight)
    return _check(editor.acted(act, tonight.plan.items), tonight)


def _tonight(meeting_id: str) -> Tonight:
    return addendum.see_tonight(parts().house, officer(), meeting_id)


def _of_tonight(editor: Editor, tonight: Tonight) -> Editor:
    return replace(editor, is_tonight=True, settled=tonight.settled)


def _read(act: str, tonight: Tonight) -> ResponseReturnValue:
    try:
        loaded = load_from_request(act, but=tonight.plan.meeting_id)
        editor = _of_tonight(editor_of_loaded(loaded, tonight.plan), tonight)
    except Refused as refused:
        return _ways_in(tonight, {act: refused.sentence}), 409
    stay = tuple(row if editor.may_go(row) else replace(row, is_deleted=False) for row in editor.rows)
    return _check(replace(editor, rows=stay), tonight)


def _review(editor: Editor, tonight: Tonight) -> ResponseReturnValue:
    reason, house = request.form.get("reason", ""), parts().house
    try:
        review = addendum.review_rows(house, officer(), tonight.plan.meeting_id, editor.rows, reason=reason)
    except Refused as refused:
        return _check(editor.refused(refused), tonight)
    return render_template(
        "panel/addendum_review.html",
        plan=tonight.plan,
        review=review,
        reason=reason,
        command=new_id(),
        **shown(editor),
    )


def _record(editor: Editor, tonight: Tonight) -> ResponseReturnValue:
    form, meeting_id = request.form, tonight.plan.meeting_id
    try:
        done = addendum.record_rows(
            parts().house, officer(), meeting_id, editor.rows, reason=form.get("reason", ""),
            seq=form.get("at_seq", -1, int), command_id=form.get("command", "") or new_id(),
        )  # fmt: skip
    except Refused as refused:
        return _check(editor.refused(refused), tonight)
    return redirect(f"/panel/meetings/{meeting_id}?recorded={done.seq}", 303)


def _check(editor: Editor, tonight: Tonight) -> ResponseReturnValue:
    answer = render_template(
        "panel/addendum.html", plan=tonight.plan, reason=request.form.get("reason", ""), **shown(editor)
    )
    return (answer, 409) if editor.faults or editor.refusal else answer


def _ways_in(tonight: Tonight, refusals: dict[str, str] | None = None) -> str:
    return render_template(
        "panel/addendum_load.html",
        plan=tonight.plan,
        refusal=tonight.refusal,
        **ways_in(refusals, body=tonight.plan.body),
    )
