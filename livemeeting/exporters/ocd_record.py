"""The record as Open Civic Data has it: an event with its agenda and media, and a vote event for each counted vote."""

from __future__ import annotations

import json
import uuid
from datetime import datetime

from livemeeting.domain.record_shape import Record, RecordCorrection, RecordItem, RecordLine

Json = object
#: Names of our ids in the version 5 scheme of RFC 9562; never changed, so that ids stay.
OURS = uuid.UUID("6f1f7a52-3c6a-5d0e-9d0b-0c9d1c6f2a11")
STATUSES = {"scheduled": "tentative", "cancelled": "cancelled", "postponed": "cancelled", "closed": "passed"}
OPTIONS = {"for": "yes", "against": "no", "abstained": "abstain", "absent": "absent"}
LOST = ("lost", "refused", "fell", "lapsed", "withdrawn", "not moved", "not taken")
WON = ("carried", "agreed", "accepted without a vote")


def write(record: Record) -> bytes:
    """JSON with `event` and `vote_events`, in the field names of pupa's schemas."""
    votes = [_vote(record, each) for each in record.decisions if each.tally is not None or each.votes]
    document = {"notice": record.head.notice, "event": _event(record), "vote_events": votes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _event(record: Record) -> Json:
    head = record.head
    begins = head.started or head.planned
    return {
        "_id": f"ocd-event/{_id(record, 'event')}", "_type": "event",
        "name": f"{head.body}: {head.title}", "all_day": False, "start_date": _when(begins.at),
        "end_date": _when(head.closed.at) if head.closed else "", "timezone": head.timezone,
        "status": STATUSES.get(head.status, "confirmed"), "classification": "meeting",
        "description": head.notice, "location": {"name": head.venue, "note": "", "url": None} if head.venue else None,
        "media": [
            _media(f"{record.say('Video')} {each.number}", each.url, None, begins.date) for each in record.videos
        ],
        "documents": [], "links": [{"note": "", "url": each} for each in (head.address, head.agenda_url) if each],
        "participants": [
            {"name": head.body, "type": "organization", "note": "host"},
            *({"name": name, "type": "person", "note": "present"} for name in record.attendance.present if name),
        ],
        "agenda": [_item(record, place, each) for place, each in enumerate(record.as_happened)],
        "sources": _sources(record), "extras": {"epoch": head.epoch, "audience": record.audience},
    }  # fmt: skip


def _item(record: Record, place: int, item: RecordItem) -> Json:
    points = [each for each in record.index if each.item_id == item.id]
    urls = {each.number: each.url for each in record.videos if not each.is_gone}
    date = (record.head.started or record.head.planned).date
    return {
        "description": f"{item.number} {item.title}".strip(), "classification": [], "order": str(place),
        "subjects": [], "notes": [each for each in (*item.outcomes, item.state_word) if each],
        "media": [_media(each.title, each.url or urls[each.video], each.seconds, date) for each in points
                  if each.video in urls],
        "related_entities": [
            {"entity_type": "vote_event", "name": each.sentence, "note": str(each.seq)}
            for each in record.lines_of(item)
            if each.tally is not None or each.votes
        ],
        "extras": {"item": item.id, "number": item.number, "state": item.state},
    }  # fmt: skip


def _media(name: str, url: str, offset: int | None, date: str) -> Json:
    links = [{"media_type": "text/html", "url": url}]
    return {"name": name, "type": "recording", "date": date, "offset": offset, "links": links}


def _vote(record: Record, line: RecordLine) -> Json:
    named = [
        {"option": OPTIONS.get(each.vote, "other"), "voter_name": each.member, "note": ""}
        for each in line.votes
        if each.member
    ]
    is_amendment = line.kind == "AmendmentDecided"
    return {
        "_id": f"ocd-vote/{_id(record, str(line.seq))}", "_type": "vote_event", "identifier": f"entry {line.seq}",
        "motion_text": line.sentence, "motion_classification": ["amendment-passage" if is_amendment else "passage"],
        "start_date": _when(line.made.at), "end_date": "", "result": "pass" if _is_won(line) else "fail",
        "organization": record.head.body, "legislative_session": line.made.date[:4], "bill": None, "bill_action": None,
        "votes": named, "counts": _counts(line), "sources": _sources(record),
        "extras": {"outcome": line.outcome, "casting_vote": line.casting_vote, "items": list(line.item_ids),
                   "corrections": [_corrected(each) for each in line.corrections]},
    }  # fmt: skip


def _corrected(each: RecordCorrection) -> Json:
    return {"entry": each.seq, "at": _when(each.made.at), "before": each.before, "reason": each.reason}


def _counts(line: RecordLine) -> Json:
    if line.tally is not None:
        counted = {"yes": line.tally.votes_for, "no": line.tally.against, "abstain": line.tally.abstained}
    else:
        options = [OPTIONS.get(each.vote, "other") for each in line.votes]
        counted = {each: options.count(each) for each in dict.fromkeys(options)}
    return [{"option": option, "value": value} for option, value in counted.items()]


def _is_won(line: RecordLine) -> bool:
    """Whether the question was carried: by the outcome where it says so, else by the count."""
    if line.outcome in WON or line.outcome in LOST:
        return line.outcome in WON
    return line.tally is None or line.tally.votes_for >= line.tally.against


def _sources(record: Record) -> Json:
    url = record.head.address or record.head.agenda_url or f"urn:livemeeting:{record.head.epoch}"
    return [{"url": url, "note": record.head.notice}]


def _id(record: Record, name: str) -> uuid.UUID:
    return uuid.uuid5(OURS, f"{record.head.epoch} {name}")


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
