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

from livemeeting import known_settings as known
from livemeeting.known_settings import SETTINGS
from livemeeting.setting import SettingsError, keys

__all__ = ["SETTINGS", "Settings", "SettingsError", "XKeys", "secret_keys"]

Environment = Mapping[str, str]


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
    import_hosts: tuple[str, ...]
    import_inside: tuple[str, ...]
    import_http: bool
    frame_ancestors: tuple[str, ...]
    trusted_proxies: int
    streams_per_address: int
    handshakes_per_address: int
    log_level: str
    metrics_token: str = field(repr=False)
    stale_minutes: int
    x_base_url: str
    networks_are_plain: bool
    x_keys: XKeys | None = field(repr=False)

    @classmethod
    def read(cls, environ: Environment) -> Settings:
        """Read and check every setting; raises SettingsError at the first that is wrong."""
        _refuse_unknown(environ)
        data, port = known.DATA.read(environ), known.PORT.read(environ)
        settings = cls(
            database_url=known.DATABASE_URL.read(environ, default=f"sqlite:///{data / 'livemeeting.db'}"),
            redis_url=known.REDIS_URL.read(environ) or None,
            secret_keys=known.SECRET_KEY.read(environ),
            port=port,
            host=known.HOST.read(environ),
            data=data,
            public_url=known.PUBLIC_URL.read(environ, default=f"http://localhost:{port}"),
            async_library=known.ASYNC.read(environ),
            poster_is_inside=known.POSTER.read(environ) == "inside",
            council=known.COUNCIL.read(environ),
            embed_hosts=known.EMBED_HOSTS.read(environ),
            import_hosts=known.IMPORT_HOSTS.read(environ),
            import_inside=known.IMPORT_INSIDE.read(environ),
            import_http=known.IMPORT_HTTP.read(environ) == "allowed",
            frame_ancestors=known.FRAME_ANCESTORS.read(environ),
            trusted_proxies=known.TRUSTED_PROXIES.read(environ),
            streams_per_address=known.STREAMS_PER_ADDRESS.read(environ),
            handshakes_per_address=known.HANDSHAKES_PER_ADDRESS.read(environ),
            log_level=known.LOG_LEVEL.read(environ),
            metrics_token=known.METRICS_TOKEN.read(environ),
            stale_minutes=known.STALE_MINUTES.read(environ),
            x_base_url=known.X_BASE_URL.read(environ),
            networks_are_plain=known.NETWORKS.read(environ) == "plain",
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
    settings = (known.X_API_KEY, known.X_API_SECRET, known.X_ACCESS_TOKEN, known.X_ACCESS_SECRET)
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
        raise SettingsError(f"{path} must hold {known.SECRET_KEY.must_be}.")
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
