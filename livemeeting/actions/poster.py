"""The poster: the loop that keeps the outbox moving, in the web process or in one of its own."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from livemeeting.actions.deliver import LaneName, lanes_at_work, step, sweep
from livemeeting.actions.house import House
from livemeeting.domain.refused import Refused
from livemeeting.store.trouble import StoreTrouble

log = logging.getLogger(__name__)

TICK = 0.1
SWEEP = timedelta(seconds=30)


@dataclass
class Poster:
    """Walks the lanes beside one another, each account's posts in order, so that a dead network delays only itself."""

    house: House
    is_only_poster: bool = True
    stopped: threading.Event = field(default_factory=threading.Event)
    busy: set[LaneName] = field(default_factory=set)

    def run(self) -> None:
        """Until `stop`. A database that is away is waited for."""
        swept_at: datetime | None = None
        while not self.stopped.is_set():
            try:
                at = self.house.clock()
                if swept_at is None or at - swept_at > SWEEP:
                    sweep(self.house, is_only_poster=self.is_only_poster and swept_at is None)
                    swept_at = at
                self._start_lanes()
            except StoreTrouble as trouble:
                log.warning("the poster waits for the database: %s", trouble)
                self.house.runtime.sleep(1)
            except Exception:
                # The loop must outlive any surprise: a stopped poster is worse than a logged one.
                log.exception("the poster met something unexpected")
                self.house.runtime.sleep(1)
            self.house.runtime.sleep(TICK)

    def stop(self) -> None:
        """Take no new post; those on their way finish."""
        self.stopped.set()

    def wait(self, seconds: float = 25.0) -> None:
        """Until the posts on their way have their answer, or `seconds` are over."""
        left = seconds
        while self.busy and left > 0:
            self.house.runtime.sleep(TICK)
            left -= TICK

    def _start_lanes(self) -> None:
        for name in lanes_at_work(self.house):
            if name not in self.busy:
                self.busy.add(name)
                self.house.runtime.spawn(self._walk, name)

    def _walk(self, name: LaneName) -> None:
        try:
            while not self.stopped.is_set() and step(self.house, name) is not None:
                pass
        except (StoreTrouble, Refused) as trouble:
            log.warning("a lane stopped early: %s", trouble)
        except Exception:
            # See run(): the next tick takes the lane up again.
            log.exception("a lane met something unexpected")
        finally:
            self.busy.discard(name)
