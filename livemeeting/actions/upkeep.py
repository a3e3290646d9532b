"""What the clock asks for, beside the posts: a round of small jobs, each of which may fail without the others."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from livemeeting.actions import checkpoints, notices
from livemeeting.actions.house import House
from livemeeting.store.trouble import StoreTrouble

log = logging.getLogger(__name__)

#: Each is called with the house about once a minute, where the poster runs, and says how much it did.
JOBS: tuple[Callable[[House], int], ...] = (checkpoints.sign_due, notices.write_due)
ROUND_SECONDS = 60.0
STEP_SECONDS = 0.5


def make_round(house: House) -> None:
    """Do every job once."""
    for job in JOBS:
        try:
            job(house)
        except StoreTrouble as trouble:
            log.warning("%s waits for the database: %s", job.__name__, trouble)
        except Exception:
            # One job that breaks must not keep the others from being done, nor end the rounds.
            log.exception("%s met something unexpected", job.__name__)


@dataclass
class Upkeep:
    """The rounds, until `stop`."""

    house: House
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Make a round at the start and then one a minute."""
        left = 0.0
        while not self.stopped.is_set():
            if left <= 0:
                make_round(self.house)
                left = ROUND_SECONDS
            self.house.runtime.sleep(STEP_SECONDS)
            left -= STEP_SECONDS

    def stop(self) -> None:
        """End after the job under way."""
        self.stopped.set()
