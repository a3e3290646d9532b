"""A JSON object whose values are asked for by the kind they must be of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """One object. Every question raises TypeError for a value of another kind, KeyError for none."""

    values: dict[str, object]

    def text(self, name: str, absent: str | None = None) -> str:
        found = self._found(name, absent)
        if not isinstance(found, str):
            raise TypeError(name)
        return found

    def number(self, name: str) -> int:
        return _number(self.values[name])

    def maybe_number(self, name: str) -> int | None:
        found = self.values.get(name)
        return None if found is None else _number(found)

    def yes(self, name: str, absent: bool | None = None) -> bool:
        found = self._found(name, absent)
        if not isinstance(found, bool):
            raise TypeError(name)
        return found

    def part(self, name: str) -> Shape:
        return _shape(self.values[name])

    def maybe(self, name: str) -> Shape | None:
        found = self.values.get(name)
        return None if found is None else _shape(found)

    def parts(self, name: str) -> tuple[Shape, ...]:
        """The objects of a list; none where the list is absent, for a file may be older than the key."""
        return tuple(_shape(each) for each in self._list(name))

    def texts(self, name: str) -> tuple[str, ...]:
        found = self._list(name)
        if not all(isinstance(each, str) for each in found):
            raise TypeError(name)
        return tuple(str(each) for each in found)

    def numbers(self, name: str) -> tuple[int, ...]:
        return tuple(_number(each) for each in self._list(name))

    def _found(self, name: str, absent: object) -> object:
        return self.values[name] if absent is None else self.values.get(name, absent)

    def _list(self, name: str) -> list[object]:
        found = self.values.get(name, [])
        if not isinstance(found, list):
            raise TypeError(name)
        return found


def _shape(value: object) -> Shape:
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return Shape(value)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a number was expected")
    return value
