"""Templates compiled before the door opens, and kept on disk so that the next start need not do it again."""

from __future__ import annotations

import hashlib
import logging
import pickle
from functools import cache
from pathlib import Path

import jinja2
from flask import Flask
from jinja2.bccache import Bucket

from livemeeting import __version__

log = logging.getLogger(__name__)

#: Files of the record have words of their own, and are not ours to show.
_OF_THE_RECORD = "record/"


def load_templates(app: Flask, folder: Path) -> int:
    """Have every template ready, compiled or from `folder`; returns how many had to be compiled.

    It takes most of a second the first time after an upgrade and holds the whole process up: call it before anybody
    is served. The folder is as trusted as the database beside it, for code is read from it. It may be lost or
    unwritable: then the next start takes longer, and nothing else.
    """
    kept = _Kept(folder)
    app.jinja_env.bytecode_cache = kept
    for name in app.jinja_env.list_templates(extensions=["html"]):
        if not name.startswith(_OF_THE_RECORD):
            app.jinja_env.get_template(name)
    if kept.trouble:
        log.warning("Compiled templates could not be kept for the next start: %s.", kept.trouble)
    kept.remove_others()
    return kept.compiled


class _Kept(jinja2.FileSystemBytecodeCache):
    """Jinja's own, which goes by a template's text alone; what the compiler was told counts too."""

    def __init__(self, folder: Path) -> None:
        self.compiled, self.trouble = 0, ""
        super().__init__(str(folder), f"{_compiler()}-%s")

    def load_bytecode(self, bucket: Bucket) -> None:
        """As promised; a damaged file is no file."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it if the disk will have it."""
        self.compiled += 1
        try:
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError as trouble:
            self.trouble = trouble.strerror or type(trouble).__name__

    def remove_others(self) -> None:
        """Remove what another version left here."""
        for each in Path(self.directory).glob("*-*"):
            if not each.name.startswith(self.pattern.partition("%")[0]):
                each.unlink(missing_ok=True)


@cache
def _compiler() -> str:
    """A name for everything but its text that a compiled template depends on: filters and options are ours."""
    found = hashlib.sha256(f"{jinja2.__version__} {__version__}".encode())
    for each in sorted(Path(__file__).parent.glob("*.py")):
        found.update(each.read_bytes())
    return found.hexdigest()[:16]
