"""The council page: its public name, its colour, its hashtag."""

from __future__ import annotations

import tempfile

from flask import Blueprint, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from livemeeting.actions.backup import backup
from livemeeting.actions.council import council_of, save_council
from livemeeting.actions.fetch_agenda import list_hosts, listed_hosts
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.page import forget_look
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("council", __name__, url_prefix="/panel/council")


@blueprint.get("")
@needs(Right.ADMINISTER)
def council() -> ResponseReturnValue:
    """The form."""
    return _page()


@blueprint.post("")
@needs(Right.ADMINISTER)
def save() -> ResponseReturnValue:
    """Save the name, the colour and the hashtag."""
    given = {field: request.form.get(field, "") for field in ("name", "colour", "hashtag")}
    try:
        save_council(
            parts().house, officer(), name=given["name"], colour=given["colour"], hashtag=given["hashtag"]
        )
    except Refused as refusal:
        return _page(refused=refusal.sentence, **given), 409
    forget_look()
    return redirect("/panel/council?said=saved", 303)


@blueprint.post("/import-hosts")
@needs(Right.ADMINISTER)
def save_import_hosts() -> ResponseReturnValue:
    """Save the sites agendas may be fetched from."""
    typed = request.form.get("hosts", "")
    try:
        list_hosts(parts().house, officer(), typed)
    except Refused as refusal:
        return _page(hosts=typed, hosts_refused=refusal.sentence), 409
    return redirect("/panel/council?said=saved", 303)


def _page(**given: str) -> str:
    """The page as it is saved, with what was typed in its place."""
    found = council_of(parts().house, officer())
    saved = {"name": found.name, "colour": found.colour, "hashtag": found.hashtag}
    saved["hosts"] = "\n".join(listed_hosts(parts().house, officer()))
    return render_template("panel/council.html", **{**saved, **given})


@blueprint.post("/backup")
@needs(Right.ADMINISTER)
def download_backup() -> ResponseReturnValue:
    """Everything in one file, as it stands at this moment. Presses go on meanwhile."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the answer that sends it
    backup(parts().house, officer(), file)
    file.seek(0)
    name = f"livemeeting-{parts().house.clock():%Y-%m-%dT%H%MZ}.backup"
    answer = send_file(file, mimetype="application/gzip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
