"""A small app served by the real server in a process of its own, started by the tests beside it."""

import livemeeting.serve as serve  # isort: skip  (patches first, as `python -m livemeeting serve` does)

import argparse
import hashlib
import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import count
from typing import Any

from livemeeting.actions.away import away
from livemeeting.actions.making import Basis, Order, written
from livemeeting.domain.refused import Refused
from livemeeting.door import Door, Moments
from livemeeting.http_rules import TAKE_OVER
from livemeeting.importers.reading_room import ReadingRoom
from livemeeting.live import sse
from livemeeting.live.hub import Hub
from livemeeting.live.room import Update
from livemeeting.watchdog import Watchdog
from tests.evening import PLAN, SIX_PM

VERBS = serve.running()
HUB = Hub(VERBS, most_viewers=500, resync=sse.event("resync", "{}"))
HUB.open("m", "0", sse.event("beat", "0"))
NUMBERS = count(1)


def _slow() -> Iterable[bytes]:
    print("working", flush=True)
    time.sleep(2)
    return [b"finished"]


def _stuck() -> Iterable[bytes]:
    print("working", flush=True)
    time.sleep(60)
    return [b"finished"]


def _broken() -> Iterable[bytes]:
    raise RuntimeError("the canary in the traceback")


def _broken_later() -> Iterator[bytes]:
    yield b""
    raise RuntimeError("the canary in the traceback")


def _longest_pause_beside_blocking_work() -> Iterable[bytes]:
    """While a second of hashing ran off the hub."""
    return _longest_pause_beside(
        lambda: VERBS.off_the_hub(hashlib.pbkdf2_hmac, "sha256", b"secret", b"salt", 1_500_000)
    )


def _longest_pause_beside_reading() -> Iterable[bytes]:
    """While an agenda of 400 items was read, then one without end."""
    room = ReadingRoom()
    agenda = "AGENDA\n" + "\n".join(f"{number}. Item of business" for number in range(1, 401))
    endless = b"[" * 15_000_000

    def read() -> None:
        assert len(room.read_pasted(agenda).draft.items) == 400
        try:
            room.read("agenda.json", endless)
        except Refused:
            return
        raise AssertionError

    return _longest_pause_beside(read)


def _longest_pause_beside_exporting() -> Iterable[bytes]:
    """While a record became a PDF, and while one was refused."""
    order = Order(Basis(PLAN, (), (), 0), (), {}, "public", "en", "", SIX_PM)

    def export() -> None:
        assert away(VERBS, written, order, "pdf").startswith(b"%PDF")
        try:
            away(VERBS, written, order, "vtt")
        except Refused:
            return
        raise AssertionError

    return _longest_pause_beside(export)


def _longest_pause_beside(work: Callable[[], object]) -> Iterable[bytes]:
    """For how long the hub stood still, and how long the work took, in milliseconds."""
    pauses: list[float] = []
    done: list[bool] = []

    def beat() -> None:
        while not done:
            started = time.monotonic()
            VERBS.sleep(0.02)
            pauses.append(time.monotonic() - started)

    VERBS.spawn(beat)
    VERBS.sleep(0.1)
    began = time.monotonic()
    work()
    took = time.monotonic() - began
    VERBS.sleep(0.05)  # whatever held the hub up to the last moment is seen now
    done.append(True)
    return [b"%d %d" % (round(max(pauses) * 1000), round(took * 1000))]


def _turns_between_slices() -> Iterable[bytes]:
    """How often somebody who waits for the clock got a turn between forty slices of work with a pause of nothing."""
    turns: list[float] = []
    done: list[bool] = []

    def beat() -> None:
        while not done:
            VERBS.sleep(0.001)
            turns.append(time.monotonic())

    VERBS.spawn(beat)
    VERBS.sleep(0.1)
    before = len(turns)
    for _ in range(40):
        until = time.monotonic() + 0.005
        while time.monotonic() < until:
            sum(range(100))
        VERBS.sleep(0)
    done.append(True)
    return [b"%d" % (len(turns) - before)]


def _refused_off_the_hub() -> Iterable[bytes]:
    try:
        VERBS.off_the_hub(int, "six")
    except ValueError as problem:
        return [str(problem).encode()]
    return [b"nothing was raised"]


