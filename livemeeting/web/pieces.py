"""A meeting's public page in pieces, rendered once per state, and the difference between two of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict
from zoneinfo import ZoneInfo

from jinja2 import Environment
from markupsafe import Markup

from livemeeting.domain.views import PublicView
from livemeeting.domain.webcast import Webcast, webcast

#: Regions are replaced whole. The player has one of its own, so that a new sentence does not stop the video.
REGIONS = ("status", "now", "jump", "webcast", "player")
#: What the item to come is called; it is not shown where nothing is to come.
NEXT_HEADINGS = {"scheduled": "First item", "live": "Next", "adjourned": "Next"}
#: Pages kept: the newest state of every meeting on air, and the states viewers are catching up from.
MOST_KEPT = 64


class Items(TypedDict):
    """The agenda's running order by anchor, and the HTML of items that are new or changed."""

    order: list[str]
    put: dict[str, str]


class EntryHtml(TypedDict):
    """One timeline entry: its place among the others is by `seq`, newest first."""

    id: str
    seq: int
    html: str


class Entries(TypedDict):
    """Timeline entries to put and to remove. With `all`, whatever is not among these goes."""

    put: list[EntryHtml]
    remove: list[str]
    all: NotRequired[list[str]]


#: What a viewer needs to get from one state to another. `from` is the seq they must be at; `count` is how
#: many updates a held one stands for; `at_once` says that holding it back would keep something on screen
#: that is no longer public.
Delta = TypedDict(
    "Delta",
    {
        "epoch": str,
        "seq": int,
        "from": int,
        "status": str,
        "announce": str,
        "count": int,
        "at_once": bool,
        "regions": dict[str, str],
        "items": Items,
        "entries": Entries,
    },
)


@dataclass(frozen=True)
class Pieces:
    """The page of one state. `items` are in running order, `entries` newest first, both by anchor."""

    view: PublicView
    regions: Mapping[str, Markup]
    items: Mapping[str, Markup]
    entries: Mapping[str, Markup]


#: Address, rehearsal or not, epoch, seq.
Key = tuple[str, bool, str, int]


class Printer:
    """Renders pieces from the one set of templates that page and updates share, and keeps the newest."""

    def __init__(self, templates: Environment, embed_hosts: Collection[str]) -> None:
        self._templates = templates
        self._embed_hosts = embed_hosts
        self._kept: dict[Key, Pieces] = {}

    def pieces(self, view: PublicView) -> Pieces:
        """The pieces of a view. The same view is rendered once."""
        key = (view.slug, view.is_rehearsal, view.epoch, view.seq)
        kept = self._kept.get(key)
        if kept is None or kept.view != view:
            kept = self._render(view)
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = kept
        return kept

    def _render(self, view: PublicView) -> Pieces:
        player = player_of(view, self._embed_hosts)
        common = {
            "view": view,
            "player": player,
            "zone": ZoneInfo(view.timezone),
            "next_heading": NEXT_HEADINGS.get(view.status, ""),
        }
        return Pieces(
            view=view,
            regions={name: self._one(f"_{name}", **common) for name in REGIONS},
            items={each.anchor: self._one("_item", item=each, **common) for each in view.agenda},
            entries={each.anchor: self._one("_entry", entry=each, **common) for each in view.timeline},
        )

    def _one(self, name: str, **context: object) -> Markup:
        html = self._templates.get_template(f"public/{name}.html").render(context)
        return Markup(html.strip())  # rendered by Jinja with autoescape: the one place of it


@dataclass(frozen=True)
class Player:
    """How the webcast stands on the page. `embed_url` is '' while nothing of it may be loaded here."""

    source: Webcast
    embed_url: str
    sentence: str
    link_words: str
    load_words: str


def player_of(view: PublicView, embed_hosts: Collection[str]) -> Player:
    """The webcast as the page may offer it: held back while it is paused, broken, or the meeting private."""
    source = webcast(view.webcast_url, embed_hosts)
    is_private = view.status == "private"
    is_held = is_private or view.webcast in ("holding", "fault")
    verb, thing = ("Listen to", "recording") if source.kind == "audio" else ("Watch", "webcast")
    return Player(
        source=source,
        embed_url="" if is_held else source.embed_url,
        sentence="The webcast is paused during private business." if is_private else view.webcast_sentence,
        link_words=f"{verb} the {thing} on {source.provider}",
        load_words=f"Show the {thing} here (from {source.provider})",
    )


def delta(before: Pieces, now: Pieces) -> Delta:
    """What turns the page `before` into the page `now`, and nothing else."""
    then, view = before.view, now.view
    fresh = [each for each in view.timeline if each.seq > then.seq]
    gone = [anchor for anchor in before.entries if anchor not in now.entries]
    changed = [each for each in view.timeline if before.entries.get(each.anchor) != now.entries[each.anchor]]
    return {
        "epoch": view.epoch,
        "seq": view.seq,
        "from": then.seq,
        "status": view.status_word,
        "announce": fresh[0].sentence if fresh else "",
        "count": max(1, len(fresh)) if view.seq != then.seq else 0,
        "at_once": bool(gone) or bool(_hidden(view) - _hidden(then)),
        "regions": {name: html for name, html in now.regions.items() if before.regions[name] != html},
        "items": {
            "order": list(now.items),
            "put": {anchor: html for anchor, html in now.items.items() if before.items.get(anchor) != html},
        },
        "entries": {
            "put": [
                {"id": each.anchor, "seq": each.seq, "html": now.entries[each.anchor]} for each in changed
            ],
            "remove": gone,
        },
    }


def _hidden(view: PublicView) -> set[str]:
    """Everything that is not shown, by name, so that more of it is noticed."""
    entries = {each.anchor for each in view.timeline if each.is_removed}
    items = {each.anchor for each in view.agenda if each.is_private}
    return entries | items | ({"meeting"} if view.status == "private" else set())
