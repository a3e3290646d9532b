"""Reading back what a JSON record says beside its lines: who was there, what was moved, and the videos."""

from __future__ import annotations

from datetime import datetime

from livemeeting.domain.record_parts import (
    IndexPoint,
    RecordAmendment,
    RecordAttendance,
    RecordInterest,
    RecordMotion,
    RecordMove,
    RecordVideo,
    Stamp,
)
from livemeeting.exporters.json_shape import Shape


def stamp(shape: Shape) -> Stamp:
    """A moment, from the object that holds it or the one it is written into."""
    at = datetime.fromisoformat(shape.text("utc"))
    return Stamp(at, shape.text("date"), shape.text("time"), shape.text("zone", ""))


def attendance(record: Shape) -> RecordAttendance:
    found = record.maybe("attendance")
    if found is None:
        return RecordAttendance()
    moves = tuple(
        RecordMove(each.number("seq"), stamp(each), each.text("member"), each.yes("left"))
        for each in found.parts("moves")
    )
    return RecordAttendance(
        found.texts("present"), found.texts("apologies"), found.texts("substitutes"), moves
    )


def interests(record: Shape) -> tuple[RecordInterest, ...]:
    return tuple(
        RecordInterest(
            each.number("seq"), stamp(each), each.text("member"), each.text("interest"), each.text("item"),
            each.yes("leaves"),
        )
        for each in record.parts("interests")
    )  # fmt: skip


def motions(record: Shape) -> tuple[RecordMotion, ...]:
    return tuple(
        RecordMotion(
            id=each.text("id"), seq=each.number("seq"), item_id=each.text("item"), label=each.text("label"),
            mover=each.text("mover"), seconder=each.text("seconder"), outcome=each.text("outcome"),
            decided=each.maybe_number("decided"),
            amendments=tuple(_amendment(under) for under in each.parts("amendments")),
        )
        for each in record.parts("motions")
    )  # fmt: skip


def _amendment(shape: Shape) -> RecordAmendment:
    text = shape.text
    return RecordAmendment(
        text("id"), shape.number("seq"), text("label"), text("mover"), text("seconder"), text("outcome"),
        shape.maybe_number("decided"),
    )  # fmt: skip


def videos(record: Shape) -> tuple[RecordVideo, ...]:
    return tuple(
        RecordVideo(
            each.number("number"),
            each.text("url"),
            each.number("length"),
            each.yes("is_anchored"),
            each.yes("is_gone", absent=False),
        )
        for each in record.parts("videos")
    )


def index(record: Shape) -> tuple[IndexPoint, ...]:
    return tuple(
        IndexPoint(
            video=each.number("video"), seconds=each.number("seconds"), ends=each.number("ends"),
            title=each.text("title"), item_id=each.text("item"), seq=each.number("seq"), url=each.text("url"),
        )
        for each in record.parts("index")
    )  # fmt: skip