def _ask_postgresql_four_times_at_once() -> Iterable[bytes]:
    """How many questions waited for their answer at once before the fourth let them have it, and got it."""
    import psycopg2

    answered: list[object] = []

    def ask() -> None:
        with closing(psycopg2.connect(os.environ["TEST_DATABASE"])) as connection:
            cursor = connection.cursor()
            cursor.execute("SET statement_timeout = '20s'; SELECT pg_advisory_lock_shared(1)")
            answered.append(cursor.fetchone())

    with closing(psycopg2.connect(os.environ["TEST_DATABASE"])) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT pg_advisory_lock(1)")
        for _ in range(3):
            VERBS.spawn(ask)
        waiting, until = 0, time.monotonic() + 20
        while waiting < 3 and time.monotonic() < until:
            VERBS.sleep(0.01)
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            (waiting,) = cursor.fetchone() or (0,)
    while len(answered) < waiting:
        VERBS.sleep(0.01)
    return [b"%d waited, %d answered" % (waiting, len(answered))]


def _hold_the_hub() -> Iterable[bytes]:
    """A quarter of a second each, asleep and at work, and what the watchdog made of it."""
    watchdog = Watchdog(VERBS)
    watchdog.start()
    VERBS.sleep(0.2)
    before = watchdog.count
    assert VERBS.native is not None
    VERBS.native.sleep(0.25)
    VERBS.sleep(0.1)
    asleep = watchdog.count
    until = time.monotonic() + 0.25
    while time.monotonic() < until:
        sum(range(1000))
    VERBS.sleep(0.1)
    watchdog.stop()
    return [b"%d %d %d" % (asleep - before, watchdog.count - asleep, round(watchdog.longest * 1000))]


def _publish() -> Iterable[bytes]:
    """One more update for every viewer."""
    number = next(NUMBERS)
    frame = sse.event("step", str(number), id=str(number))
    HUB.publish("m", Update(str(number - 1), str(number), frame, sse.event("beat", str(number))))
    return [b"%d told" % HUB.count("m")]


def _count() -> Iterable[bytes]:
    return [b"%d viewers" % HUB.count("m")]


def _stream(environ: dict[str, Any]) -> Iterable[bytes]:
    HUB.join("m", environ[TAKE_OVER](), after=environ["QUERY_STRING"], first=[sse.head(1_000)])
    return []


PAGES: dict[str, Any] = {
    "/hold": _hold_the_hub,
    "/publish": _publish,
    "/count": _count,
    "/slow": _slow,
    "/stuck": _stuck,
    "/broken": _broken,
    "/broken-later": _broken_later,
    "/reading": _longest_pause_beside_reading,
    "/exporting": _longest_pause_beside_exporting,
    "/pause": _longest_pause_beside_blocking_work,
    "/turns": _turns_between_slices,
    "/refused": _refused_off_the_hub,
    "/postgresql": _ask_postgresql_four_times_at_once,
}


def pages(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The plain pages; any other path answers how many bytes of body came."""
    if environ["PATH_INFO"] == "/stream":
        return _stream(environ)
    make = PAGES.get(environ["PATH_INFO"])
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) if not make else b""
    answer = make() if make else [b"%d bytes" % len(body)]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return answer


def with_socketio(app: Any) -> Any:
    """The pages and a Socket.IO server that answers "ask" with the same word."""
    import socketio

    live = socketio.Server(async_mode=VERBS.name, cors_allowed_origins=[])
    live.on("ask", lambda _sid, word: word)
    return socketio.WSGIApp(live, app)


def main() -> int:
    """Serve until told to stop; the port and the end of the drain are said on standard output."""
    options = argparse.ArgumentParser()
    options.add_argument("--most", type=int, default=1000)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--descriptors", type=int)
    chosen = options.parse_args()
    app = with_socketio(pages)
    if chosen.descriptors:
        resource.setrlimit(resource.RLIMIT_NOFILE, (chosen.descriptors, chosen.descriptors))

    def draining() -> None:
        HUB.close()
        print("viewers told", flush=True)

    moments = Moments(opened=lambda port: print(port, flush=True), draining=draining)
    return serve.run(app, Door("127.0.0.1", chosen.port, chosen.most), moments)


if __name__ == "__main__":
    raise SystemExit(main())
