"""Drafts and refusals as JSON: how they come back from the process that reads sources."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

Shape = TypeVar("Shape")
_Reader = Callable[[object], object]


def packed(value: object) -> str:
    """A frozen dataclass of text, numbers, yes or no, dates, times and tuples of these, as JSON."""
    assert is_dataclass(value) and not isinstance(value, type)
    return json.dumps(asdict(value), default=_moment, ensure_ascii=True)


def _moment(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def unpacked(shape: type[Shape], text: str) -> Shape:
    """What packed() was given. Raises ValueError for anything that is not exactly of that shape."""
    try:
        found = _reader(cast(type, shape))(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError(f"not a {shape.__name__}: {fault}") from fault
    assert isinstance(found, shape)
    return found


@cache
def _reader(hint: object) -> _Reader:
    """How a value of this type is read. Kept, because finding it out takes longer than the reading."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_reader(hint)
    if get_origin(hint) is tuple:
        return _tuple_reader(hint)
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(each for each in get_args(hint) if each is not type(None)))
        return lambda value: None if value is None else inner(value)
    if hint is datetime:
        return lambda value: datetime.fromisoformat(_text(value))
    if hint is date:
        return lambda value: date.fromisoformat(_text(value))
    if hint is time:
        return lambda value: time.fromisoformat(_text(value))
    return lambda value: _exactly(hint, value)


def _dataclass_reader(shape: type) -> _Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(shape).items()}

    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            raise TypeError(f"{type(value).__name__} in place of {shape.__name__}")
        return shape(**{name: reader(value[name]) for name, reader in readers.items()})

    return read


def _tuple_reader(hint: object) -> _Reader:
    each, *more = get_args(hint)
    assert more == [...], "only tuples of any length are carried"
    inner = _reader(each)

    def read(value: object) -> object:
        if not isinstance(value, list):
            raise TypeError(f"{type(value).__name__} in place of a list")
        return tuple(inner(part) for part in value)

    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} in place of a date or time")
    return value


def _exactly(hint: object, value: object) -> object:
    if hint is float and type(value) in (int, float):
        return value
    if type(value) is not hint:
        raise TypeError(f"{type(value).__name__} in place of {hint}")
    return value
