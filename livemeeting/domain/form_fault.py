"""What is wrong with a filled-in form: every fault at once, each beside its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from livemeeting.domain.buttons.form import clean
from livemeeting.domain.refused import Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """One sentence about one field; `field` is its name in the form."""

    field: str
    sentence: str


class Faulty(Refused):
    """A form that cannot be kept as it is, with every fault in the order of its fields."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)


@dataclass
class Faults:
    """Collects faults while a form is read, so that the officer is told of all of them in one go."""

    found: list[Fault] = field(default_factory=list)

    def add(self, name: str, sentence: str) -> None:
        self.found.append(Fault(name, sentence))

    def line(self, name: str, value: str, *, most: int, called: str, needed: str = "") -> str:
        """The value on one line, at most `most` characters; `needed` is said when it is empty."""
        given = one_line(value)
        if needed and not given:
            self.add(name, needed)
        if len(given) > most:
            self.add(name, f"{called} has {len(given):,} characters; the most is {most}. Shorten it.")
        return given

    def trying(self, name: str, read: Callable[[str], T], value: str, *, otherwise: T) -> T:
        """What `read` makes of the value; its refusal becomes a fault of the field."""
        try:
            return read(value)
        except Refused as refused:
            self.add(name, refused.sentence)
            return otherwise

    def refuse(self) -> None:
        """Raise Faulty when anything was found."""
        if self.found:
            raise Faulty(self.found)


def one_line(text: str) -> str:
    """Clean text with every run of white space made one space."""
    return " ".join(clean(text).split())
