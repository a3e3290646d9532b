"""From the environment to a web process that serves until it is told to stop."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping

from livemeeting import runtime
from livemeeting.build import build
from livemeeting.door import Door, Moments
from livemeeting.settings import Settings, SettingsError
from livemeeting.store.trouble import StoreTrouble

log = logging.getLogger(__name__)


def main(environ: Mapping[str, str], verbs: runtime.Runtime, run: Callable[..., int]) -> int:
    """Serve livemeeting with `run(wsgi, door, moments)`; returns the exit code."""
    try:
        settings = Settings.read(environ)
        runtime.start_logging(settings.log_level)
        most = runtime.most_connections(runtime.raise_descriptor_limit())
        built = build(settings, runtime=verbs, most_viewers=runtime.most_viewers(most))
    except (SettingsError, StoreTrouble, runtime.NotEnoughDescriptors) as reason:
        print(reason, file=sys.stderr)
        return 2

    def opened(_port: int) -> None:
        built.start()
        log.info("livemeeting is at %s", settings.public_url)

    try:
        return run(built.wsgi, Door(settings.host, settings.port, most), Moments(opened, built.drain))
    finally:
        built.close()
