"""The ways in which an agenda comes in, the same for a new meeting, a saved one and one under way."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from livemeeting.actions import agenda_sources, standing
from livemeeting.actions.agenda_sources import Loaded
from livemeeting.domain.refused import Refused
from livemeeting.web.parts import officer, parts

#: What the buttons of the page are called in its form.
ACTS = frozenset({"paste", "upload", "address", "standing", "copy"})


def load_from_request(act: str, *, but: str = "") -> Loaded:
    """The draft that this request asks for; `but` is the meeting that is not its own last one. Raises Refused."""
    house, form = parts().house, request.form
    if act == "paste":
        return agenda_sources.load_pasted(
            house, officer(), form.get("pasted", ""), form.get("pasted_html", "")
        )
    if act == "address":
        return agenda_sources.load_address(
            house, officer(), form.get("address", ""), form.get("meeting_number", "")
        )
    if act == "standing":
        return standing.load_standing(house, officer(), form.get("from_body", ""))
    if act == "copy":
        return standing.load_last(house, officer(), form.get("from_body", ""), but=but)
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise Refused("Choose a file first.")
    return agenda_sources.load_file(house, officer(), upload.filename, upload.read())


def ways_in(refusals: Mapping[str, str] | None = None, *, body: str = "") -> dict[str, object]:
    """What the template of the ways in may name: what was typed, and what was refused by way."""
    form = request.form
    return {
        "pasted": form.get("pasted", ""),
        "pasted_html": form.get("pasted_html", ""),
        "address": form.get("address", ""),
        "meeting_number": form.get("meeting_number", ""),
        "sites": agenda_sources.sites(parts().house, officer()),
        "from_body": form.get("from_body", "") or body,
        "refusals": refusals or {},
        "kinds": agenda_sources.kinds_of_files(),
        "suffixes": agenda_sources.accepted_files(),
        "bodies": [each.body for each in standing.list_standing(parts().house, officer())],
    }
