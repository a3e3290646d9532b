"""What one setting is, with the strict readings that settings.py gives them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)


class SettingsError(Exception):
    """A setting is wrong; the text names it, says what it must be and never shows a secret."""


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One variable: its default as it would be typed, what it is for, and how it is read.

    `parse` raises ValueError. `must_be` completes "NAME must be ...". The value of a secret is not
    repeated in errors.
    """

    name: str
    default: str
    help: str
    must_be: str
    parse: Callable[[str], Value]
    secret: bool = False

    def read(self, environ: Mapping[str, str], *, default: str | None = None) -> Value:
        """The value in force; a variable set to nothing counts as not set."""
        text = environ.get(self.name, "").strip() or (self.default if default is None else default)
        try:
            return self.parse(text)
        except ValueError:
            given = "what it is set to" if self.secret else repr(text)
            raise SettingsError(f"{self.name} must be {self.must_be}, not {given}.") from None


def anything(text: str) -> str:
    """Any text."""
    return text


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A whole number in digits, from `low` to `high`."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError
        return int(text)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """One of the words."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    return parse


def matching(pattern: str) -> Callable[[str], str]:
    """Nothing, or text that is the pattern from end to end."""

    def parse(text: str) -> str:
        if text and not re.fullmatch(pattern, text):
            raise ValueError
        return text

    return parse


def list_of(pattern: str) -> Callable[[str], tuple[str, ...]]:
    """Parts with commas between; they go into headers, so nothing but the pattern may pass."""

    def parse(text: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in text.split(",") if part.strip())
        if not all(re.fullmatch(pattern, part) for part in parts):
            raise ValueError
        return parts

    return parse


def keys(text: str) -> tuple[str, ...]:
    """Fernet keys, newest first."""
    keys = tuple(part.strip() for part in text.split(",") if part.strip())
    for key in keys:
        if len(base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)) != 32:
            raise ValueError
    return keys


def database(text: str) -> str:
    """An address of an SQLite file or a PostgreSQL database."""
    scheme = text.partition(":")[0]
    if scheme not in ("sqlite", "postgres", "postgresql", "postgresql+psycopg2"):
        raise ValueError
    # Readers and the writer have a connection each: a database in memory would be a different one for each.
    if scheme == "sqlite" and (not re.match(r"sqlite:///[^?]", text) or ":memory:" in text):
        raise ValueError
    return text
