"""Telling everybody who follows a meeting: the public gallery and the panels."""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from livemeeting.actions.diary import newest_seq
from livemeeting.actions.house import House, NotFound
from livemeeting.actions.look import PublicViews
from livemeeting.domain.views import PublicView
from livemeeting.live import sse
from livemeeting.live.hub import Hub
from livemeeting.live.room import Update

log = logging.getLogger(__name__)

#: After a lost connection a browser waits a time between these, so that ten thousand do not come back at once.
SOONEST_MILLISECONDS, LATEST_MILLISECONDS = 500, 2_500
RESYNC = sse.event("resync", "{}")
MOST_CAUGHT_UP = 64
#: How often the log is asked for what was not announced here.
LOOK_SECONDS = 1.0
#: How often it is said that one address has all the streams it may have.
WARN_SECONDS = 60.0
#: Over how many updates the time from a press to the last viewer is told.
MOST_TIMED = 200


class NoPlace(Exception):
    """As many people are streaming as this process can serve: the page asks for updates instead."""


class NoPlaceForHost(NoPlace):
    """As many people are streaming from one address as may: nobody else is kept out by them."""


@dataclass(frozen=True)
class Step:
    """What takes a page from one state to another, as one line of JSON. With `hides`, something was public that
    is not any more, and nothing that was said before may leave again.
    """

    line: str
    hides: bool


class Steps(Protocol):
    """Works out what takes a page from one state to another."""

    def between(self, told: PublicView, view: PublicView) -> Step:
        """For everybody whose page stands at `told`."""

    def since(self, view: PublicView, after: int) -> str:
        """For somebody whose page stands at any earlier seq: one line of JSON, worked out once for all of them."""


class Panels(Protocol):
    """The panels open on this process."""

    def tell_panels(self, meeting_id: str, seq: int) -> None:
        """Tell those of a meeting its newest seq."""

    def open_panels(self) -> Mapping[str, int]:
        """The meetings that have any, with the seq they were last told (-1 for none)."""


