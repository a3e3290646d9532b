"""Events of the minutes, which are agreed long after the meeting has closed."""

from __future__ import annotations

from dataclasses import dataclass

from livemeeting.domain.events.event import Event


@dataclass(frozen=True)
class MinutesSigned(Event):
    """The signed minutes are published at `url`; `signed` says when and where they were signed, in words, or ""."""

    url: str
    signed: str = ""


@dataclass(frozen=True)
class MinuteNumbered(Event):
    """The minutes tell of `item` under `number`, which is opaque text."""

    item: str
    number: str
