"""From settings to the running parts: which database, channels, pages and sockets stand behind a process."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from livemeeting import __version__
from livemeeting.actions import accounts, checkpoints, council
from livemeeting.actions.house import House
from livemeeting.actions.look import PublicViews
from livemeeting.actions.poster import Poster
from livemeeting.actions.upkeep import Upkeep
from livemeeting.actions.vitals import Stalls
from livemeeting.channels import all_channels
from livemeeting.importers.fetch_rules import FetchRules
from livemeeting.runtime import Runtime
from livemeeting.settings import Settings, secret_keys
from livemeeting.store.database import Database
from livemeeting.store.secrets import Keyring
from livemeeting.wake import Bell
from livemeeting.watchdog import Watchdog
from livemeeting.web.app import create_app
from livemeeting.web.compiled import load_templates
from livemeeting.web.parts import Parts
from livemeeting.web.sockets import create_sockets

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

log = logging.getLogger(__name__)


@dataclass
class Loudspeaker:
    """Where a House announces to, before it is known who listens."""

    listeners: list[Callable[[str], None]] = field(default_factory=list)

    def announce(self, meeting_id: str) -> None:
        """Pass it on to everyone who listens; they do not raise."""
        for listener in self.listeners:
            listener(meeting_id)


@dataclass(frozen=True)
class Built:
    """The web process, ready to serve."""

    house: House
    wsgi: WSGIApplication
    start: Callable[[], None]
    drain: Callable[[], None]
    close: Callable[[], None]


def open_house(settings: Settings, *, runtime: Runtime, loudspeaker: Loudspeaker | None = None) -> House:
    """The parts every process has. Brings the database up to this version and the X account up to the settings."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, off_the_hub=runtime.off_the_hub)
    database.migrate()
    speaker = loudspeaker or Loudspeaker()
    house = House(
        database=database,
        keyring=Keyring(secret_keys(settings)),
        channels=all_channels(x_base_url=settings.x_base_url, plain_http=settings.networks_are_plain),
        public_url=settings.public_url.rstrip("/"),
        announce=speaker.announce,
        runtime=runtime,
        stale_minutes=settings.stale_minutes,
        embed_hosts=frozenset(settings.embed_hosts),
        fetch_rules=_fetch_rules(settings),
    )
    council.ensure_council(house, settings.council)
    accounts.environment_account(house, asdict(settings.x_keys) if settings.x_keys else None)
    checkpoints.make_key(house)
    return house


def _fetch_rules(settings: Settings) -> FetchRules:
    """The hosts of the settings; the council's own list joins them at each fetch."""
    public = f"; +{settings.public_url}" if settings.public_url.startswith("https://") else ""
    return FetchRules(
        hosts=tuple(host.lower() for host in settings.import_hosts),
        inside=tuple(host.lower() for host in settings.import_inside),
        allows_http=settings.import_http,
        agent=f"livemeeting/{__version__} (agenda import for a council{public})",
    )


def build(settings: Settings, *, runtime: Runtime, most_viewers: int) -> Built:
    """Everything the web process serves, not yet started."""
    speaker = Loudspeaker()
    house = open_house(settings, runtime=runtime, loudspeaker=speaker)
    watchdog = Watchdog(runtime)
    bell = Bell(settings.redis_url, runtime) if settings.redis_url else None
    parts = _parts(settings, house, watchdog, bell)
    app = create_app(parts)
    load_templates(app, settings.data / "templates")
    mode = runtime.name if runtime.name in ("eventlet", "gevent") else "threading"
    sockets = create_sockets(
        app, parts, async_mode=mode, allowed_origins=origins(house.public_url),
        most_viewers=most_viewers, most_of_host=settings.streams_per_address,
        most_handshakes=settings.handshakes_per_address,
    )  # fmt: skip
    speaker.listeners.append(sockets.announce)
    poster, upkeep = Poster(house), Upkeep(house)
    if bell is not None:
        speaker.listeners.append(bell.ring)

    def start() -> None:
        # What is here now stays: with thousands of viewers, looking through it all again and again costs them time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
        watchdog.start()
        if bell is not None:
            runtime.spawn(bell.listen, sockets.announce)
        if settings.poster_is_inside:
            runtime.spawn(poster.run)
            runtime.spawn(upkeep.run)
        else:
            log.info("posts are sent by the worker: start it with python -m livemeeting worker")

    def drain() -> None:
        poster.stop()
        upkeep.stop()
        watchdog.stop()
        if bell is not None:
            bell.stop()
        sockets.drain()

    return Built(house, app, start, drain, house.database.close)


def _parts(settings: Settings, house: House, watchdog: Watchdog, bell: Bell | None) -> Parts:
    return Parts(
        house=house,
        views=PublicViews(house),
        council_name=settings.council,
        embed_hosts=frozenset(settings.embed_hosts),
        frame_ancestors=settings.frame_ancestors,
        is_secure=settings.public_url.startswith("https://"),
        trusted_proxies=settings.trusted_proxies,
        metrics_token=settings.metrics_token,
        stalls=lambda: Stalls(watchdog.count, watchdog.longest),
        bell=lambda: "" if bell is None else "away" if bell.is_away else "ok",
    )


def origins(public_url: str) -> list[str]:
    """The origins whose pages may open sockets: the public address, under both names of this machine."""
    found = [public_url]
    if "//localhost" in public_url:
        found.append(public_url.replace("//localhost", "//127.0.0.1"))
    if "//127.0.0.1" in public_url:
        found.append(public_url.replace("//127.0.0.1", "//localhost"))
    return found
