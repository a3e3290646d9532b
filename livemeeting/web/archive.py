"""The page of a meeting that has closed: what was decided, item by item, then everything by time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup

from livemeeting.actions.archive import Archives
from livemeeting.actions.downloads import Group, groups_of
from livemeeting.actions.gallery import address_of
from livemeeting.actions.making import Outline
from livemeeting.domain.agenda import Paper
from livemeeting.domain.deep_links import name_of
from livemeeting.domain.record_parts import RecordMotion
from livemeeting.domain.record_shape import (
    Record,
    RecordItem,
    RecordLine,
    RecordMinutes,
    RecordPost,
    RecordVisit,
)
from livemeeting.domain.sentences import tally_words
from livemeeting.domain.time_spent import duration_words
from livemeeting.domain.views import ItemView, PublicView
from livemeeting.web.chart import chart_of
from livemeeting.web.parts import KEY as PARTS
from livemeeting.web.parts import parts

KEY = "livemeeting.archive"
#: The kinds that tell what became of an item; the first two say it in the outcome alone.
OF_ITEMS = ("DecisionRecorded", "ItemsAgreedTogether")
DECIDING = (*OF_ITEMS, "AmendmentDecided", "AmendmentWithdrawn")
#: What is written down later than this after the close is told with its day.
NIGHT = timedelta(hours=6)
#: A page is written piece by piece, with a look to the left and right after so many of them.
PIECES = 40
#: Pages that are kept.
MOST_PAGES = 40

blueprint = Blueprint("archive", __name__)


@dataclass
class Kept:
    """The archives, and by address the page that was last written of each."""

    archives: Archives
    pages: dict[str, tuple[Outline, PublicView, Markup]]


@dataclass(frozen=True)
class Decision:
    """A decision that stands, or what is left of one that was removed. `words` say what was decided."""

    line: RecordLine
    words: str


@dataclass(frozen=True)
class ArchivedItem:
    """An item with all that the record tells of it. `spent` says how long was spent on it, "" for no time.

    `path` is the last part of its permanent address.
    """

    item: RecordItem
    spent: str
    anchor: str
    path: str
    level: int
    papers: tuple[Paper, ...]
    visits: tuple[RecordVisit, ...]
    motions: tuple[RecordMotion, ...]
    lines: tuple[RecordLine, ...]
    posts: tuple[RecordPost, ...]

    @property
    def number(self) -> str:
        return self.item.number

    @property
    def title(self) -> str:
        return self.item.title


@blueprint.record
def _keep_archives(state: BlueprintSetupState) -> None:
    state.app.extensions[KEY] = Kept(Archives(state.app.extensions[PARTS].house), {})


def outline_of(view: PublicView) -> Outline:
    """The public record of a meeting that has closed; raises NotFound, Refused."""
    return _kept().archives.of(view.slug, is_rehearsal=view.is_rehearsal)


def page_of(view: PublicView) -> tuple[Markup, tuple[Group, ...]]:
    """The page between its head and its foot, and the files of its record there can be; raises NotFound, Refused."""
    outline = outline_of(view)
    return _body(outline, view), groups_of("record", outline.why_not, with_refused=False)


def _body(outline: Outline, view: PublicView) -> Markup:
    """Written once while nothing changes."""
    pages = _kept().pages
    kept = pages.get(outline.record.head.epoch)
    if kept is not None and kept[0] is outline and kept[1] == view:
        return kept[2]
    written = _written(outline, view)
    while len(pages) >= MOST_PAGES:
        pages.pop(next(iter(pages)), None)
    pages[outline.record.head.epoch] = (outline, view, written)
    return written


def _written(outline: Outline, view: PublicView) -> Markup:
    record, clock = outline.record, clock_of(outline.record)
    context = {
        "view": view,
        "address": f"/{address_of(view)}",
        "record": record,
        "zone": ZoneInfo(view.timezone),
        "clock_of": clock,
        "chart": chart_of(record, outline.spent, clock),
        "minutes": minutes_of(record),
        "minutes_lines": [each for each in record.lines if each.kind == "MinutesSigned"][-1:],
        "decisions": decisions_of(record),
        "items": items_of(outline, view),
    }
    pause, found = parts().house.runtime.sleep, []
    template = current_app.jinja_env.get_template("public/_archive.html")
    for place, piece in enumerate(template.generate(context)):
        found.append(piece)
        if place % PIECES == 0:
            pause(0)
    return Markup("".join(found))  # rendered by Jinja with autoescape


def minutes_of(record: Record) -> RecordMinutes | None:
    """Where the signed minutes are, once somebody has said so."""
    found = record.head.minutes
    return found if found is not None and found.url.startswith(("https://", "http://")) else None


def minute_of(view: PublicView, item_id: str) -> str:
    """The number of an item in the minutes, "" for none; raises NotFound, Refused."""
    items = outline_of(view).record.as_happened
    return next((each.minute.number for each in items if each.id == item_id and each.minute), "")


def decisions_of(record: Record) -> tuple[Decision, ...]:
    """What was decided, in order, with what is left of a decision that was removed."""
    return tuple(
        Decision(each, _decided(each))
        for each in record.lines
        if each.in_force and each.kind in DECIDING and (each.item_ids or each.is_removed)
    )


def _decided(line: RecordLine) -> str:
    if line.kind not in OF_ITEMS or not line.outcome:
        return line.sentence
    return f"{line.outcome.capitalize()}. {tally_words(line.tally, line.casting_vote)}".strip()


def items_of(outline: Outline, view: PublicView) -> tuple[ArchivedItem, ...]:
    """Every item in running order, with its papers from the page of the meeting."""
    seen = {each.id: each for each in view.agenda}
    return tuple(_item(outline, each, seen.get(each.id)) for each in outline.record.as_happened)


def _item(outline: Outline, item: RecordItem, seen: ItemView | None) -> ArchivedItem:
    record, spent = outline.record, sum(each.length for each in outline.spent.on(item.id))
    lines = record.lines_of(item)
    return ArchivedItem(
        item=item, spent=duration_words(spent) if spent else "",
        anchor=f"item-{item.id}", path=quote(name_of(item.id), safe=""), level=seen.level if seen else 0,
        papers=seen.papers if seen and not item.is_restricted else (), visits=item.visits,
        motions=record.motions_on(item), lines=lines,
        posts=tuple(post for line in lines for post in line.posts),
    )  # fmt: skip


def clock_of(record: Record) -> Callable[[datetime], str]:
    """A time as the page says it: 20:14, with its zone where summer time began or ended during the meeting, and
    with its day where it is later than the night of the meeting.
    """
    zone, closed = ZoneInfo(record.head.timezone), record.head.closed
    that_night = [each.made for each in record.lines if closed is None or each.made.at <= closed.at]
    is_twofold = len({each.zone for each in that_night}) > 1

    def words(at: datetime) -> str:
        local = at.astimezone(zone)
        if closed is not None and at > closed.at + NIGHT:
            return f"{local:%H:%M} on {local.day} {local:%B %Y}"
        return local.strftime("%H:%M %Z" if is_twofold else "%H:%M")

    return words


def _kept() -> Kept:
    return cast(Kept, current_app.extensions[KEY])
