"""Who was there, what they declared and what they moved, gathered from the entries a record may tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from livemeeting.domain import events as e
from livemeeting.domain.meeting import Meeting, TimelineEntry
from livemeeting.domain.record_parts import (
    RecordAmendment,
    RecordAttendance,
    RecordInterest,
    RecordMotion,
    RecordMove,
    stamp,
)

Entries = Sequence[TimelineEntry]


def attendance(meeting: Meeting, entries: Entries) -> RecordAttendance:
    """Everybody named in any record of attendance: a later one adds, a correction takes back."""
    told = [each.event for each in _standing(entries) if isinstance(each.event, e.AttendanceRecorded)]
    return RecordAttendance(
        present=_each_once(name for event in told for name in event.present),
        apologies=_each_once(name for event in told for name in event.apologies),
        substitutes=_each_once(name for event in told for name in event.substitutes),
        moves=tuple(
            RecordMove(
                each.seq, stamp(meeting, each.at), each.event.member, isinstance(each.event, e.MemberLeft)
            )
            for each in _standing(entries)
            if isinstance(each.event, e.MemberLeft | e.MemberReturned)
        ),
    )


def interests(meeting: Meeting, entries: Entries) -> tuple[RecordInterest, ...]:
    """The declarations that stand, in order."""
    return tuple(
        RecordInterest(
            each.seq, stamp(meeting, each.at), each.event.member, each.event.interest, each.event.item,
            each.event.leaves,
        )
        for each in _standing(entries)
        if isinstance(each.event, e.InterestDeclared)
    )  # fmt: skip


def motions(entries: Entries) -> tuple[RecordMotion, ...]:
    """The motions that stand, each with its amendments, in the order they were moved.

    Amendments whose motion the record does not tell stand together under one without a mover.
    """
    standing = _standing(entries)
    decided = _decisions(standing)
    loose: dict[str, list[RecordAmendment]] = {}
    under: dict[str, list[RecordAmendment]] = {}
    known = {each.event.motion for each in standing if isinstance(each.event, e.MotionMoved)}
    for each in standing:
        if isinstance(each.event, e.AmendmentMoved):
            home = under if each.event.motion in known else loose
            key = each.event.motion if each.event.motion in known else each.event.item
            home.setdefault(key, []).append(_amendment(each.seq, each.event, decided))
    found = [
        _motion(each.seq, each.event, decided, under.get(each.event.motion, ()))
        for each in standing
        if isinstance(each.event, e.MotionMoved)
    ]
    found += [RecordMotion("", 0, item, "", "", "", "", None, tuple(each)) for item, each in loose.items()]
    return tuple(found)


Decided = dict[str, tuple[str, int]]


def _motion(
    seq: int, moved: e.MotionMoved, decided: Decided, under: Sequence[RecordAmendment]
) -> RecordMotion:
    outcome, entry = decided.get(moved.motion, ("", None))
    return RecordMotion(
        moved.motion, seq, moved.item, moved.label, moved.mover, moved.seconder, outcome, entry, tuple(under)
    )


def _amendment(seq: int, moved: e.AmendmentMoved, decided: Decided) -> RecordAmendment:
    outcome, entry = decided.get(moved.amendment, ("", None))
    return RecordAmendment(moved.amendment, seq, moved.label, moved.mover, moved.seconder, outcome, entry)


def _decisions(standing: Entries) -> Decided:
    """What became of each motion and amendment by its id, and the entry that says so: the last one counts.

    A decision on an item that names no motion is one on the only motion there is, if there is only one.
    """
    found: Decided = {}
    moved: dict[str, list[str]] = {}
    for each in standing:
        event = each.event
        if isinstance(event, e.MotionMoved):
            moved.setdefault(event.item, []).append(event.motion)
        elif isinstance(event, e.DecisionRecorded):
            only = moved.get(event.item, [])
            motion = event.motion or (only[0] if len(only) == 1 else "")
            if motion:
                found[motion] = (event.outcome, each.seq)
        elif isinstance(event, e.AmendmentDecided):
            found[event.amendment] = (event.outcome, each.seq)
        elif isinstance(event, e.AmendmentWithdrawn):
            found[event.amendment] = ("withdrawn", each.seq)
    return found


def _standing(entries: Entries) -> Entries:
    """Entries in force whose words are still there."""
    return [each for each in entries if each.in_force and (each.corrected_by or not each.entry.is_redacted)]


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
