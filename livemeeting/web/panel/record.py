"""The record for downloading: the page in the panel, its files, and the public's files beside the public page."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState

from livemeeting.actions.export import Exported, PublicFiles, export, record_page
from livemeeting.actions.house import NotFound
from livemeeting.domain.record_words import LANGUAGES, Language
from livemeeting.domain.roles import Right, may
from livemeeting.web.parts import KEY as PARTS
from livemeeting.web.parts import needs, officer, open_to_all, parts

KEY = "livemeeting.record"

blueprint = Blueprint("record", __name__)


@blueprint.record
def _keep_public_files(state: BlueprintSetupState) -> None:
    """What the public fetches is kept by the application: fresh exports are for signed-in people alone."""
    state.app.extensions[KEY] = PublicFiles(state.app.extensions[PARTS].house)


@blueprint.get("/panel/meetings/<meeting_id>/record")
@needs(Right.EXPORT)
def page(meeting_id: str) -> str:
    """What can be downloaded, and whether the log is whole."""
    return render_template(
        "panel/record.html", page=record_page(parts().house, officer(), meeting_id),
        may_drive=may(officer().role, Right.DRIVE),
    )  # fmt: skip


@blueprint.get("/panel/meetings/<meeting_id>/record/public.<format>")
@needs(Right.EXPORT)
def public_file(meeting_id: str, format: str) -> Response:
    """The public record as a file."""
    return _download(export(parts().house, officer(), meeting_id, format, "public", _language()))


@blueprint.get("/panel/meetings/<meeting_id>/record/internal.<format>")
@needs(Right.EXPORT_INTERNAL)
def internal_file(meeting_id: str, format: str) -> Response:
    """The internal record as a file."""
    return _download(export(parts().house, officer(), meeting_id, format, "internal", _language()))


@blueprint.get("/m/<slug>/record.<format>")
@open_to_all
def open_file(slug: str, format: str) -> Response:
    """The public record for anybody."""
    return _download(_public_files().file(slug, format, language=_language()))


@blueprint.get("/rehearsal/<slug>/record.<format>")
@open_to_all
def open_rehearsal_file(slug: str, format: str) -> Response:
    """The public record of a rehearsal for those who know its address."""
    return _download(_public_files().file(slug, format, is_rehearsal=True, language=_language()))


def _language() -> Language:
    """The language of the labels, as the address has it: ?language=cy."""
    wanted = request.args.get("language", "en")
    if wanted not in LANGUAGES:
        raise NotFound
    return wanted


def _public_files() -> PublicFiles:
    return cast(PublicFiles, current_app.extensions[KEY])


def _download(file: Exported) -> Response:
    answer = Response(file.content, content_type=file.mimetype)
    # Never shown in place: the HTML record brings a style of its own, which our pages do not allow.
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # An entry can be taken out of the public record later; no copy of ours may outlive that.
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
