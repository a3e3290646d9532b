"""The page before a meeting: every check with its light, and a button that asks the networks."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from livemeeting.actions.preflight_now import Preflight, ask_everybody, see_preflight
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("preflight", __name__)


@blueprint.get("/panel/meetings/<meeting_id>/preflight")
@needs(Right.PREPARE)
def preflight_page(meeting_id: str) -> ResponseReturnValue:
    """What is known without asking anybody."""
    return _page(see_preflight(parts().house, officer(), meeting_id))


@blueprint.post("/panel/meetings/<meeting_id>/preflight")
@needs(Right.PREPARE)
def ask(meeting_id: str) -> ResponseReturnValue:
    """Ask the networks and the webcast's site, and show what they said. Nothing is posted and nothing kept."""
    return _page(ask_everybody(parts().house, officer(), meeting_id))


def _page(found: Preflight) -> str:
    return render_template("panel/preflight.html", found=found, plan=found.plan)
