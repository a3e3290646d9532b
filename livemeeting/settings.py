"""Every setting of livemeeting, read once from the environment and checked before anything starts."""

from __future__ import annotations

import base64
import difflib
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from livemeeting.setting import (
    Setting,
    SettingsError,
    anything,
    database,
    keys,
    list_of,
    matching,
    one_of,
    whole_number,
)

__all__ = ["SETTINGS", "Settings", "SettingsError", "XKeys", "secret_keys"]

Environment = Mapping[str, str]

_HOST = r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
_ORIGIN = rf"https?://({_HOST}|\[[0-9A-Fa-f:]+\])(:[0-9]{{1,5}})?"

DATABASE_URL = Setting(
    "DATABASE_URL", "", "The database; by default an SQLite file in LIVEMEETING_DATA.",
    "sqlite:///a/file or postgresql://user:password@host/name", database, secret=True,
)  # fmt: skip
REDIS_URL = Setting(
    "REDIS_URL", "", "Wakes the other web processes up, when there are several.",
    "redis://host:6379/0, rediss://... or unix:///a/socket", matching(r"(rediss?|unix)://\S+"), secret=True,
)  # fmt: skip
SECRET_KEY = Setting(
    "SECRET_KEY", "", "Fernet keys that seal secrets, newest first; by default kept in LIVEMEETING_DATA.",
    "one or more Fernet keys (44 characters each) with commas between", keys, secret=True,
)  # fmt: skip
PORT = Setting(
    "PORT", "8000", "The port the web process listens on.",
    "a whole number from 1 to 65535", whole_number(1, 65535),
)  # fmt: skip
HOST = Setting(
    "LIVEMEETING_HOST", "127.0.0.1", "The address to listen on; 0.0.0.0 or :: for every network.",
    "an address or host name", matching(rf"{_HOST}|[0-9A-Fa-f:.]+"),
)  # fmt: skip
DATA = Setting(
    "LIVEMEETING_DATA", "./data", "The folder for the SQLite file, the key file and uploads.",
    "a folder", Path,
)  # fmt: skip
PUBLIC_URL = Setting(
    "LIVEMEETING_PUBLIC_URL", "", "How the public reaches this server; by default http://localhost:PORT.",
    "an address like https://live.example.gov.uk, without a path", matching(_ORIGIN),
)  # fmt: skip
ASYNC = Setting(
    "LIVEMEETING_ASYNC", "eventlet", "The async library of the web process.",
    "eventlet or gevent", one_of("eventlet", "gevent"),
)  # fmt: skip
POSTER = Setting(
    "LIVEMEETING_POSTER", "inside", "Whether posts are sent inside the web process or by the worker.",
    "inside or separate", one_of("inside", "separate"),
)  # fmt: skip
COUNCIL = Setting(
    "LIVEMEETING_COUNCIL", "Calderbeck Council", "The council's name until one is saved in the panel.",
    "a name of at most 100 characters", matching(r"[^\x00-\x1f\x7f]{1,100}"),
)  # fmt: skip
EMBED_HOSTS = Setting(
    "LIVEMEETING_EMBED_HOSTS", "", "Further hosts a webcast may be embedded from.",
    "host names with commas between", list_of(_HOST),
)  # fmt: skip
FRAME_ANCESTORS = Setting(
    "LIVEMEETING_FRAME_ANCESTORS", "", "Sites that may embed the public page.",
    "addresses like https://www.example.gov.uk with commas between",
    list_of(rf"https?://(\*\.)?{_HOST}(:[0-9]{{1,5}})?"),
)  # fmt: skip
TRUSTED_PROXIES = Setting(
    "LIVEMEETING_TRUSTED_PROXIES", "0", "How many proxies in front of the server may name the visitor.",
    "a whole number from 0 to 9", whole_number(0, 9),
)  # fmt: skip
LOG_LEVEL = Setting(
    "LIVEMEETING_LOG_LEVEL", "info", "The least important messages that are still logged.",
    "debug, info, warning or error", one_of("debug", "info", "warning", "error"),
)  # fmt: skip
STALE_MINUTES = Setting(
    "LIVEMEETING_STALE_MINUTES", "15", "After how many minutes an unsent post waits for the officer.",
    "a whole number from 1 to 240", whole_number(1, 240),
)  # fmt: skip
X_BASE_URL = Setting(
    "LIVEMEETING_X_BASE_URL", "https://api.twitter.com", "Where X is; only tests point it elsewhere.",
    "an address like https://api.twitter.com, without a path", matching(_ORIGIN),
)  # fmt: skip
X_API_KEY = Setting("X_API_KEY", "", "The API key of the council's X app.", "text", anything, secret=True)
X_API_SECRET = Setting("X_API_SECRET", "", "The API secret of the X app.", "text", anything, secret=True)
X_ACCESS_TOKEN = Setting(
    "X_ACCESS_TOKEN", "", "The access token of the council's X account.", "text", anything, secret=True
)
X_ACCESS_SECRET = Setting(
    "X_ACCESS_SECRET", "", "The access secret of the council's X account.", "text", anything, secret=True
)

