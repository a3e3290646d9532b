"""Telling everybody who follows a meeting: the public gallery and the panels."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from livemeeting.actions.diary import newest_seq
from livemeeting.actions.house import House, NotFound
from livemeeting.actions.look import PublicViews
from livemeeting.domain.views import PublicView
from livemeeting.live.rooms import Emit, Members, Message, Rooms

log = logging.getLogger(__name__)

PUBLIC, PANEL = "/public", "/panel"

#: What takes a viewer from one state of the page to another.
Step = Callable[[PublicView, PublicView], Message]


class Gallery:
    """Everybody connected to this process. Public rooms are named by the page's address, panels' by meeting."""

    def __init__(self, house: House, views: PublicViews, *, emit: Emit, members: Members, step: Step) -> None:
        self._house, self._views, self._step = house, views, step
        self._rooms = Rooms(emit, members)
        # One at a time, so that steps leave in the order of their numbers.
        self._in_order = threading.Lock()
        self._told: dict[str, PublicView] = {}

    def announce(self, meeting_id: str) -> None:
        """Tell everybody what changed, a moment later: whoever pressed does not wait for the gallery.

        May be called from any thread, in any order and too often. Never raises.
        """
        self._house.runtime.spawn(self.tell, meeting_id)

    def tell(self, meeting_id: str) -> None:
        """Tell panels the newest seq, and the public the step from what they were last told, if any."""
        try:
            with self._in_order:
                self._rooms.tell(PANEL, meeting_id, "changed", {"seq": newest_seq(self._house, meeting_id)})
                self._tell_public(meeting_id)
        except Exception:
            # The push is a hint: viewers find the gap by themselves. The press is on disk and stands.
            log.exception("The viewers of meeting %s could not be told.", meeting_id)

    def _tell_public(self, meeting_id: str) -> None:
        view = self._views.of_meeting(meeting_id)
        known = self._told.get(meeting_id)
        self._told[meeting_id] = view
        told = known or self._views.before(view, view.seq - 1)
        if (told.epoch, told.seq) != (view.epoch, view.seq):
            self._rooms.tell(PUBLIC, address_of(view), "update", self._step(told, view))
        if known is None:
            # The first since the start: what pages show is not known here, so let them compare for themselves.
            # After the step, or every page would fetch what is already on its way to it.
            self._rooms.tell(PUBLIC, address_of(view), "hello", stands(view))

    def remind(self, address: str) -> None:
        """Tell a public room where its page stands, so that a step lost on the way is noticed."""
        self._rooms.tell(PUBLIC, address, "hello", stands(self.at(address)))

    def viewers(self, meeting_id: str) -> int:
        """How many connections follow the public page: an upper bound, see Rooms.count."""
        view = self._told.get(meeting_id) or self._views.of_meeting(meeting_id)
        return self._rooms.count(PUBLIC, address_of(view))

    def at(self, address: str) -> PublicView:
        """The view at a public address such as "m/full-council"; raises NotFound."""
        kind, _, slug = address.partition("/")
        if kind not in ("m", "rehearsal"):
            raise NotFound
        return self._views.current(slug, is_rehearsal=kind == "rehearsal")


def address_of(view: PublicView) -> str:
    """Where the page is, without the slash before it."""
    return f"{'rehearsal' if view.is_rehearsal else 'm'}/{view.slug}"


def stands(view: PublicView) -> Message:
    """Where a page stands: enough for a viewer to see whether they missed something."""
    return {"epoch": view.epoch, "seq": view.seq}
