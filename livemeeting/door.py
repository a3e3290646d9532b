"""The open door: listening, serving until asked to stop, then draining, whichever async library runs it."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from livemeeting.http_rules import HEAD_SECONDS, SILENCE_SECONDS
from livemeeting.runtime import Runtime

log = logging.getLogger(__name__)

BACKLOG = 2048
#: Enough for any page in one go, so that nobody's answer waits for the line; the kernel doubles it.
KERNEL_BYTES = 262_144
#: From SIGTERM to exit, with requests in flight finished.
DRAIN_SECONDS = 8.0
#: The part of it that telling the viewers may take.
TELLING_SECONDS = 3.0
#: What accept() says when the machine, not the visitor, is short of something.
_SHORTAGE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS}
_SHORTAGE_WAIT_SECONDS = 0.5
_LISTENER_GONE = {errno.EBADF, errno.EINVAL, errno.ENOTSOCK}


@dataclass(frozen=True)
class Door:
    """Where to listen, and for how many at once; port 0 takes any free one."""

    host: str
    port: int
    most_connections: int


class Server(Protocol):
    """A server that already accepts visitors."""

    @property
    def started(self) -> bool:
        """Whether its loop still runs."""

    def close(self) -> None:
        """Refuse new visitors; open connections go on."""

    def finish(self, seconds: float) -> None:
        """Close idle connections, and wait that long at most for requests in flight."""


@dataclass(frozen=True)
class Moments:
    """What the caller wants to know: `opened` gets the port, `draining` is the time to tell the viewers."""

    opened: Callable[[int], None]
    draining: Callable[[], None]


def keep_open(
    door: Door, make_server: Callable[[socket.socket], Server], moments: Moments, verbs: Runtime
) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code.

    `moments.draining` is called once, after new visitors are refused and before open connections are
    closed. Requests in flight are finished if that takes no longer than DRAIN_SECONDS in all.
    """
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    try:
        listener = socket.create_server((door.host, door.port), family=family, backlog=BACKLOG)
    except OSError as reason:
        print(f"Cannot listen on {door.host}, port {door.port}: {reason.strerror}.", file=sys.stderr)
        return 1
    # Accepted connections inherit it: a small update must not wait for the last one's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # So is this: what the kernel takes for one who does not read is memory of the machine, by default four megabytes.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
    # A handler only takes note: an async library must not be called from inside a signal.
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: asked.append(received))
    server = make_server(listener)
    moments.opened(listener.getsockname()[1])
    while not asked and server.started:
        verbs.sleep(0.1)
    _drain(server, moments.draining, verbs)
    return 0 if asked else 1


def _drain(server: Server, tell_viewers: Callable[[], None], verbs: Runtime) -> None:
    started = time.monotonic()
    log.info("Closing: no new visitors; requests in flight are finished first.")
    server.close()
    told = threading.Event()

    def tell() -> None:
        try:
            tell_viewers()
        finally:
            told.set()

    verbs.spawn(tell)
    told.wait(TELLING_SECONDS)
    server.finish(DRAIN_SECONDS - (time.monotonic() - started))


def pause_after(problem: OSError) -> float:
    """Seconds to wait before accepting again; raises when the listener itself is gone."""
    if problem.errno in _LISTENER_GONE:
        raise problem
    if problem.errno not in _SHORTAGE:
        return 0.0  # one visitor's broken connection, which accept() reports to us: accept(2)
    log.warning("New visitors have to wait: %s.", problem.strerror)
    return _SHORTAGE_WAIT_SECONDS


def head_seconds(*, is_first: bool) -> float:
    """From the start of reading to the end of the headers; later requests may idle first."""
    return HEAD_SECONDS if is_first else SILENCE_SECONDS + HEAD_SECONDS


def hang_up(connection: Any) -> None:
    """End a connection under whoever is reading from it."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        log.debug("A connection was already closed.")
