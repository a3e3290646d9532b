"""The record as JSON: everything a machine may want to read, and for officers the whole hash chain to verify."""

from __future__ import annotations

import json
from collections.abc import Sequence

from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.chain import Link, canonical_json, payload_hash
from livemeeting.domain.record_parts import Stamp
from livemeeting.domain.record_shape import (
    Record,
    RecordCorrection,
    RecordHead,
    RecordItem,
    RecordLine,
    RecordLog,
    RecordMinute,
    RecordMinutes,
    RecordPost,
    RecordVisit,
)
from livemeeting.domain.video import VideoLink
from livemeeting.exporters.json_parts import made, room, video

Json = object

FORMAT = "livemeeting record"
VERSION = 1


def write(record: Record) -> bytes:
    """UTF-8, keys sorted, indented for reading. docs/record.md describes every key."""
    document = _document(record)
    document["digest"] = digest(document)
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def digest(document: dict[str, Json]) -> str:
    """SHA-256, in hex, of the canonical JSON of the document without its digest."""
    return payload_hash(canonical_json({name: each for name, each in document.items() if name != "digest"}))


def _document(record: Record) -> dict[str, Json]:
    document: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "audience": record.audience,
        "meeting": _head(record.head),
        "agenda": [_planned(each, is_public=record.is_public) for each in record.as_planned],
        "items": [_item(each, is_public=record.is_public) for each in record.as_happened],
        "lines": [_line(each, is_public=record.is_public) for each in record.lines],
        "language": record.language,
        **room(record),
        **video(record),
    }
    if record.seal.text:
        document["seal"] = {"seq": record.seal.seq, "text": record.seal.text}
    if record.log is not None:
        document["log"] = _log(record.log)
    return document


def _log(log: RecordLog) -> Json:
    return {
        "meeting_id": log.meeting_id,
        "newest_seq": log.head.seq,
        "newest_hash": log.head.hash,
        "entries": [_entry(each) for each in log.links],
    }


def _entry(link: Link) -> Json:
    return {
        "seq": link.seq, "at": link.at_text, "kind": link.kind, "actor": link.actor,
        "payload": link.payload, "payload_hash": link.payload_hash,
        "previous_hash": link.previous_hash, "hash": link.hash, "redacted": link.is_redacted,
    }  # fmt: skip


def _head(head: RecordHead) -> Json:
    return {
        "body": head.body, "title": head.title, "day": head.day, "venue": head.venue, "chair": head.chair,
        "timezone": head.timezone, "epoch": head.epoch, "agenda_url": head.agenda_url,
        "status": head.status, "status_word": head.status_word, "is_rehearsal": head.is_rehearsal,
        "notice": head.notice, "planned": _stamp(head.planned), "started": _stamp(head.started),
        "closed": _stamp(head.closed), "exported": _stamp(head.exported),
        "address": head.address, "note_due": head.note_due, "minutes": _minutes(head.minutes),
    }  # fmt: skip


def _minutes(minutes: RecordMinutes | None) -> Json:
    if minutes is None:
        return None
    return {"seq": minutes.seq, **made(minutes.made), "url": minutes.url, "signed": minutes.signed}


def _stamp(stamp: Stamp | None) -> Json:
    return None if stamp is None else made(stamp)


def _planned(item: AgendaItem, *, is_public: bool) -> Json:
    found: dict[str, Json] = {
        "id": item.id, "number": item.number, "title": item.title, "plain_title": item.plain_title,
        "is_heading": item.is_heading, "is_restricted": item.restricted, "is_withdrawn": item.withdrawn,
        "level": item.level,
        "papers": [{"title": each.title, "url": each.url} for each in item.papers],
    }  # fmt: skip
    return found if is_public else {**found, "restricted_reason": item.restricted_reason}


def _item(item: RecordItem, *, is_public: bool) -> Json:
    return {
        "id": item.id, "number": item.number, "title": item.title, "formal_title": item.formal_title,
        "is_heading": item.is_heading, "is_restricted": item.is_restricted, "is_urgent": item.is_urgent,
        "state": item.state, "state_word": item.state_word, "outcomes": list(item.outcomes),
        "visits": [_visit(each) for each in item.visits], "lines": list(item.lines),
        "minute": _minute(item.minute, is_public=is_public),
    }  # fmt: skip


def _minute(minute: RecordMinute | None, *, is_public: bool) -> Json:
    if minute is None:
        return None
    mended = _corrections(minute.corrections, is_public=is_public)
    return {"seq": minute.seq, "number": minute.number, "corrections": mended}


def _visit(visit: RecordVisit) -> Json:
    return {
        "seq": visit.seq, "started": _stamp(visit.started), "ended": _stamp(visit.ended),
        "video": _video(visit.video), "is_private": visit.is_private,
    }  # fmt: skip


def _video(video: VideoLink | None) -> Json:
    return None if video is None else {"offset": video.offset, "url": video.url}


def _line(line: RecordLine, *, is_public: bool) -> Json:
    told: dict[str, Json] = {
        "seq": line.seq, **made(line.made), "kind": line.kind,
        "items": [
            {"id": item_id, "number": number, "title": title}
            for item_id, number, title in zip(line.item_ids, line.item_numbers, line.item_titles, strict=True)
        ],
        "sentence": line.sentence, "outcome": line.outcome, "casting_vote": line.casting_vote,
        "tally": _tally(line), "votes": [{"member": each.member, "vote": each.vote} for each in line.votes],
        "video": _video(line.video), "corrects": line.corrects,
        "corrections": _corrections(line.corrections, is_public=is_public),
        "is_removed": line.is_removed, "removed_because": line.removed_because,
        "clock_jumped": line.clock_jumped,
        "posts": [_post(each, is_public=is_public) for each in line.posts],
    }  # fmt: skip
    if is_public:
        return told
    inside = {"actor": line.actor, "is_private": line.is_private}
    return {**told, **inside, "in_force": line.in_force, "undone_by": line.undone_by}


def _tally(line: RecordLine) -> Json:
    if line.tally is None:
        return None
    return {"for": line.tally.votes_for, "against": line.tally.against, "abstained": line.tally.abstained}


def _corrections(corrections: Sequence[RecordCorrection], *, is_public: bool) -> Json:
    return [
        {
            "seq": each.seq, **made(each.made), "before": each.before, "after": each.after,
            "reason": each.reason, **({} if is_public else {"actor": each.actor}),
        }
        for each in corrections
    ]  # fmt: skip


def _post(post: RecordPost, *, is_public: bool) -> Json:
    found: dict[str, Json] = {
        "channel": post.channel, "account": post.account, "text": post.text, "state": post.state,
        "state_words": post.state_words, "sent": _stamp(post.sent), "url": post.url,
    }  # fmt: skip
    return found if is_public else {**found, "reason": post.reason}
