"""A draft as the command line prints it: whole as JSON, or as lines to read."""

from __future__ import annotations

from collections.abc import Iterator

from livemeeting.domain.agenda import Doubt, Draft, DraftItem
from livemeeting.domain.calendar_draft import CalendarDraft
from livemeeting.domain.draft_tree import Branch, tree_of
from livemeeting.importers import Read
from livemeeting.importers.kinds import kind_of

Json = dict[str, object]


def as_json(read: Read) -> Json:
    """The draft in values JSON has: dates as 2026-11-25, times as 18:00, null for what is not known."""
    draft = read.draft
    return {
        "meeting": _meeting(draft),
        "items": [_item(branch) for branch in tree_of(draft.items)],
        "doubts": [{"row": doubt.row, "sentence": doubt.sentence} for doubt in draft.doubts],
        "importer": read.importer,
        "confidence": draft.confidence,
    }


def _meeting(draft: Draft) -> Json:
    return {
        "body": draft.body or None,
        "title": draft.title or draft.body or None,
        "date": draft.date.isoformat() if draft.date else None,
        "start_time": draft.start_time.strftime("%H:%M") if draft.start_time else None,
        "venue": draft.venue or None,
        "webcast_url": draft.webcast_url or None,
        "hashtag": draft.hashtag or None,
        "members": list(draft.members),
        "agenda_url": draft.agenda_url or None,
        "external_id": draft.external_id or None,
    }


def _item(branch: Branch) -> Json:
    item = branch.item
    return {
        "number": item.number or None,
        "title": item.title,
        "plain_title": item.plain_title or None,
        "kind": kind_of(item),
        "restricted": item.restricted,
        "restricted_reason": item.restricted_reason or None,
        "withdrawn": item.withdrawn,
        "documents": [{"title": paper.title or None, "url": paper.url} for paper in item.papers],
        "section": item.section or None,
        "external_id": item.external_id or None,
        "children": [_item(part) for part in branch.parts],
    }


def as_lines(read: Read) -> Iterator[str]:
    """The draft for somebody at a terminal: the head, the items in order, then what to look at."""
    draft = read.draft
    day = f"{draft.date:%A} {draft.date.day} {draft.date:%B %Y}" if draft.date else "date not known"
    at = draft.start_time.strftime("%H:%M") if draft.start_time else "time not known"
    yield f"{draft.title or draft.body or 'Meeting not named'}: {day}, {at}, {draft.venue or 'venue not known'}"
    for item in draft.items:
        yield _line(item)
    yield f"Read as {read.title}, confidence {draft.confidence:.0%}. Doubts: {len(draft.doubts)}."
    for doubt in draft.doubts:
        yield f"- {_place(draft, doubt)}{doubt.sentence}"


def _line(item: DraftItem) -> str:
    words = [item.number, item.title]
    if item.restricted:
        words.append(f"[restricted: {item.restricted_reason}]" if item.restricted_reason else "[restricted]")
    if item.withdrawn:
        words.append("[withdrawn]")
    return "\n" + item.title if item.is_heading else "  " * item.level + "  ".join(filter(None, words))


def _place(draft: Draft, doubt: Doubt) -> str:
    if doubt.row is None:
        return ""
    item = draft.items[doubt.row]
    return f"{item.number or item.title[:40]}: "


def calendar_as_json(found: CalendarDraft) -> Json:
    """The meetings of a calendar, which has no items; the keys are those of a draft."""
    meetings: list[Json] = [
        {
            "body": each.body,
            "title": each.body,
            "date": each.date.isoformat(),
            "start_time": each.start_time.strftime("%H:%M") if each.start_time else None,
            "venue": each.venue or None,
            "agenda_url": each.agenda_url or None,
            "external_id": each.external_id or None,
            "cancelled": each.is_cancelled,
        }
        for each in found.meetings
    ]
    sentences = [*found.left_out, *(f"{each.body}: {each.note}" for each in found.meetings if each.note)]
    return {
        "meeting": meetings[0] if len(meetings) == 1 else None,
        "meetings": meetings,
        "items": [],
        "doubts": [{"row": None, "sentence": sentence} for sentence in sentences],
        "importer": "icalendar",
        "confidence": 0.9 if found.left_out else 1.0,
    }


def calendar_as_lines(found: CalendarDraft) -> Iterator[str]:
    """The meetings of a calendar for somebody at a terminal."""
    for each in found.meetings:
        at = each.start_time.strftime("%H:%M") if each.start_time else "time not known"
        words = [
            f"{each.date:%Y-%m-%d}",
            at,
            each.body,
            each.venue,
            "[cancelled]" if each.is_cancelled else "",
        ]
        yield "  ".join(filter(None, words))
    yield from (f"- {sentence}" for sentence in found.left_out)
