"""How long a meeting spent on each item, as far as the public may know: for the chart of the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Meeting, TimelineEntry

#: What a stretch of a meeting was spent on, when it was on no item.
ADJOURNED, PRIVATE = "adjourned", "private"


@dataclass(frozen=True)
class Stretch:
    """Time without a break on one thing. `kind` is "item", "adjourned" or "private"; `item_id` is "" but for an item.

    `starts` and `ends` are the moments the server's clock showed (aware, UTC). `offset` and `length` are seconds by
    a clock that nobody sets, the former since the meeting was opened.
    """

    kind: str
    item_id: str
    starts: datetime
    ends: datetime
    offset: int
    length: int


@dataclass(frozen=True)
class TimeSpent:
    """A meeting from its opening at `opened` (None where it never opened), in stretches; `length` is in seconds."""

    opened: datetime | None
    length: int
    stretches: tuple[Stretch, ...] = ()

    def on(self, item_id: str) -> tuple[Stretch, ...]:
        """The stretches spent on an item."""
        return tuple(each for each in self.stretches if each.item_id == item_id and each.kind == "item")

    def as_kind(self, kind: str) -> tuple[Stretch, ...]:
        """The stretches spent adjourned, or in private."""
        return tuple(each for each in self.stretches if each.kind == kind)


NOTHING = TimeSpent(None, 0)


@dataclass
class _Walk:
    opened: datetime
    item_id: str = ""
    is_adjourned: bool = False
    is_private: bool = False

    @property
    def on(self) -> tuple[str, str]:
        """Private beats adjourned, as everywhere."""
        if self.is_private:
            return PRIVATE, ""
        if self.is_adjourned:
            return ADJOURNED, ""
        return ("item", self.item_id) if self.item_id else ("", "")


def time_spent(public: Meeting) -> TimeSpent:
    """The stretches of a meeting, told from the public's own fold of its log.

    What is done while the public is out is private session and nothing else: on which item, the public does not
    know. Nor is the time from their return to the next item told of one.
    """
    told = [each for each in public.timeline if each.in_force]
    first = next((each for each in told if isinstance(each.event, e.MeetingOpened)), None)
    if first is None:
        return NOTHING
    walk, found, begun = _Walk(first.steady), list[Stretch](), first
    for each in told:
        if each.seq < first.seq:
            continue
        before = walk.on
        _step(walk, each.event)
        is_new_visit = isinstance(each.event, e.ItemStarted)
        is_over = isinstance(each.event, e.MeetingClosed)
        if walk.on != before or is_new_visit or is_over:
            _add(found, walk, before, begun, each)
            begun = each
        if is_over:
            return TimeSpent(first.at, _seconds(each.steady - first.steady), tuple(found))
    _add(found, walk, walk.on, begun, told[-1])
    return TimeSpent(first.at, _seconds(told[-1].steady - first.steady), tuple(found))


def _step(walk: _Walk, event: e.Event) -> None:
    if isinstance(event, e.ItemStarted):
        walk.item_id = event.item
    elif isinstance(event, e.ItemWithdrawn | e.ItemDeferred):
        walk.item_id = "" if walk.item_id == event.item else walk.item_id
    elif isinstance(event, e.MeetingAdjourned | e.MeetingResumed):
        walk.is_adjourned = isinstance(event, e.MeetingAdjourned)
    elif isinstance(event, e.PublicExcluded | e.PublicReadmitted):
        walk.is_private, walk.item_id = isinstance(event, e.PublicExcluded), ""


def _add(
    found: list[Stretch], walk: _Walk, on: tuple[str, str], begun: TimelineEntry, ended: TimelineEntry
) -> None:
    length = _seconds(ended.steady - begun.steady)
    if on[0] and length > 0:
        offset = _seconds(begun.steady - walk.opened)
        found.append(Stretch(on[0], on[1], begun.at, ended.at, offset, length))


def _seconds(passed: timedelta) -> int:
    return max(0, int(passed.total_seconds()))


def duration_words(seconds: int) -> str:
    """'1 hour 5 minutes', to the nearest minute."""
    minutes = (seconds + 30) // 60
    if minutes == 0:
        return "less than a minute"
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)
