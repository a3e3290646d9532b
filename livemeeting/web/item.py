"""The page of one item, at an address that stays: before the meeting, during it and after."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, redirect, render_template

from livemeeting.actions.gallery import address_of
from livemeeting.actions.house import NotFound
from livemeeting.domain.deep_links import BY_ID, by_former_number, by_id, by_number, name_of
from livemeeting.domain.local_time import day_words
from livemeeting.domain.views import ItemView, PublicView
from livemeeting.web import archive, updates
from livemeeting.web.parts import open_to_all, parts

blueprint = Blueprint("item", __name__)


@dataclass(frozen=True)
class Page:
    """The words around an item. `address` is of the meeting's page, `canonical` of this one."""

    label: str
    full_title: str
    description: str
    address: str
    canonical: str
    day: str
    follow_words: str


@blueprint.get("/m/<slug>/<path:item>")
@open_to_all
def item(slug: str, item: str) -> Response:
    """An item of a meeting, by its id or by its agenda number."""
    return _found(parts().views.current(slug), item)


@blueprint.get("/rehearsal/<slug>/<path:item>")
@open_to_all
def rehearsal_item(slug: str, item: str) -> Response:
    """The same in a rehearsal."""
    return _found(parts().views.current(slug, is_rehearsal=True), item)


def path_of(view: PublicView, item: ItemView) -> str:
    """The permanent address of an item, from the root of the site."""
    return f"/{address_of(view)}/{quote(name_of(item.id), safe='')}"


def _found(view: PublicView, name: str) -> Response:
    by_its_id = by_id(view.agenda, name) if name.startswith(BY_ID) else None
    if by_its_id is not None and not by_its_id.is_heading:
        return _page(view, by_its_id)
    if by_its_id is not None:
        return _elsewhere(f"/{address_of(view)}#{by_its_id.anchor}")
    found = by_number(view.agenda, name)
    if not found:
        planned = archive.outline_of(view).record.as_planned
        found = by_former_number(view.agenda, planned, name)
    if not found:
        raise NotFound
    return _elsewhere(path_of(view, found[0])) if len(found) == 1 else _choice(view, name, found)


def _elsewhere(address: str) -> Response:
    """Not for ever: the number may be another item's tomorrow, while the agenda is still being made."""
    answer = make_response(redirect(address, 302))
    answer.headers["Cache-Control"] = "public, max-age=1"
    return answer


def _page(view: PublicView, item: ItemView) -> Response:
    label = f"Item {item.number}: {item.title}" if item.number else item.title
    said = item.outcomes or ((f"{item.state_word}.",) if item.state_word else ())
    page = _words(view, label, " ".join(said) or view.status_sentence, path_of(view, item))
    zone = ZoneInfo(view.timezone)
    minute = archive.minute_of(view, item.id) if view.status == "closed" else ""
    shown = render_template("public/item.html", view=view, item=item, page=page, zone=zone, minute=minute)
    return updates.kept_briefly(make_response(shown), is_rehearsal=view.is_rehearsal)


def _choice(view: PublicView, number: str, found: tuple[ItemView, ...]) -> Response:
    path = f"/{address_of(view)}/{quote(number, safe='')}"
    page = _words(view, f"Items with the number {found[0].number}", view.status_sentence, path)
    shown = render_template(
        "public/which_item.html", view=view, page=page, found=[(each, path_of(view, each)) for each in found]
    )
    return updates.kept_briefly(make_response(shown), is_rehearsal=view.is_rehearsal)


def _words(view: PublicView, label: str, description: str, path: str) -> Page:
    day = day_words(view.starts_at, view.timezone)
    prefix = "REHEARSAL: " if view.is_rehearsal else ""
    return Page(
        label=label,
        full_title=f"{prefix}{label} – {view.title}, {day}",
        description=description,
        address=f"/{address_of(view)}",
        canonical=f"{parts().house.public_url}{path}",
        day=day,
        follow_words={
            "closed": "See the whole meeting", "scheduled": "See the whole agenda", "cancelled": "See the agenda",
            "postponed": "See the whole agenda",
        }.get(view.status, "Follow the meeting live"),
    )  # fmt: skip
