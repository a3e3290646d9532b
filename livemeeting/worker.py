"""The poster process: sends what is due, and does what the clock asks for."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Mapping

from livemeeting.actions.poster import Poster
from livemeeting.actions.upkeep import Upkeep
from livemeeting.build import Loudspeaker, open_house
from livemeeting.runtime import plain, start_logging
from livemeeting.settings import Settings, SettingsError
from livemeeting.wake import Bell

log = logging.getLogger(__name__)


def main(environ: Mapping[str, str]) -> int:
    """Run until SIGTERM or SIGINT; posts on their way finish first. Returns the exit code."""
    try:
        settings = Settings.read(environ)
    except SettingsError as reason:
        print(reason, file=sys.stderr)
        return 2
    if settings.poster_is_inside:
        print(
            "Set LIVEMEETING_POSTER=separate for the web process and the worker: "
            "with the poster inside the web process, a worker would be a second one.",
            file=sys.stderr,
        )
        return 2
    start_logging(settings.log_level)
    speaker = Loudspeaker()
    if settings.redis_url:
        speaker.listeners.append(Bell(settings.redis_url, plain()).ring)
    house = open_house(settings, runtime=plain(), loudspeaker=speaker)
    # Several workers may share a database, so only leases that ran out are taken for lost.
    poster = Poster(house, is_only_poster=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: poster.stop())
    log.info("the poster is running")
    upkeep = Upkeep(house)
    house.runtime.spawn(upkeep.run)
    poster.run()
    upkeep.stop()
    poster.wait()
    house.database.close()
    return 0
