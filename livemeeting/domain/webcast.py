"""Webcast addresses: which player may be embedded, and the link to a moment in the video."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

YOUTUBE = re.compile(r"[A-Za-z0-9_-]{6,20}")
AUDIO = (".mp3", ".m4a", ".ogg", ".oga", ".wav")
VIDEO = (".mp4", ".webm", ".m3u8")


@dataclass(frozen=True)
class Webcast:
    """How a webcast may be shown. `kind`: "frame", "audio", "video", "link" or "none".

    `embed_url` is loaded only after the resident's click; `page_url` is always offered as a link.
    """

    kind: str
    provider: str
    page_url: str
    embed_url: str = ""


NONE = Webcast("none", "", "")


def webcast(url: str, allowed_hosts: Collection[str] = ()) -> Webcast:
    """What to do with a webcast address; a host that is not allowed is offered as a link only."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or not host:
        return NONE
    video = _youtube_id(host, parts.path, parts.query)
    if video:
        return Webcast("frame", "YouTube", url, f"https://www.youtube-nocookie.com/embed/{video}?rel=0")
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        number = re.search(r"/(?:video/)?(\d+)", parts.path)
        if number:
            return Webcast("frame", "Vimeo", url, f"https://player.vimeo.com/video/{number[1]}?dnt=1")
    if host.endswith(".public-i.tv"):
        return Webcast("link", "Public-i", url)
    name = parts.path.lower()
    if name.endswith(AUDIO) and host in allowed_hosts:
        return Webcast("audio", host, url, url)
    if name.endswith(VIDEO) and host in allowed_hosts:
        return Webcast("video", host, url, url)
    return Webcast("frame", host, url, url) if host in allowed_hosts else Webcast("link", host, url)


def _youtube_id(host: str, path: str, query: str) -> str:
    found = ""
    if host in ("youtu.be",):
        found = path.strip("/")
    elif host in ("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"):
        for prefix in ("/live/", "/embed/", "/shorts/"):
            if path.startswith(prefix):
                found = path.removeprefix(prefix).strip("/")
        found = found or parse_qs(query).get("v", [""])[0]
    return found if YOUTUBE.fullmatch(found) else ""


def at_moment(url: str, seconds: int) -> str:
    """The deep link to `seconds` into the video; the plain address where the provider has no such links."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    video = _youtube_id(host, parts.path, parts.query)
    if video:
        return f"https://www.youtube.com/watch?v={quote(video)}&t={seconds}s"
    if host.endswith("vimeo.com"):
        return f"{url.split('#')[0]}#t={seconds}s"
    if host.endswith(".public-i.tv"):
        return f"{url.rstrip('/')}/start_time/{seconds * 1000}"
    if parts.path.lower().endswith((*AUDIO, *VIDEO)):
        return f"{url.split('#')[0]}#t={seconds}"
    return url


def as_offset(seconds: int) -> str:
    """2:04:11."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
