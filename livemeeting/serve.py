"""The web process: it patches in the async library and runs the hardened server."""

import _thread
import os
import select
import sys
import time

# They patch these: the viewer hub listens with epoll (None where there is none), the watchdog has the rest.
_EPOLL = getattr(select, "epoll", None)
_NATIVE = _thread.start_new_thread, time.sleep, _thread.get_ident

# Imported first, these keep unpatched sockets: RecursionError in TLS, or a standstill while a post is sent.
_TOO_EARLY = sorted(
    {"ssl", "urllib3", "requests", "sqlalchemy", "flask", "socketio", "redis", "psycopg2"} & set(sys.modules)
)


def _chosen() -> str:
    """The async library named in the environment; settings.py refuses a wrong name with a sentence."""
    return "gevent" if os.environ.get("LIVEMEETING_ASYNC") == "gevent" else "eventlet"


if _chosen() == "gevent":
    import gevent.monkey

    gevent.monkey.patch_all()
    import gevent.pool
    import gevent.pywsgi
    import gevent.socket
    import psycopg2.extensions
else:
    import warnings

    with warnings.catch_warnings():
        # Known and planned for (docs/decisions): the officer's terminal is not the place for it.
        warnings.filterwarnings("ignore", message="\nEventlet is deprecated")
        import eventlet
    eventlet.monkey_patch()  # psycopg2 included
    import eventlet.patcher
    import eventlet.tpool
    import eventlet.wsgi

import logging
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from livemeeting import http_rules, runtime
from livemeeting.door import Door, Moments, hang_up, head_seconds, keep_open, pause_after
from livemeeting.http_rules import SILENCE_SECONDS, TAKE_OVER, HeadLines, NotStrict

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

log = logging.getLogger(__name__)

#: A websocket that says nothing for this long is dead: Engine.IO pings far more often.
WEBSOCKET_SILENCE_SECONDS = 60.0


def patched() -> str:
    """The async library in force; raises RuntimeError unless it was patched in before anything else."""
    if _TOO_EARLY:
        raise RuntimeError(
            f"Import livemeeting.serve before {', '.join(_TOO_EARLY)}: "
            "the async library was patched in too late."
        )
    is_gevent = _chosen() == "gevent"
    if not (gevent.monkey.is_module_patched if is_gevent else eventlet.patcher.is_monkey_patched)("socket"):
        raise RuntimeError(f"{_chosen()} did not patch the sockets.")
    return _chosen()


def main(environ: Mapping[str, str]) -> int:
    """Serve livemeeting until SIGTERM or SIGINT; returns the exit code."""
    from livemeeting import web_process  # late, because the small apps of the tests do without it

    return web_process.main(environ, running(), run)


def running() -> runtime.Runtime:
    """The verbs of the patched library."""
    native = runtime.Native(*_NATIVE)
    if patched() == "gevent":
        # A sleep of 0 comes back up to fifty times before gevent looks at its clocks and sockets again.
        sleep: Callable[[float], None] = lambda seconds: gevent.sleep(max(seconds, 1e-6))  # noqa: E731
        return runtime.Runtime("gevent", _off_the_gevent_hub, gevent.spawn, sleep, _EPOLL, native)
    return runtime.Runtime("eventlet", eventlet.tpool.execute, eventlet.spawn, eventlet.sleep, _EPOLL, native)


def run(wsgi: "WSGIApplication", door: Door, moments: Moments) -> int:
    """Serve `wsgi` until SIGTERM or SIGINT, as keep_open promises; returns the exit code."""
    verbs = running()
    make = GeventServer if verbs.name == "gevent" else EventletServer
    safe = http_rules.without_traceback(wsgi)
    return keep_open(door, lambda listener: make(listener, safe, door.most_connections), moments, verbs)


