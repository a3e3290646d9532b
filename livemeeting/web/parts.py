"""What the routes reach the running product through: its parts, and the person asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from flask import current_app, g

from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import PublicViews
from livemeeting.actions.vitals import Stalls
from livemeeting.domain.roles import Right

View = TypeVar("View", bound=Callable[..., object])
KEY = "livemeeting"


@dataclass(frozen=True)
class Parts:
    """The running parts a request may use. `frame_ancestors` are the sites that may embed the public page.

    Without a `metrics_token` there are no metrics. `stalls` tells how often the async hub stood still, `bell` whether
    Redis answers: "ok", "away", or "" where none is used.
    """

    house: House
    views: PublicViews
    council_name: str
    embed_hosts: frozenset[str] = frozenset()
    frame_ancestors: tuple[str, ...] = ()
    is_secure: bool = False
    trusted_proxies: int = 0
    metrics_token: str = field(default="", repr=False)
    stalls: Callable[[], Stalls] = Stalls
    bell: Callable[[], str] = str


def parts() -> Parts:
    """The parts of the application that handles this request."""
    return cast(Parts, current_app.extensions[KEY])


def officer() -> Officer:
    """The signed-in person; the guard has put them there before any guarded route runs."""
    return cast(Officer, g.officer)


def needs(right: Right) -> Callable[[View], View]:
    """Mark a route as guarded: only a signed-in person whose role has `right` gets in."""

    def mark(view: View) -> View:
        view.needs = right  # type: ignore[attr-defined]  # read by the guard and by tests/house
        return view

    return mark


def takes_files(view: View) -> View:
    """Mark a route as taking an upload: more than a form may be sent to it, by those who may use it."""
    view.takes_files = True  # type: ignore[attr-defined]  # read by the guard
    return view


def shows_players(view: View) -> View:
    """Mark a guarded route as a page in which a webcast's player may stand, as on the public pages."""
    view.shows_players = True  # type: ignore[attr-defined]  # read where the headers are made
    return view


def open_to_all(view: View) -> View:
    """Mark a route as open to everyone without signing in. The house test keeps the list of them."""
    view.needs = None  # type: ignore[attr-defined]  # read by the guard and by tests/house
    return view
