"""The live push: the public on streams, panels on Socket.IO, and the rounds made among the panels."""

from __future__ import annotations

import hmac
import logging
import threading
from collections.abc import Callable, Collection, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO

from livemeeting.actions.diary import may_watch
from livemeeting.actions.gallery import Gallery
from livemeeting.actions.house import NotAllowed, Officer
from livemeeting.actions.sessions import Visit, look_up
from livemeeting.domain.refused import Refused
from livemeeting.web.guard import session_token
from livemeeting.web.handshakes import PanelDoor, Turnstile
from livemeeting.web.parts import Parts
from livemeeting.web.stream import Stream
from livemeeting.web.updates import steps_of

log = logging.getLogger(__name__)

KEY = "livemeeting.sockets"
PANEL = "/panel"
#: How often the sessions behind panels are looked up again.
ROUND_SECONDS = 30.0
MOST_VIEWERS = 10_000

#: Who is behind a panel's connection: the WSGI environ and the form token it brought in, the officer out.
Who = Callable[[Mapping[str, Any], str], Officer | None]


def create_sockets(
    app: Flask,
    parts: Parts,
    *,
    async_mode: str,
    allowed_origins: Collection[str],
    most_viewers: int = MOST_VIEWERS,
    most_of_host: int = 0,
    most_handshakes: int = 0,
    who: Who | None = None,
) -> Sockets:
    """The live side of the application: Socket.IO for the panels, and the streams of the public before it.

    Websocket only: polling handshakes cost a stranger nothing and us memory (the page polls by itself).
    """
    origins = sorted(allowed_origins) or [parts.house.public_url]
    socketio = SocketIO(
        app,
        async_mode=async_mode,
        async_handlers=False,  # a flood of events then costs its sender's turn, and no memory
        transports=["websocket"],
        cors_allowed_origins=origins,
        ping_interval=5,
        ping_timeout=5,
        max_http_buffer_size=65_536,
        manage_session=False,
    )
    sockets = Sockets(parts, socketio, origins=origins, who=who or _by_session(parts))
    gallery = Gallery(
        parts.house,
        parts.views,
        steps=steps_of(app, parts),
        panels=sockets,
        most_viewers=most_viewers,
        most_of_host=most_of_host,
    )
    sockets.follow(gallery)
    turnstile, proxies = Turnstile(most_handshakes), parts.trusted_proxies
    door = PanelDoor(
        app.wsgi_app, turnstile, is_signed_in=lambda environ: _visit(parts, environ) is not None,
        trusted_proxies=proxies,
    )  # fmt: skip
    app.wsgi_app = Stream(door, gallery, turnstile, trusted_proxies=proxies)  # type: ignore[method-assign]
    app.extensions[KEY] = sockets
    return sockets


