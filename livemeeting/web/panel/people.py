"""The people page: who may sign in, in which role, and links to hand over."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import people
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right, Role
from livemeeting.web.parts import needs, officer, parts
from livemeeting.web.sockets import recheck_panels

blueprint = Blueprint("people", __name__, url_prefix="/panel/people")

#: What each role may do, in the words of the page.
ROLES = {
    Role.OFFICER: "Officer: prepares agendas and drives meetings",
    Role.CLERK: "Clerk: reads the panel and downloads the record",
    Role.WATCHER: "Watcher: reads the panel",
    Role.ADMINISTRATOR: "Administrator: all of it, and keeps people, accounts and wording",
}


@blueprint.get("")
@needs(Right.ADMINISTER)
def list_people() -> ResponseReturnValue:
    """Everybody of the council."""
    return _page()


@blueprint.post("")
@needs(Right.ADMINISTER)
def invite() -> ResponseReturnValue:
    """Register somebody and show the link to hand over, this once."""
    form = request.form
    try:
        role = _role(form.get("role", ""))
        added, link = people.invite(
            parts().house, officer(), email=form.get("email", ""), name=form.get("name", ""), role=role
        )
    except Refused as refusal:
        return _page(refused=refusal.sentence, filled=form), 409
    return render_template("panel/people_link.html", person=added, link=link, is_new=True)


@blueprint.post("/<person_id>/link")
@needs(Right.ADMINISTER)
def link(person_id: str) -> ResponseReturnValue:
    """Show a new link to hand over, this once."""
    person, address = people.link_for(parts().house, officer(), person_id)
    return render_template("panel/people_link.html", person=person, link=address, is_new=False)


@blueprint.post("/<person_id>/role")
@needs(Right.ADMINISTER)
def change_role(person_id: str) -> ResponseReturnValue:
    """Give somebody another role."""
    people.change_role(parts().house, officer(), person_id, _role(request.form.get("role", "")))
    return redirect("/panel/people?said=role" if person_id != officer().id else "/panel/", 303)


@blueprint.post("/<person_id>/disable")
@needs(Right.ADMINISTER)
def disable(person_id: str) -> ResponseReturnValue:
    """Shut somebody out."""
    people.disable(parts().house, officer(), person_id)
    recheck_panels(current_app)
    return redirect("/panel/people?said=disabled", 303)


@blueprint.post("/<person_id>/enable")
@needs(Right.ADMINISTER)
def enable(person_id: str) -> ResponseReturnValue:
    """Let somebody in again."""
    people.enable(parts().house, officer(), person_id)
    return redirect("/panel/people?said=enabled", 303)


def _page(*, refused: str = "", filled: Mapping[str, str] | None = None) -> str:
    found = people.list_people(parts().house, officer())
    return render_template(
        "panel/people.html", people=found, roles=ROLES, refused=refused, filled=filled or {}
    )


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Refused("Choose one of the four roles.") from None
