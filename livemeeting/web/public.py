"""The pages for everyone: the council's public meetings, and each meeting live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue

from livemeeting.actions.checkpoints import newest_checkpoint
from livemeeting.actions.council import look_of
from livemeeting.actions.diary import public_meetings
from livemeeting.actions.gallery import address_of
from livemeeting.actions.house import NotFound
from livemeeting.domain.checkpoint import document, key_name
from livemeeting.domain.local_time import day_words
from livemeeting.domain.views import PublicView
from livemeeting.web import archive, updates
from livemeeting.web.parts import open_to_all, parts

blueprint = Blueprint("public", __name__)
blueprint.register_blueprint(updates.blueprint)
blueprint.register_blueprint(archive.blueprint)


@dataclass(frozen=True)
class CheckpointWords:
    """What the page says of the newest signed checkpoint. `address` is where it can be fetched."""

    seq: int
    day: str
    time: str
    at: str
    key_name: str
    address: str


@dataclass(frozen=True)
class Head:
    """The words around a meeting: what it is called, when it is, where its page and record are."""

    view: PublicView
    address: str
    canonical: str
    full_title: str
    description: str
    body: str
    day: str
    start_time: str
    starts_local: str
    agenda_url: str
    record: str
    checkpoint: CheckpointWords | None = None


@blueprint.get("/")
@open_to_all
def front() -> Response:
    """The council's public meetings: on now, to come, past."""
    diary = public_meetings(parts().house, parts().views)
    shown = render_template(
        "public/meetings.html",
        canonical=f"{parts().house.public_url}/",
        on_now=[_row(each) for each in diary.now],
        upcoming=[_row(each) for each in diary.upcoming],
        recent=[_row(each) for each in diary.recent],
    )
    return updates.kept_briefly(make_response(shown))


@blueprint.get("/m/<slug>")
@open_to_all
def meeting(slug: str) -> Response:
    """A meeting's page: live, and once it has closed its archive."""
    return _page(slug, is_rehearsal=False)


@blueprint.get("/rehearsal/<slug>")
@open_to_all
def rehearsal(slug: str) -> Response:
    """A rehearsal's page: the same, marked as what it is, and in no search engine."""
    return _page(slug, is_rehearsal=True)


@blueprint.get("/m/<slug>/checkpoint.json")
@open_to_all
def checkpoint(slug: str) -> ResponseReturnValue:
    """The newest signed checkpoint of a meeting, for anybody to keep."""
    found = newest_checkpoint(parts().house, slug)
    if found is None:
        raise NotFound
    return updates.kept_briefly(jsonify(document(found)))


@blueprint.get("/council.css")
@open_to_all
def council_colour() -> Response:
    """The council's colour as a style sheet of its own: with it in the page, no page could be kept."""
    look = look_of(parts().house)
    rule = f":root {{ --council: {look.colour}; }}\n" if look and look.colour.startswith("#") else ""
    answer = Response(rule, content_type="text/css; charset=utf-8")
    return updates.kept_briefly(answer)


def _page(slug: str, *, is_rehearsal: bool) -> Response:
    view = parts().views.current(slug, is_rehearsal=is_rehearsal)
    page = replace(_head(view), checkpoint=None if is_rehearsal else _checkpoint_words(view))
    pieces = updates.pieces_of(view)
    if view.status == "closed":
        body, downloads = archive.page_of(view)
        shown = render_template(
            "public/archive.html", view=view, page=page, pieces=pieces, body=body, downloads=downloads
        )
    else:
        shown = render_template("public/meeting.html", view=view, page=page, pieces=pieces)
    return updates.kept_briefly(make_response(shown), is_rehearsal=is_rehearsal)


def _checkpoint_words(view: PublicView) -> CheckpointWords | None:
    found = newest_checkpoint(parts().house, view.slug)
    if found is None:
        return None
    at = datetime.fromisoformat(found.at)
    return CheckpointWords(
        seq=found.seq, day=day_words(at, view.timezone), at=found.at,
        time=f"{at.astimezone(ZoneInfo(view.timezone)):%H:%M}",
        key_name=key_name(found.key), address=f"/{address_of(view)}/checkpoint.json",
    )  # fmt: skip


def _head(view: PublicView) -> Head:
    address = address_of(view)
    prefix = "REHEARSAL: " if view.is_rehearsal else ""
    day = day_words(view.starts_at, view.timezone)
    local = view.starts_at.astimezone(ZoneInfo(view.timezone))
    return Head(
        view=view,
        address=address,
        canonical=f"{parts().house.public_url}/{address}",
        full_title=f"{prefix}{view.title}, {day}",
        description=f"{view.status_word}. {view.status_sentence}",
        body="" if view.body.casefold() in view.title.casefold() else view.body,
        day=day,
        start_time=f"{local:%H:%M}",
        starts_local=local.isoformat(timespec="minutes"),
        agenda_url=view.agenda_url if view.agenda_url.startswith(("https://", "http://")) else "",
        record=f"/{address}/record",
    )


@dataclass(frozen=True)
class Row:
    """A meeting in the list. `note` is "" where the word for its state says it all."""

    view: PublicView
    address: str
    day: str
    start_time: str
    starts_local: str
    note: str


def _row(view: PublicView) -> Row:
    head = _head(view)
    note = "" if view.status in ("scheduled", "closed", "cancelled", "live") else view.status_sentence
    return Row(view, f"/{head.address}", head.day, head.start_time, head.starts_local, note)