class Sockets:
    """Everybody connected to this process, and the rounds made among them from the first connection on."""

    def __init__(self, parts: Parts, socketio: SocketIO, *, origins: Collection[str], who: Who) -> None:
        self.socketio = socketio
        self._parts, self._origins, self._who = parts, origins, who
        self._brought: dict[str, str] = {}
        self._watching: dict[str, str] = {}
        self._told: dict[str, int] = {}
        self._rounds = threading.Lock()
        self._is_draining = threading.Event()
        # No other handlers: nobody can make the server do anything but let them in.
        socketio.on_event("connect", self._meet_panel, namespace=PANEL)
        socketio.on_event("disconnect", self._forget_panel, namespace=PANEL)

    def follow(self, gallery: Gallery) -> None:
        """Have the public's gallery beside the panels."""
        self.gallery = gallery
        self.announce, self.tell, self.viewers = gallery.announce, gallery.tell, gallery.viewers

    def tell_panels(self, meeting_id: str, seq: int) -> None:
        """Tell the panels of a meeting its newest seq."""
        self._told[meeting_id] = seq
        self.socketio.emit("changed", {"seq": seq}, namespace=PANEL, to=meeting_id)

    def open_panels(self) -> Mapping[str, int]:
        """The meetings watched on panels of this process, with the seq they were last told."""
        return {each: self._told.get(each, -1) for each in set(self._watching.values())}

    def recheck(self) -> None:
        """Hang up on every panel whose session has ended: at each round, and when somebody signs out."""
        for sid, eio_sid in self._connections(PANEL).items():
            environ = self._server.environ.get(eio_sid, {})
            if self._who(environ, self._brought.get(sid, "")) is None:
                self._hang_up(eio_sid)

    def drain(self) -> None:
        """Hang up on everybody, who then come back by themselves to whichever server is there."""
        self._is_draining.set()
        self.gallery.close()
        for eio_sid in list(self._server.eio.sockets):
            self._hang_up(eio_sid)

    def _meet_panel(self, auth: object = None) -> None:
        brought = auth if isinstance(auth, dict) else {}
        meeting_id, csrf = str(brought.get("meeting", "")), str(brought.get("csrf", ""))
        if request.headers.get("Origin") not in self._origins:
            raise ConnectionRefusedError("This connection does not come from the panel.")
        officer = self._who(request.environ, csrf)
        if officer is None or not self._may_watch(officer, meeting_id):
            raise ConnectionRefusedError("Sign in again.")
        self._brought[_sid()], self._watching[_sid()] = csrf, meeting_id
        self._server.enter_room(_sid(), meeting_id, namespace=PANEL)
        self.gallery.keep_looking()
        if self._rounds.acquire(blocking=False):
            self._parts.house.runtime.spawn(self._make_rounds)

    def _forget_panel(self, *_reason: object) -> None:
        self._brought.pop(_sid(), None)
        self._watching.pop(_sid(), None)

    def _may_watch(self, officer: Officer, meeting_id: str) -> bool:
        try:
            return may_watch(self._parts.house, officer, meeting_id)
        except (NotAllowed, Refused):
            return False

    def _make_rounds(self) -> None:
        while not self._is_draining.is_set():
            self._parts.house.runtime.sleep(ROUND_SECONDS)
            try:
                self.recheck()
            except Exception:
                # A database that is away for a minute must not end the rounds.
                log.exception("A round of the connections could not be made.")

    def _connections(self, namespace: str) -> dict[str, str]:
        return dict(self._server.manager.rooms.get(namespace, {}).get(None, {}))

    def _hang_up(self, eio_sid: str) -> None:
        # Closing the transport: a script that Socket.IO tells to disconnect never comes back by itself.
        connection = self._server.eio.sockets.get(eio_sid)
        if connection is not None:
            connection.close(wait=False)

    @property
    def _server(self) -> Any:
        return self.socketio.server


def gallery_of(app: Flask) -> Gallery | None:
    """Who follows on this process; None without sockets."""
    sockets = app.extensions.get(KEY)
    return sockets.gallery if isinstance(sockets, Sockets) else None


def recheck_panels(app: Flask) -> None:
    """Hang up at once on panels of sessions that have just ended. Nothing to do without sockets."""
    sockets = app.extensions.get(KEY)
    if isinstance(sockets, Sockets):
        sockets.recheck()


def _by_session(parts: Parts) -> Who:
    def who(environ: Mapping[str, Any], csrf: str) -> Officer | None:
        visit = _visit(parts, environ)
        if visit is None or not hmac.compare_digest(visit.csrf.encode(), csrf.encode()):
            return None
        return visit.officer

    return who


def _visit(parts: Parts, environ: Mapping[str, Any]) -> Visit | None:
    """The session a browser brought, if it lives. Only looked at: a forgotten tab must not keep it alive."""
    try:
        cookies = {name: each.value for name, each in SimpleCookie(environ.get("HTTP_COOKIE", "")).items()}
    except CookieError:
        return None
    return look_up(parts.house, session_token(cookies, parts), is_use=False)


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
