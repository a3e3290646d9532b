"""Redis as the bell between processes: 'meeting m has changed', and never anything more."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import redis

from livemeeting.runtime import Runtime

log = logging.getLogger(__name__)

CHANNEL = "livemeeting:changed"
#: A Redis that hangs must not hold a press up: it is only ever asked in the background, and briefly.
PATIENCE_SECONDS = 1.0
RETRY_SECONDS = 1.0
#: How often a Redis that says nothing is asked whether it lives: one that hangs keeps its connections.
CHECK_SECONDS = 3.0


@dataclass
class Bell:
    """Rings when something changed here and listens for the other processes.

    A lost ring costs a delay, never a fact: whoever hears it reads the log, and each process looks at it once a second.
    """

    url: str
    runtime: Runtime
    stopped: threading.Event = field(default_factory=threading.Event)
    #: Whether Redis did not answer when it was last needed. Said once in the log, and once when it is back.
    is_away: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._redis = redis.Redis.from_url(
            self.url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
        )

    def ring(self, meeting_id: str) -> None:
        """Tell the other processes; returns at once and never raises."""
        self.runtime.spawn(self._ring, meeting_id)

    def _ring(self, meeting_id: str) -> None:
        try:
            self._redis.publish(CHANNEL, meeting_id)
        except redis.RedisError as trouble:
            self._note_away(trouble)
        else:
            self._note_back()

    def listen(self, tell: Callable[[str], None]) -> None:
        """Call `tell(meeting_id)` for every ring, until `stop`. A Redis that is away is waited for."""
        while not self.stopped.is_set():
            try:
                self._listen_once(tell)
            except redis.RedisError as trouble:
                self._note_away(trouble)
                self.runtime.sleep(RETRY_SECONDS)

    def _listen_once(self, tell: Callable[[str], None]) -> None:
        self._check()
        with self._redis.pubsub(ignore_subscribe_messages=True) as heard:  # type: ignore[no-untyped-call]
            heard.subscribe(CHANNEL)
            checked_at = time.monotonic()
            while not self.stopped.is_set():
                message = heard.get_message(timeout=PATIENCE_SECONDS / 2)
                if message is not None:
                    tell(message["data"].decode())
                if time.monotonic() - checked_at > CHECK_SECONDS:
                    self._check()
                    checked_at = time.monotonic()

    def _check(self) -> None:
        """Note that it answers; raises redis.RedisError when it does not."""
        self._redis.ping()
        self._note_back()

    def _note_back(self) -> None:
        if self.is_away:
            self.is_away = False
            log.info("Redis is back.")

    def _note_away(self, trouble: redis.RedisError) -> None:
        if not self.is_away:
            self.is_away = True
            log.warning(
                "Redis is away (%s): until it is back, the processes hear of one another's presses a second later.",
                type(trouble).__name__,
            )

    def stop(self) -> None:
        """Stop listening within a second."""
        self.stopped.set()
