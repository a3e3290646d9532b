"""Events as canonical JSON text and back: the form in which the log keeps them for ever."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache

from livemeeting.domain.chain import canonical_json
from livemeeting.domain.events import KINDS, EntryCorrected, Event, Unreadable

Json = typing.Union[None, bool, int, str, list["Json"], dict[str, "Json"]]  # noqa: UP007  # names itself
T = typing.TypeVar("T")


def encode(event: Event) -> tuple[str, str]:
    """The kind of an event and its payload: JSON with sorted keys and no spaces.

    Raises TypeError for an event that would not be read back as it is: the log must never hold one, for an
    entry that cannot be read makes the meeting private.
    """
    kind, payload = type(event).__name__, canonical_json(_fields(event))
    if decode(kind, payload) != event:
        raise TypeError(f"a {kind} would not be read back as it was written")
    return kind, payload


def decode(kind: str, payload: str) -> Event:
    """The event an entry holds; `Unreadable` for a kind or shape this version does not know.

    Fields unknown to this version are left out, absent ones take their default: a log outlives releases.
    """
    known = KINDS.get(kind)
    if known is None:
        return Unreadable(kind)
    try:
        value = json.loads(payload)
        return _built(known, value) if isinstance(value, dict) else Unreadable(kind)
    except (ValueError, TypeError, KeyError):
        return Unreadable(kind)


def _fields(event: Event) -> dict[str, Json]:
    return _dict(_plain(event))


def _dict(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("the fields of an event were expected")
    return value


def _plain(value: object) -> Json:
    if isinstance(value, EntryCorrected):
        kind, payload = encode(value.replacement)
        replacement: Json = {"kind": kind, "fields": json.loads(payload)}
        return {"entry": value.entry, "reason": value.reason, "replacement": replacement}
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} has no place in an event")


def _built(shape: type[T], value: Mapping[str, Json]) -> T:
    given: dict[str, object] = {}
    for name, hint, has_default in _fields_of(shape):  # type: ignore[arg-type]  # a class can be hashed
        if name in value:
            given[name] = _typed(hint, value[name])
        elif not has_default:
            raise KeyError(name)
    return shape(**given)


@cache
def _fields_of(shape: type[object]) -> tuple[tuple[str, object, bool], ...]:
    """Each field with its type and whether it may be missing. Worked out once: reading a log asks for every entry."""
    hints = typing.get_type_hints(shape)
    return tuple((each.name, hints[each.name], _has_default(each)) for each in fields(shape))  # type: ignore[arg-type]


def _has_default(each: Field[object]) -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


def _typed(hint: object, value: Json) -> object:
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        if value is None:
            return None
        return _typed(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError("a list was expected")
        return tuple(_typed(typing.get_args(hint)[0], each) for each in value)
    if hint is Event:
        return _replacement(value)
    if hint is datetime and isinstance(value, str):
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, dict):
        return _built(hint, value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise TypeError(f"{value!r:.40} is not of the kind expected")


def _replacement(value: Json) -> Event:
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        raise TypeError("a replacement names its kind")
    event = decode(str(value["kind"]), canonical_json(_dict(value.get("fields"))))
    if isinstance(event, Unreadable):
        raise TypeError("an unreadable replacement")
    return event
