"""Standing agendas: the list by body, and the editor of each."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import standing
from livemeeting.domain.agenda_form import rows_of_items
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.panel.editor import Editor, editor_of_form, shown
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("standing", __name__)


@blueprint.get("/panel/standing")
@needs(Right.PREPARE)
def standing_page() -> str:
    """What the meetings of each body begin with."""
    return render_template("panel/standing.html", found=standing.list_standing(parts().house, officer()))


@blueprint.get("/panel/standing/edit")
@needs(Right.PREPARE)
def edit_page() -> ResponseReturnValue:
    """One of them in the editor; the body is named in the address."""
    found = standing.standing_of(parts().house, officer(), request.args.get("body", ""))
    return _editor(Editor(rows=rows_of_items(found.items), is_saved=not found.is_usual), found.body)


@blueprint.post("/panel/standing/edit")
@needs(Right.PREPARE)
def edit() -> ResponseReturnValue:
    """Save the rows, or pass on one of the editor's own buttons."""
    editor, body, act = (
        editor_of_form(request.form),
        request.form.get("body", ""),
        request.form.get("act", ""),
    )
    if act != "save":
        return _editor(editor.acted(act), body)
    try:
        standing.save_standing(parts().house, officer(), body, editor.rows)
    except Refused as refused:
        return _editor(editor.refused(refused), body)
    return redirect("/panel/standing?said=saved", 303)


@blueprint.post("/panel/meetings/<meeting_id>/standing")
@needs(Right.PREPARE)
def keep(meeting_id: str) -> ResponseReturnValue:
    """Keep this meeting's agenda as what every meeting of its body begins with."""
    standing.keep_as_standing(parts().house, officer(), meeting_id)
    return redirect("/panel/standing?said=saved", 303)


def _editor(editor: Editor, body: str) -> ResponseReturnValue:
    answer = render_template("panel/standing_edit.html", body=body, **shown(editor))
    return (answer, 409) if editor.faults or editor.refusal else answer
