"""Every setting the product knows: its name, what it is for, and what it may be."""

from __future__ import annotations

from pathlib import Path

from livemeeting.setting import (
    Setting,
    anything,
    database,
    keys,
    list_of,
    matching,
    one_of,
    whole_number,
)

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
IMPORT_HOSTS = Setting(
    "LIVEMEETING_IMPORT_HOSTS", "", "Further hosts agendas may be fetched from, beside the council's own list.",
    "host names with commas between", list_of(_HOST),
)  # fmt: skip
IMPORT_INSIDE = Setting(
    "LIVEMEETING_IMPORT_INSIDE", "", "Hosts of the council's own network that agendas may be fetched from.",
    "host names with commas between", list_of(_HOST),
)  # fmt: skip
IMPORT_HTTP = Setting(
    "LIVEMEETING_IMPORT_HTTP", "refused", "Whether agendas are also fetched over http, unencrypted.",
    "refused or allowed", one_of("refused", "allowed"),
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
STREAMS_PER_ADDRESS = Setting(
    "LIVEMEETING_STREAMS_PER_ADDRESS", "1000", "How many may stream at once from one address; 0 for no limit.",
    "a whole number from 0 to 65536", whole_number(0, 65_536),
)  # fmt: skip
HANDSHAKES_PER_ADDRESS = Setting(
    "LIVEMEETING_HANDSHAKES_PER_ADDRESS", "2000", "How many streams and panels one address may open in ten seconds; "
    "0 for no limit.", "a whole number from 0 to 65536", whole_number(0, 65_536),
)  # fmt: skip
LOG_LEVEL = Setting(
    "LIVEMEETING_LOG_LEVEL", "info", "The least important messages that are still logged.",
    "debug, info, warning or error", one_of("debug", "info", "warning", "error"),
)  # fmt: skip
METRICS_TOKEN = Setting(
    "LIVEMEETING_METRICS_TOKEN", "", "What Prometheus brings to read /metrics; without one there is no such page.",
    "at least 16 letters, digits or signs without blanks", matching(r"[!-~]{16,200}"), secret=True,
)  # fmt: skip
STALE_MINUTES = Setting(
    "LIVEMEETING_STALE_MINUTES", "15", "After how many minutes an unsent post waits for the officer.",
    "a whole number from 1 to 240", whole_number(1, 240),
)  # fmt: skip
X_BASE_URL = Setting(
    "LIVEMEETING_X_BASE_URL", "https://api.twitter.com", "Where X is; only tests point it elsewhere.",
    "an address like https://api.twitter.com, without a path", matching(_ORIGIN),
)  # fmt: skip
NETWORKS = Setting(
    "LIVEMEETING_NETWORKS", "tls", "How social networks are asked; only tests ask plain ones of their own.",
    "tls or plain", one_of("tls", "plain"),
)  # fmt: skip
X_API_KEY = Setting("X_API_KEY", "", "The API key of the council's X app.", "text", anything, secret=True)
X_API_SECRET = Setting("X_API_SECRET", "", "The API secret of the X app.", "text", anything, secret=True)
X_ACCESS_TOKEN = Setting(
    "X_ACCESS_TOKEN", "", "The access token of the council's X account.", "text", anything, secret=True
)
X_ACCESS_SECRET = Setting(
    "X_ACCESS_SECRET", "", "The access secret of the council's X account.", "text", anything, secret=True
)

SETTINGS: tuple[Setting[object], ...] = tuple(
    each for each in globals().values() if isinstance(each, Setting)
)