class Gallery:
    """Everybody connected to this process. Public rooms are named by the page's address.

    A viewer's place is "epoch.seq": where their page stands.
    """

    def __init__(
        self,
        house: House,
        views: PublicViews,
        *,
        steps: Steps,
        panels: Panels,
        most_viewers: int,
        most_of_host: int = 0,
    ) -> None:
        self._house, self._views, self._steps, self._panels = house, views, steps, panels
        self._hub = Hub(house.runtime, most_viewers=most_viewers, most_of_host=most_of_host, resync=RESYNC)
        # One at a time, so that steps leave in the order of their numbers.
        self._in_order = threading.Lock()
        #: What each open room was last told.
        self._told: dict[str, PublicView] = {}
        #: The steps that lead from older places to the newest, the same bytes for everybody who needs them.
        self._caught_up: dict[tuple[str, str, str], bytes] = {}
        self._is_looking, self._is_closed = threading.Lock(), threading.Event()
        self._looked_at: float | None = None
        self._warn_again_at = 0.0
        self._announced_at: dict[str, float] = {}
        #: Updates told, and for the newest of them the seconds from their announcement to the last viewer.
        self.updates = 0
        self.told_in: deque[float] = deque(maxlen=MOST_TIMED)

    def announce(self, meeting_id: str) -> None:
        """Tell everybody what changed, a moment later: whoever pressed does not wait for the gallery.

        May be called from any thread, in any order and too often. Never raises.
        """
        self._views.forget()
        self._announced_at.setdefault(meeting_id, time.monotonic())
        self._house.runtime.spawn(self.tell, meeting_id)

    def tell(self, meeting_id: str) -> None:
        """Tell panels the newest seq, and the public the step from what they were last told, if any."""
        try:
            with self._in_order:
                since = self._announced_at.pop(meeting_id, None)
                self._panels.tell_panels(meeting_id, newest_seq(self._house, meeting_id))
                if self._tell_public(self._views.of_meeting(meeting_id)) and since is not None:
                    self.told_in.append(time.monotonic() - since)
        except Exception:
            # The push is a hint: viewers find the gap by themselves. The press is on disk and stands.
            log.exception("The viewers of meeting %s could not be told.", meeting_id)

    def _tell_public(self, view: PublicView) -> bool:
        """Whether there was anybody to tell and anything to tell them."""
        address = address_of(view)
        told = self._told.get(address)
        if told is None or not self._hub.is_open(address) or place_of(told) == place_of(view):
            return False
        step = self._steps.between(told, view)
        frame = sse.event("step", step.line, id=place_of(view))
        self._told[address] = view
        self._hub.publish(
            address, Update(place_of(told), place_of(view), frame, _beat(view), forgets=step.hides)
        )
        self.updates += 1
        return True

    def look_again(self) -> None:
        """Tell every open room and panel what changed without being announced here, by another process for one."""
        for meeting_id, told in self._panels.open_panels().items():
            seq = newest_seq(self._house, meeting_id)
            if seq != told:
                self._panels.tell_panels(meeting_id, seq)
        for address in self._hub.rooms():
            if self._is_closed.is_set():
                return
            with self._in_order:
                self._tell_public(self.at(address))

    def enter(self, address: str, place: str, take_over: Callable[[], int], *, host: str = "") -> None:
        """Let a viewer in, whose page stands at `place` ("" for nowhere), by taking their connection over.

        They are sent what they missed: from memory, or worked out anew from the log. Where that does not
        lead here, as from another epoch, the first heartbeat says so and the page loads itself again.
        `host` is where they come from, "" where that is not to be counted.
        Raises NotFound, NoPlace, NoPlaceForHost, and whatever the database has to say.
        """
        if not self._hub.is_open(address):
            self._open(address)
        if self._hub.is_full:
            raise NoPlace
        if self._hub.is_full_of(host):
            self._warn_of_full_host()
            raise NoPlaceForHost
        first = [sse.head(random.randint(SOONEST_MILLISECONDS, LATEST_MILLISECONDS))]
        if not self._hub.knows(address, place):
            here = self._told[address]
            first += self._missed(here, place)
            place = place_of(here)
        self._hub.join(address, take_over(), after=place, first=first, host=host)

    def _warn_of_full_host(self) -> None:
        # Without the address: who reads along is nobody's business. And not for each who is refused.
        now = time.monotonic()
        if now >= self._warn_again_at:
            self._warn_again_at = now + WARN_SECONDS
            log.warning(
                "An address has as many streams open as LIVEMEETING_STREAMS_PER_ADDRESS allows; further pages poll. "
                "If a proxy stands in front of this server, set LIVEMEETING_TRUSTED_PROXIES."
            )

    def _open(self, address: str) -> None:
        with self._in_order:
            if not self._hub.is_open(address):
                view = self._told[address] = self.at(address)
                self._hub.open(address, place_of(view), _beat(view))
        self.keep_looking()

    def keep_looking(self) -> None:
        """From the first viewer or panel on, look at the log once a second."""
        if self._is_looking.acquire(blocking=False):
            self._looked_at = time.monotonic()
            self._house.runtime.spawn(self._look_now_and_then)

    def _look_now_and_then(self) -> None:
        while not self._is_closed.is_set():
            self._house.runtime.sleep(LOOK_SECONDS)
            try:
                self.look_again()
                self._looked_at = time.monotonic()
            except Exception:
                # A database that is away for a minute must not end this.
                log.exception("The log could not be asked for what is new.")

    def _missed(self, here: PublicView, place: str) -> list[bytes]:
        epoch, _, seq = place.rpartition(".")
        if epoch != here.epoch or int(seq) >= here.seq:
            return []
        key = (address_of(here), place, place_of(here))
        step = self._caught_up.get(key)
        if step is None:
            step = sse.event("step", self._steps.since(here, int(seq)), id=place_of(here))
            if len(self._caught_up) >= MOST_CAUGHT_UP:
                self._caught_up.clear()
            self._caught_up[key] = step
        return [step]

    @property
    def everybody(self) -> int:
        """How many connections there are in all rooms."""
        return sum(self._hub.count(each) for each in self._hub.rooms())

    @property
    def behind(self) -> float:
        """For how many seconds longer than usual the log has not been looked at; 0 before anybody came."""
        if self._looked_at is None:
            return 0.0
        return max(0.0, time.monotonic() - self._looked_at - LOOK_SECONDS)

    def viewers(self, meeting_id: str) -> int:
        """How many connections follow the public page: an upper bound, see Hub.count."""
        return self._hub.count(address_of(self._views.of_meeting(meeting_id)))

    def close(self) -> None:
        """Hang up on the public; their pages come back by themselves to whichever server is there."""
        self._is_closed.set()
        self._hub.close()

    def at(self, address: str) -> PublicView:
        """The view at a public address such as "m/full-council"; raises NotFound."""
        kind, _, slug = address.partition("/")
        if kind not in ("m", "rehearsal"):
            raise NotFound
        return self._views.current(slug, is_rehearsal=kind == "rehearsal")


def address_of(view: PublicView) -> str:
    """Where the page is, without the slash before it."""
    return f"{'rehearsal' if view.is_rehearsal else 'm'}/{view.slug}"


def place_of(view: PublicView) -> str:
    """Where a page stands: enough for a viewer to see whether they missed something."""
    return f"{view.epoch}.{view.seq}"


def _beat(view: PublicView) -> bytes:
    """The heartbeat: it says where the page stands, so that a step lost on the way is noticed."""
    return sse.event("beat", json.dumps({"epoch": view.epoch, "seq": view.seq}))
