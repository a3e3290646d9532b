"""The chart of time per item: what its SVG and the table beside it say, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from livemeeting.domain.record_shape import Record, RecordItem
from livemeeting.domain.time_spent import ADJOURNED, PRIVATE, Stretch, TimeSpent, duration_words

#: Pixels. A row is a line of words with the bars under it.
ROW, AXIS = 48, 28
#: The words of a row are cut here, so that they fit beside their minutes on the smallest screen.
MOST_LETTERS = 24
#: Minutes between two marks of the axis; the first with which there are few enough.
STEPS = (5, 10, 15, 30, 60, 120, 180, 240, 360, 720)
MOST_MARKS = 4


@dataclass(frozen=True)
class Bar:
    """A stretch as drawn: `x` and `width` are per cent of the whole."""

    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One thing the meeting spent time on. `href` is "" but for an item; `y` is where its row begins."""

    kind: str
    number: str
    title: str
    short: str
    href: str
    y: int
    bars: tuple[Bar, ...]
    spans: tuple[tuple[datetime, str, datetime, str], ...]
    brief: str


@dataclass(frozen=True)
class Mark:
    """A time on the axis; `x` is per cent of the whole."""

    x: str
    anchor: str
    words: str


@dataclass(frozen=True)
class Chart:
    """The whole chart. `height` is in pixels; `summary` says what it shows to those who do not see it."""

    height: int
    axis_y: int
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    summary: str
    total: str


def chart_of(record: Record, spent: TimeSpent, clock: Callable[[datetime], str]) -> Chart | None:
    """None where no time was spent on anything. `clock` writes a moment as the page does."""
    if spent.opened is None or spent.length == 0:
        return None
    rows: list[Row] = []
    for item in record.as_happened:
        _add(rows, spent, spent.on(item.id), clock, item=item)
    _add(rows, spent, spent.as_kind(ADJOURNED), clock, kind=ADJOURNED, title="Adjourned")
    _add(rows, spent, spent.as_kind(PRIVATE), clock, kind=PRIVATE, title="Private session")
    if not rows:
        return None
    axis = ROW * len(rows)
    return Chart(
        height=axis + AXIS, axis_y=axis, rows=tuple(rows),
        marks=_marks(spent, ZoneInfo(record.head.timezone)), summary=_summary(record, spent),
        total=_brief(spent.length),
    )  # fmt: skip


def _add(
    rows: list[Row], spent: TimeSpent, stretches: Sequence[Stretch], clock: Callable[[datetime], str], *,
    item: RecordItem | None = None, kind: str = "item", title: str = "",
) -> None:  # fmt: skip
    if not stretches:
        return
    number, title = (item.number, item.title) if item else ("", title)
    whole = f"{number} {title}".strip()
    seconds = sum(each.length for each in stretches)
    rows.append(
        Row(
            kind=kind, number=number, title=title,
            short=whole if len(whole) <= MOST_LETTERS else f"{whole[: MOST_LETTERS - 1].rstrip()}…",
            href=f"#item-{item.id}" if item else "", y=ROW * len(rows),
            bars=tuple(_bar(each, spent.length) for each in stretches),
            spans=tuple((each.starts, clock(each.starts), each.ends, clock(each.ends)) for each in stretches),
            brief=_brief(seconds),
        )
    )  # fmt: skip


def _brief(seconds: int) -> str:
    hours, minutes = divmod((seconds + 30) // 60, 60)
    if not hours:
        return f"{minutes} min" if minutes else "< 1 min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _bar(stretch: Stretch, whole: int) -> Bar:
    return Bar(f"{100 * stretch.offset / whole:.2f}%", f"{100 * stretch.length / whole:.2f}%")


def _marks(spent: TimeSpent, zone: ZoneInfo) -> tuple[Mark, ...]:
    """Round times of the clock on the wall, few enough for a phone."""
    assert spent.opened is not None
    step = next((each for each in STEPS if spent.length / 60 / each <= MOST_MARKS), STEPS[-1] * 2)
    local = spent.opened.astimezone(zone)
    late = timedelta(minutes=local.hour * 60 + local.minute, seconds=local.second) % timedelta(minutes=step)
    at = int((timedelta(minutes=step) - late).total_seconds()) % (step * 60)
    found: list[Mark] = []
    while at <= spent.length and len(found) <= MOST_MARKS:
        share = 100 * at / spent.length
        anchor = "start" if share < 8 else "end" if share > 92 else "middle"
        words = f"{(spent.opened + timedelta(seconds=at)).astimezone(zone):%H:%M}"
        found.append(Mark(f"{share:.2f}%", anchor, words))
        at += step * 60
    return tuple(found)


def _summary(record: Record, spent: TimeSpent) -> str:
    times = {each.id: sum(some.length for some in spent.on(each.id)) for each in record.as_happened}
    longest = max(record.as_happened, key=lambda each: times[each.id], default=None)
    words = f"The meeting took {duration_words(spent.length)}."
    if longest is not None and times[longest.id]:
        name = f"item {longest.number}, {longest.title}" if longest.number else longest.title
        words += f" The longest time was spent on {name}: {duration_words(times[longest.id])}."
    return f"{words} The table after this chart has the same figures."