SETTINGS: tuple[Setting[object], ...] = (
    DATABASE_URL, REDIS_URL, SECRET_KEY, PORT, HOST, DATA, PUBLIC_URL, ASYNC, POSTER, COUNCIL, EMBED_HOSTS,
    FRAME_ANCESTORS, TRUSTED_PROXIES, LOG_LEVEL, STALE_MINUTES, X_BASE_URL, X_API_KEY, X_API_SECRET,
    X_ACCESS_TOKEN, X_ACCESS_SECRET,
)  # fmt: skip


@dataclass(frozen=True)
class XKeys:
    """The council's own X app and account (OAuth 1.0a); never shown when printed."""

    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """What was set, checked. `secret_keys` is empty only with SQLite: secret_keys() then keeps a file."""

    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    port: int
    host: str
    data: Path
    public_url: str
    async_library: str
    poster_is_inside: bool
    council: str
    embed_hosts: tuple[str, ...]
    frame_ancestors: tuple[str, ...]
    trusted_proxies: int
    log_level: str
    stale_minutes: int
    x_base_url: str
    x_keys: XKeys | None = field(repr=False)

    @classmethod
    def read(cls, environ: Environment) -> Settings:
        """Read and check every setting; raises SettingsError at the first that is wrong."""
        _refuse_unknown(environ)
        data, port = DATA.read(environ), PORT.read(environ)
        settings = cls(
            database_url=DATABASE_URL.read(environ, default=f"sqlite:///{data / 'livemeeting.db'}"),
            redis_url=REDIS_URL.read(environ) or None,
            secret_keys=SECRET_KEY.read(environ),
            port=port,
            host=HOST.read(environ),
            data=data,
            public_url=PUBLIC_URL.read(environ, default=f"http://localhost:{port}"),
            async_library=ASYNC.read(environ),
            poster_is_inside=POSTER.read(environ) == "inside",
            council=COUNCIL.read(environ),
            embed_hosts=EMBED_HOSTS.read(environ),
            frame_ancestors=FRAME_ANCESTORS.read(environ),
            trusted_proxies=TRUSTED_PROXIES.read(environ),
            log_level=LOG_LEVEL.read(environ),
            stale_minutes=STALE_MINUTES.read(environ),
            x_base_url=X_BASE_URL.read(environ),
            x_keys=_x_keys(environ),
        )
        if settings.uses_postgresql and not settings.secret_keys:
            raise SettingsError("SECRET_KEY must be set when DATABASE_URL is PostgreSQL.")
        return settings

    @property
    def uses_postgresql(self) -> bool:
        """Whether the database is a server of its own, which several web processes may share."""
        return self.database_url.startswith("postgres")


def _refuse_unknown(environ: Environment) -> None:
    known = [setting.name for setting in SETTINGS]
    for name in sorted(environ):
        if name.startswith("LIVEMEETING_") and name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            raise SettingsError(f"{name} is not a setting of livemeeting. Did you mean {nearest}?")


def _x_keys(environ: Environment) -> XKeys | None:
    settings = (X_API_KEY, X_API_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET)
    values = [setting.read(environ) for setting in settings]
    if not any(values):
        return None
    missing = [setting.name for setting, value in zip(settings, values, strict=True) if not value]
    if missing:
        raise SettingsError(f"{' and '.join(missing)} must be set too: X needs all four of its keys or none.")
    return XKeys(*values)


def secret_keys(settings: Settings) -> tuple[str, ...]:
    """The keys that seal secrets, newest first.

    With none set, one is kept in a file that only its owner may read; it is made when first needed.
    """
    if settings.secret_keys:
        return settings.secret_keys
    path = settings.data / "secret.key"
    if not path.exists():
        _make_key_file(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(f"{path} can be read by others: type chmod 600 {path}.")
    try:
        kept = keys(path.read_text("ascii"))
    except ValueError:
        kept = ()
    if not kept:
        raise SettingsError(f"{path} must hold {SECRET_KEY.must_be}.")
    return kept


def _make_key_file(path: Path) -> None:
    """Make the file whole or not at all: the web process and the worker may start together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii") + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was first, and its key is the one
    finally:
        draft.unlink()
