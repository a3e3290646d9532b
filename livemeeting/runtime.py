"""What the running process offers its parts: blocking work, background work, sleep, descriptors, a log."""

from __future__ import annotations

import logging
import resource
import select
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

#: The limit we ask for, and the one below which a full public gallery would not fit.
WANTED_DESCRIPTORS = 65_536
COMFORTABLE_DESCRIPTORS = 8_192
LEAST_DESCRIPTORS = 1_024
#: Kept back from viewers for the database, the log, the networks and whatever a library opens.
KEPT_DESCRIPTORS = 256


class OffTheHub(Protocol):
    """Runs a blocking call where it holds nobody else up, and returns or raises what the call did."""

    def __call__(self, call: Callable[..., Answer], /, *args: object) -> Answer: ...


class Spawn(Protocol):
    """Starts a call in the background and returns at once, with nothing the caller may rely on."""

    def __call__(self, call: Callable[..., object], /, *args: object) -> object: ...


@dataclass(frozen=True)
class Native:
    """A thread of the system beside the hub, as it was before the async library took the names over.

    `start(call, arguments)` starts one, `ident` numbers the one it is called in. Nothing in it may touch a lock,
    for the library has patched those.
    """

    start: Callable[[Callable[..., None], tuple[object, ...]], object]
    sleep: Callable[[float], None]
    ident: Callable[[], int]


@dataclass(frozen=True)
class Runtime:
    """The verbs of the async library in use, so that nothing above has to name it.

    `name` is "eventlet", "gevent" or "threading"; `sleep` takes seconds. `poller` makes the system's own
    epoll, which the async libraries take out of `select`; None where the system has none. `native` is there
    only where there is a hub to watch from outside.
    """

    name: str
    off_the_hub: OffTheHub
    spawn: Spawn
    sleep: Callable[[float], None]
    poller: Callable[[], Any] | None = None
    native: Native | None = None

    @property
    def has_hub(self) -> bool:
        """Whether everything shares one thread, so that long work stops all the others."""
        return self.name != "threading"


class NotEnoughDescriptors(Exception):
    """The system allows too few open connections to serve a meeting; the text is for the operator."""


def plain() -> Runtime:
    """Ordinary threads: for the poster process, the command line and tests."""
    epoll = getattr(select, "epoll", None)
    return Runtime(name="threading", off_the_hub=direct, spawn=_in_a_thread, sleep=time.sleep, poller=epoll)


def direct(call: Callable[..., Answer], /, *args: object) -> Answer:
    """Run `call` here and now, which on a plain thread holds nobody else up."""
    return call(*args)


def _in_a_thread(call: Callable[..., object], /, *args: object) -> None:
    threading.Thread(target=call, args=args, daemon=True).start()


def outcome(call: Callable[..., Answer], /, *args: object) -> tuple[Answer | None, Exception | None]:
    """What `call` returned, or what it raised, as a value that can cross threads in silence."""
    try:
        return call(*args), None
    except Exception as problem:  # not handled here: reveal() raises it again for the caller
        return None, problem


def reveal(result: tuple[Answer | None, Exception | None]) -> Answer:
    """Return or raise what outcome() kept."""
    answer, problem = result
    if problem is not None:
        raise problem
    return cast(Answer, answer)


def raise_descriptor_limit() -> int:
    """Raise the number of open files as far as the system lets us and return it.

    A server that runs out of descriptors can accept nobody, so too few is a reason not to start.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(WANTED_DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    allowed = WANTED_DESCRIPTORS if soft == resource.RLIM_INFINITY else soft
    if allowed < LEAST_DESCRIPTORS:
        raise NotEnoughDescriptors(
            f"The system allows {allowed} open files and livemeeting needs at least {LEAST_DESCRIPTORS}: "
            "raise it with `ulimit -n 65536` or LimitNOFILE=65536."
        )
    if allowed < COMFORTABLE_DESCRIPTORS:
        log.warning(
            "The system allows %d open files, so at most %d people can watch at once: "
            "raise it with `ulimit -n 65536` or LimitNOFILE=65536.",
            allowed,
            most_connections(allowed),
        )
    return allowed


def most_connections(descriptors: int) -> int:
    """How many connections may be open at once under that limit."""
    return descriptors - KEPT_DESCRIPTORS


def most_viewers(connections: int) -> int:
    """How many of them viewers may hold for the evening: the rest is for panels, pages and polling."""
    return connections - max(connections // 10, min(connections // 2, 500))


def start_logging(level: str) -> None:
    """Write sentences to standard error from `level` ("debug" to "error") up."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Below warning these print tokens, whole requests or one line per viewer and ping.
    for noisy in ("tweepy", "oauthlib", "requests_oauthlib", "urllib3", "socketio", "engineio", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
