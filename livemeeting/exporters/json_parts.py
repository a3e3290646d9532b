"""What a JSON record says beside its lines: who was there, what was moved, and the videos."""

from __future__ import annotations

from livemeeting.domain.chain import at_text
from livemeeting.domain.record_parts import RecordAmendment, RecordMotion, Stamp
from livemeeting.domain.record_shape import Record

Json = object


def made(stamp: Stamp) -> dict[str, Json]:
    """A moment, in UTC and in the meeting's own time."""
    return {"utc": at_text(stamp.at), "date": stamp.date, "time": stamp.time, "zone": stamp.zone}


def room(record: Record) -> dict[str, Json]:
    """`attendance`, `interests` and `motions`."""
    found = record.attendance
    moves = [
        {"seq": each.seq, **made(each.made), "member": each.member, "left": each.left} for each in found.moves
    ]
    return {
        "attendance": {
            "present": list(found.present), "apologies": list(found.apologies),
            "substitutes": list(found.substitutes), "moves": moves,
        },
        "interests": [
            {"seq": each.seq, **made(each.made), "member": each.member, "interest": each.interest,
             "item": each.item_id, "leaves": each.leaves}
            for each in record.interests
        ],
        "motions": [
            {**_moved(each), "item": each.item_id, "amendments": [_moved(under) for under in each.amendments]}
            for each in record.motions
        ],
    }  # fmt: skip


def _moved(what: RecordMotion | RecordAmendment) -> dict[str, Json]:
    return {
        "id": what.id, "seq": what.seq, "label": what.label, "mover": what.mover, "seconder": what.seconder,
        "outcome": what.outcome, "decided": what.decided,
    }  # fmt: skip


def videos(record: Record) -> list[Json]:
    """Every video, as a row."""
    return [
        {"number": each.number, "url": each.url, "length": each.length, "is_anchored": each.is_anchored,
         "is_gone": each.is_gone}
        for each in record.videos
    ]  # fmt: skip


def video(record: Record) -> dict[str, Json]:
    """`videos` and `index`."""
    return {
        "videos": videos(record),
        "index": [
            {"video": each.video, "seconds": each.seconds, "ends": each.ends, "title": each.title,
             "item": each.item_id, "seq": each.seq, "url": each.url}
            for each in record.index
        ],
    }  # fmt: skip
