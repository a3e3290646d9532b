"""Style sheets, scripts and pictures: addressed by their content, compressed once, kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, request

from livemeeting.actions.house import NotFound
from livemeeting.web.parts import open_to_all

FOLDER = Path(__file__).resolve().parent.parent / "static"
TEXT = frozenset({".css", ".js", ".mjs", ".svg", ".json", ".txt"})
#: No part of a name begins with a dot, so none leads upwards.
NAME = re.compile(r"(?=.{1,100}$)\w[\w.-]*(/\w[\w.-]*)*", re.ASCII)
FOR_A_YEAR = "public, max-age=31536000, immutable"
#: A module imported by another comes without a version: browsers ask whether it has changed.
ASK_AGAIN = "public, no-cache"

blueprint = Blueprint("static", __name__)


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent: its bytes, the same compressed (None where that saves nothing), its version."""

    whole: bytes
    compressed: bytes | None
    version: str
    content_type: str


@blueprint.get("/static/<path:name>")
@open_to_all
def static(name: str) -> Response:
    """One file."""
    file = find(name)
    if file is None:
        raise NotFound
    is_small = file.compressed is not None and request.accept_encodings.quality("gzip") > 0
    answer = Response(file.compressed if is_small else file.whole, content_type=file.content_type)
    if is_small:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    is_versioned = request.args.get("v") == file.version
    answer.headers["Cache-Control"] = FOR_A_YEAR if is_versioned else ASK_AGAIN
    answer.set_etag(f"{file.version}{'-gzip' if is_small else ''}")
    return answer.make_conditional(request)  # type: ignore[return-value]


def static_url(name: str) -> str:
    """The address of a static file, which changes whenever its content does."""
    file = find(name)
    return f"/static/{name}?v={file.version}" if file else f"/static/{name}"


def find(name: str) -> StaticFile | None:
    """The file of this name; None where there is none, also for names that lead out of the folder."""
    path = FOLDER / name
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read(path: Path, _changed_at: int) -> StaticFile:
    whole = path.read_bytes()
    compressed = gzip.compress(whole, 9, mtime=0) if path.suffix in TEXT else None
    kind = "text/javascript" if path.suffix in (".js", ".mjs") else mimetypes.guess_type(path.name)[0]
    content_type = kind or "application/octet-stream"
    if path.suffix in TEXT:
        content_type += "; charset=utf-8"
    if compressed is not None and len(compressed) >= len(whole):
        compressed = None
    return StaticFile(whole, compressed, hashlib.sha256(whole).hexdigest()[:12], content_type)