if _chosen() == "gevent":

    class GeventHandler(gevent.pywsgi.WSGIHandler):
        """One connection, read strictly and against the clock."""

        deadline: Any = None
        rfile: Any
        socket: Any
        is_busy = False

        def handle(self) -> None:
            self.socket.settimeout(SILENCE_SECONDS)
            self.server.handlers.add(self)
            try:
                super().handle()
            except (ConnectionError, TimeoutError):
                log.debug("A visitor left before the answer.")
            finally:
                self.server.handlers.discard(self)

        def handle_one_request(self) -> Any:
            is_first, self.is_busy = self.deadline is None, False
            if self.server.is_draining:
                return None
            if not is_first:
                gevent.sleep(0)  # who sends many requests at once takes turns with everybody else
            self.deadline = gevent.Timeout.start_new(head_seconds(is_first=is_first))
            try:
                return super().handle_one_request()
            except gevent.Timeout as late:
                if late is not self.deadline:
                    raise
                return None
            finally:
                self.deadline.close()

        def read_request(self, raw_requestline: str) -> bool:
            self.is_busy = True
            http_rules.check_request_line(raw_requestline.encode("latin-1"))
            body, self.rfile = self.rfile, HeadLines(self.rfile.readline)
            try:
                super().read_request(raw_requestline)
                http_rules.check_headers(self.rfile.lines)
            finally:
                self.rfile = body
            self.deadline.close()
            if self._connection_upgrade_requested():
                self.is_busy = False  # free to be closed, unlike a request in flight
                self.socket.settimeout(WEBSOCKET_SILENCE_SECONDS)
            return True

        def get_environ(self) -> Any:
            return super().get_environ() | {TAKE_OVER: self._take_over}

        def _take_over(self) -> int:
            taken, self.socket, self.close_connection = self.socket, None, True
            return int(taken.detach())

        def _handle_client_error(self, ex: Exception) -> tuple[str, bytes]:
            fault = ex if isinstance(ex, NotStrict) else NotStrict("The request cannot be read.")
            return fault.status, fault.answer()

        def handle_error(self, t: Any, v: Any, tb: Any) -> None:
            # The stock one prints the visitor's address.
            log.error("An answer broke off.", exc_info=(t, v, tb))
            self._send_error_response_if_possible(500)

    class GeventServer(gevent.pywsgi.WSGIServer):
        """gevent.pywsgi with the promises of this file."""

        max_accept = 32  # in one go, for the same reason as below

        def __init__(self, listener: socket.socket, wsgi: "WSGIApplication", most: int) -> None:
            self.handlers: set[GeventHandler] = set()
            self.is_draining = False
            # SERVER_NAME given, or a name server is asked for it at every start.
            environ = {"SERVER_NAME": listener.getsockname()[0], "wsgi.errors": sys.stderr}
            super().__init__(
                listener, wsgi, spawn=gevent.pool.Pool(most), log=None, error_log=None,
                handler_class=GeventHandler, environ=environ,
            )  # fmt: skip
            self.start()

        def do_read(self) -> Any:
            try:
                return super().do_read()
            except OSError as problem:
                pause = pause_after(problem)
                self.stop_accepting()
                gevent.spawn_later(pause, self._start_accepting_if_started)
                return None

        def finish(self, seconds: float) -> None:
            self.is_draining = True
            for handler in [one for one in self.handlers if not one.is_busy]:
                hang_up(handler.socket)
            self.pool.join(timeout=seconds)

    def _off_the_gevent_hub(call: Callable[..., Any], /, *args: object) -> Any:
        # As a value, because gevent prints a traceback of whatever a worker thread raises.
        return runtime.reveal(gevent.get_hub().threadpool.apply(runtime.outcome, (call, *args)))

    def _wait_for_postgresql(connection: Any, _timeout: object = None) -> None:
        while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
            if state == psycopg2.extensions.POLL_READ:
                gevent.socket.wait_read(connection.fileno())
            elif state == psycopg2.extensions.POLL_WRITE:
                gevent.socket.wait_write(connection.fileno())

    psycopg2.extensions.set_wait_callback(_wait_for_postgresql)

else:

    class EventletHandler(eventlet.wsgi.HttpProtocol):
        """One connection, read strictly and against the clock."""

        deadline: Any = None
        rfile: Any

        def handle_one_request(self) -> None:
            if not (is_first := self.deadline is None):
                eventlet.sleep(0)  # who sends many requests at once takes turns with everybody else
            self.deadline = eventlet.Timeout(head_seconds(is_first=is_first))
            try:
                super().handle_one_request()
            except NotStrict as fault:
                self.close_connection = True
                self.wfile.write(fault.answer())
            except (ConnectionError, TimeoutError):
                self.close_connection = True
            except eventlet.Timeout as late:
                if late is not self.deadline:
                    raise
                self.close_connection = True
            finally:
                self.deadline.cancel()

        def parse_request(self) -> bool:
            http_rules.check_request_line(self.raw_requestline)
            self.rfile = HeadLines(self.rfile.readline)  # the caller puts the body's reader back
            is_parsed = super().parse_request()
            http_rules.check_headers(self.rfile.lines)
            self.deadline.cancel()
            return bool(is_parsed)

        def get_environ(self) -> Any:
            return super().get_environ() | {TAKE_OVER: self._take_over}

        def _take_over(self) -> int:
            eventlet.wsgi.WSGI_LOCAL.already_handled = self.close_connection = True
            return int(self.connection.fd.detach())

        def send_error(self, code: int, *_details: object) -> None:
            # The stock one prints the visitor's address and names our version of Python.
            raise NotStrict("The request cannot be read.")

    class EventletServer:
        """eventlet.wsgi with the promises of this file."""

        def __init__(self, listener: Any, wsgi: "WSGIApplication", most: int) -> None:
            self._listener = listener
            self._is_closing, self._accepted = False, 0
            # debug=False: the stock server shows tracebacks to visitors.
            self._loop = eventlet.spawn(
                eventlet.wsgi.server,
                self,
                wsgi,
                custom_pool=eventlet.GreenPool(most),
                protocol=EventletHandler,
                keepalive=SILENCE_SECONDS,
                socket_timeout=SILENCE_SECONDS,
                log_output=False,
                debug=False,
            )

        def accept(self) -> Any:
            """What the stock loop calls: it ends at the first error, so errors end here."""
            self._accepted += 1
            if self._accepted % 32 == 0:
                eventlet.sleep(0)  # a full door would hold everybody else up until it was empty
            while True:
                try:
                    return self._listener.accept()
                except OSError as problem:
                    eventlet.sleep(0.1 if self._is_closing else pause_after(problem))

        def __getattr__(self, name: str) -> Any:
            return getattr(self._listener, name)  # in all else the stock loop sees the listener

        @property
        def started(self) -> bool:
            return not self._loop.dead

        def close(self) -> None:
            self._is_closing = True
            hang_up(self._listener)  # enough to refuse visitors, and it wakes accept(), as close() would not

        def finish(self, seconds: float) -> None:
            self._loop.kill(SystemExit)  # the stock loop then closes idle connections and waits for the rest
            with eventlet.Timeout(seconds, False):
                self._loop.wait()
