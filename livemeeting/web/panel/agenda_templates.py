"""Templates of an agenda for downloading."""

from __future__ import annotations

from flask import Blueprint, Response

from livemeeting.actions.agenda_templates import agenda_template
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("agenda_templates", __name__)


@blueprint.get("/panel/agenda-template.<kind>")
@needs(Right.PREPARE)
def template(kind: str) -> Response:
    """A short agenda that shows every column, to be filled in."""
    made = agenda_template(parts().house, officer(), kind)
    answer = Response(made.content, content_type=made.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
