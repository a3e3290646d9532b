"""Events of the people in the room, of words, and of the webcast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from livemeeting.domain.events.event import Event


@dataclass(frozen=True)
class AttendanceRecorded(Event):
    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True)
class InterestDeclared(Event):
    """`interest` is the kind declared, in the council's words."""

    member: str
    item: str = ""
    interest: str = ""
    leaves: bool = False


@dataclass(frozen=True)
class MemberLeft(Event):
    member: str
    item: str = ""


@dataclass(frozen=True)
class MemberReturned(Event):
    member: str
    item: str = ""


@dataclass(frozen=True)
class OperatorChanged(Event):
    """Another officer took over the panel. Never public."""

    name: str
    previous: str = ""


@dataclass(frozen=True)
class NoteTaken(Event):
    """`audience` is "officers" or "public"."""

    text: str
    audience: str = "officers"
    item: str = ""


@dataclass(frozen=True)
class MessagePublished(Event):
    """A free text for followers, posted and shown."""

    text: str
    item: str = ""


@dataclass(frozen=True)
class WebcastStarted(Event):
    """A new segment of video began; `url` is "" for the planned one."""

    segment: int
    url: str = ""


@dataclass(frozen=True)
class WebcastFailed(Event):
    segment: int


@dataclass(frozen=True)
class WebcastRestored(Event):
    """The webcast is back, as segment `segment`."""

    segment: int
    url: str = ""


@dataclass(frozen=True)
class WebcastAnchored(Event):
    """In `segment` (video at `url`), the wall time `at` (aware, UTC) is `offset_seconds` into the video.

    With an `entry` the moment is that entry's own, whatever a clock showed that was set meanwhile.
    """

    segment: int
    at: datetime
    offset_seconds: int
    url: str = ""
    entry: int = 0


@dataclass(frozen=True)
class VideoExpired(Event):
    """The video of `segment` (0: every video) is no longer available: times stay, links end.

    A WebcastAnchored with another address brings the links back.
    """

    segment: int = 0


@dataclass(frozen=True)
class RecordingAdded(Event):
    """A recording put up afterwards, as segment `segment`: it shows entry `first` to entry `last` (0: to the close).

    Links go into it once it is anchored, and into what there was before until then.
    """

    segment: int
    url: str
    first: int = 1
    last: int = 0


@dataclass(frozen=True)
class PlaceChecked(Event):
    """Somebody opened the link of `entry` in `segment` and said whether it shows that moment. Never public."""

    segment: int
    entry: int
    is_right: bool
