"""The pages of the posting profiles: by body and date, and what each says of every kind of post."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import profiles
from livemeeting.actions.house import NotFound
from livemeeting.actions.wording import networks
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("profiles", __name__, url_prefix="/panel/profiles")


@blueprint.get("")
@needs(Right.ADMINISTER)
def list_profiles() -> ResponseReturnValue:
    """The bodies with their profiles, and the periods."""
    return _page()


@blueprint.post("/bodies/<body_id>")
@needs(Right.ADMINISTER)
def of_body(body_id: str) -> ResponseReturnValue:
    """Give a body its profile."""
    profiles.set_body_profile(parts().house, officer(), body_id, request.form.get("profile", ""))
    return redirect("/panel/profiles?said=saved", 303)


@blueprint.post("/periods")
@needs(Right.ADMINISTER)
def add_period() -> ResponseReturnValue:
    """Put a profile in force for some days."""
    asked = {name: request.form.get(name, "") for name in ("profile", "first", "last", "body_id")}
    try:
        profiles.add_period(
            parts().house, officer(), profile=asked["profile"], first=asked["first"], last=asked["last"],
            body_id=asked["body_id"],
        )  # fmt: skip
    except Refused as refusal:
        return _page(refused=refusal.sentence, asked=asked), 409
    return redirect("/panel/profiles?said=added", 303)


@blueprint.post("/periods/<period_id>/end")
@needs(Right.ADMINISTER)
def end_period(period_id: str) -> ResponseReturnValue:
    """Take a period out."""
    profiles.end_period(parts().house, officer(), period_id)
    return redirect("/panel/profiles?said=saved", 303)


@blueprint.get("/<profile>")
@needs(Right.ADMINISTER)
def one_profile(profile: str) -> ResponseReturnValue:
    """What a profile says of each kind."""
    return _profile_page(profile)


@blueprint.post("/<profile>")
@needs(Right.ADMINISTER)
def save_profile(profile: str) -> ResponseReturnValue:
    """Save what it says; `act` is one of its quicker buttons."""
    house, act = parts().house, request.form.get("act", "save")
    if act == "usual":
        profiles.save_rows(house, officer(), profile, {})
    elif act == "results":
        profiles.keep_results_on_page(house, officer(), profile)
    else:
        answers = {
            (name.partition(":")[0], name.partition(":")[2]): said
            for name, said in request.form.items()
            if ":" in name
        }
        try:
            profiles.save_rows(house, officer(), profile, answers)
        except Refused as refusal:
            return _profile_page(profile, refused=refusal.sentence), 409
    return redirect(f"/panel/profiles/{profile}?said=saved", 303)


def _page(*, refused: str = "", asked: dict[str, str] | None = None) -> str:
    return render_template(
        "panel/profiles.html",
        page=profiles.see_profiles(parts().house, officer()),
        profiles=profiles.names_of_profiles(),
        refused=refused,
        asked=asked or {},
    )


def _profile_page(profile: str, *, refused: str = "") -> str:
    rows = profiles.rows_of(parts().house, officer(), profile)
    known = next((each for each in profiles.names_of_profiles() if each[0] == profile), None)
    if known is None:
        raise NotFound
    name, title, about = known
    return render_template(
        "panel/profile.html", name=name, title=title, about=about, rows=rows, refused=refused,
        networks=networks(parts().house),
    )  # fmt: skip
